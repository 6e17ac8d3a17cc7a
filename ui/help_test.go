package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui/widgets"
)

func pressed(t *testing.T, id string) {
	t.Helper()
	b, ok := widgets.Find(id).(fyne.Tappable)
	if !ok {
		t.Fatalf("nothing to press is called %s", id)
	}
	b.Tapped(&fyne.PointEvent{})
}

func TestF1OpensTheHelpOfTheRoom(t *testing.T) {
	d := newDesk(t)
	c := d.win.Canvas()
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	if c.Overlays().Top() == nil {
		t.Fatal("no help opens")
	}
	choice := widgets.Find("help.room").(*widgets.Select)
	if choice.Value() != d.bench.rail.Active() {
		t.Errorf("the help is of %q", choice.Value())
	}
	widgets.Find("help.search").(*widgets.Entry).SetText("Ctrl+K")
	pressed(t, "help.cancel")
	if c.Overlays().Top() != nil {
		t.Error("the help stays")
	}
}

func TestTheGuideCanBeLeftAndBlocksNothing(t *testing.T) {
	d := newDesk(t)
	d.bench.offerGuide() // the desk's centre is not on this machine
	if d.bench.guide.content.Visible() {
		t.Error("the guide shows to somebody at work")
	}
	d.bench.startGuide()
	if !d.bench.guide.content.Visible() || d.win.Canvas().Overlays().Top() != nil {
		t.Fatal("the guide is not a strip above the room")
	}
	stops := d.bench.guide.stops
	for i, id := range stops {
		if d.bench.rail.Active() != id {
			t.Errorf("stop %d shows %s, not %s", i, d.bench.rail.Active(), id)
		}
		pressed(t, "guide.next")
	}
	if d.bench.guide.content.Visible() {
		t.Error("the guide goes on behind its last stop")
	}
	d.bench.startGuide()
	pressed(t, "guide.leave")
	if d.bench.guide.content.Visible() {
		t.Error("the guide cannot be left")
	}
}
