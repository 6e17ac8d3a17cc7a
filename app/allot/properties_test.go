package allot_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fangce/fangce/app/allot"
)

// outcome is what an allocation says without saying where things stand in the input.
type outcome struct {
	policyNo, planner, left, way string
	rank, round                  int32
}

func outcomes(r *allot.Result) []outcome {
	out := make([]outcome, len(r.Cases))
	for i, d := range r.Cases {
		out[i] = outcome{policyNo: r.CaseOf(i).PolicyNo, left: r.LeftReason(i), way: d.Way.String(), rank: d.Rank, round: d.Round}
		if d.Planner >= 0 {
			out[i].planner = r.Planners[d.Planner].StaffNo
		}
	}
	return out
}

func allocate(t *testing.T, in *allot.Input) *allot.Result {
	t.Helper()
	r, err := allot.Allocate(in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// some calls with for inputs of several sizes.
func some(t *testing.T, with func(t *testing.T, rnd *rand.Rand, in *allot.Input)) {
	t.Helper()
	rounds := 300
	if proof() {
		rounds = 20_000
	}
	for seed := range rounds {
		rnd := rand.New(rand.NewPCG(uint64(seed), 80))
		with(t, rnd, someInput(rnd, rnd.IntN(30), rnd.IntN(1+1<<rnd.IntN(10))))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestQuotasSumToTheirPool(t *testing.T) {
	some(t, func(t *testing.T, _ *rand.Rand, in *allot.Input) {
		r := allocate(t, in)
		pools := 0
		for c := range allot.Categories {
			pool := r.Pools[c]
			pools += pool.Share.Size()
			if pool.Size != min(pool.Available, pool.Share.Size()) || !withinOne(pool.Share) {
				t.Errorf("pool %+v", pool)
			}
			quotas, receivers := 0, 0
			for _, p := range r.Planners {
				quotas += p.Quota[c]
				if p.Receives {
					receivers++
					if !withinOne(p.Exact[c]) || p.Quota[c] != p.Exact[c].Size() {
						t.Errorf("%s: quota %d of exactly %d/%d", p.StaffNo, p.Quota[c], p.Exact[c].Num, p.Exact[c].Den)
					}
				} else if p.Quota[c] != 0 || p.Dealt[c] != 0 {
					t.Errorf("%s may not receive and gets %d", p.StaffNo, p.Dealt[c])
				}
			}
			if receivers > 0 && quotas != pool.Size {
				t.Errorf("quotas add up to %d of %d", quotas, pool.Size)
			}
		}
		if pools != r.Total {
			t.Errorf("the shares add up to %d of %d", pools, r.Total)
		}
	})
}

// withinOne reports whether a size lies less than one from the exact share.
func withinOne(p allot.Portion) bool {
	off := int64(p.Size())*p.Den - p.Num
	return p.Den == 0 || -p.Den < off && off < p.Den
}

func TestEveryCaseOnceAndCustomersTogether(t *testing.T) {
	some(t, func(t *testing.T, _ *rand.Rand, in *allot.Input) {
		r := allocate(t, in)
		for _, r := range []*allot.Result{r, r.Rest()} {
			seen, dealt := map[string]bool{}, make([][allot.Categories]int, len(r.Planners))
			planner := map[string]int32{}
			for i, d := range r.Cases {
				c := r.CaseOf(i)
				if seen[c.PolicyNo] {
					t.Errorf("%s comes twice", c.PolicyNo)
				}
				seen[c.PolicyNo] = true
				if d.Planner < 0 {
					continue
				}
				dealt[d.Planner][c.Category]++
				if first, ok := planner[c.Customer]; ok && first != d.Planner {
					t.Errorf("the cases of %s go to two planners", c.Customer)
				}
				planner[c.Customer] = d.Planner
				if int(d.Rank) > r.Pools[c.Category].Size && r.Total == len(in.Cases) {
					t.Errorf("%s lies beyond the pool and is dealt", c.PolicyNo)
				}
			}
			if len(seen) != r.Total {
				t.Errorf("%d cases of %d", len(seen), r.Total)
			}
			for i, p := range r.Planners {
				if p.Dealt != dealt[i] {
					t.Errorf("%s is said to have got %v and has %v", p.StaffNo, p.Dealt, dealt[i])
				}
			}
		}
	})
}

// Whoever may receive, the pools are dealt to the last case, and the rest leaves none.
func TestNothingIsLeftOver(t *testing.T) {
	some(t, func(t *testing.T, _ *rand.Rand, in *allot.Input) {
		r := allocate(t, in)
		if !slices.ContainsFunc(r.Planners, func(p allot.Standing) bool { return p.Receives }) {
			if rest := r.Rest(); rest.Total != r.Total || slices.ContainsFunc(rest.Cases, func(d allot.Dealing) bool { return d.Planner >= 0 }) {
				t.Error("nobody may receive and somebody does")
			}
			return
		}
		left := 0
		for i, d := range r.Cases {
			if d.Planner < 0 {
				left++
				if int(d.Rank) <= r.Pools[r.CaseOf(i).Category].Size {
					t.Errorf("%s is left within the pool", r.CaseOf(i).PolicyNo)
				}
			}
		}
		rest := r.Rest()
		for i, d := range rest.Cases {
			if d.Planner < 0 {
				t.Errorf("%s is left of the rest", rest.CaseOf(i).PolicyNo)
			}
		}
		if rest.Total != left {
			t.Errorf("the rest is %d of %d", rest.Total, left)
		}
	})
}

// What a customer has left goes to the planner who got the others, and only then are rounds dealt.
func TestRestGoesWithTheCustomer(t *testing.T) {
	some(t, func(t *testing.T, _ *rand.Rand, in *allot.Input) {
		r := allocate(t, in)
		planner := map[string]int32{}
		reason := map[string]string{}
		for i, d := range r.Cases {
			if d.Planner >= 0 {
				planner[r.CaseOf(i).Customer] = d.Planner
			}
			reason[r.CaseOf(i).PolicyNo] = r.LeftReason(i)
		}
		rest := r.Rest()
		for i, d := range rest.Cases {
			c := rest.CaseOf(i)
			holder, held := planner[c.Customer]
			if held != (reason[c.PolicyNo] == allot.LeftWithCustomer) || held && d.Planner != holder || held != (d.Way == allot.WithHolder) {
				t.Errorf("%s was left as %q and goes %s", c.PolicyNo, reason[c.PolicyNo], d.Way)
			}
		}
		for c := range allot.Categories {
			quotas := 0
			for _, p := range rest.Planners {
				quotas += p.Quota[c]
			}
			if slices.ContainsFunc(rest.Planners, func(p allot.Standing) bool { return p.Receives }) && quotas != rest.Pools[c].Available {
				t.Errorf("quotas of the rest add up to %d of %d", quotas, rest.Pools[c].Available)
			}
		}
	})
}

func TestInputOrderDoesNotMatter(t *testing.T) {
	some(t, func(t *testing.T, rnd *rand.Rand, in *allot.Input) {
		want := allocate(t, in)
		other := *in
		other.Cases, other.Planners = slices.Clone(in.Cases), slices.Clone(in.Planners)
		rnd.Shuffle(len(other.Cases), func(i, j int) { other.Cases[i], other.Cases[j] = other.Cases[j], other.Cases[i] })
		rnd.Shuffle(len(other.Planners), func(i, j int) { other.Planners[i], other.Planners[j] = other.Planners[j], other.Planners[i] })
		got := allocate(t, &other)
		if !slices.Equal(outcomes(got), outcomes(want)) || !slices.Equal(outcomes(got.Rest()), outcomes(want.Rest())) {
			t.Error("another order, another result")
		}
		for i := range got.Planners {
			g, w := got.Planners[i], want.Planners[i]
			if g.Planner = w.Planner; g != w {
				t.Errorf("%+v, want %+v", g, w)
			}
		}
	})
}

// The largest remainder is known for paradoxes where several weights or the total change; with one score raised and all
// else as it was it has none. What a planner is dealt beyond or below the quota may still change either way, as others'
// customers do.
func TestRaisingOneScoreNeverLowersItsQuota(t *testing.T) {
	raised := 0
	some(t, func(t *testing.T, rnd *rand.Rand, in *allot.Input) {
		if len(in.Planners) == 0 {
			return
		}
		before := allocate(t, in)
		other := *in
		other.Planners = slices.Clone(in.Planners)
		p := &other.Planners[rnd.IntN(len(other.Planners))]
		p.Flexible = min(p.Flexible+int64(1+rnd.IntN(5)), allot.MaxFlexible)
		if rnd.IntN(2) == 0 {
			p.Target = allot.Ratio{Num: 1, Den: 1}
		}
		after := allocate(t, &other)
		for i, was := range before.Planners {
			is := after.Planners[i]
			if was.StaffNo != p.StaffNo || was.Score.Total() == is.Score.Total() {
				continue
			}
			raised++
			for c := range allot.Categories {
				if is.Quota[c] < was.Quota[c] {
					t.Errorf("%s: score %d to %d, quota %d to %d", p.StaffNo, was.Score.Total(), is.Score.Total(), was.Quota[c], is.Quota[c])
				}
			}
		}
	})
	t.Logf("%d scores raised", raised)
}

// Every split of small totals among small weights, each weight raised by every step: none ever lowers its own size.
func TestApportionIsMonotone(t *testing.T) {
	n, tried := 3, 0
	if proof() {
		n = 4
	}
	weights := make([]int64, n)
	var each func(i int)
	each = func(i int) {
		if i < n {
			for weights[i] = 0; weights[i] <= 7; weights[i]++ {
				each(i + 1)
			}
			return
		}
		for total := int64(0); total <= 12; total++ {
			// The share of the one whose weight is raised; between equal remainders the higher weight is served first, between
			// equal weights the one raised last.
			share := func(weights []int64) int {
				order := slices.Clone(weights)
				slices.SortFunc(order, func(a, b int64) int { return int(b - a) })
				at := len(order) - 1
				for order[at] != weights[0] {
					at--
				}
				return allot.Apportion(total, order)[at].Size()
			}
			before := share(weights)
			for more := int64(1); more <= 9; more++ {
				raised := slices.Clone(weights)
				raised[0] += more
				tried++
				if after := share(raised); after < before {
					t.Fatalf("%d among %v: %d; with %v: %d", total, weights, before, raised, after)
				}
			}
		}
	}
	each(0)
	t.Logf("%d raises", tried)
}

func TestInputStaysAsItWas(t *testing.T) {
	some(t, func(t *testing.T, _ *rand.Rand, in *allot.Input) {
		cases, planners := slices.Clone(in.Cases), slices.Clone(in.Planners)
		r := allocate(t, in)
		before := outcomes(r)
		r.Rest()
		if !slices.Equal(cases, in.Cases) || !slices.Equal(planners, in.Planners) || !slices.Equal(before, outcomes(r)) {
			t.Error("something was changed")
		}
	})
}
