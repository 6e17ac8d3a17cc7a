package allot_test

import (
	"math/big"
	"sort"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
)

// What follows is the rule of product §4 once more, written down from its text alone, slowly and with fractions of
// math/big, to check what the package makes of small inputs.

type ruleCase struct {
	allot.Case
	rank    int
	planner string // "": left
	left    string
}

type rulePlanner struct {
	allot.Planner
	score    int
	receives bool
	quota    map[string]int
	dealt    map[string]int
}

type ruled struct {
	cases    map[string]*ruleCase // by policy number
	planners map[string]*rulePlanner
	pools    map[string]int
}

var ruleOrder = []string{"maturing", "renewal", "old", "unmatured", "other"}

func byTheRule(in *allot.Input) ruled {
	out := ruled{cases: map[string]*ruleCase{}, planners: map[string]*rulePlanner{}, pools: map[string]int{}}
	byCategory := map[string][]*ruleCase{}
	for _, c := range in.Cases {
		rc := &ruleCase{Case: c}
		out.cases[c.PolicyNo] = rc
		name := c.Category.String()
		byCategory[name] = append(byCategory[name], rc)
	}
	for _, list := range byCategory {
		sort.Slice(list, func(i, j int) bool { return ruleBefore(in, &list[i].Case, &list[j].Case) })
		for i, c := range list {
			c.rank = i + 1
		}
	}
	var receivers []*rulePlanner
	for _, p := range in.Planners {
		rp := &rulePlanner{Planner: p, score: rulePoints(p), quota: map[string]int{}, dealt: map[string]int{}}
		rp.receives = !p.Suspended && rp.score > 0
		out.planners[p.StaffNo] = rp
		if rp.receives {
			receivers = append(receivers, rp)
		}
	}
	sort.Slice(receivers, func(i, j int) bool {
		if receivers[i].score != receivers[j].score {
			return receivers[i].score > receivers[j].score
		}
		return receivers[i].StaffNo < receivers[j].StaffNo
	})
	weights := make([]int, len(ruleOrder))
	for i := range weights {
		weights[i] = int(in.Shares[i])
	}
	for i, n := range ruleRemainders(len(in.Cases), weights) {
		out.pools[ruleOrder[i]] = min(n, len(byCategory[ruleOrder[i]]))
	}
	for _, category := range ruleOrder {
		weights := make([]int, len(receivers))
		for i, p := range receivers {
			weights[i] = 1
			if in.Mode == "score" {
				weights[i] = p.score
			}
		}
		for i, n := range ruleRemainders(out.pools[category], weights) {
			receivers[i].quota[category] = n
		}
	}
	inPool := func(c *ruleCase) bool { return c.rank <= out.pools[c.Category.String()] }
	for _, category := range ruleOrder {
		for again := true; again; {
			again = false
			for _, p := range receivers {
				if p.quota[category]-p.dealt[category] <= 0 {
					continue
				}
				for _, c := range byCategory[category] {
					if !inPool(c) || c.planner != "" {
						continue
					}
					again = true
					for _, o := range out.cases {
						if o.Customer == c.Customer && inPool(o) && o.planner == "" {
							o.planner = p.StaffNo
							p.dealt[o.Category.String()]++
						}
					}
					break
				}
			}
		}
	}
	for _, c := range out.cases {
		if c.planner != "" {
			continue
		}
		c.left = "beyond_pool"
		for _, o := range out.cases {
			if o.Customer == c.Customer && o.planner != "" {
				c.left = "with_customer"
			}
		}
		if len(receivers) == 0 {
			c.left = "no_planner"
		}
	}
	return out
}

// ruleRemainders splits total by weights; what is left after rounding down goes to the largest remainders, ties to the
// earlier.
func ruleRemainders(total int, weights []int) []int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	out := make([]int, len(weights))
	if sum == 0 {
		return out
	}
	rests := make([]*big.Rat, len(weights))
	left := total
	for i, w := range weights {
		exact := big.NewRat(int64(total)*int64(w), int64(sum))
		whole := new(big.Int).Quo(exact.Num(), exact.Denom())
		out[i] = int(whole.Int64())
		rests[i] = new(big.Rat).Sub(exact, new(big.Rat).SetInt(whole))
		left -= out[i]
	}
	for ; left > 0; left-- {
		best := -1
		for i := range rests {
			if rests[i] != nil && (best < 0 || rests[i].Cmp(rests[best]) > 0) {
				best = i
			}
		}
		out[best]++
		rests[best] = nil
	}
	return out
}

func ruleBefore(in *allot.Input, a, b *allot.Case) bool {
	band := func(c *allot.Case) int {
		n := 0
		for _, from := range in.Bands {
			if big.NewRat(int64(c.Amount), 100).Cmp(big.NewRat(from, 1)) >= 0 {
				n++
			}
		}
		return -n // high first
	}
	grade := map[app.Completeness]int{"full": 0, "part": 1, "none": 2}
	word := func(s string) string { // unknown last
		if s == "" {
			return "\xff"
		}
		return s
	}
	date, effective, branch := func(c *allot.Case) string { return word(string(c.Date)) }, func(c *allot.Case) string { return word(string(c.Effective)) },
		func(c *allot.Case) string { return word(c.Branch) }
	converted := func(c *allot.Case) int {
		if c.Converted {
			return 0
		}
		return 1
	}
	type pair struct{ a, b any }
	var factors []pair
	switch a.Category.String() {
	case "renewal":
		factors = []pair{
			{date(a), date(b)},
			{band(a), band(b)},
			{effective(a), effective(b)},
			{grade[a.Address], grade[b.Address]},
			{grade[a.Phone], grade[b.Phone]},
			{int(a.YearsLeft), int(b.YearsLeft)},
			{branch(a), branch(b)},
		}
	case "old":
		factors = []pair{
			{band(a), band(b)},
			{date(b), date(a)},
			{grade[a.Address], grade[b.Address]},
			{grade[a.Phone], grade[b.Phone]},
			{int(a.Circulated), int(b.Circulated)},
			{converted(a), converted(b)},
		}
	default:
		factors = []pair{
			{band(a), band(b)}, {grade[a.Address], grade[b.Address]}, {grade[a.Phone], grade[b.Phone]}, {date(a), date(b)}, {branch(a), branch(b)},
		}
	}
	for _, f := range append(factors, pair{a.PolicyNo, b.PolicyNo}) {
		switch x := f.a.(type) {
		case int:
			if y := f.b.(int); x != y {
				return x < y
			}
		case string:
			if y := f.b.(string); x != y {
				return x < y
			}
		}
	}
	return false
}

func rulePoints(p allot.Planner) int {
	points := map[string]int{
		"management senior": 40, "management middle": 36, "management junior": 32, "management pre_junior": 28,
		"sales master": 34, "sales senior": 30, "sales middle": 26, "sales junior": 22, "sales trainee": 18,
	}[p.Series+" "+p.Grade]
	if p.ExtendedProbation >= 2 {
		points = 0
	}
	reached := func(r allot.Ratio, percent int64) bool {
		return r.Den != 0 && big.NewRat(r.Num, r.Den).Cmp(big.NewRat(percent, 100)) >= 0
	}
	table := func(r allot.Ratio, bands map[int64]int) int {
		best := 0
		for percent, points := range bands {
			if reached(r, percent) {
				best = max(best, points)
			}
		}
		return best
	}
	points += table(p.Target, map[int64]int{100: 20, 90: 18, 80: 16, 70: 14, 60: 12, 50: 10, 40: 8, 30: 6})
	points += table(p.Attendance, map[int64]int{100: 10, 90: 9, 80: 8, 70: 7, 60: 6, 50: 5})
	log := table(p.Log, map[int64]int{100: 20, 90: 18, 80: 16, 70: 14, 60: 12, 50: 10}) - int(p.LogDeduction)
	return points + max(log, 0) + int(p.Flexible)
}
