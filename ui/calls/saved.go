package calls

import "github.com/fangce/fangce/ui/views"

// newViews returns the line of saved views of the queue.
func (r *Room) newViews() *views.Bar {
	d := r.deps
	return views.New(views.Config{
		List: "calls", Window: d.Window, Keep: d.Service, Fail: d.Fail, Toast: d.Toast, Async: func(f func()) { r.async(f) },
		Plain: views.State{Filter: filterAll, Sort: orderRule, Rest: map[string]string{"narrow": narrowNone}},
		State: func() views.State {
			return views.State{Text: r.search.Value(), Filter: r.filter.Value(), Sort: r.order.Value(), Rest: map[string]string{"narrow": r.narrowing.Value()}}
		},
		Apply: r.apply,
	})
}

// apply lists the queue as a view says.
func (r *Room) apply(s views.State) {
	r.filter.Set(s.Filter)
	r.narrowing.Set(s.Rest["narrow"])
	r.order.Set(s.Sort)
	r.search.Set(s.Text)
	r.loadQueue()
}
