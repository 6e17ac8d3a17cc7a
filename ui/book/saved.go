package book

import "github.com/fangce/fangce/ui/views"

// newViews returns the line of saved views of a list of the room.
func (r *Room) newViews(list string, plain views.State, state func() views.State, apply func(views.State)) *views.Bar {
	d := r.deps
	return views.New(views.Config{
		List: list, Window: d.Window, Keep: d.Service, Fail: d.Fail, Toast: d.Toast, Async: func(f func()) { r.async(f) },
		Plain: plain, State: state, Apply: apply,
	})
}

// state is how the contact book is seen; the month is not part of it, as a view is for every month.
func (p *monthPage) state() views.State {
	sort, desc := p.table.Sorted()
	return views.State{Text: p.search.Value(), Filter: p.filter.Value(), Sort: sort, Desc: desc, Rest: map[string]string{"gaps": p.gaps.Value()}}
}

func (p *monthPage) apply(s views.State) {
	p.table.Sort(s.Sort, s.Desc)
	p.filter.Set(s.Filter)
	p.gaps.Set(s.Rest["gaps"])
	if p.search.Value() != s.Text {
		p.search.SetText(s.Text) // searches too
		return
	}
	p.narrow()
}

func (p *prospectPage) state() views.State {
	sort, desc := p.table.Sorted()
	return views.State{Text: p.search.Value(), Filter: p.filter.Value(), Sort: sort, Desc: desc, Rest: map[string]string{"source": p.source.Value()}}
}

func (p *prospectPage) apply(s views.State) {
	p.table.Sort(s.Sort, s.Desc)
	p.filter.Set(s.Filter)
	p.source.Set(s.Rest["source"])
	if p.search.Value() != s.Text {
		p.search.SetText(s.Text) // searches too
		return
	}
	p.narrow()
}

// state is how the people to greet are seen; the occasion and whom it concerns are not part of it.
func (p *greetPage) state() views.State {
	sort, desc := p.table.Sorted()
	return views.State{Text: p.search.Value(), Filter: p.filter.Value(), Sort: sort, Desc: desc}
}

func (p *greetPage) apply(s views.State) {
	p.table.Sort(s.Sort, s.Desc)
	p.filter.Set(s.Filter)
	if p.search.Value() != s.Text {
		p.search.SetText(s.Text) // searches too
		return
	}
	p.narrow()
}
