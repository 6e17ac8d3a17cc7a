package app

// AccessQuery selects notes of who got at personal data.
type AccessQuery struct {
	CustomerID string   // "" of all customers and of lists
	People     []string // ids of whose; none: of everybody this laptop knows of
	Since      Instant
	Most       int // how many at most, the newest; 0 all
}

// AccessView is a note of who got at personal data, with the names of both.
type AccessView struct {
	Access
	Person   string // name of who it was, "" for somebody this laptop does not know
	Customer string // name, "" where it is of many or this laptop has no such card
}

// DataRequestView is what a customer asked for about the own personal data, with who dealt with it.
type DataRequestView struct {
	DataRequest
	Person   string
	Customer string
	DueOn    Date // the last day to answer
	State    RequestState
}

// RequestDays is how many working days there are to answer somebody who asks for the own personal data, counted from the
// day after it was asked. The law says 及时 (PIPL art. 50); fifteen working days is what app makers are held to
// (App 违法违规收集使用个人信息行为认定方法, 第六条).
const RequestDays = 15

// What of a card was got at, as Access.What says it; the window translates "access.what.<code>".
const (
	AccessCard       = "card"       // the card's phones, numbers and accounts
	AccessPhone      = "phone"      // a phone number
	AccessIDNo       = "id_no"      // an identity number
	AccessAddress    = "address"    // an address
	AccessAccount    = "account"    // a pay account
	AccessAttachment = "attachment" // a scan or photo
	AccessKept       = "kept"       // values two people wrote at once
	AccessRefused    = "refused"    // a change the centre refused
	AccessForm       = "form"       // a printed form
	AccessAll        = "all"        // everything that is held on somebody
	AccessList       = "list"       // a list of customers
	AccessText       = "text"       // any other text of the card
)

// PersonalData is everything this laptop holds on one customer, as PIPL art. 45 lets the customer see and copy it.
type PersonalData struct {
	Customer Customer
	At       Instant
	By       string      // name of who brought it together
	Groups   []DataGroup // one of each kind there is something of
	Changes  []CardChange
	Accesses []AccessView
}

// DataGroup holds the rows of one kind.
type DataGroup struct {
	Kind string // of the registry: customer, policy, service_record …
	Rows []DataRow
}

// DataRow is one row, its filled fields in the order of the registry.
type DataRow struct {
	ID    string
	Facts []DataFact
}

// DataFact is one field with its value as canonical JSON.
type DataFact struct {
	Field, Value string
}

// DataSection is a part of PersonalData in the user's words.
type DataSection struct {
	ID, Title string
	Rows      []DataEntry
}

// DataEntry is one row in the user's words.
type DataEntry struct {
	Title string // what it is, such as its date; "" where there is only one
	Lines [][2]string
}

// RequestState says how a request about one's personal data stands.
type RequestState string

// States of a request.
const (
	RequestOpen    RequestState = "open"
	RequestLate    RequestState = "late"
	RequestDone    RequestState = "done"
	RequestRefused RequestState = "refused"
)
