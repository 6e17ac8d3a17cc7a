package allot_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fangce/fangce/app/allot"
)

// What is said of a case is what became of it, and what it is said to follow from leads there.
func TestExplain(t *testing.T) {
	some(t, func(t *testing.T, _ *rand.Rand, in *allot.Input) {
		first := allocate(t, in)
		if _, ok := first.Explain("?"); ok {
			t.Error("a case that is not there was explained")
		}
		for _, r := range []*allot.Result{first, first.Rest()} {
			for i := range min(len(r.Cases), 40) {
				explains(t, in, first, r, i)
			}
			for _, s := range r.Planners {
				p, texts, ok := r.ExplainPlanner(s.StaffNo)
				sum := int64(0)
				for _, part := range p.Parts {
					sum += part.Points
					if part.Points < 0 || part.Points > part.Of {
						t.Errorf("%+v", part)
					}
				}
				if !ok || sum != s.Score.Total() || p.Total != sum || p.Receives != s.Receives || p.Turn != s.Turn || len(texts) == 0 {
					t.Errorf("%s: %+v", s.StaffNo, p)
				}
			}
		}
	})
}

func explains(t *testing.T, in *allot.Input, first, r *allot.Result, i int) {
	c, d := r.CaseOf(i), r.Cases[i]
	e, ok := r.Explain(c.PolicyNo)
	if !ok || e.PolicyNo != c.PolicyNo || e.Customer != c.Customer || e.Category != c.Category.String() || e.Left != r.LeftReason(i) ||
		e.Round != d.Round || e.Way != d.Way.String() || (e.Planner == nil) != (d.Planner < 0) || (e.Left == "") != (e.Planner != nil) {
		t.Fatalf("%+v is explained as %+v", d, e)
	}
	if e.Rank.Rank != d.Rank || e.Rank.Of != first.Pools[c.Category].Available || len(e.Rank.Factors) != len(allot.Factors(c.Category)) {
		t.Errorf("%s: %+v", c.PolicyNo, e.Rank)
	}
	for _, n := range []struct {
		at, sign int
		is       *allot.Neighbour
	}{{i - 1, 1, e.Rank.After}, {i + 1, -1, e.Rank.Before}} {
		if n.at < 0 || n.at == len(r.Cases) || r.CaseOf(n.at).Category != c.Category {
			if n.is != nil {
				t.Errorf("%s stands beside %+v", c.PolicyNo, n.is)
			}
			continue
		}
		other := r.CaseOf(n.at)
		if n.is == nil || n.is.PolicyNo != other.PolicyNo || allot.Compare(c, other, in.Bands)*n.sign <= 0 || n.is.Own == n.is.Other {
			t.Fatalf("%s stands beside %+v", c.PolicyNo, n.is)
		}
		// All that counts for more is equal.
		theirs, _ := r.Explain(other.PolicyNo)
		for k, f := range e.Rank.Factors {
			if f.Factor == n.is.Factor {
				break
			}
			if o := theirs.Rank.Factors[k]; f.Band != nil && *f.Band != *o.Band || f.Band == nil && f != o {
				t.Errorf("%s and %s differ in %s before %s", c.PolicyNo, other.PolicyNo, f.Factor, n.is.Factor)
			}
		}
	}
	if e.Pool.Within != (r != first || int(d.Rank) <= r.Pools[c.Category].Size) || e.Pool.Size != r.Pools[c.Category].Size || e.Pool.Total != r.Total {
		t.Errorf("%s: %+v", c.PolicyNo, e.Pool)
	}
	if e.Planner != nil {
		s := r.Planners[d.Planner]
		if q := e.Planner.Quotas[e.Category]; e.Planner.StaffNo != s.StaffNo || q.Quota != s.Quota[c.Category] || q.Dealt != s.Dealt[c.Category] || q.Dealt == 0 {
			t.Errorf("%s: %+v", c.PolicyNo, e.Planner)
		}
	}
	followsItsCustomer(t, in, first, r, e)
	for _, text := range e.Reasons {
		if text.Key == "" {
			t.Errorf("%s: %+v", c.PolicyNo, text)
		}
	}
}

// followsItsCustomer checks the case that another is said to have come along with.
func followsItsCustomer(t *testing.T, in *allot.Input, first, r *allot.Result, e allot.Explanation) {
	follows := e.Way == "with_customer" || e.Way == "with_holder" || e.Left == allot.LeftWithCustomer
	if (e.With != "") != follows || e.With == e.PolicyNo {
		t.Fatalf("%s follows %q: %s %s", e.PolicyNo, e.With, e.Way, e.Left)
	}
	if !follows {
		return
	}
	other := in.Cases[slices.IndexFunc(in.Cases, func(c allot.Case) bool { return c.PolicyNo == e.With })]
	where := first
	if e.Way == "with_customer" {
		where = r
	}
	lead, ok := where.Explain(e.With)
	if !ok || other.Customer != e.Customer || lead.Planner == nil || e.Planner != nil && lead.Planner.StaffNo != e.Planner.StaffNo ||
		e.Way == "with_customer" && (lead.Way != "round" || lead.Round != e.Round) {
		t.Errorf("%s follows %s, which came %s", e.PolicyNo, e.With, lead.Way)
	}
}
