package app

import "github.com/fangce/fangce/app/record"

// Names of streams (architecture §3): the units of scope in which rows travel.
const (
	StreamPeople  = "ref:people"
	StreamScripts = "ref:scripts"
	// StreamActivities holds the centre's activities for customers.
	StreamActivities = "ref:activities"
)

// SeatStream returns the stream of a planner's portfolio.
func SeatStream(personID string) string { return "seat:" + personID }

// WorkStream returns the stream of a person's logs and marks.
func WorkStream(personID string) string { return "work:" + personID }

// The kinds that laptops and centre share. A new kind is one struct, one line here, one migration and one screen.
var (
	KindCustomer = record.Register[Customer](record.Kind{
		Name: "customer", Table: "customers", Customer: "id",
		Stream: func(c record.Context) string { return SeatStream(c.Author) },
	})
	KindVerification  = record.Register[Verification](ofCustomer("verification", "verifications", true))
	KindPolicy        = record.Register[Policy](ofCustomer("policy", "policies", false))
	KindCase          = record.Register[Case](ofCustomer("case", "cases", false))
	KindServiceRecord = record.Register[ServiceRecord](ofCustomer("service_record", "service_records", true))
	KindAppointment   = record.Register[Appointment](ofCustomer("appointment", "appointments", false))
	KindVisit         = record.Register[Visit](ofCustomer("visit", "visits", false))
	KindSurvey        = record.Register[Survey](ofCustomer("survey", "surveys", false))
	KindAttachment    = record.Register[Attachment](ofCustomer("attachment", "attachments", true))
	KindWorkLog       = record.Register[WorkLog](ofPerson("work_log", "work_logs", false))
	KindLogAddition   = record.Register[LogAddition](ofPerson("log_addition", "log_additions", true))
	KindLogMark       = record.Register[LogMark](ofPerson("log_mark", "log_marks", false))
	KindScript        = record.Register[Script](record.Kind{
		Name: "script", Table: "scripts",
		Stream: func(record.Context) string { return StreamScripts },
	})
	KindScriptVersion = record.Register[ScriptVersion](record.Kind{
		Name: "script_version", Table: "script_versions", InsertOnly: true,
		Stream: func(record.Context) string { return StreamScripts },
	})
	KindActivity = record.Register[Activity](record.Kind{
		Name: "activity", Table: "activities",
		Stream: func(record.Context) string { return StreamActivities },
	})
	KindInvitation    = record.Register[Invitation](ofCustomer("invitation", "invitations", false))
	KindSignature     = record.Register[Signature](ofCustomer("signature", "signatures", true))
	KindPaper         = record.Register[Paper](ofCustomer("paper", "papers", false))
	KindOutsidePolicy = record.Register[OutsidePolicy](ofCustomer("outside_policy", "outside_policies", false))
	KindPolicyReview  = record.Register[PolicyReview](ofCustomer("policy_review", "policy_reviews", true))
	KindDataRequest   = record.Register[DataRequest](ofCustomer("data_request", "data_requests", true))
	KindTarget        = record.Register[Target](ofPerson("target", "targets", false))
	KindAccess        = record.Register[Access](ofPerson("access", "accesses", true))
	KindPerson        = record.Register[Person](record.Kind{
		Name: "person", Table: "people",
		Stream: func(record.Context) string { return StreamPeople },
	})
	KindKept = record.Register[Kept](record.Kind{
		Name: "kept", Table: "kept", Customer: "customer_id",
		Stream: func(c record.Context) string { return c.Of(c.Body.Text("kind"), c.Body.Text("row_id")) },
	})
)

// ofCustomer declares a kind whose rows lie where their customer lies.
func ofCustomer(name, table string, insertOnly bool) record.Kind {
	return record.Kind{
		Name: name, Table: table, InsertOnly: insertOnly, Customer: "customer_id",
		Stream: func(c record.Context) string { return c.Of("customer", c.Body.Text("customer_id")) },
	}
}

// ofPerson declares a kind of rows about the work of the person they name.
func ofPerson(name, table string, insertOnly bool) record.Kind {
	return record.Kind{
		Name: name, Table: table, InsertOnly: insertOnly,
		Stream: func(c record.Context) string { return WorkStream(c.Body.Text("person_id")) },
	}
}
