package app

import "slices"

// Visit (面访) is one visit to a customer's home or office.
type Visit struct {
	ID            string   `rec:"id"`
	CustomerID    string   `rec:"customer_id"`
	AppointmentID string   `rec:"appointment_id"`
	PersonID      string   `rec:"person_id"`
	Packed        []string `rec:"packed,set"` // PackingList items taken along
	ArrivedAt     Instant  `rec:"arrived_at"` // five minutes early is the norm (002 §二.二.4)
	AgreedEnd     Instant  `rec:"agreed_end"`
	LeftAt        Instant  `rec:"left_at"`
	Steps         []string `rec:"steps,set"` // VisitSteps done
	Items         []string `rec:"items,set"` // Item constants
	Content       string   `rec:"content,personal"`
	Attitude      string   `rec:"attitude,personal"`
	Answer        string   `rec:"answer,personal"`
	NextStep      string   `rec:"next_step,personal"`
	NextOn        Date     `rec:"next_on"`
	SurveySigned  bool     `rec:"survey_signed"` // 客户服务满意度调查问卷 signed (002 §三.七)
	NoShow        bool     `rec:"no_show"`       // 爽约
	RecordID      string   `rec:"record_id"`     // the service record it became
}

// PackingList is what a planner takes along (002 §三.六), as codes; the window translates "visit.pack.<code>".
var PackingList = []string{
	"name_card", "work_card", "id_card", "licence",
	"service_card", "contact_book", "activity_log",
	"pen",
	"sales_book", "leaflet", "proposal", "application", "accident_card",
	"shoe_covers",
}

// VisitSteps are the steps on site in order (002 §二.二), as codes; the window translates "visit.step.<code>".
var VisitSteps = []string{
	"early", "shoe_covers", "bow", "name_card", "smile", "introduce",
	"facts", "items", "survey", "goodbye",
}

// notFor are the things of the packing list that a visit of a kind does without: what is for new business stays at home when
// one comes to speak of a premium, and what the customer has got already when one comes again.
var notFor = map[string][]string{
	StageReturn:  {"application", "accident_card"},
	StagePayment: {"sales_book", "leaflet", "proposal", "application", "accident_card"},
}

// PackingFor returns what is taken along to a visit of a stage, in the order of PackingList; everything at the first visit.
func PackingFor(stage string) []string {
	var out []string
	for _, code := range PackingList {
		if !slices.Contains(notFor[stage], code) {
			out = append(out, code)
		}
	}
	return out
}
