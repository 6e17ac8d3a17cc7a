package app

// CaseWork is a case with as much of its policy and card as the rules of product §5 look at. Of the policy it holds what
// says when something is due, of the customer name, sex, grade, the days of opening and checking, and whether there is to
// be no contact; of what was done with the customer Reached, Visited and Refused.
type CaseWork struct {
	Case    Case
	Policy  Policy
	Card    Customer
	Done    Contacts
	NextDue Date // the customer's earliest premium that can still be paid, "" none
}

// DuePolicy is a policy near one of its boundary days, with what its insurer says and when it was spoken of last: about it,
// or about no policy in particular. The holder's card need not be here.
type DuePolicy struct {
	ID, CustomerID string
	Bounds         Boundaries
	Said           PolicyStatus
	Reminded       Instant
	Spoken         Instant
}

// PolicyBrief is what a line says of a policy.
type PolicyBrief struct {
	Number                  string
	Premium, MaturityAmount Money
}

// CardBrief is what a line says of a customer.
type CardBrief struct{ Name, Grade string }

// ReachedCard is a customer with the moment of the last conversation or visit.
type ReachedCard struct {
	CustomerID string
	At         Instant
	NextDue    Date // the earliest premium that can still be paid, "" none
}

// ReturnWork is a customer to be visited or called again, with the day by which.
type ReturnWork struct {
	ReachedCard
	By Date
}

// CallCard is as much of a customer and the policies as a line of the call queue needs: whom one may call, and what is due.
type CallCard struct {
	Customer Customer
	Policies []Policy
	LastCall Instant
	Tries    int // calls without success since somebody was reached
}
