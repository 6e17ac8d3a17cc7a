package allot

// table is a dealing under way.
type table struct {
	r    *Result
	next []int32 // of each place in Result.Cases, the next in the pools of the same customer; -1: none
	head []int32 // of each customer, the first place in the pools; -1: none
}

// deal gives out the cases of the pools (product §4).
func (r *Result) deal() {
	if len(r.shape.seats) == 0 {
		return
	}
	t := r.lay(func(c Category, d *Dealing) bool { return int(d.Rank) <= r.Pools[c].Size })
	for c := range Category(Categories) {
		t.rounds(c)
	}
}

// lay links the cases of each customer that are in the pools, in the order of Cases.
func (r *Result) lay(inPool func(Category, *Dealing) bool) *table {
	t := &table{r: r, next: make([]int32, len(r.Cases)), head: make([]int32, len(r.shape.dealt))}
	for i := range t.head {
		t.head[i] = -1
	}
	place := len(r.Cases)
	for c := Categories - 1; c >= 0; c-- {
		for range r.countOf(Category(c)) {
			place--
			if t.next[place] = outside; inPool(Category(c), &r.Cases[place]) {
				customer := r.shape.customer[place]
				t.next[place], t.head[customer] = t.head[customer], int32(place)
			}
		}
	}
	return t
}

// outside marks a place that is in no pool.
const outside = -2

// rounds deals the pool of a category: in each round every planner with quota left takes the most important case not yet
// dealt, and with it all that the pools hold of its customer.
func (t *table) rounds(c Category) {
	r := t.r
	first := 0
	for before := range c {
		first += r.countOf(before)
	}
	place, end := first, first+r.countOf(c)
	turns := make([]int32, 0, len(r.shape.seats))
	turns = append(turns, r.shape.seats...)
	for round := int32(1); len(turns) > 0; round++ {
		still := turns[:0]
		for _, seat := range turns {
			p := &r.Planners[seat]
			if p.Quota[c] <= p.Dealt[c] {
				continue
			}
			for place < end && (t.next[place] == outside || r.Cases[place].Planner >= 0) {
				place++
			}
			if place == end {
				return
			}
			t.take(place, seat, round)
			still = append(still, seat)
		}
		turns = still
	}
}

// take gives a planner the case at a place and what else the pools hold of its customer.
func (t *table) take(place int, seat, round int32) {
	r := t.r
	customer := r.shape.customer[place]
	t.give(int32(place), seat, Dealing{Round: round, With: -1, Way: InRound})
	for other := t.head[customer]; other >= 0; other = t.next[other] {
		if r.Cases[other].Planner < 0 {
			t.give(other, seat, Dealing{Round: round, With: int32(place), Way: WithDealt})
		}
	}
}

func (t *table) give(place, seat int32, how Dealing) {
	r := t.r
	d := &r.Cases[place]
	d.Planner, d.Round, d.With, d.Way = seat, how.Round, how.With, how.Way
	r.Planners[seat].Dealt[r.in.Cases[d.Case].Category]++
	if first := &r.shape.dealt[r.shape.customer[place]]; *first == 0 || uint32(place) < *first-1 {
		*first = uint32(place) + 1
	}
}

// countOf returns how many cases of a category the result holds.
func (r *Result) countOf(c Category) int { return r.Pools[c].Available }
