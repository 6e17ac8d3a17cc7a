package app

// Target (目标) is what a person is to reach in a month, set by the direct supervisor or the department manager. 0 of a
// figure means that none is set for it.
type Target struct {
	ID           string  `rec:"id"` // derived from person and month, see TargetID
	PersonID     string  `rec:"person_id"`
	Month        string  `rec:"month"` // 2026-11
	Calls        int64   `rec:"calls"`
	Appointments int64   `rec:"appointments"`
	Visits       int64   `rec:"visits"`
	Collections  int64   `rec:"collections"` // 收费服务: reminded, way confirmed, transfer helped with
	Prospects    int64   `rec:"prospects"`
	Surveys      int64   `rec:"surveys"`
	Premium      Money   `rec:"premium"` // 个人任务（期交）
	SetBy        string  `rec:"set_by"`
	SetAt        Instant `rec:"set_at"`
}

// TargetID returns the id of a person's target of a month (2026-11).
func TargetID(personID, month string) string { return DerivedID("target", personID, month) }
