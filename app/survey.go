package app

// Survey (客户服务满意度调查问卷) is one questionnaire handed to a customer.
type Survey struct {
	ID         string         `rec:"id"`
	CustomerID string         `rec:"customer_id"`
	PolicyID   string         `rec:"policy_id"`
	PersonID   string         `rec:"person_id"`
	FormNo     string         `rec:"form_no"` // what the paper and its QR carry
	PrintedAt  Instant        `rec:"printed_at"`
	SignedAt   Instant        `rec:"signed_at"`
	Importance map[string]int `rec:"importance"` // item → 1–5
	Rating     map[string]int `rec:"rating"`
	Comment    string         `rec:"comment,text,personal"`
}
