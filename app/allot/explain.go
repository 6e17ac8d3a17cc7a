package allot

// Explanation says why a case lies where it does: as data, and as texts.
type Explanation struct {
	PolicyNo string         `json:"policy_no"`
	Customer string         `json:"customer"`
	Category string         `json:"category"`
	Planner  *PlannerReason `json:"planner"` // nil: left
	Way      string         `json:"way"`     // how it came to its planner, "" if it is left
	Round    int32          `json:"round"`   // in which it was dealt, from 1; 0: in none
	With     string         `json:"with"`    // policy number of the customer's case that it follows, "" if it follows none
	Left     string         `json:"left"`    // reason why it is left, "" if it was dealt
	Rank     RankReason     `json:"rank"`
	Pool     PoolReason     `json:"pool"`
	Reasons  []Text         `json:"reasons"`
}

// wayNames are the names of the ways of dealing in an Explanation.
var wayNames = [...]string{Left: "", InRound: "round", WithDealt: "with_customer", WithHolder: "with_holder"}

// String returns the name of the way, "" for Left.
func (w Way) String() string { return wayNames[w] }

// PoolReason says how many cases of a category are dealt, and whether this one is among them.
type PoolReason struct {
	Total     int     `json:"total"`     // cases that could be dealt, of all categories
	Weight    int64   `json:"weight"`    // the category's share
	Weights   int64   `json:"weights"`   // sum of all shares
	Share     Portion `json:"share"`     // exact share of the total
	Rounded   int     `json:"rounded"`   // by largest remainder
	Available int     `json:"available"` // cases of the category
	Size      int     `json:"size"`      // cases of the category that are dealt
	PerHead   Figure  `json:"per_head"`  // the rule book's figure over all staff
	Within    bool    `json:"within"`    // the case ranks within the pool
}

// Explain returns why the case of a policy number lies where it does; false if there is no such case.
func (r *Result) Explain(policyNo string) (Explanation, bool) {
	for i := range r.Cases {
		if r.CaseOf(i).PolicyNo == policyNo {
			return r.explain(i), true
		}
	}
	return Explanation{}, false
}

func (r *Result) explain(i int) Explanation {
	d, c := &r.Cases[i], r.CaseOf(i)
	e := Explanation{
		PolicyNo: c.PolicyNo, Customer: c.Customer, Category: c.Category.String(),
		Way: d.Way.String(), Round: d.Round, Left: r.LeftReason(i), Rank: r.rankReason(i), Pool: r.poolReason(c.Category),
	}
	e.Pool.Within = r.first != nil || int(d.Rank) <= e.Pool.Size
	e.Reasons = append(e.Rank.texts(c.Category), r.poolTexts(c.Category, e.Pool)...)
	with := -1
	switch {
	case d.Way == WithDealt:
		with, e.With = int(d.With), r.CaseOf(int(d.With)).PolicyNo
	case d.Way == WithHolder:
		e.With = r.first.CaseOf(r.heldBy(i)).PolicyNo
	case e.Left == LeftWithCustomer:
		with = r.companion(i)
		e.With = r.CaseOf(with).PolicyNo
	}
	if d.Planner < 0 {
		e.Reasons = append(e.Reasons, r.leftText(e, with))
		return e
	}
	p := r.plannerReason(int(d.Planner))
	e.Planner = &p
	e.Reasons = append(e.Reasons, wayText(d, e))
	e.Reasons = append(e.Reasons, r.quotaTexts(&p, c.Category)...)
	e.Reasons = append(e.Reasons, p.texts()...)
	return e
}

// heldBy returns the place in the first dealing of the case that Cases[i] of the rest follows.
func (r *Result) heldBy(i int) int {
	return int(r.first.shape.dealt[r.shape.customer[i]]) - 1
}

func (r *Result) poolReason(c Category) PoolReason {
	pool := r.Pools[c]
	out := PoolReason{
		Total: r.Total, Weight: r.in.Shares[c], Share: pool.Share, Rounded: pool.Share.Size(),
		Available: pool.Available, Size: pool.Size, PerHead: r.PerHead(c),
	}
	for _, w := range r.in.Shares {
		out.Weights += w
	}
	return out
}

func (r *Result) poolTexts(c Category, p PoolReason) []Text {
	name := categoryText(c)
	if r.first != nil {
		return []Text{text("allot.why.pool.rest", values{"Category": name, "Size": p.Size})}
	}
	out := []Text{text("allot.why.share", values{
		"Total": p.Total, "Category": name, "Weight": p.Weight, "Weights": p.Weights,
		"Exact": portionText(p.Share.Num, p.Share.Den), "Rounded": p.Rounded,
	})}
	if r.in.Mode == ModeEqual {
		out = append(out, text("allot.why.per_head", values{"Staff": len(r.Planners), "Category": name, "Exact": portionText(p.PerHead.Num, p.PerHead.Den)}))
	}
	if p.Size == p.Available {
		return append(out, text("allot.why.pool.all", values{"Category": name, "Size": p.Size}))
	}
	return append(out, text("allot.why.pool.top", values{"Category": name, "Available": p.Available, "Size": p.Size}))
}

func (r *Result) leftText(e Explanation, with int) Text {
	switch e.Left {
	case LeftWithCustomer:
		return text("allot.why.left.with_customer", values{"No": e.With, "Planner": r.Planners[r.Cases[with].Planner].StaffNo})
	case LeftNoPlanner:
		return text("allot.why.left.no_planner", nil)
	}
	return text("allot.why.left.beyond_pool", values{"Rank": e.Rank.Rank, "Size": e.Pool.Size})
}

func wayText(d *Dealing, e Explanation) Text {
	v := values{"Planner": e.Planner.StaffNo}
	if d.Way != InRound {
		v["No"] = e.With
	}
	if d.Way != WithHolder {
		v["Round"], v["Score"], v["Turn"] = d.Round, e.Planner.Total, e.Planner.Turn
	}
	return text("allot.why."+e.Way, v)
}
