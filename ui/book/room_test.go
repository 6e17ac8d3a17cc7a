package book_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/book"
	"github.com/fangce/fangce/ui/drafts/drafttest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

var (
	ctx                 = context.Background()
	_      book.Service = (*service.Service)(nil)
	me                  = app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}, Licence: "00001144"}
	leader              = app.Person{ID: apptest.Supervisor, StaffNo: "2001", Name: "周敏", Roles: []string{app.RoleSupervisor}}
)

// desk is the room on a window of its own with a real service on a real store.
type desk struct {
	*book.Room
	t       *testing.T
	service *service.Service
	store   *store.Store
	clock   *apptest.Clock
	window  fyne.Window
	stage   *widgets.Stage
	went    []any
	undo    func() // of the last message
	said    string
	printed []string // form, customers, what about
	keep    *drafttest.Keeper
}

func newDesk(t *testing.T, who app.Person, mode theme.Mode, rows ...any) *desk {
	t.Helper()
	a := test.NewTempApp(t)
	theme.Apply(a, mode)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	widgets.EnableTags()
	d := &desk{t: t}
	d.store, d.clock = apptest.NewStoreClock(t)
	cal, err := app.ParseCalendar(assets.Holidays)
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := app.ScriptsIn(assets.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	var published, activities, seat []any
	for _, s := range scripts {
		published = append(published, s)
	}
	for _, row := range rows {
		if a, ok := row.(app.Activity); ok {
			activities = append(activities, a)
		} else {
			seat = append(seat, row)
		}
	}
	d.service = service.New(service.Config{Store: d.store, Clock: d.clock.Now, Person: who, Centre: "瑞禾人寿银保理财中心", Holidays: cal})
	for stream, records := range map[string][]any{
		app.StreamPeople: {me, leader}, app.StreamScripts: published, app.StreamActivities: activities, app.SeatStream(apptest.Planner): seat,
	} {
		if len(records) == 0 {
			continue
		}
		if _, err := d.store.Apply(ctx, apptest.Page(stream, 1, records...)); err != nil {
			t.Fatal(err)
		}
	}
	d.stage = widgets.NewStage(nil)
	d.window = test.NewTempWindow(t, d.stage)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1366-theme.RailWidth, 730))
	d.keep = drafttest.New(t, d.service, d.clock.Now)
	d.enter()
	return d
}

// enter builds the room anew on the same store.
func (d *desk) enter() {
	d.Room = book.New(book.Deps{
		Window: d.window, Clock: d.clock.Now, Service: d.service, Drafts: d.keep.Keeper,
		Navigate: func(room string, arg any) { d.went = append(d.went, room, arg) },
		Fail:     func(err error) { d.t.Errorf("told the user: %v", err) },
		Print:    func(form, customers, about string) { d.printed = append(d.printed, form+" "+customers+" "+about) },
		Toast: func(text, label string, undo func()) {
			d.said, d.undo = text, undo
			widgets.ShowToast(d.window.Canvas(), widgets.Toast{Text: text, Action: label, Do: undo})
		},
	})
	d.Inline()
	d.stage.SetContent(d.Content())
	d.window.Canvas().SetOnTypedRune(func(r rune) { d.Rune(r) })
	d.window.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { d.Key(k) })
}

// press sends characters to what has the focus, or to the window.
func (d *desk) press(keys string) {
	d.t.Helper()
	for _, r := range keys {
		if f := d.window.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		} else if typed := d.window.Canvas().OnTypedRune(); typed != nil {
			typed(r)
		}
	}
}

func (d *desk) key(name fyne.KeyName) {
	d.t.Helper()
	k := &fyne.KeyEvent{Name: name}
	if f := d.window.Canvas().Focused(); f != nil {
		f.TypedKey(k)
		return
	}
	d.window.Canvas().OnTypedKey()(k)
}

func (d *desk) sees(id string) bool {
	_, _, _, _, ok := widgets.Locate(id, d.window.Canvas())
	return ok
}

// tap clicks in the middle of a tagged object.
func (d *desk) tap(id string) {
	d.t.Helper()
	x, y, w, h, ok := widgets.Locate(id, d.window.Canvas())
	if !ok {
		d.t.Fatalf("%s cannot be seen", id)
	}
	test.TapCanvas(d.window.Canvas(), fyne.NewPos(float32(x)+float32(w)/2, float32(y)+float32(h)/2))
}

// all chooses all rows of the table in use.
func (d *desk) all() {
	d.t.Helper()
	f, ok := d.window.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		d.t.Fatal("no table has the keyboard")
	}
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// write types into a tagged field.
func (d *desk) write(id, text string) {
	d.t.Helper()
	var e *widgets.Entry
	switch f := widgets.Find(id).(type) {
	case *widgets.Entry:
		e = f
	case *widgets.DateEntry:
		e = &f.Entry
	case *widgets.TimeEntry:
		e = &f.Entry
	default:
		d.t.Fatalf("%s is no field", id)
	}
	d.window.Canvas().Focus(e)
	e.SetText("")
	for _, r := range text {
		e.TypedRune(r)
	}
}

// pick chooses of a tagged menu.
func (d *desk) pick(id, option string) {
	d.t.Helper()
	s, ok := widgets.Find(id).(*widgets.Select)
	if !ok {
		d.t.Fatalf("%s is no menu", id)
	}
	s.Set(option)
	if s.OnChanged != nil {
		s.OnChanged(s.Selected)
	}
}

// records returns the standing records of a customer, newest first.
func (d *desk) records(customerID string) []app.ServiceRecord {
	d.t.Helper()
	card, err := d.service.Card(ctx, customerID)
	if err != nil {
		d.t.Fatal(err)
	}
	var out []app.ServiceRecord
	for _, r := range card.Records {
		out = append(out, r.Record)
	}
	return out
}

func (d *desk) customer(id string) app.Customer {
	d.t.Helper()
	card, err := d.service.Card(ctx, id)
	if err != nil {
		d.t.Fatal(err)
	}
	return card.Customer
}

// table is a tagged table of rows of a type.
func table[T any](d *desk, id string) *widgets.Table[T] {
	d.t.Helper()
	t, ok := widgets.Find(id).(*widgets.Table[T])
	if !ok {
		d.t.Fatalf("%s is no table of these", id)
	}
	return t
}
