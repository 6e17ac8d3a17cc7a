package calls_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/calls"
	"github.com/fangce/fangce/ui/drafts/drafttest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

var (
	ctx               = context.Background()
	_   calls.Service = (*service.Service)(nil)
	me                = app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}, Licence: "00001144"}
)

// desk is the room on a window of its own with a real service on a real store.
type desk struct {
	*calls.Room
	t       *testing.T
	service *counted
	store   *store.Store
	clock   *apptest.Clock
	window  fyne.Window
	stage   *widgets.Stage
	went    []any // where Navigate was asked to go
	keep    *drafttest.Keeper
}

func newDesk(t *testing.T, mode theme.Mode, rows ...any) *desk {
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
	d.service = &counted{Service: service.New(service.Config{Store: d.store, Clock: d.clock.Now, Person: me, Centre: "瑞禾人寿银保理财中心", Holidays: cal})}
	for stream, records := range map[string][]any{app.StreamPeople: {me}, app.SeatStream(apptest.Planner): rows} {
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
	d.enter()
	return d
}

// enter builds the room anew on the same store, as unlocking after a crash does.
func (d *desk) enter() {
	t := d.t
	d.keep = drafttest.New(t, d.service, d.clock.Now)
	d.Room = calls.New(calls.Deps{
		Window: d.window, Clock: d.clock.Now, Service: d.service, Drafts: d.keep.Keeper,
		Navigate: func(room string, arg any) { d.went = append(d.went, room, arg) },
		Fail:     func(err error) { t.Errorf("told the user: %v", err) },
		Toast: func(text, label string, undo func()) {
			widgets.ShowToast(d.window.Canvas(), widgets.Toast{Text: text, Action: label, Do: undo})
		},
	})
	d.Inline()
	d.stage.SetContent(d.Content())
	d.window.Canvas().SetOnTypedRune(func(r rune) { d.Rune(r) })
	d.window.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { d.Key(k) })
}

// press sends a character to what has the focus, or to the window.
func (d *desk) press(r rune) {
	d.t.Helper()
	if f := d.window.Canvas().Focused(); f != nil {
		f.TypedRune(r)
		return
	}
	d.window.Canvas().OnTypedRune()(r)
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

// sees reports whether a tagged object can be seen.
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

// publish gives the laptop scripts as a pull would.
func (d *desk) publish(scripts ...any) {
	d.t.Helper()
	if _, err := d.store.Apply(ctx, apptest.Page(app.StreamScripts, 1, scripts...)); err != nil {
		d.t.Fatal(err)
	}
}

// reveals counts how often a masked number was shown in full.
func (d *desk) reveals() int { return d.service.shown }

// counted counts the reveals on their way to the real service.
type counted struct {
	*service.Service
	shown int
	left  []app.Draft // by the last commit of a call
}

// Reveal counts and notes the reveal.
func (c *counted) Reveal(ctx context.Context, what string) error {
	c.shown++
	return c.Service.Reveal(ctx, what)
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

func TestAgreeInTwoKeys(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	next := apptest.Customer(2, "王建国")
	p, q := apptest.Policy(1, c, "2026-04-01"), apptest.Policy(2, next, "2026-04-09")
	d := newDesk(t, theme.Light, c, p, apptest.Case(p), next, q, apptest.Case(q))
	d.Show(nil)
	if !d.sees("calls.outcome.agreed") {
		t.Fatal("no outcome is offered for the first of the queue")
	}
	d.key(fyne.KeyReturn) // dial
	d.clock.Add(3 * time.Minute)
	d.press('1')
	d.key(fyne.KeyReturn)
	got := d.records(c.ID)
	if len(got) != 1 || got[0].Outcome != app.OutcomeAgreed || got[0].Stage != app.StageFirstCall || got[0].Phone != c.Phones[0].Number || got[0].Spoke != c.Name {
		t.Fatalf("recorded %+v", got)
	}
	if got[0].At.Clock() != "09:30" {
		t.Errorf("the call is noted at %s, when it ended", got[0].At.Clock())
	}
	for name, text := range map[string]string{"content": got[0].Content, "answer": got[0].Answer} {
		if text == "" {
			t.Errorf("%s is empty", name)
		}
	}
	if got[0].Attitude != "" {
		t.Errorf("the record holds an attitude nobody wrote: %s", got[0].Attitude)
	}
	visits, err := d.service.Visits(ctx, "2026-03-18")
	if err != nil || len(visits) != 1 || visits[0].Appointment.At.Clock() != "14:00" || visits[0].Appointment.Place != c.Addresses[0].Text {
		t.Errorf("agreed %+v, %v", visits, err)
	}
	if !strings.Contains(d.stage.ToastText(), "欧阳娜") || d.sees("calls.form.submit") {
		t.Errorf("after saving the window says %q", d.stage.ToastText())
	}
}
