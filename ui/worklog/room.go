// Package worklog is the Work log room: the month's days, one day's log filled by itself from its records, the writer's
// own additions, tomorrow's plan, and the supervisor's mark once it has come.
package worklog

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Service is what the room asks and tells.
type Service interface {
	LogDays(ctx context.Context, month string) ([]app.LogDay, error)
	Log(ctx context.Context, day app.Date) (app.LogView, error)
	SaveLog(ctx context.Context, before, after app.WorkLog) error
	CloseLog(ctx context.Context, day app.Date) error
	AddToLog(ctx context.Context, logID, text string) error
}

// Deps is what the room needs.
type Deps struct {
	Window  fyne.Window
	Clock   app.Clock
	Service Service
	Fail    func(error)
	Toast   func(text, undoLabel string, undo func())
}

// Room is the Work log room.
type Room struct {
	deps  Deps
	month string
	day   app.Date
	round int // of loading the month; an older one is dropped
	read  int // of loading a day

	title *widgets.Text
	rate  *widgets.Text
	list  *widgets.List
	pane  *dayPane
	split *widgets.SplitView
}

// New returns the room; it opens on today.
func New(d Deps) *Room {
	today := d.Clock.Today()
	r := &Room{deps: d, day: today, month: today.Month(), title: widgets.Strong(""), rate: widgets.Caption("")}
	r.list = widgets.Tag("worklog.list", widgets.NewList(nil))
	r.list.OnSelect = func(row widgets.Row) { r.open(app.Date(row.ID)) }
	r.pane = newDayPane(r)
	before := widgets.Tag("worklog.before", widgets.IconButton(theme.IconLeft, lang.X("worklog.before", ""), func() { r.turn(-1) }))
	after := widgets.Tag("worklog.after", widgets.IconButton(theme.IconRight, lang.X("worklog.after", ""), func() { r.turn(1) }))
	head := widgets.Pad(12, 12, 8, 14, widgets.VStack(8,
		widgets.PageHead(lang.X("worklog.title", ""), nil),
		widgets.HStack(4, before, r.title, after, widgets.Spring(), r.rate)))
	r.split = widgets.NewSplitView(widgets.Fill(head, r.list, nil), listWidth, r.pane.content)
	return r
}

// listWidth is narrower than other lists: a day needs little room.
const listWidth = 270

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.split }

// Show is called when the room is entered; arg may be the day to open.
func (r *Room) Show(arg any) {
	if day, ok := arg.(app.Date); ok && day.Valid() {
		r.pane.save()
		r.day, r.month = day, day.Month()
	}
	r.Refresh()
}

// Hide is called when the room is left; what is being typed is saved.
func (r *Room) Hide() { r.pane.save() }

// turn goes to the month before or after; the future has no logs.
func (r *Room) turn(by int) {
	month := app.Date(r.month + "-01").AddMonths(by).Month()
	today := r.deps.Clock.Today()
	if month > today.Month() {
		return
	}
	r.pane.save()
	r.month = month
	r.day = app.Date(month + "-01").AddMonths(1).AddDays(-1)
	if r.day > today {
		r.day = today
	}
	r.Refresh()
}

// Refresh loads the month and the day in sight anew; what is being typed stays.
func (r *Room) Refresh() {
	r.round++
	round, month := r.round, r.month
	go func() {
		days, err := r.deps.Service.LogDays(context.Background(), month)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		rows := rows(days, r.deps.Clock.Today())
		fyne.Do(func() {
			if round != r.round {
				return
			}
			first := app.Date(month + "-01").Time()
			r.title.Set(lang.X("date.month", "", map[string]any{"Y": first.Year(), "M": int(first.Month())}))
			r.rate.Set(rate(days, r.deps.Clock.Today()))
			r.list.SetRows(rows)
			if row, ok := r.list.Selected(); ok && row.ID == string(r.day) {
				r.open(r.day)
			} else if !r.list.SelectID(string(r.day)) {
				r.open(r.day)
			}
		})
	}()
}

// open shows the log of a day.
func (r *Room) open(day app.Date) {
	if day != r.day {
		r.pane.save()
		r.day = day
	}
	r.read++
	read := r.read
	go func() {
		v, err := r.deps.Service.Log(context.Background(), day)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if read == r.read && day == r.day {
				r.pane.fill(v)
			}
		})
	}()
}
