package allot_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fangce/fangce/app/allot"
)

func TestCompareResults(t *testing.T) {
	moved := 0
	some(t, func(t *testing.T, rnd *rand.Rand, in *allot.Input) {
		a := allocate(t, in)
		if c := allot.CompareResults(a, a); len(c.Moved) != 0 || c.Same != len(in.Cases) || len(c.Planners) != len(in.Planners) {
			t.Errorf("compared with itself: %+v", c)
		}
		other := *in
		other.Mode, other.Shares = allot.ModeEqual, [allot.Categories]int64{1, 1, 1, 1, 1}
		if len(in.Planners) > 0 {
			other.Planners = slices.Delete(slices.Clone(in.Planners), 0, 1)
		}
		if len(in.Cases) > 0 {
			other.Cases = slices.Delete(slices.Clone(in.Cases), 0, 1)
		}
		b := allocate(t, &other)
		c := allot.CompareResults(a, b)
		planner := func(r *allot.Result) map[string]string {
			out := map[string]string{}
			for i, d := range r.Cases {
				out[r.CaseOf(i).PolicyNo] = ""
				if d.Planner >= 0 {
					out[r.CaseOf(i).PolicyNo] = r.Planners[d.Planner].StaffNo
				}
			}
			return out
		}
		x, y := planner(a), planner(b)
		for _, m := range c.Moved {
			from, in := x[m.PolicyNo]
			to, still := y[m.PolicyNo]
			if m.From != from || m.To != to || m.In != [2]bool{in, still} || in && still && from == to {
				t.Errorf("%+v, was %q, is %q", m, from, to)
			}
		}
		same := 0
		for no, p := range x {
			if q, still := y[no]; still && p == q {
				same++
			}
		}
		if c.Same != same || c.Same+len(c.Moved) != len(x) || len(c.Planners) != len(in.Planners) {
			t.Errorf("%d the same of %d, %d moved, %d planners", c.Same, same, len(c.Moved), len(c.Planners))
		}
		for i, p := range c.Planners {
			if i > 0 && p.StaffNo <= c.Planners[i-1].StaffNo || p.In[0] == nil || p.In[0].StaffNo != p.StaffNo || (p.In[1] == nil) != (p.StaffNo == in.Planners[0].StaffNo) {
				t.Errorf("%+v", p)
			}
		}
		moved += len(c.Moved)
	})
	if moved < 1000 {
		t.Errorf("only %d cases moved", moved)
	}
}
