package app

// CardFilter narrows the list of cards.
type CardFilter string

// Filters of the list of cards.
const (
	CardsAll        CardFilter = ""
	CardsUnsigned   CardFilter = "unsigned" // cases not signed for
	CardsDueSoon    CardFilter = "due_soon" // a premium due within 30 days
	CardsInGrace    CardFilter = "in_grace"
	CardsLapsed     CardFilter = "lapsed"
	CardsMaturing   CardFilter = "maturing" // maturing within 30 days
	CardsIncomplete CardFilter = "incomplete"
	CardsKey        CardFilter = "key"
	CardsNoContact  CardFilter = "no_contact" // no service record yet
	CardsProspects  CardFilter = "prospects"
)

// CardSort orders the list of cards.
type CardSort string

// Orders of the list of cards; the name is the last tie-break before the order in which cards came here.
const (
	SortByName         CardSort = "name"
	SortByNextDue      CardSort = "next_due"
	SortByLastContact  CardSort = "last_contact" // longest ago first
	SortByCompleteness CardSort = "completeness" // least first
)

// CardQuery selects cards. Text matches names, pinyin, initials, tails of phones and of policy numbers.
type CardQuery struct {
	Text   string
	Filter CardFilter
	Sort   CardSort
}

// CardRow is one line of the list of cards.
type CardRow struct {
	Rowid        int64
	ID           string
	CardNo       string
	Name         string
	Sex          string
	Phone        string // first usable number, unmasked
	Policies     int
	NextDue      Date
	Status       PolicyStatus // the most urgent of the policies
	DaysLeft     int          // of that status
	Completeness int          // 0–100
	LastContact  Date
	Grade        string
	Key          bool
	Unsigned     int // cases not signed for
}

// CardView is one service card with everything the room shows.
type CardView struct {
	Customer     Customer
	Completeness int
	Missing      []string                // names of required Customer fields that are empty
	Verified     map[string]Verification // fact + "=" + value → newest verification
	Policies     []PolicyView
	Cases        []Case
	Records      []RecordView  // newest first, without withdrawn ones
	Appointments []Appointment // still to come, soonest first
	Callees      []Callee
	Kept         []Kept // open conflicts of this card
	Surveys      []Survey
}

// PolicyView is a policy with what follows from its facts and today's date.
type PolicyView struct {
	Policy Policy
	State  PolicyState
	Case   *Case // newest case of the policy, nil if none
}

// RecordView is a service record with who wrote it.
type RecordView struct {
	Record   ServiceRecord
	Author   string // name
	PolicyNo string
	Unsent   bool // not yet at the centre
}

// Callee is somebody who may be called about a card: the holder, or an insured aged 18 or more (002 §二.一.1).
type Callee struct {
	Name     string
	Relation string // 投保人 or 被保人
	Sex      string
	Phones   []Phone
	PolicyNo string
}

// HistoryEntry is one change of one field.
type HistoryEntry struct {
	Field      string
	Before     string // canonical JSON
	After      string
	Author     string // person id
	At         Instant
	Device     string // id of the laptop, "" for the centre's own doing and where it is not known
	DeviceName string // "" where it is not known
	State      HistoryState
}

// HistoryState says what became of a change.
type HistoryState string

// States of changes.
const (
	HistoryStood   HistoryState = ""        // it was the value of the field from then on
	HistoryCreated HistoryState = "created" // the row was made with this value
	HistoryUnsent  HistoryState = "unsent"  // made here and not at the centre yet
	HistoryLost    HistoryState = "lost"    // lost against a concurrent edit: After never stood, Before did instead
	HistoryRefused HistoryState = "refused" // the centre did not take it
)

// CardHistory is who changed what on a service card.
type CardHistory struct {
	Changes []CardChange // newest first
	// AsOf is when the centre last told all of it; 0 if it never did, and only what this laptop did or met is known.
	AsOf Instant
}

// CardChange is a change of a fact of a card or of one of its policies.
type CardChange struct {
	HistoryEntry
	Kind       string // of the row: customer or policy
	RowID      string
	PolicyNo   string
	AuthorName string // "" if this laptop does not know who
	Own        bool   // made on this laptop
	// Keeps says why the value cannot be brought back; "" if it can.
	Keeps HistoryBar
}

// HistoryBar is a reason why an earlier value cannot be brought back.
type HistoryBar string

// Reasons why an earlier value cannot be brought back.
const (
	BarInsurer HistoryBar = "insurer" // a fact of the insurer's, changed by import only (product §2)
	BarProcess HistoryBar = "process" // written by the steps of service itself
	BarCurrent HistoryBar = "current" // it stands already
	BarEmpty   HistoryBar = "empty"   // there was no value
)

// Earlier returns the value that a change allows to bring back: what it replaced, or what it would have set where it
// never came to stand; where the row was made, what it began with. Canonical JSON.
func (c CardChange) Earlier() string {
	switch c.State {
	case HistoryCreated, HistoryLost, HistoryRefused:
		return c.After
	}
	return c.Before
}
