// Package visit is the Visit room: the day's appointments by time, and one visit from packing to goodbye on pages with
// large targets. Everything ticked or typed is on disk at once.
package visit

import (
	"context"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/review"
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
	Sign(ctx context.Context, g app.Signature) (id string, err error)
	WithdrawSignature(ctx context.Context, id string) error
	SubmitSurvey(ctx context.Context, a app.SurveyAnswers, g app.Signature) (id string, err error)
	AddAttachment(ctx context.Context, customerID, recordID, path string) (app.Attachment, error)
	Me() app.Person
	DayRoute(ctx context.Context, day app.Date) (app.DayRoute, error)
	NoteAccess(ctx context.Context, a app.Access) error
	WithdrawRecord(ctx context.Context, recordID, why string) error
	CardIndex(ctx context.Context, q app.CardQuery) ([]int64, error)
	CardRows(ctx context.Context, rowids []int64) ([]app.CardRow, error)
	Card(ctx context.Context, id string) (app.CardView, error)
	Thumb(ctx context.Context, id string) ([]byte, error)
	WithdrawAttachment(ctx context.Context, id, why string) error
	Calendar() app.Calendar
	review.Service
}

// Deps is what the room needs.
type Deps struct {
	Window   fyne.Window
	Clock    app.Clock
	Service  Service
	Drafts   *drafts.Keeper
	Navigate func(room string, arg any)
	Fail     func(error)
	Toast    func(text, undoLabel string, undo func())
	// Print opens the preview of a form; of one about work, the day or the appointment stands in the policy's place.
	Print func(form, customerID, policyID string)
	// Cover shows a page in the place of all rooms, on the whole screen; a private one keeps everything about other
	// customers off it. Uncover ends that.
	Cover   func(page fyne.CanvasObject, private bool)
	Uncover func()
	// ShowCustomer shows a customer the own card in the place of the page in sight, and calls back once it is left; nil: there is
	// no such page.
	ShowCustomer func(customerID string, left func())
	// ChooseFile lets the user choose a file, View shows attachments over the window; nil: they cannot.
	ChooseFile func(chosen func(path string))
	View       func(list []app.AttachmentView, at int, closed func())
}

// weekLength is how many days the strip above the list shows.
const weekLength = 7

// Room is the Visit room.
type Room struct {
	deps   Deps
	async  func(func()) // runs work off the UI goroutine
	pause  time.Duration
	saves  saves
	first  app.Date // Monday of the week above the list
	day    app.Date
	want   string     // appointment to open once the day is loaded
	taking *app.Draft // form to open again once its visit has come
	round  int        // of loading the day; an older one is dropped
	read   int        // of loading a visit
	items  []app.VisitItem
	shown  bool

	strip    *strip
	today    *widgets.Button
	title    *widgets.Text
	list     *widgets.List
	pane     *pane
	small    map[string]image.Image // small pictures by id of the attachment; nil while one is looked for, or where there is none
	site     *onsite
	route    *dayPage
	order    *widgets.Segmented // of the list
	plan     *widgets.Button    // shows the day's sheet
	planning bool               // the day's sheet is in sight
	forms    forms
	empty    fyne.CanvasObject
	split    *widgets.SplitView
}

// New returns the room; it opens on today.
func New(d Deps) *Room {
	r := &Room{deps: d, pause: typingPause, small: map[string]image.Image{}, day: d.Clock.Today(), title: widgets.Strong("").Clipped()}
	r.first = monday(r.day)
	r.async = func(work func()) { go work() }
	r.saves.async = func(work func()) { r.async(work) }
	add := widgets.Tag("visit.new", widgets.Primary(lang.X("visit.new", ""), theme.IconAdd, r.askNew).Compact()).Key("N")
	r.today = widgets.Tag("visit.today", widgets.Secondary(lang.X("visit.today", ""), nil, func() { r.turnTo(d.Clock.Today()) }).Compact())
	r.plan = widgets.Tag("visit.route", widgets.Secondary(lang.X("visit.route", ""), theme.IconPlace, r.showDay).Compact()).Key("P")
	r.order = widgets.Tag("visit.order", widgets.NewSegmented([]widgets.Option{
		{ID: orderTime, Label: lang.X("visit.order.time", "")}, {ID: orderArea, Label: lang.X("visit.order.area", "")},
	}, orderTime, func(string) { r.list.SetRows(r.rows()) }))
	r.strip = newStrip(r.turnTo, func(weeks int) { r.turnTo(r.first.AddDays(weeks * weekLength)) })
	r.list = widgets.Tag("visit.list", widgets.NewList(widgets.EmptyState(theme.IconVisit, lang.X("visit.none", ""), lang.X("visit.none.hint", ""), nil)))
	r.list.OnSelect = func(row widgets.Row) {
		r.planning = false
		r.open(row.ID)
	}
	head := widgets.Pad(12, 12, 8, 14, widgets.VStack(8,
		widgets.PageHead(lang.X("visit.title", ""), nil, add), r.strip.content,
		widgets.FixedHeight(theme.CompactSize, widgets.HStack(8, widgets.Grow(r.title), r.today)),
		widgets.HStack(8, r.order, widgets.Spring(), r.plan)))
	r.empty = widgets.Page(widgets.Surface(widgets.EmptyState(theme.IconVisit, lang.X("visit.choose", ""), lang.X("visit.choose.hint", ""), nil)))
	r.pane = newPane(r)
	r.site, r.route = newOnsite(r), newDayPage(r)
	r.split = widgets.NewSplitView(widgets.Fill(head, r.list, nil), theme.ListWidth, r.empty)
	return r
}

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.split }

// Show is called when the room is entered; arg may be the id of an appointment, or a draft to go on with.
func (r *Room) Show(arg any) {
	r.shown = true
	// Bound anew at each entering: other rooms use the same key.
	widgets.AddShortcut(r.deps.Window.Canvas(), &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}, r.finishByKey)
	if d, ok := arg.(app.Draft); ok {
		r.resume(d)
		return
	}
	if day, ok := arg.(app.Date); ok && day.Valid() {
		r.turnTo(day)
		return
	}
	if id, ok := arg.(string); ok && id != "" {
		r.want = id
		r.async(func() { r.findDay(id) })
		return
	}
	r.Refresh()
}

// Hide is called when the room is left or the window is locked; what is being typed is on disk when it returns.
func (r *Room) Hide() {
	r.shown = false
	r.pane.commit()
	if r.pane.timer != nil {
		r.pane.timer.Stop()
	}
	r.pane.record.draft.Save()
	r.saves.wait()
}

// finishByKey ends the visit in sight on Ctrl+Enter, whichever page stands open.
func (r *Room) finishByKey() {
	if row, ok := r.list.Selected(); r.shown && ok && row.ID == r.pane.sheet.Item.Appointment.ID {
		r.pane.record.end()
	}
}

// Key implements the keys of the room: a day back and forth, a visit up and down.
func (r *Room) Key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyLeft:
		r.turnTo(r.day.AddDays(-1))
	case fyne.KeyRight:
		r.turnTo(r.day.AddDays(1))
	case fyne.KeyUp:
		r.list.MoveSelection(-1)
	case fyne.KeyDown:
		r.list.MoveSelection(1)
	case fyne.KeyF11:
		r.showSite()
	default:
		return false
	}
	return true
}

// Rune implements the letters of the room: a new appointment, and the pages by their numbers.
func (r *Room) Rune(c rune) bool {
	switch {
	case r.letter(c):
	case c >= '1' && int(c-'1') < len(pages) && len(r.items) > 0:
		r.pane.show(pages[c-'1'])
	default:
		return false
	}
	return true
}

// findDay shows the day of an appointment that was asked for by its id.
func (r *Room) findDay(id string) {
	s, err := r.deps.Service.VisitSheet(context.Background(), id)
	if err != nil {
		fyne.Do(func() { r.lost(err) })
		return
	}
	fyne.Do(func() { r.goTo(s.Item.Appointment.At.Date()) })
}

// turnTo shows a day the user chose.
func (r *Room) turnTo(day app.Date) {
	if day != r.day {
		r.list.Unselect()
	}
	r.goTo(day)
}

// goTo shows a day in its week.
func (r *Room) goTo(day app.Date) {
	r.pane.commit()
	r.day, r.first = day, monday(day)
	r.Refresh()
}

// Refresh loads the days and the visit in sight anew; what is being typed stays.
func (r *Room) Refresh() {
	r.round++
	round, first, day := r.round, r.first, r.day
	r.async(func() {
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
		today := r.deps.Clock.Today()
		fyne.Do(func() {
			if round != r.round {
				return
			}
			r.items = items
			r.strip.set(days, day, today)
			r.today.Hidden = day == today
			r.today.Refresh()
			r.title.Set(words.Day(day) + "　" + lang.X("visit.count", "", map[string]any{"N": len(items)}))
			r.list.SetRows(r.rows())
			r.choose()
		})
	})
}

// rows are the day's visits in the order chosen.
func (r *Room) rows() []widgets.Row {
	if today := r.deps.Clock.Today(); r.order.Value() == orderArea {
		return areaRows(r.items, today)
	}
	return rows(r.items, r.deps.Clock.Today())
}

// choose opens the visit that was asked for, keeps the one in sight, or opens the next to do.
func (r *Room) choose() {
	if id := r.want; id != "" {
		r.want = ""
		if r.list.SelectID(id) {
			return
		}
	}
	if r.planning {
		r.route.load()
		return
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
	r.read++
	r.split.SetDetail(r.empty)
}

// reload reads the visit in sight anew.
func (r *Room) reload() { r.open(r.pane.sheet.Item.Appointment.ID) }

// open shows one visit; opening it for the first time begins it.
func (r *Room) open(id string) {
	r.read++
	read, edits, settled := r.read, r.pane.edits, r.saves.idle()
	r.async(func() {
		s, err := r.deps.Service.VisitSheet(context.Background(), id)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if read == r.read {
				r.pane.fill(s, settled && edits == r.pane.edits)
				r.split.SetDetail(r.pane.content)
				r.takeUp()
			}
		})
	})
}
