package app

// DueKind says what kind of work is due.
type DueKind string

// Kinds of due work on the Today page (product §5).
const (
	DueSign        DueKind = "sign"      // sign for new cases
	DueOpenCard    DueKind = "open_card" // open the service card
	DueData        DueKind = "data"      // check and complete the data
	DueFirstCall   DueKind = "first_call"
	DueFirstVisit  DueKind = "first_visit"
	DueReturn      DueKind = "return"  // regular return visit
	DuePremium     DueKind = "premium" // premium due within 30 days
	DueGrace       DueKind = "grace"   // in the grace period
	DueLapsed      DueKind = "lapsed"
	DueMaturity    DueKind = "maturity"
	DueAppointment DueKind = "appointment" // a visit today
	DueConfirm     DueKind = "confirm"     // second confirmation before a visit
	DuePromise     DueKind = "promise"     // an open question promised by a day
	DueNext        DueKind = "next"        // next step of a record
	DueNoShow      DueKind = "no_show"     // follow-up call after a no-show
	DueLog         DueKind = "log"         // a day's log not yet closed
	DueMark        DueKind = "mark"        // supervisor: a log to mark
	DueConflict    DueKind = "conflict"    // a kept value to settle
)

// DueItem is one piece of due work.
type DueItem struct {
	Kind          DueKind
	CustomerID    string
	CustomerName  string
	PolicyID      string
	PolicyNo      string
	AppointmentID string
	RecordID      string
	LogID         string
	By            Date    // last day
	At            Instant // time of day, where it has one
	DaysLate      int     // above 0: late; 0: today; below: days left
	Count         int     // of things behind it, such as cases to sign for
	Note          string  // free text: purpose, promise, next step
	Amount        Money
}

// Birthday is a customer's birthday within the coming week.
type Birthday struct {
	CustomerID string
	Name       string
	On         Date
	Age        int
}

// TodayView is what the Today page shows.
type TodayView struct {
	Date        Date
	WorkingDay  bool
	Due         []DueItem // late first, then today, then by day
	Birthdays   []Birthday
	Week        []DayPlan  // today and the six days after
	Figures     DayFigures // of today
	Month       DayFigures
	Progress    []Progress     // the month against its target
	Drops       []ActivityDrop // in what less was done lately than usual
	Later       []DueItem      // put off on this laptop
	Papers      []PaperView    // printed to be signed, and not back yet
	Unsent      int
	UnsentSince Instant
	LastSync    Instant
}

// TeamTarget is a month's target of one of a supervisor's people.
type TeamTarget struct {
	Person Person
	Target Target
}

// DayPlan is what is planned for one day.
type DayPlan struct {
	Date         Date
	WorkingDay   bool
	Appointments int
	DueWork      int
}

// CallItem is one line of the call queue.
type CallItem struct {
	CustomerID string
	Name       string
	Sex        string
	PolicyID   string
	PolicyNo   string
	Product    string
	Premium    Money
	NextDue    Date // the order of the queue (002 §二.一.1)
	State      PolicyState
	Reason     string // handover reason
	Stage      string // what the call is for
	Phone      string
	Tries      int // calls without success so far
	LastCall   Instant
	At         Instant // of the meeting, for a second confirmation
	CallAt     Instant // for which a call was agreed, 0 none
	Later      bool    // that time has not come yet
	Grade      string
	Key        bool
	Why        []CallReason // why the customer is to be called, what decides the place first
	Blocked    string       // "": may be called; do_not_contact, quiet_hours, no_phone, no_adult
}

// CallSheet is everything a planner has before the eyes while calling.
type CallSheet struct {
	Item        CallItem
	Card        CardView
	Policy      *PolicyView
	Callees     []Callee
	Script      Script       // place-holders filled in
	Appointment *Appointment // for a second confirmation
}

// CallResult is what came of a call. One result fills card, log and plan.
type CallResult struct {
	CustomerID    string
	PolicyID      string
	CaseID        string
	Stage         string
	ScriptID      string
	Spoke         string
	Phone         string
	Outcome       string
	Content       string
	Attitude      string
	Answer        string
	Items         []string
	PayWay        string
	NextStep      string
	NextOn        Date
	Promise       string
	PromiseBy     Date
	AppointmentID string       // the appointment this call confirms
	Agreed        *Appointment // a new appointment: At, Place, Purpose, Urgency, EndAt
	StartedAt     Instant
}

// VisitItem is one line of the list of visits.
type VisitItem struct {
	Appointment  Appointment
	Name         string
	Sex          string
	Phone        string
	Address      string
	District     string
	Visit        *Visit // nil until it was begun
	NeedsConfirm bool   // the second confirmation is still to be made
}

// VisitSheet is everything a planner has before the eyes during a visit.
type VisitSheet struct {
	Item       VisitItem
	Card       CardView
	Visit      Visit
	Script     Script
	Stage      string           // what the visit is: StageFirstVisit, StageReturn, StagePayment
	Signatures []SignatureView  // that stand, of the visit and of the questionnaires of its day; newest first
	Photos     []AttachmentView // hung on the visit or the record it became; newest first
}

// LogDay is one line of the list of a person's logs.
type LogDay struct {
	Date       Date
	LogID      string
	Status     string // "" no log
	WorkingDay bool
	Late       bool // closed after it was due
	Score      int  // -1: not marked
	Passed     bool
}

// LogView is one log as its room shows it, open or closed.
type LogView struct {
	Log       WorkLog // entries and figures filled in even while it is open
	Person    Person
	Additions []LogAddition
	Marks     []LogMark         // newest first
	Marker    map[string]string // person id → name
	DueAt     Instant           // the next working day's morning meeting
	Seeds     []PlanItem        // tomorrow's plan as due work proposes it
	Missing   []string          // codes of what should be filled before closing

	// OpenVisits are the day's visits that were agreed and are neither written down nor cancelled; empty once closed.
	OpenVisits []VisitItem
}

// TeamRow is one planner's day on a supervisor's page.
type TeamRow struct {
	Person   Person
	LogID    string
	State    string // TeamMissing …
	ClosedAt Instant
	Figures  DayFigures
	Score    int // -1: not marked
	MarkedAt Instant
}

// States of a log in a supervisor's list.
const (
	TeamMissing = "missing" // nothing has arrived
	TeamOpen    = "open"    // arrived, not yet closed
	TeamArrived = "arrived" // closed in time
	TeamLate    = "late"    // closed late
	TeamMarked  = "marked"
)
