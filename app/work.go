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

// ReturnWork is a customer to be visited or called again, with the day by which.
type ReturnWork struct {
	Customer Customer
	By       Date
}
