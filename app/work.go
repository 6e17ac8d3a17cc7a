package app

// CaseWork is a case with as much of its policy and card as the rules of product §5 look at. Of the policy it holds what
// says when something is due, of the customer name, sex, grade, the days of opening and checking, and whether there is to
// be no contact.
type CaseWork struct {
	Case   Case
	Policy Policy
	Card   Customer
}

// OpenRecord is a record whose next step or promise may still be open, with the customer's name.
type OpenRecord struct {
	Record ServiceRecord
	Name   string
}

// DuePolicy is a policy near one of its boundary days, with when it was spoken of last: about it, or about no policy in
// particular.
type DuePolicy struct {
	Policy   Policy
	Known    bool   // the holder's card is here
	Name     string // of the holder
	Reminded Instant
	Spoken   Instant
}

// ReachedCard is a customer with the moment of the last conversation or visit.
type ReachedCard struct {
	CustomerID, Name, Grade string
	At                      Instant
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
