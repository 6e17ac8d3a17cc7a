package visit

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/assets"
)

// submit presses Enter in the dialog in front.
func (d *desk) submit() {
	d.t.Helper()
	if d.window.Canvas().Overlays().Top() == nil {
		d.t.Fatal("no dialog is open")
	}
	d.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func (d *desk) dialogOpen() bool { return d.window.Canvas().Overlays().Top() != nil }

func TestNewAppointmentWithACustomerFound(t *testing.T) {
	d, _ := newDesk(t)
	d.Rune('n')
	n := d.dialogOf(t)
	n.search.SetText("lj") // initials
	if n.meeting.place.Value() != "姑苏区人民路2号" {
		t.Errorf("the place offered is %q", n.meeting.place.Value())
	}
	n.search.SetText("nobody")
	d.submit()
	if !d.dialogOpen() {
		t.Fatal("saved without a customer, or with the one of an older search")
	}
	n.search.SetText("李军")
	n.meeting.date.Set("2026-03-20")
	n.meeting.time.Set("15:30")
	n.meeting.place.Set("单位会客室")
	d.submit()
	if d.dialogOpen() {
		t.Fatal("not saved")
	}
	items, err := d.service.Visits(ctx, "2026-03-20")
	if err != nil || len(items) != 1 {
		t.Fatalf("%d visits, %v", len(items), err)
	}
	a := items[0].Appointment
	if a.CustomerID != apptest.Customer(2, "").ID || a.At.Clock() != "15:30" || a.Place != "单位会客室" || a.Status != app.AppointmentPlanned {
		t.Errorf("planned %+v", a)
	}
	if d.day != "2026-03-20" || d.pane.sheet.Item.Appointment.ID != a.ID {
		t.Error("the new appointment is not in sight")
	}
}

// dialogOf returns the dialog of a new appointment that is open.
func (d *desk) dialogOf(t *testing.T) *newVisit {
	t.Helper()
	if d.forms.agreed == nil || !d.forms.agreed.dialog.Open() {
		t.Fatal("the dialog is not open")
	}
	return d.forms.agreed
}

func TestAnAddressTypedIsNotReplaced(t *testing.T) {
	d, _ := newDesk(t)
	d.askNew()
	n := d.dialogOf(t)
	n.meeting.place.Set("咖啡馆")
	n.search.SetText("lj")
	if n.meeting.place.Value() != "咖啡馆" {
		t.Errorf("place %q", n.meeting.place.Value())
	}
}

func TestEscapeEmptiesTheSearchBeforeItLeaves(t *testing.T) {
	d, _ := newDesk(t)
	d.askNew()
	n := d.dialogOf(t)
	n.search.SetText("lj")
	n.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if n.search.Text != "" || !d.dialogOpen() {
		t.Fatal("Escape with a text must empty the search only")
	}
	n.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.dialogOpen() {
		t.Error("Escape does not leave the dialog")
	}
}

func TestNoShowAsksForTheCallAndTheNextDate(t *testing.T) {
	d, a := newDesk(t)
	test.Tap(d.pane.there.arrive)
	d.askNoShow()
	d.submit() // the message that it is too early
	if d.appointment(a.ID).Status != app.AppointmentPlanned || d.dialogOpen() {
		t.Fatal("a no-show before the time agreed")
	}
	d.clock.At = d.clock.At.AddDate(0, 0, 2) // a Friday
	d.askNoShow()
	if d.forms.called.Value() || d.forms.again.Value() {
		t.Error("says that there was a call, or a next date, before anybody said so")
	}
	if !d.forms.met.date.Disabled() {
		t.Error("asks for a next date nobody agreed")
	}
	d.forms.called.Tapped(nil)
	d.forms.again.Tapped(nil)
	d.submit()
	if got := d.appointment(a.ID).Status; got != app.AppointmentNoShow {
		t.Fatalf("the appointment is %q", got)
	}
	card, err := d.service.Card(ctx, a.CustomerID)
	if err != nil {
		t.Fatal(err)
	}
	var channels []string
	for _, r := range card.Records {
		channels = append(channels, r.Record.Channel)
	}
	if len(channels) != 2 {
		t.Errorf("records %v, want the visit and the follow-up call", channels)
	}
	next, err := d.service.Visits(ctx, "2026-03-23")
	if err != nil || len(next) != 1 || next[0].Appointment.At.Clock() != "10:00" || next[0].Appointment.Place != "人民路1号" {
		t.Errorf("next %+v, %v", next, err)
	}
	if d.pane.record.finish.Visible() {
		t.Error("a no-show can still be finished")
	}
	d.toast.Do()
	card, err = d.service.Card(ctx, a.CustomerID)
	if err != nil || len(card.Records) != 0 || d.appointment(a.ID).Status != app.AppointmentPlanned || !d.pane.record.finish.Visible() {
		t.Errorf("taken back, there stand %d records, the appointment is %q, %v", len(card.Records), d.appointment(a.ID).Status, err)
	}
}

func TestMovingAnAppointmentAsksForAnotherConfirmation(t *testing.T) {
	d, a := newDesk(t)
	test.Tap(d.pane.before.mark)
	d.tick(d.pane.before.groups[0], "id_card")
	d.askMove()
	d.forms.met.date.Set("2026-03-25")
	d.submit()
	moved := d.appointment(a.ID)
	if moved.At.Date() != "2026-03-25" || moved.ConfirmedAt != 0 || moved.At.Clock() != a.At.Clock() {
		t.Errorf("moved to %+v", moved)
	}
	if d.first != "2026-03-23" || d.day != "2026-03-25" || d.pane.sheet.Item.Appointment.ID != a.ID {
		t.Errorf("the room shows %s of the week of %s", d.day, d.first)
	}
	if len(d.visit(a.ID).Packed) != 1 {
		t.Error("what was packed is lost")
	}
}

func TestCancellingNeedsAReason(t *testing.T) {
	d, a := newDesk(t)
	d.askCancel()
	d.submit()
	if d.appointment(a.ID).Status != app.AppointmentPlanned {
		t.Fatal("cancelled without a reason")
	}
	d.forms.why.SetText("客户出差")
	d.submit()
	if got := d.appointment(a.ID); got.Status != app.AppointmentCancelled || got.Note != "取消原因：客户出差" {
		t.Errorf("%+v", got)
	}
}

func TestAskedForByIdTheVisitIsOpenedOnItsDay(t *testing.T) {
	d, _ := newDesk(t)
	id, err := d.service.Plan(ctx, app.Appointment{CustomerID: wang().ID, At: app.InstantOf(apptest.Now.AddDate(0, 0, 9)), Place: "家里"})
	if err != nil {
		t.Fatal(err)
	}
	d.Show(id)
	if d.day != "2026-03-27" || d.pane.sheet.Item.Appointment.ID != id {
		t.Errorf("shows %s, %s", d.day, d.pane.sheet.Item.Appointment.ID)
	}
	d.Key(&fyne.KeyEvent{Name: fyne.KeyRight})
	if d.day != "2026-03-28" || d.list.Len() != 0 {
		t.Errorf("a day on: %s with %d", d.day, d.list.Len())
	}
	test.Tap(d.today)
	if d.day != "2026-03-18" || d.pane.sheet.Item.Name != "王颖" {
		t.Errorf("back today: %s, %s", d.day, d.pane.sheet.Item.Name)
	}
}

func TestTheSameTimeOnTheWorkingDayAfter(t *testing.T) {
	cal, err := app.ParseCalendar(assets.Holidays)
	if err != nil {
		t.Fatal(err)
	}
	at := app.InstantOf(time.Date(2026, 3, 10, 14, 30, 0, 0, app.Shanghai))
	for _, c := range []struct{ today, want app.Date }{{"2026-03-10", "2026-03-11"}, {"2026-03-18", "2026-03-19"}, {"2026-03-01", "2026-03-11"}, {"2026-03-20", "2026-03-23"}, {"2026-04-30", "2026-05-06"}} {
		if got := workdayAfter(at, c.today, cal); got.Date() != c.want || got.Clock() != "14:30" {
			t.Errorf("today %s: %s %s", c.today, got.Date(), got.Clock())
		}
	}
}
