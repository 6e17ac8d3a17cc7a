package allot

import (
	"cmp"
	"slices"
	"strings"
)

// shape is what dealing and explaining share: who sits at the table and which cases belong to one customer.
type shape struct {
	seats    []int32  // places in Result.Planners of those who receive, in order of their turns
	customer []uint32 // of each place in Result.Cases, a number for its customer
	dealt    []uint32 // of each customer, 1 + the place in Result.Cases of the first case dealt; 0: none
}

// Allocate deals the cases (product §4). The error is that of Check. The result keeps the input, which must not change
// any more.
func Allocate(in *Input) (*Result, error) {
	if err := in.checkHead(); err != nil {
		return nil, err
	}
	// Who the customers are does not depend on the order of their cases.
	var customer []uint32
	var customers int
	var twice error
	grouped := make(chan struct{})
	go func() {
		defer close(grouped)
		customer, customers, twice = in.group()
	}()
	keys, err := in.pack()
	if err == nil {
		keys.sort(in.Cases)
	}
	<-grouped
	if err = cmp.Or(err, twice); err != nil {
		return nil, err
	}
	r := &Result{Month: in.Month, Total: len(in.Cases), in: in, shape: &shape{}}
	r.seat()
	r.split(keys)
	r.Cases = make([]Dealing, len(in.Cases))
	r.shape.customer = make([]uint32, len(in.Cases))
	for c := range Category(Categories) {
		for i, k := range keys.of(c) {
			place := keys.start[c] + i
			r.Cases[place] = Dealing{Case: k.at, Rank: int32(i + 1), Planner: -1, With: -1}
			r.shape.customer[place] = customer[k.at]
		}
	}
	r.shape.dealt = make([]uint32, customers)
	r.deal()
	return r, nil
}

// group numbers the customers and returns the number of each case's; an error if a policy number comes twice.
func (in *Input) group() (customer []uint32, customers int, err error) {
	x := newIndex(len(in.Cases))
	x.addAll(len(in.Cases), func(n uint32) string { return in.Cases[n].PolicyNo }, func(i, first uint32) bool {
		if first != i {
			err = wrong(casePath(int(i), "policy_no"), "保单号 %s 与 cases[%d] 重复", in.Cases[i].PolicyNo, first)
		}
		return first == i
	})
	if err != nil {
		return nil, 0, err
	}
	x.clear()
	customer = make([]uint32, len(in.Cases))
	x.addAll(len(in.Cases), func(n uint32) string { return in.Cases[n].Customer }, func(i, first uint32) bool {
		if first != i {
			customer[i] = customer[first]
			return true
		}
		customer[i] = uint32(customers)
		customers++
		return true
	})
	return customer, customers, nil
}

// seat scores the planners and gives those who may receive their turns: the higher score first, then the lower staff
// number.
func (r *Result) seat() {
	r.Planners = make([]Standing, len(r.in.Planners))
	for i, p := range r.in.Planners {
		score := ScoreOf(p)
		r.Planners[i] = Standing{Planner: i, StaffNo: p.StaffNo, Score: score, Receives: !p.Suspended && score.Total() > 0}
	}
	slices.SortFunc(r.Planners, func(a, b Standing) int { return strings.Compare(a.StaffNo, b.StaffNo) })
	for i, p := range r.Planners {
		if p.Receives {
			r.shape.seats = append(r.shape.seats, int32(i))
		}
	}
	slices.SortStableFunc(r.shape.seats, func(a, b int32) int {
		return cmp.Compare(r.Planners[b].Score.Total(), r.Planners[a].Score.Total())
	})
	for turn, i := range r.shape.seats {
		r.Planners[i].Turn = turn + 1
	}
}

// split sizes the pools and the planners' quotas of them.
func (r *Result) split(keys *sorted) {
	shares := Apportion(int64(r.Total), r.in.Shares[:])
	for c := range Category(Categories) {
		available := len(keys.of(c))
		r.Pools[c] = Pool{Available: available, Share: shares[c], Size: min(available, shares[c].Size())}
	}
	r.setQuotas()
}

func (r *Result) setQuotas() {
	weights := make([]int64, len(r.shape.seats))
	for turn, i := range r.shape.seats {
		weights[turn] = 1
		if r.in.Mode == ModeScore {
			weights[turn] = r.Planners[i].Score.Total()
		}
	}
	for c := range Category(Categories) {
		for turn, portion := range Apportion(int64(r.Pools[c].Size), weights) {
			p := &r.Planners[r.shape.seats[turn]]
			p.Exact[c], p.Quota[c] = portion, portion.Size()
		}
	}
}
