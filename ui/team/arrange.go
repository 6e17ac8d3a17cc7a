package team

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
)

// What the people of a day can be narrowed to, and their orders.
const (
	filterAll     = "all"
	filterWaiting = "waiting"
	filterMarked  = "marked"
	filterMissing = "missing"

	orderStaff  = "staff"
	orderClosed = "closed" // first closed first, those without a log last
	orderCalls  = "calls"  // few calls first
	orderVisits = "visits"
)

var (
	filters = []string{filterAll, filterWaiting, filterMarked, filterMissing}
	orders  = []string{orderStaff, orderClosed, orderCalls, orderVisits}
)

func optionsOf(prefix string, ids []string) []widgets.Option {
	out := make([]widgets.Option, len(ids))
	for i, id := range ids {
		out[i] = widgets.Option{ID: id, Label: lang.X(prefix+id, "")}
	}
	return out
}

// arrange returns the people of a day as they are narrowed and ordered; the day itself stays as it is.
func arrange(people []app.TeamRow, filter, order string) []app.TeamRow {
	out := slices.DeleteFunc(slices.Clone(people), func(p app.TeamRow) bool {
		switch filter {
		case filterWaiting:
			return p.State != app.TeamArrived && p.State != app.TeamLate
		case filterMarked:
			return p.State != app.TeamMarked
		case filterMissing:
			return p.State != app.TeamMissing && p.State != app.TeamOpen
		}
		return false
	})
	switch order {
	case orderClosed:
		slices.SortStableFunc(out, func(a, b app.TeamRow) int {
			if (a.ClosedAt == 0) != (b.ClosedAt == 0) {
				return cmp.Compare(b.ClosedAt, a.ClosedAt)
			}
			return cmp.Compare(a.ClosedAt, b.ClosedAt)
		})
	case orderCalls:
		slices.SortStableFunc(out, func(a, b app.TeamRow) int { return cmp.Compare(a.Figures.Calls, b.Figures.Calls) })
	case orderVisits:
		slices.SortStableFunc(out, func(a, b app.TeamRow) int { return cmp.Compare(a.Figures.Visits, b.Figures.Visits) })
	}
	return out
}

// newViews returns the line of saved views of the people of a day; a view is for every day.
func (r *Room) newViews() *views.Bar {
	d := r.deps
	return views.New(views.Config{
		List: "team", Window: d.Window, Keep: d.Service, Fail: d.Fail, Toast: d.Toast, Async: func(f func()) { r.async(f) },
		Plain: views.State{Filter: filterAll, Sort: orderStaff},
		State: func() views.State { return views.State{Filter: r.filter.Value(), Sort: r.order.Value()} },
		Apply: func(s views.State) {
			r.filter.Set(s.Filter)
			r.order.Set(s.Sort)
			r.rearrange()
		},
	})
}

// rearrange shows the people of the day narrowed and ordered as chosen.
func (r *Room) rearrange() {
	if r.views == nil {
		return // it is being made
	}
	r.inSight = arrange(r.rows, r.filter.Value(), r.order.Value())
	r.list.SetRows(rows(r.inSight))
	r.views.Changed()
}
