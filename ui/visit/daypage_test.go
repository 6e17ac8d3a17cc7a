package visit

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

// townDay has visits in the east, in the new district and in the east again, and somebody in the east with work due.
func townDay(t *testing.T) *desk {
	t.Helper()
	d, first := newDesk(t)
	lives := func(n int, name, address string) app.Customer {
		c := apptest.Customer(n, name)
		c.Addresses = []app.Address{{Text: address}}
		return c
	}
	east, west, near := lives(3, "赵敏", "江州市城东区人民路3号"), lives(4, "周海燕", "江州市高新区科技大道9号"), lives(5, "郑国强", "江州市城东区人民路9号")
	policy := apptest.Policy(9, near, "2026-03-25")
	meet := func(id string, c app.Customer, hours time.Duration) app.Appointment {
		at := apptest.Now.Add(hours)
		return app.Appointment{
			ID: id, CustomerID: c.ID, PersonID: me.ID, At: app.InstantOf(at), EndAt: app.InstantOf(at.Add(40 * time.Minute)), Place: c.Addresses[0].Text,
			Purpose: "定期回访，保单整理", Urgency: 1, Status: app.AppointmentPlanned,
		}
	}
	moved := first
	moved.Place, moved.EndAt = "江州市城东区人民路1号", first.At+40*60_000
	rows := []any{east, west, near, policy, apptest.Case(policy), moved, meet("appointment-2", west, 3*time.Hour), meet("appointment-3", east, 6*time.Hour)}
	if _, err := d.store.Apply(ctx, apptest.Page(app.SeatStream(apptest.Planner), 10, rows...)); err != nil {
		t.Fatal(err)
	}
	d.Refresh()
	return d
}

func TestVisitsByDistrict(t *testing.T) {
	d := townDay(t)
	titles := func() (out []string) {
		for i := range d.list.Len() {
			out = append(out, d.list.RowAt(i).Title)
		}
		return out
	}
	if got := titles(); len(got) != 3 {
		t.Fatalf("by time: %v", got)
	}
	d.order.Part(orderArea).(fyne.Tappable).Tapped(nil)
	got := titles()
	if len(got) != 5 || got[0] != "城东区" || got[3] != "高新区" || !strings.Contains(got[2], "赵敏") {
		t.Errorf("by district: %v", got)
	}
	if row, ok := d.list.Selected(); !ok || row.ID != "appointment-1" {
		t.Error("the choice is lost")
	}
}

func TestTheDaysSheet(t *testing.T) {
	d := townDay(t)
	d.Rune('p')
	if !d.seen("visit.route.hint.0") || !d.seen("visit.route.free") || !d.seen("visit.route.call.0") {
		t.Fatal("the sheet lacks a proposal, free time or somebody nearby")
	}
	if got := d.tagged("visit.route.free").(*widgets.Paragraph).Value(); !strings.HasPrefix(got, "11:15–12:00") && !strings.Contains(got, "–18:00") {
		t.Errorf("free: %s", got)
	}
	d.Refresh()
	if !d.planning || !d.seen("visit.route.hint.0") {
		t.Error("a refresh takes the sheet away")
	}
	d.tapped("visit.route.call.0")
	if want := apptest.Customer(5, "").ID; len(d.went) != 2 || d.went[0] != "calls" || d.went[1].([]string)[0] != want {
		t.Errorf("went to %v", d.went)
	}
	d.list.SelectID("appointment-3")
	if d.planning || d.pane.sheet.Item.Appointment.ID != "appointment-3" || d.seen("visit.route.free") {
		t.Error("choosing a visit does not show it")
	}
	d.Rune('P')
	d.Key(&fyne.KeyEvent{Name: fyne.KeyRight})
	if d.seen("visit.route.hint.0") || !d.planning {
		t.Error("the next day's sheet is not shown")
	}
}

func TestCommands(t *testing.T) {
	d, a := newDesk(t)
	var ids []string
	for _, c := range d.Commands() {
		if c.Label == "" || strings.Contains(c.Label, "visit.") || slices.Contains(ids, c.ID) {
			t.Errorf("command %+v", c)
		}
		if why := c.Why(); why != "" && c.ID != "visit.fill" { // nothing is ticked
			t.Errorf("%s cannot be done: %s", c.ID, why)
		}
		ids = append(ids, c.ID)
	}
	d.Rune('a')
	d.Rune('a')
	if d.visit(a.ID).ArrivedAt == 0 || d.pane.tabs.Value() != pageThere {
		t.Error("the key does not note the arrival")
	}
	d.Rune('q')
	if d.page == nil {
		t.Error("the key does not open the questionnaire")
	}
	d.key(fyne.KeyF11)
	d.Key(&fyne.KeyEvent{Name: fyne.KeyRight})
	d.Rune('s')
	sign := slices.IndexFunc(d.Commands(), func(c widgets.Command) bool { return c.ID == "visit.sign" })
	if d.page != nil || d.Commands()[sign].Why() == "" {
		t.Error("on a day without visits something can be signed")
	}
}

// What is for new business stays at home when one comes to speak of a premium.
func TestPackingByKindOfVisit(t *testing.T) {
	d, _ := newDesk(t)
	s := d.pane.sheet
	s.Stage = app.StagePayment
	d.pane.fill(s, false)
	if got := d.pane.before.packed.Value(); got != "已带 0/9" {
		t.Errorf("for a premium: %s", got)
	}
	d.tick(d.pane.before.groups[0], "id_card")
	d.pane.before.all.OnTap()
	if got := d.pane.before.packed.Value(); got != "已带 9/9" || d.pane.before.lines[2].Visible() {
		t.Errorf("all packed: %s", got)
	}
}
