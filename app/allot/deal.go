package allot

import "slices"

// table is a dealing under way.
type table struct {
	r     *Result
	start [Categories + 1]int // the cases of category c are r.Cases[start[c]:start[c+1]]
	next  []int32             // of each place in r.Cases, the next in the pools of the same customer; -1: none
	head  []int32             // of each customer, the first place in the pools; -1: none
}

// deal gives out the cases of the pools (product §4).
func (r *Result) deal() {
	if len(r.shape.seats) == 0 {
		return
	}
	t := r.lay(func(c Category, rank int32) bool { return int(rank) <= r.Pools[c].Size })
	for c := range Category(Categories) {
		t.rounds(c)
	}
}

// lay links the cases of each customer that are in the pools, in the order of Cases.
func (r *Result) lay(inPool func(Category, int32) bool) *table {
	t := &table{r: r, next: make([]int32, len(r.Cases)), head: make([]int32, len(r.shape.dealt))}
	for c, p := range r.Pools {
		t.start[c+1] = t.start[c] + p.Available
	}
	for i := range t.head {
		t.head[i] = -1
	}
	for c := Categories - 1; c >= 0; c-- {
		for place := t.start[c+1] - 1; place >= t.start[c]; place-- {
			t.next[place] = outside
			if inPool(Category(c), r.Cases[place].Rank) {
				head := &t.head[r.shape.customer[place]]
				t.next[place], *head = *head, int32(place)
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
	place, end := t.start[c], t.start[c+1]
	turns := slices.Clone(r.shape.seats)
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
	first := t.head[customer]
	r.shape.dealt[customer] = uint32(first) + 1
	for at := first; at >= 0; at = t.next[at] {
		d := &r.Cases[at]
		switch {
		case int(at) == place:
			d.Way, d.With = InRound, -1
		case d.Planner >= 0:
			continue
		default:
			d.Way, d.With = WithDealt, int32(place)
		}
		d.Planner, d.Round = seat, round
		r.Planners[seat].Dealt[t.category(int(at))]++
	}
}

// category returns whose cases lie at a place.
func (t *table) category(place int) Category {
	c := Category(0)
	for place >= t.start[c+1] {
		c++
	}
	return c
}
