// Package visit is the Visit room: the day's appointments by time, and one visit from packing to goodbye on pages with
// large targets. Everything ticked or typed is on disk at once.
package visit

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Service is what the room asks and tells.
type Service interface {
	Visits(ctx context.Context, day app.Date) ([]app.VisitItem, error)
	VisitDays(ctx context.Context, from app.Date, n int) ([]app.DayPlan, error)
	VisitSheet(ctx context.Context, appointmentID string) (app.VisitSheet, error)
	SaveVisit(ctx context.Context, before, after app.Visit) error
	FinishVisit(ctx context.Context, v app.Visit) (recordID string, err error)
	NoShow(ctx context.Context, v app.Visit, called bool, note string, next *app.Appointment) error
	Plan(ctx context.Context, a app.Appointment) (id string, err error)
	ChangeAppointment(ctx context.Context, before, after app.Appointment) error
	CancelAppointment(ctx context.Context, id, why string) error
	WithdrawRecord(ctx context.Context, recordID, why string) error
	CardIndex(ctx context.Context, q app.CardQuery) ([]int64, error)
	CardRows(ctx context.Context, rowids []int64) ([]app.CardRow, error)
}

// Deps is what the room needs.
type Deps struct {
	Window   fyne.Window
	Clock    app.Clock
	Service  Service
	Navigate func(room string, arg any)
	Fail     func(error)
	Toast    func(text, undoLabel string, undo func())
	Print    func(form, customerID, policyID string)
}

// weekLength is how many days the strip above the list shows.
const weekLength = 7

// Room is the Visit room.
type Room struct {
	deps  Deps
	first app.Date // of the strip
	day   app.Date
	want  string // appointment to open once the day is loaded
	round int    // of loading the day; an older one is dropped
	read  int    // of loading a visit
	items []app.VisitItem

	strip *fyne.Container
	title *widgets.Text
	list  *widgets.List
	pane  *pane
	empty fyne.CanvasObject
	split *widgets.SplitView
	saves chan func()
}

// New returns the room; it opens on today.
func New(d Deps) *Room {
	today := d.Clock.Today()
	r := &Room{deps: d, first: today, day: today, strip: widgets.Stack(), title: widgets.Strong(""), saves: make(chan func(), 64)}
	go func() {
		for save := range r.saves {
			save()
		}
	}()
	add := widgets.Tag("visit.new", widgets.Primary(lang.X("visit.new", ""), theme.IconAdd, r.askNew).Compact())
	r.list = widgets.Tag("visit.list", widgets.NewList(widgets.EmptyState(theme.IconVisit, lang.X("visit.none", ""), lang.X("visit.none.hint", ""), nil)))
	r.list.OnSelect = func(row widgets.Row) { r.open(row.ID) }
	head := widgets.Pad(12, 12, 8, 14, widgets.VStack(8, widgets.PageHead(lang.X("visit.title", ""), nil, add), r.strip, r.title))
	r.empty = widgets.Page(widgets.Surface(widgets.EmptyState(theme.IconVisit, lang.X("visit.choose", ""), lang.X("visit.choose.hint", ""), nil)))
	r.pane = newPane(r)
	r.split = widgets.NewSplitView(widgets.Fill(head, r.list, nil), theme.ListWidth, r.empty)
	return r
}

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.split }

// Show is called when the room is entered; arg may be the id of an appointment.
func (r *Room) Show(arg any) {
	if id, ok := arg.(string); ok && id != "" {
		r.want = id
		go r.findDay(id)
		return
	}
	r.Refresh()
}

// Hide is called when the room is left; what is being typed is saved.
func (r *Room) Hide() { r.pane.commit() }

// findDay shows the day of an appointment that was asked for by its id.
func (r *Room) findDay(id string) {
	s, err := r.deps.Service.VisitSheet(context.Background(), id)
	if err != nil {
		r.deps.Fail(err)
		return
	}
	fyne.Do(func() { r.goTo(s.Item.Appointment.At.Date()) })
}

// goTo shows a day, moving the strip where needed.
func (r *Room) goTo(day app.Date) {
	r.day = day
	if n := day.DaysSince(r.first); n < 0 || n >= weekLength {
		r.first = day
	}
	r.Refresh()
}

// Refresh loads the days and the visit in sight anew; what is being typed stays.
func (r *Room) Refresh() {
	r.round++
	round, first, day := r.round, r.first, r.day
	go func() {
		ctx := context.Background()
		days, err := r.deps.Service.VisitDays(ctx, first, weekLength)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		items, err := r.deps.Service.Visits(ctx, day)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		rows := rows(items)
		fyne.Do(func() {
			if round != r.round {
				return
			}
			r.items = items
			r.strip.Objects = []fyne.CanvasObject{r.week(days)}
			r.strip.Refresh()
			r.title.Set(words.Day(day) + "　" + lang.X("visit.count", "", map[string]any{"N": len(items)}))
			r.list.SetRows(rows)
			r.choose()
		})
	}()
}

// choose opens the visit that was asked for, keeps the one in sight, or opens the next to do.
func (r *Room) choose() {
	if r.want != "" {
		id := r.want
		r.want = ""
		if r.list.SelectID(id) {
			return
		}
	}
	if row, ok := r.list.Selected(); ok {
		r.open(row.ID)
		return
	}
	for _, i := range r.items {
		if i.Appointment.Status == app.AppointmentPlanned {
			r.list.SelectID(i.Appointment.ID)
			return
		}
	}
	if len(r.items) > 0 {
		r.list.SelectID(r.items[0].Appointment.ID)
		return
	}
	r.split.SetDetail(r.empty)
}

// week is the strip of days: weekday, day of the month, how many visits.
func (r *Room) week(days []app.DayPlan) fyne.CanvasObject {
	var options []widgets.Option
	for _, d := range days {
		label := lang.X(fmt.Sprintf("visit.weekday.%d", int(d.Date.Time().Weekday())), "")
		if d.Appointments > 0 {
			label += fmt.Sprintf(" %d", d.Appointments)
		}
		options = append(options, widgets.Option{ID: string(d.Date), Label: label})
	}
	strip := widgets.Tag("visit.days", widgets.NewSegmented(options, string(r.day), func(id string) {
		r.pane.commit()
		r.day = app.Date(id)
		r.list.Unselect()
		r.Refresh()
	}))
	move := func(by int) func() {
		return func() {
			r.pane.commit()
			r.first = r.first.AddDays(by * weekLength)
			r.day = r.first
			r.list.Unselect()
			r.Refresh()
		}
	}
	return widgets.HStack(0,
		widgets.Tag("visit.before", widgets.IconButton(theme.IconLeft, lang.X("visit.before", ""), move(-1))),
		widgets.Grow(strip),
		widgets.Tag("visit.after", widgets.IconButton(theme.IconRight, lang.X("visit.after", ""), move(1))))
}

// open shows one visit; opening it for the first time begins it.
func (r *Room) open(id string) {
	if r.pane.sheet.Item.Appointment.ID != id {
		r.pane.commit()
	}
	r.read++
	read := r.read
	go func() {
		s, err := r.deps.Service.VisitSheet(context.Background(), id)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if read == r.read {
				r.pane.fill(s)
				r.split.SetDetail(r.pane.content)
			}
		})
	}()
}
