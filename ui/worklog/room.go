// Package worklog is the Work log room: the month's days, one day's log filled by itself from its records, the writer's
// own additions, tomorrow's plan, and the supervisor's mark once it has come.
package worklog

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
)

// Service is what the room asks and tells.
type Service interface {
	LogDays(ctx context.Context, month string) ([]app.LogDay, error)
	Log(ctx context.Context, day app.Date) (app.LogView, error)
	SaveLog(ctx context.Context, before, after app.WorkLog) error
	CloseLog(ctx context.Context, day app.Date) error
	AddToLog(ctx context.Context, logID, text string) error
	views.Keeper
}

// Deps is what the room needs.
type Deps struct {
	Window  fyne.Window
	Clock   app.Clock
	Service Service
	Drafts  *drafts.Keeper
	Fail    func(error)
	Toast   func(text, undoLabel string, undo func())
	// Print opens the preview of a form about work, such as work_log of a day; nil: there is none.
	Print func(form, customerID, about string)
}

// Room is the Work log room.
type Room struct {
	async  func(work func()) // does work off the UI goroutine
	deps   Deps
	month  string
	day    app.Date // "" until one of the month is chosen
	today  app.Date // when the room was last entered
	round  int      // of loading the month; an older one is dropped
	read   int      // of loading a day
	shown  bool
	adding string // key of the draft of an addition to open once its day has come

	title  *widgets.Text
	rate   *widgets.Text
	list   *widgets.List
	days   []app.LogDay // of the month
	filter *widgets.Select
	order  *widgets.Select
	views  *views.Bar
	pane   *dayPane
	empty  fyne.CanvasObject
	split  *widgets.SplitView
}

// New returns the room; it opens on today.
func New(d Deps) *Room {
	today := d.Clock.Today()
	r := &Room{deps: d, async: func(work func()) { go work() }, day: today, today: today, month: today.Month(), title: widgets.Strong(""), rate: widgets.Caption("")}
	r.list = widgets.Tag("worklog.list", widgets.NewList(nil))
	r.list.OnSelect = func(row widgets.Row) { r.open(app.Date(row.ID)) }
	r.list.OnOpen = func(widgets.Row) { r.pane.write() }
	r.filter = widgets.Tag("worklog.filter", widgets.NewSelect(optionsOf("worklog.filter.", filters), func(string) { r.rearrange() }))
	r.filter.Set(filterAll)
	r.order = widgets.Tag("worklog.order", widgets.NewSelect(optionsOf("worklog.order.", orders), func(string) { r.rearrange() }))
	r.order.Set(orderNewest)
	r.views = r.newViews()
	r.pane = newDayPane(r)
	r.empty = widgets.Page(widgets.Surface(widgets.EmptyState(theme.IconLog, lang.X("worklog.none", ""), lang.X("worklog.none.hint", ""), nil)))
	before := widgets.Tag("worklog.before", widgets.IconButton(theme.IconLeft, lang.X("worklog.before", ""), func() { r.turn(-1) }))
	after := widgets.Tag("worklog.after", widgets.IconButton(theme.IconRight, lang.X("worklog.after", ""), func() { r.turn(1) }))
	head := widgets.Pad(12, 12, 8, 14, widgets.VStack(8,
		widgets.PageHead(lang.X("worklog.title", ""), nil),
		widgets.HStack(4, before, r.title, after, widgets.Spring(), r.rate),
		widgets.Grid(2, 8, 0, r.filter, r.order), r.views.Content))
	r.split = widgets.NewSplitView(widgets.Fill(head, r.list, nil), listWidth, r.pane.content)
	return r
}

// listWidth is narrower than other lists: a day needs little room.
const listWidth = 270

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.split }

// Show is called when the room is entered; arg may be the day to open, or a draft to go on with. A room left open overnight goes on to the new day.
func (r *Room) Show(arg any) {
	r.views.Load()
	was, today := r.day, r.deps.Clock.Today()
	if d, ok := arg.(app.Draft); ok {
		arg = r.resume(d)
	}
	if day, ok := arg.(app.Date); ok && day.Valid() {
		r.day = day
	} else if r.day == r.today {
		r.day = today
	}
	r.today = today
	if r.day != was {
		r.pane.leave()
		r.month = r.day.Month()
	}
	widgets.AddShortcut(r.deps.Window.Canvas(), &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}, r.closeByKey)
	r.shown = true
	r.Refresh()
	r.deps.Window.Canvas().Focus(r.list)
}

// Hide is called when the room is left or the account is locked. When it returns, what was being typed is stored.
func (r *Room) Hide() {
	r.shown = false
	r.pane.save()
	r.pane.writes.wait()
	r.pane.texts.Save()
	r.pane.line.Save()
}

// closeByKey closes the day in sight on Ctrl+Enter.
func (r *Room) closeByKey() {
	if r.shown && r.pane.close.Visible() {
		r.pane.askClose()
	}
}

// turn goes to the newest day of the month before or after; the future has no logs.
func (r *Room) turn(by int) {
	month := app.Date(r.month + "-01").AddMonths(by).Month()
	if month > r.deps.Clock.Today().Month() {
		return
	}
	r.pane.leave()
	r.month, r.day = month, ""
	r.list.Unselect()
	r.Refresh()
}

// Refresh loads the month and the day in sight anew; what is being typed stays.
func (r *Room) Refresh() {
	r.round++
	round, month := r.round, r.month
	r.async(func() {
		days, err := r.deps.Service.LogDays(context.Background(), month)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if round != r.round {
				return
			}
			first := app.Date(month + "-01").Time()
			r.title.Set(lang.X("date.month", "", map[string]any{"Y": first.Year(), "M": int(first.Month())}))
			r.rate.Set(rate(days, r.deps.Clock.Today()))
			r.days = days
			r.rearrange()
			r.choose()
		})
	})
}

// choose keeps the day in sight, or opens the newest of a month that was turned to.
func (r *Room) choose() {
	if row, ok := r.list.Selected(); ok && row.ID == string(r.day) {
		r.open(r.day)
		return
	}
	switch {
	case r.day != "" && r.list.SelectID(string(r.day)):
	case r.day != "": // a day off that somebody asked for
		r.list.Unselect()
		r.open(r.day)
	case r.list.Len() > 0:
		r.list.Select(0)
	default:
		r.read++
		r.split.SetDetail(r.empty)
	}
}

// open shows the log of a day.
func (r *Room) open(day app.Date) {
	if day != r.day {
		r.pane.leave()
		r.day = day
	}
	r.read++
	read := r.read
	r.async(func() {
		v, err := r.deps.Service.Log(context.Background(), day)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			// What was loaded while something was being stored may lack it; the end of storing loads anew.
			if read == r.read && day == r.day && !r.pane.writes.busy() {
				r.pane.fill(v)
				r.split.SetDetail(r.pane.content)
				r.takeUp()
			}
		})
	})
}
