package app

// Case (资源／件) is one policy handed to one planner in one month.
type Case struct {
	ID          string  `rec:"id"` // derived from policy, month and planner, see CaseID
	PolicyID    string  `rec:"policy_id"`
	CustomerID  string  `rec:"customer_id"`
	PersonID    string  `rec:"person_id"` // the planner
	Month       string  `rec:"month"`     // 2006-01
	Category    string  `rec:"category"`
	Reason      string  `rec:"reason"` // ReasonOrphan, ReasonStripped or ReasonNew
	Rank        int64   `rec:"rank"`
	PublishedOn Date    `rec:"published_on"`
	SignBy      Date    `rec:"sign_by"`   // last day to sign for it
	SignedAt    Instant `rec:"signed_at"` // 0: not signed for
}

// Reasons for handing a case over (移交原因); they choose the call script (002 §二.一.2).
const (
	ReasonOrphan   = "orphan"   // 孤儿保单: the planner before has left
	ReasonStripped = "stripped" // 剥离保单: taken from a planner who stays
	ReasonNew      = "new"      // 新分配
)

// Categories of cases (002 §一).
const (
	CategoryMaturing  = "maturing"  // 满期
	CategoryRenewal   = "renewal"   // 续期
	CategoryOld       = "old"       // 老客户
	CategoryUnmatured = "unmatured" // 未到期
	CategoryOther     = "other"     // 其他
)

// CaseID returns the id of the case of a policy, month and planner.
func CaseID(policyID, month, personID string) string {
	return DerivedID("case", policyID, month, personID)
}
