package cards

import (
	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/views"
)

// newViews returns the line of saved views of the list.
func (l *listPane) newViews() *views.Bar {
	d := l.room.deps
	return views.New(views.Config{
		List: "cards", Window: d.Window, Keep: d.Service, Fail: d.Fail, Toast: d.Toast, Async: func(f func()) { l.room.async(f) },
		Plain: views.State{Sort: string(app.SortByName)},
		State: func() views.State {
			return views.State{Text: l.search.Value(), Filter: l.filter.Value(), Sort: l.sort.Value()}
		},
		Apply: l.apply,
	})
}

// apply lists the customers as a view says.
func (l *listPane) apply(s views.State) {
	l.filter.Set(s.Filter)
	l.sort.Set(s.Sort)
	if l.search.Value() != s.Text {
		l.search.SetText(s.Text) // asks too
		return
	}
	l.query()
}
