package allot_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fangce/fangce/app/allot"
)

func TestAgainstTheRule(t *testing.T) {
	rounds := 4000
	if proof() {
		rounds = 200_000
	}
	cases, left := 0, map[string]int{}
	for seed := range rounds {
		rnd := rand.New(rand.NewPCG(uint64(seed), 8))
		in := someInput(rnd, rnd.IntN(6), rnd.IntN(25))
		r, err := allot.Allocate(in)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		want := byTheRule(in)
		for i := range r.Cases {
			c, d := r.CaseOf(i), r.Cases[i]
			w := want.cases[c.PolicyNo]
			planner := ""
			if d.Planner >= 0 {
				planner = r.Planners[d.Planner].StaffNo
			}
			if int(d.Rank) != w.rank || planner != w.planner || r.LeftReason(i) != w.left {
				t.Fatalf("seed %d: %s %s: rank %d to %q, left %q; the rule says %d to %q, left %q", seed, c.Category, c.PolicyNo,
					d.Rank, planner, r.LeftReason(i), w.rank, w.planner, w.left)
			}
			cases++
			left[w.left]++
		}
		rest, goes := r.Rest(), restByTheRule(in, want)
		for i, d := range rest.Cases {
			c, planner := rest.CaseOf(i), ""
			if d.Planner >= 0 {
				planner = rest.Planners[d.Planner].StaffNo
			}
			if planner != goes[c.PolicyNo] {
				t.Fatalf("seed %d: of the rest %s %s goes to %q; the rule says %q", seed, c.Category, c.PolicyNo, planner, goes[c.PolicyNo])
			}
		}
		if len(rest.Cases) != len(goes) {
			t.Fatalf("seed %d: the rest is %d cases; the rule says %d", seed, len(rest.Cases), len(goes))
		}
		for _, p := range r.Planners {
			w := want.planners[p.StaffNo]
			if int(p.Score.Total()) != w.score || p.Receives != w.receives {
				t.Fatalf("seed %d: %s: score %d, receives %t; the rule says %d, %t", seed, p.StaffNo, p.Score.Total(), p.Receives, w.score, w.receives)
			}
			for i, c := range ruleOrder {
				if p.Quota[i] != w.quota[c] || p.Dealt[i] != w.dealt[c] {
					t.Fatalf("seed %d: %s %s: quota %d, dealt %d; the rule says %d, %d", seed, p.StaffNo, c, p.Quota[i], p.Dealt[i], w.quota[c], w.dealt[c])
				}
			}
		}
		for i, c := range ruleOrder {
			if r.Pools[i].Size != want.pools[c] {
				t.Fatalf("seed %d: pool of %s is %d; the rule says %d", seed, c, r.Pools[i].Size, want.pools[c])
			}
		}
		if r.Total != len(in.Cases) || !slices.IsSortedFunc(r.Planners, func(a, b allot.Standing) int { return cmpText(a.StaffNo, b.StaffNo) }) {
			t.Fatalf("seed %d: total %d of %d", seed, r.Total, len(in.Cases))
		}
	}
	t.Logf("%d inputs, %d cases: dealt %d, left %v", rounds, cases, left[""], left)
	for _, reason := range []string{"", "with_customer", "beyond_pool", "no_planner"} {
		if left[reason] < rounds/4 {
			t.Errorf("only %d cases came out as %q: the inputs test too little", left[reason], reason)
		}
	}
}
