package allot

// Rest deals what a result has left, as product §4 says: by the same rule, and the shares are what is left, so that every
// case finds a planner. A case whose customer had another dealt goes to that planner first and uses up quota there;
// quotas may be exceeded by that. Ranks stay those of the month. The result's own cases are only those that were left;
// where nobody may receive they are left again.
func (r *Result) Rest() *Result {
	rest := &Result{Month: r.Month, in: r.in, shape: &shape{seats: r.shape.seats}, first: r}
	rest.shape.dealt = make([]uint32, len(r.shape.dealt))
	var holders []int32 // of each case, the planner of its customer in the first dealing; -1: none
	for i := range r.Cases {
		d := &r.Cases[i]
		if d.Planner >= 0 {
			continue
		}
		rest.Pools[r.CaseOf(i).Category].Available++
		rest.Cases = append(rest.Cases, Dealing{Case: d.Case, Rank: d.Rank, Planner: -1, With: -1})
		rest.shape.customer = append(rest.shape.customer, r.shape.customer[i])
		holder := int32(-1)
		if with := r.companion(i); with >= 0 {
			holder = r.Cases[with].Planner
		}
		holders = append(holders, holder)
	}
	rest.Total = len(rest.Cases)
	for c := range rest.Pools {
		p := &rest.Pools[c]
		p.Size = p.Available
		p.Share = Portion{Num: int64(p.Available), Den: 1}
	}
	rest.Planners = append(rest.Planners, r.Planners...)
	for i := range rest.Planners {
		p := &rest.Planners[i]
		p.Quota, p.Dealt, p.Exact = [Categories]int{}, [Categories]int{}, [Categories]Portion{}
	}
	rest.setQuotas()
	if len(rest.shape.seats) == 0 {
		return rest
	}
	t := rest.lay(func(Category, int32) bool { return true })
	for i, holder := range holders {
		if holder >= 0 {
			rest.Cases[i].Planner, rest.Cases[i].Way = holder, WithHolder
			rest.Planners[holder].Dealt[t.category(i)]++
		}
	}
	for c := range Category(Categories) {
		t.rounds(c)
	}
	return rest
}
