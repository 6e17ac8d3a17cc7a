package app

// BookLine is one line of the contact book of a month (客户联系资料册, 002 §三.二): one premium of one policy that falls due
// in it, and how far its payment has been spoken of.
type BookLine struct {
	Policy   Policy
	Name     string // of the holder's card
	Sex      string
	Grade    string
	Key      bool
	Phone    string // first usable number, unmasked
	Address  string // first usable address
	District string
	Phones   Completeness
	Where    Completeness // of the addresses
	Due      Date         // of this premium
	Standing string       // a Book constant
	PayWay   string       // the way of paying the customer has confirmed, "" none
	Spoken   Instant      // newest contact about this premium
	State    PolicyState  // of the policy today
	Silent   bool         // must not be contacted
}

// How far the payment of a premium has been spoken of.
const (
	BookOpen = "open" // not spoken of yet
	BookTold = "told" // the customer was reminded
	BookWay  = "way"  // the customer has said how it is paid
	BookPaid = "paid" // the insurer has booked it
)

// BookStandings lists the standings of a line in the order of the work.
var BookStandings = []string{BookOpen, BookTold, BookWay, BookPaid}

// BookTotals sums up lines of a contact book.
type BookTotals struct {
	Lines, Customers int
	Premium          Money
	By               map[string]int // lines by standing
	NoPhone          int            // customers without a full phone
	NoAddress        int            // customers without a full address
}

// BookTotalsOf sums up the lines.
func BookTotalsOf(lines []BookLine) BookTotals {
	t := BookTotals{Lines: len(lines), By: map[string]int{}}
	seen := map[string]bool{}
	for _, l := range lines {
		t.Premium += l.Policy.Premium
		t.By[l.Standing]++
		if seen[l.Policy.CustomerID] {
			continue
		}
		seen[l.Policy.CustomerID] = true
		t.Customers++
		if l.Phones != Full {
			t.NoPhone++
		}
		if l.Where != Full {
			t.NoAddress++
		}
	}
	return t
}

// monthsOf returns how many months lie between the premiums of a frequency; a year where none is said.
func monthsOf(frequency string) int {
	switch frequency {
	case FreqHalf:
		return 6
	case FreqQuarter:
		return 3
	case FreqMonth:
		return 1
	}
	return 12
}

// PremiumIn returns the day on which a premium of the policy falls due in a month (2006-01), and whether the insurer has
// booked it already, as the next premium due lies later. ok is false if none falls due in that month: the policy is paid
// at once, had not begun, will be paid up or has matured by then, or has lapsed before.
func PremiumIn(p Policy, month string, today Date) (due Date, paid, ok bool) {
	b := p.Boundaries()
	if p.Mode == ModeSingle || b.Due == "" {
		return "", false, false
	}
	gap := monthsBetween(b.Due.Month(), month)
	if gap%monthsOf(p.Frequency) != 0 {
		return "", false, false
	}
	due = b.Due.AddMonths(gap)
	switch {
	case due < p.EffectiveOn, p.MaturesOn != "" && due >= p.MaturesOn, due > b.Due && today > b.GraceEnd:
		return "", false, false
	case p.PayYears > 0 && p.EffectiveOn.Valid() && due >= p.EffectiveOn.AddMonths(int(p.PayYears)*12):
		return "", false, false
	}
	return due, due < b.Due, true
}

// monthsBetween returns how many months b (2006-01) lies after a.
func monthsBetween(a, b string) int {
	x, y := Date(a+"-01").Time(), Date(b+"-01").Time()
	return (y.Year()-x.Year())*12 + int(y.Month()) - int(x.Month())
}
