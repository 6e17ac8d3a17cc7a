package visit

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/drafts/drafttest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

var (
	ctx         = context.Background()
	_   Service = (*service.Service)(nil)
	me          = app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "陈思", Roles: []string{app.RolePlanner}}
)

// desk is the room on a window of its own with a real service on a real store.
type desk struct {
	*Room
	t       *testing.T
	service *service.Service
	store   *store.Store
	clock   *apptest.Clock
	window  fyne.Window
	toast   widgets.Toast // the last one
	went    []any
	stage   *widgets.Stage
	watched *watched
	keep    *drafttest.Keeper
	page    *widgets.Sheet // over the window; nil: none
	file    string         // that the user will choose
	shows   []string       // customers who were shown their own card
	left    func()         // the card is left again
	private bool
	printed []string // form, customer, what about
}

func wang() app.Customer { return apptest.Customer(1, "王颖") }

// newDesk opens the room with two customers and an appointment with the first today at ten.
func newDesk(t *testing.T) (*desk, app.Appointment) {
	t.Helper()
	theme.Apply(test.NewTempApp(t), theme.Light)
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
	d.service = service.New(service.Config{Store: d.store, Clock: d.clock.Now, Person: me, Centre: "瑞禾人寿银保理财中心", Holidays: cal})
	meeting := app.Appointment{
		ID: "appointment-1", CustomerID: wang().ID, PersonID: me.ID, At: app.InstantOf(apptest.Now.Add(30 * time.Minute)),
		Place: "人民路1号", Purpose: "首次面访", Urgency: 2, Status: app.AppointmentPlanned,
	}
	other := apptest.Customer(2, "李军")
	policy := apptest.Policy(1, wang(), "2026-04-10")
	for stream, rows := range map[string][]any{
		app.StreamPeople:                {me},
		app.SeatStream(apptest.Planner): {wang(), other, policy, apptest.Case(policy), meeting},
	} {
		if _, err := d.store.Apply(ctx, apptest.Page(stream, 1, rows...)); err != nil {
			t.Fatal(err)
		}
	}
	d.stage = widgets.NewStage(nil)
	d.window = test.NewTempWindow(t, d.stage)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1366-theme.RailWidth, 730))
	d.enter()
	t.Cleanup(func() { d.Hide() })
	return d, meeting
}

// enter builds the room anew on the same store, as unlocking after a crash does.
func (d *desk) enter() {
	t := d.t
	d.keep = drafttest.New(t, d.service, d.clock.Now)
	d.watched = &watched{Service: d.service}
	d.Room = New(Deps{
		Window: d.window, Clock: d.clock.Now, Service: d.watched, Drafts: d.keep.Keeper,
		Navigate: func(room string, arg any) { d.went = append(d.went, room, arg) },
		Fail:     func(err error) { t.Errorf("told the user: %v", err) },
		Cover: func(page fyne.CanvasObject, private bool) {
			if d.page != nil {
				d.page.Gone()
			}
			d.page, d.private = page.(*widgets.Sheet), private
			d.stage.SetContent(page)
		},
		Uncover: func() {
			page := d.page
			d.page = nil
			d.stage.SetContent(d.Content())
			page.Gone()
		},
		Print:        func(form, customerID, about string) { d.printed = append(d.printed, form+" "+customerID+" "+about) },
		ChooseFile:   func(chosen func(path string)) { chosen(d.file) },
		ShowCustomer: func(id string, left func()) { d.shows, d.left = append(d.shows, id), left },
		Toast:        func(text, label string, undo func()) { d.toast = widgets.Toast{Text: text, Action: label, Do: undo} },
	})
	d.Inline()
	d.stage.SetContent(d.Content())
	d.Show(nil)
}

// visit reads the visit of an appointment from the store.
func (d *desk) visit(appointmentID string) app.Visit {
	d.t.Helper()
	v, err := store.Get[app.Visit](ctx, d.store, app.VisitID(appointmentID))
	if err != nil {
		d.t.Fatal(err)
	}
	return v
}

func (d *desk) appointment(id string) app.Appointment {
	d.t.Helper()
	a, err := store.Get[app.Appointment](ctx, d.store, id)
	if err != nil {
		d.t.Fatal(err)
	}
	return a
}

// tick toggles a step.
func (d *desk) tick(s *widgets.Steps, id string) {
	d.t.Helper()
	o, ok := s.Part(id).(fyne.Tappable)
	if !ok {
		d.t.Fatalf("there is no step %q", id)
	}
	o.Tapped(nil)
}

func TestWhatIsTickedIsOnDiskAtOnce(t *testing.T) {
	d, a := newDesk(t)
	d.tick(d.pane.before.groups[0], "work_card")
	d.tick(d.pane.before.groups[1], "shoe_covers")
	if v := d.visit(a.ID); !slices.Equal(v.Packed, []string{"shoe_covers", "work_card"}) && !slices.Equal(v.Packed, []string{"work_card", "shoe_covers"}) {
		t.Errorf("packed %v", v.Packed)
	}
	d.tick(d.pane.before.groups[0], "work_card")
	if v := d.visit(a.ID); !slices.Equal(v.Packed, []string{"shoe_covers"}) {
		t.Errorf("packed after taking one out: %v", v.Packed)
	}
	test.Tap(d.pane.before.all)
	if v := d.visit(a.ID); len(v.Packed) != len(app.PackingList) {
		t.Errorf("packed everything, but %v", v.Packed)
	}
	d.clock.Add(25 * time.Minute)
	test.Tap(d.pane.there.arrive)
	d.tick(d.pane.there.steps, "bow")
	d.tick(d.pane.there.items, app.ItemPayWay)
	d.tick(d.pane.there.proof.survey, "signed")
	v := d.visit(a.ID)
	if v.ArrivedAt != app.InstantOf(d.clock.At) || !slices.Equal(v.Steps, []string{"bow"}) || !slices.Equal(v.Items, []string{app.ItemPayWay}) || !v.SurveySigned {
		t.Errorf("on site: %+v", v)
	}
	if got := d.pane.there.arrived.Value(); got != "早到 5 分钟" {
		t.Errorf("arrival says %q", got)
	}
}

func TestWhatIsTypedSurvivesRefreshAndLeaving(t *testing.T) {
	d, a := newDesk(t)
	d.pane.show(pageRecord)
	entry := d.pane.record.three[0]
	d.window.Canvas().Focus(entry)
	entry.SetText("核实保单信息")
	d.Refresh() // as after a pull: nothing of the field is on disk yet
	if entry.Text != "核实保单信息" || !entry.Focused() {
		t.Fatalf("after a refresh the field holds %q, focused %v", entry.Text, entry.Focused())
	}
	d.Hide()
	if v := d.visit(a.ID); v.Content != "核实保单信息" {
		t.Errorf("after leaving, the disk holds %q", v.Content)
	}
}

func TestHideWaitsForTheDisk(t *testing.T) {
	d, a := newDesk(t)
	d.async = func(work func()) {
		go func() {
			time.Sleep(20 * time.Millisecond)
			work()
		}()
	}
	d.pane.record.three[1].SetText("热情")
	d.Hide()
	if v := d.visit(a.ID); v.Attitude != "热情" {
		t.Error("the window may close the store before what was typed is written")
	}
}

func TestTypingIsSavedWithoutLeavingTheField(t *testing.T) {
	d, a := newDesk(t)
	d.pause = 10 * time.Millisecond
	entry := d.pane.record.three[2]
	d.window.Canvas().Focus(entry)
	entry.SetText("无疑问")
	for range 40 {
		time.Sleep(100 * time.Millisecond)
		if d.visit(a.ID).Answer == "无疑问" {
			return
		}
	}
	t.Error("a pause in typing saved nothing")
}

func TestTextFromAnotherLaptopIsShownAndTypedTextKept(t *testing.T) {
	d, a := newDesk(t)
	d.pane.record.three[0].SetText("正在写")
	before := d.visit(a.ID)
	after := before
	after.Attitude, after.Content = "来自另一台电脑", "也来自另一台"
	if err := d.service.SaveVisit(ctx, before, after); err != nil {
		t.Fatal(err)
	}
	d.Refresh()
	if got := d.pane.record.three[1].Text; got != "来自另一台电脑" {
		t.Errorf("attitude %q", got)
	}
	if got := d.pane.record.three[0].Text; got != "正在写" {
		t.Errorf("what was being typed became %q", got)
	}
}

func TestThreeThingsAreRequired(t *testing.T) {
	d, a := newDesk(t)
	test.Tap(d.pane.there.arrive)
	d.pane.show(pageRecord)
	test.Tap(d.pane.record.finish)
	for i, text := range []string{"核实保单信息", "热情", "无疑问"} {
		if d.window.Canvas().Focused() != fyne.Focusable(d.pane.record.three[i]) {
			t.Errorf("the cursor is not in field %d; the banner says %q", i, d.pane.record.banner.Value())
		}
		if d.appointment(a.ID).Status != app.AppointmentPlanned {
			t.Fatalf("finished with only %d of three", i)
		}
		d.pane.record.three[i].SetText(text)
		test.Tap(d.pane.record.finish)
	}
	if d.appointment(a.ID).Status != app.AppointmentDone {
		t.Fatal("with all three it is not finished")
	}
	rec, err := store.Get[app.ServiceRecord](ctx, d.store, d.visit(a.ID).RecordID)
	if err != nil || rec.Content != "核实保单信息" || rec.Attitude != "热情" || rec.Answer != "无疑问" {
		t.Errorf("record %+v, %v", rec, err)
	}
	if d.pane.record.fields.Visible() || d.pane.record.written.parts[1].Value() != "核实保单信息" || !d.pane.record.written.panels[1].Visible() || d.pane.record.finish.Visible() || d.pane.record.banner.Value() == "" {
		t.Error("a finished visit can still be written")
	}
	d.tick(d.pane.there.steps, "bow")
	if len(d.visit(a.ID).Steps) != 0 || d.pane.there.steps.Part("bow").(*widgets.Check).Value() {
		t.Error("a finished visit can still be ticked")
	}

	d.toast.Do()
	if got := d.appointment(a.ID).Status; got != app.AppointmentPlanned {
		t.Fatalf("after undo the appointment is %q", got)
	}
	if d.pane.tabs.Value() != pageRecord || !d.pane.record.fields.Visible() || d.pane.record.three[0].Text != "核实保单信息" {
		t.Error("after undo what was written cannot be mended")
	}
	d.pane.record.three[0].SetText("核实保单信息，提醒缴费")
	test.Tap(d.pane.record.finish)
	rec, err = store.Get[app.ServiceRecord](ctx, d.store, d.visit(a.ID).RecordID)
	if err != nil || rec.Content != "核实保单信息，提醒缴费" {
		t.Errorf("finished again: %+v, %v", rec, err)
	}
}

func TestSecondConfirmation(t *testing.T) {
	d, a := newDesk(t)
	if d.pane.badge.Value() != "待确认" {
		t.Errorf("badge %q", d.pane.badge.Value())
	}
	test.Tap(d.pane.before.mark)
	if d.appointment(a.ID).ConfirmedAt != app.InstantOf(d.clock.At) || d.pane.badge.Value() != "已确认" {
		t.Errorf("confirmed at %v, badge %q", d.appointment(a.ID).ConfirmedAt, d.pane.badge.Value())
	}
}

func TestASheetReadBeforeATickDoesNotTakeItBack(t *testing.T) {
	d, a := newDesk(t)
	stale, err := d.service.VisitSheet(ctx, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	d.tick(d.pane.before.groups[0], "id_card")
	d.pane.fill(stale, false)
	if !d.pane.before.groups[0].Part("id_card").(*widgets.Check).Value() {
		t.Error("the tick is gone from the screen")
	}
	d.tick(d.pane.before.groups[0], "licence")
	if v := d.visit(a.ID); len(v.Packed) != 2 {
		t.Errorf("on disk: %v", v.Packed)
	}
}
