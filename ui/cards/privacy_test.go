package cards_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

// copyFact copies a fact by its menu, as a right click offers it.
func (b *bench) copyFact(id string) {
	b.t.Helper()
	cell, ok := widgets.Find("cards.facts." + id).(fyne.SecondaryTappable)
	if !ok {
		b.t.Fatalf("there is no fact %s", id)
	}
	cell.TappedSecondary(&fyne.PointEvent{})
	if b.window.Canvas().Overlays().Top() == nil {
		b.t.Fatal("no menu opens")
	}
	test.TapCanvas(b.window.Canvas(), fyne.NewPos(16, 16)) // its first line
}

func TestACopyOfAPersonalFactIsNoted(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	c.IDNo, c.IDType, c.Employer, c.Grade = "11010519491231002X", app.IDCard, "第二实验小学", "A"
	b := open(t, c)
	noted := func() []app.AccessView {
		all, err := b.use.Accesses(ctx, app.AccessQuery{CustomerID: c.ID})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	b.copyFact("id_no") // masked
	b.copyFact("grade") // not personal
	if n := noted(); len(n) != 0 {
		t.Errorf("noted: %+v", n)
	}
	b.copyFact("employer")
	b.press("cards.reveal")
	b.copyFact("id_no")
	got := noted()
	if len(got) != 3 || got[0].What != app.AccessIDNo || got[0].How != app.AccessCopy || got[1].How != app.AccessReveal || got[2].Note != "employer" {
		t.Errorf("noted: %+v", got)
	}
}
