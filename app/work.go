package app

// CaseWork is a case with as much of its policy and card as the rules of product §5 look at. Of the policy it holds what
// says when something is due, of the customer name, sex, grade, the days of opening and checking, and the marks against
// calling.
type CaseWork struct {
	Case   Case
	Policy Policy
	Card   Customer
}

// PolicyWork is a policy near one of its boundary days, with its holder's name and whether the premium was spoken of.
type PolicyWork struct {
	Policy   Policy
	Name     string
	Sex      string
	Reminded Instant // newest record that reminded of the premium, confirmed its way or helped with the transfer
	Spoken   Instant // newest conversation about this policy or none in particular
}

// OpenRecord is a record whose next step or promise may still be open, with the customer's name.
type OpenRecord struct {
	Record ServiceRecord
	Name   string
}

// CallCard is what the call queue needs of one customer.
type CallCard struct {
	Customer Customer
	Policies []Policy
}

// ReturnWork is a customer to be visited or called again, with the day of the last contact.
type ReturnWork struct {
	CustomerID string
	Name       string
	Sex        string
	Grade      string
	Last       Date
}
