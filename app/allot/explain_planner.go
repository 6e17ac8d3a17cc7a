package allot

// PlannerReason says what a planner gets and why.
type PlannerReason struct {
	StaffNo   string                 `json:"staff_no"`
	Receives  bool                   `json:"receives"`
	Suspended bool                   `json:"suspended"`
	Turn      int                    `json:"turn"` // place in the order of taking turns, from 1; 0 if the planner does not receive
	Score     Score                  `json:"score"`
	Total     int64                  `json:"total"` // of the score
	Parts     []ScorePart            `json:"parts"`
	Quotas    map[string]QuotaReason `json:"quotas"` // by category
}

// ScorePart is where points come from.
type ScorePart struct {
	Name      string `json:"name"` // grade, target, attendance, log, flexible
	Points    int64  `json:"points"`
	Of        int64  `json:"of"`                  // the most there is
	Series    string `json:"series,omitempty"`    // of the grade
	Grade     string `json:"grade,omitempty"`     //
	Probation int64  `json:"probation,omitempty"` // month of an extended probation
	Ratio     *Ratio `json:"ratio,omitempty"`
	Percent   int64  `json:"percent,omitempty"`   // the band the ratio has reached
	Floor     int64  `json:"floor,omitempty"`     // per cent below which nothing is earned
	Deduction int64  `json:"deduction,omitempty"` // points off by random checks of logs
}

// QuotaReason says how many cases of a category a planner was to get and got.
type QuotaReason struct {
	Exact Portion `json:"exact"` // of the pool, by score or equally
	Quota int     `json:"quota"`
	Dealt int     `json:"dealt"`
}

// gradeMost is the most that a grade earns.
const gradeMost = 40

// ExplainPlanner returns what a planner gets and why, with its reasons in texts; false if there is no such planner.
func (r *Result) ExplainPlanner(staffNo string) (PlannerReason, []Text, bool) {
	for i := range r.Planners {
		if r.Planners[i].StaffNo != staffNo {
			continue
		}
		p := r.plannerReason(i)
		texts := p.texts()
		if p.Receives {
			for c := range Category(Categories) {
				texts = append(texts, r.quotaTexts(&p, c)...)
			}
		}
		return p, texts, true
	}
	return PlannerReason{}, nil, false
}

func (r *Result) plannerReason(i int) PlannerReason {
	s := &r.Planners[i]
	in := &r.in.Planners[s.Planner]
	out := PlannerReason{
		StaffNo: s.StaffNo, Receives: s.Receives, Suspended: in.Suspended, Turn: s.Turn, Score: s.Score, Total: s.Score.Total(),
		Quotas: map[string]QuotaReason{},
		Parts: []ScorePart{
			{Name: "grade", Points: s.Score.Grade, Of: gradeMost, Series: in.Series, Grade: in.Grade, Probation: in.ExtendedProbation},
			ratioPart("target", s.Score.Target, targetPoints, targetFloor, in.Target),
			ratioPart("attendance", s.Score.Attendance, meetingPoints, meetingFloor, in.Attendance),
			ratioPart("log", s.Score.Log, logPoints, logFloor, in.Log),
			{Name: "flexible", Points: s.Score.Flexible, Of: MaxFlexible},
		},
	}
	out.Parts[3].Deduction = in.LogDeduction
	for c := range Category(Categories) {
		out.Quotas[c.String()] = QuotaReason{Exact: s.Exact[c], Quota: s.Quota[c], Dealt: s.Dealt[c]}
	}
	return out
}

func ratioPart(name string, points, of, floor int64, ratio Ratio) ScorePart {
	const percents = 100 / tenthsOfAWhole
	return ScorePart{Name: name, Points: points, Of: of, Ratio: &ratio, Percent: ratio.Tenths() * percents, Floor: floor * percents}
}

func (p *PlannerReason) texts() []Text {
	out := make([]Text, 0, len(p.Parts)+2)
	for _, part := range p.Parts {
		out = append(out, part.text())
		if part.Deduction > 0 {
			out = append(out, text("allot.score.deduction", values{"N": part.Deduction, "Points": part.Points}))
		}
	}
	out = append(out, text("allot.score.total", values{"Planner": p.StaffNo, "Points": p.Total}))
	switch {
	case p.Suspended:
		out = append(out, text("allot.why.suspended", values{"Planner": p.StaffNo}))
	case !p.Receives:
		out = append(out, text("allot.why.no_points", values{"Planner": p.StaffNo}))
	}
	return out
}

func (s ScorePart) text() Text {
	key := "allot.score." + s.Name
	v := values{"Points": s.Points}
	switch {
	case s.Name == "grade" && s.Probation >= probationFrom:
		key, v["Month"] = key+".probation", s.Probation
	case s.Name == "grade":
		v["Grade"] = text("allot.grade."+s.Series+"."+s.Grade, nil)
	case s.Ratio == nil:
	case s.Ratio.Den == 0:
		key += ".none"
	default:
		v["Num"], v["Den"] = s.Ratio.Num, s.Ratio.Den
		if s.Percent < s.Floor {
			key, v["Floor"] = key+".below", s.Floor
			break
		}
		v["Percent"] = s.Percent
		v["Points"] = s.Of * s.Percent / 100 // before a deduction, which has a text of its own
	}
	return text(key, v)
}

func (r *Result) quotaTexts(p *PlannerReason, c Category) []Text {
	q := p.Quotas[c.String()]
	v := values{
		"Planner": p.StaffNo, "Category": categoryText(c), "Size": r.Pools[c].Size,
		"Exact": portionText(q.Exact.Num, q.Exact.Den), "Quota": q.Quota,
	}
	key := "allot.why.quota.equal"
	if r.in.Mode == ModeScore {
		key, v["Score"] = "allot.why.quota", p.Total
	}
	v["Sum"] = q.Exact.Den
	out := []Text{text(key, v)}
	switch {
	case q.Dealt > q.Quota:
		out = append(out, text("allot.why.over", values{"Dealt": q.Dealt, "N": q.Dealt - q.Quota}))
	case q.Dealt < q.Quota:
		out = append(out, text("allot.why.under", values{"Dealt": q.Dealt, "N": q.Quota - q.Dealt}))
	}
	return out
}
