package visit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// ctrlEnter presses Ctrl+Enter with nothing in focus.
func (d *desk) ctrlEnter() {
	widgets.TriggerShortcut(d.window.Canvas(), &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
}

func (d *desk) writeThree() {
	for i, text := range []string{"核实保单信息", "热情", "无疑问"} {
		d.pane.record.three[i].SetText(text)
	}
}

func TestCtrlEnterFinishesFromAnyPage(t *testing.T) {
	d, a := newDesk(t)
	test.Tap(d.pane.there.arrive)
	d.pane.show(pageBefore)
	d.ctrlEnter()
	if d.pane.tabs.Value() != pageRecord || d.pane.record.banner.Value() == "" {
		t.Fatal("does not say what is missing")
	}
	d.writeThree()
	d.pane.show(pageThere)
	d.Hide()
	d.ctrlEnter()
	if d.appointment(a.ID).Status != app.AppointmentPlanned {
		t.Fatal("finished from another room")
	}
	d.Show(nil)
	d.ctrlEnter()
	if d.appointment(a.ID).Status != app.AppointmentDone {
		t.Error("not finished")
	}
}

func TestAnArrivalNobodyNotedIsAskedFor(t *testing.T) {
	d, a := newDesk(t)
	d.clock.Add(50 * time.Minute) // 10:20, agreed for 10:00
	d.writeThree()
	test.Tap(d.pane.record.finish)
	if !d.dialogOpen() || d.appointment(a.ID).Status != app.AppointmentPlanned {
		t.Fatal("finished without an arrival")
	}
	if got := d.forms.arrived.Value(); got != "10:00" {
		t.Errorf("proposes %q", got)
	}
	d.forms.arrived.Set("10:21")
	d.submit()
	if !d.dialogOpen() || d.visit(a.ID).ArrivedAt != 0 {
		t.Fatal("took an arrival to come")
	}
	d.forms.arrived.Set("09:55")
	d.submit()
	if v := d.visit(a.ID); d.dialogOpen() || d.appointment(a.ID).Status != app.AppointmentDone || v.ArrivedAt.Clock() != "09:55" || v.LeftAt.Clock() != "10:20" {
		t.Errorf("finished as %+v", v)
	}
}

func TestAnArrivalCanBeTakenBack(t *testing.T) {
	d, a := newDesk(t)
	test.Tap(d.pane.there.arrive)
	if got := d.pane.there.arrive.Text(); !strings.Contains(got, "09:30") || !strings.Contains(got, "撤销") {
		t.Errorf("the button says %q", got)
	}
	test.Tap(d.pane.there.arrive)
	if d.visit(a.ID).ArrivedAt == 0 {
		t.Error("a finger that trembles takes the arrival back")
	}
	d.clock.Add(5 * time.Second)
	test.Tap(d.pane.there.arrive)
	if d.visit(a.ID).ArrivedAt != 0 || d.pane.there.arrive.Text() != "我已到达" {
		t.Error("not taken back")
	}
	test.Tap(d.pane.there.arrive)
	d.writeThree()
	test.Tap(d.pane.record.finish)
	if got := d.pane.there.arrive.Text(); strings.Contains(got, "撤销") {
		t.Errorf("finished, the button says %q", got)
	}
}

func TestWhatIsTickedFillsTheContent(t *testing.T) {
	d, a := newDesk(t)
	d.pane.show(pageRecord)
	offer := d.pane.record.offer
	if offer.Visible() {
		t.Error("offers to fill from nothing")
	}
	d.tick(d.pane.there.items, app.ItemPayWay)
	d.tick(d.pane.there.items, app.ItemFacts)
	if !offer.Visible() {
		t.Fatal("does not offer to fill from what is ticked")
	}
	test.Tap(offer)
	if got := d.visit(a.ID).Content; got != "核实保单信息、确认交费方式。" {
		t.Errorf("filled %q", got)
	}
	if offer.Visible() {
		t.Error("offers to fill what is filled")
	}
	d.pane.record.three[0].SetText("")
	if !offer.Visible() {
		t.Error("does not offer again once it is empty")
	}
}
