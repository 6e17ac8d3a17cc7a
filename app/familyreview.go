package app

// OutsidePolicy (他司保单) is a policy of another company that a customer or a member of the family told of, for the policy
// review (保单整理). Nothing is computed from it but the review.
type OutsidePolicy struct {
	ID            string `rec:"id"`
	CustomerID    string `rec:"customer_id"` // on whose card it was noted
	Company       string `rec:"company"`
	Product       string `rec:"product"`
	Cover         string `rec:"cover"` // a Cover constant
	Insured       string `rec:"insured,personal"`
	InsuredAmount Money  `rec:"insured_amount"`
	Premium       Money  `rec:"premium"` // a year
	EffectiveOn   Date   `rec:"effective_on"`
	EndsOn        Date   `rec:"ends_on"` // "" for life or not known
	Note          string `rec:"note,text,personal"`
	Ended         bool   `rec:"ended"` // no longer there
}

// Kinds of cover, as a policy review sorts policies.
const (
	CoverLife     = "life"     // 寿险
	CoverCritical = "critical" // 重大疾病
	CoverMedical  = "medical"  // 医疗
	CoverAccident = "accident" // 意外
	CoverPension  = "pension"  // 养老年金
	CoverSavings  = "savings"  // 储蓄、两全、教育金
	CoverCare     = "care"     // 护理
	CoverOther    = "other"
)

// Covers lists the kinds of cover in the order a review shows them.
var Covers = []string{CoverLife, CoverCritical, CoverMedical, CoverAccident, CoverCare, CoverPension, CoverSavings, CoverOther}

// PolicyReview (保单整理) is one review of a family's policies done with the customer: what was found missing and what was
// advised. It is written once.
type PolicyReview struct {
	ID         string   `rec:"id"`
	CustomerID string   `rec:"customer_id"`
	PersonID   string   `rec:"person_id"`
	VisitID    string   `rec:"visit_id"`
	At         Instant  `rec:"at"`
	Gaps       []string `rec:"gaps"` // as shown: person and cover
	Advice     string   `rec:"advice,personal"`
	Wish       string   `rec:"wish,personal"` // 客户的想法
	Withdraws  string   `rec:"withdraws"`
}
