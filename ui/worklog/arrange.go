package worklog

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
)

// What the days of a month can be narrowed to, and their orders.
const (
	filterAll     = "all"
	filterMissing = "missing"
	filterWaiting = "waiting" // closed, without a mark
	filterFailed  = "failed"

	orderNewest = "newest"
	orderOldest = "oldest"
)

var (
	filters = []string{filterAll, filterMissing, filterWaiting, filterFailed}
	orders  = []string{orderNewest, orderOldest}
)

func optionsOf(prefix string, ids []string) []widgets.Option {
	out := make([]widgets.Option, len(ids))
	for i, id := range ids {
		out[i] = widgets.Option{ID: id, Label: lang.X(prefix+id, "")}
	}
	return out
}

// arrange returns the days of a month, which come newest first, as they are narrowed and ordered.
func arrange(days []app.LogDay, today app.Date, filter, order string) []app.LogDay {
	out := slices.DeleteFunc(slices.Clone(days), func(d app.LogDay) bool {
		switch filter {
		case filterMissing:
			return !d.WorkingDay || d.Status == app.LogClosed || d.Date >= today
		case filterWaiting:
			return d.Status != app.LogClosed || d.Score >= 0
		case filterFailed:
			return d.Score < 0 || d.Passed
		}
		return false
	})
	if order == orderOldest {
		slices.Reverse(out)
	}
	return out
}

// newViews returns the line of saved views of the days; a view is for every month.
func (r *Room) newViews() *views.Bar {
	d := r.deps
	return views.New(views.Config{
		List: "worklog", Window: d.Window, Keep: d.Service, Fail: d.Fail, Toast: d.Toast, Async: func(f func()) { r.async(f) },
		Plain: views.State{Filter: filterAll, Sort: orderNewest},
		State: func() views.State { return views.State{Filter: r.filter.Value(), Sort: r.order.Value()} },
		Apply: func(s views.State) {
			r.filter.Set(s.Filter)
			r.order.Set(s.Sort)
			r.rearrange()
		},
	})
}

// rearrange shows the days of the month narrowed and ordered as chosen.
func (r *Room) rearrange() {
	if r.views == nil {
		return // it is being made
	}
	today := r.deps.Clock.Today()
	r.list.SetRows(rows(arrange(r.days, today, r.filter.Value(), r.order.Value()), today))
	r.views.Changed()
}
