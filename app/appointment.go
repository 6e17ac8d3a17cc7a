package app

// Appointment (约访) is a meeting agreed with a customer.
type Appointment struct {
	ID          string  `rec:"id"`
	CustomerID  string  `rec:"customer_id"`
	PolicyID    string  `rec:"policy_id"`
	PersonID    string  `rec:"person_id"`
	At          Instant `rec:"at"`
	EndAt       Instant `rec:"end_at"` // agreed end: the visit ends in the agreed time (002 §二.二.2)
	Place       string  `rec:"place,personal"`
	Purpose     string  `rec:"purpose"`
	Urgency     int64   `rec:"urgency"` // 1 high, 2 normal, 3 low
	ScriptID    string  `rec:"script_id"`
	RecordID    string  `rec:"record_id"`    // the call that agreed it
	ConfirmedAt Instant `rec:"confirmed_at"` // the second confirmation (002 §二.一.3)
	Status      string  `rec:"status,status"`
	Note        string  `rec:"note,text,personal"`
}

// Statuses of an appointment.
const (
	AppointmentPlanned   = "planned"
	AppointmentDone      = "done"
	AppointmentNoShow    = "no_show"
	AppointmentCancelled = "cancelled"
)
