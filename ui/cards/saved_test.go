package cards_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

// TestSavedView narrows the list, saves that as a view, and has it again after the room was built anew.
func TestSavedView(t *testing.T) {
	b := open(t, apptest.Customer(1, "王建国"), apptest.Customer(2, "李秀英"))
	b.Show(nil)
	search := widgets.Find("cards.search").(*widgets.Entry)
	search.SetText("李")
	for _, c := range b.Commands() {
		if c.ID == "cards.views.save" {
			c.Run()
		}
	}
	widgets.Find("views.name").(*widgets.Entry).SetText("李家")
	test.Tap(widgets.Find("views.form.submit").(fyne.Tappable))
	for b.window.Canvas().Overlays().Top() != nil {
		time.Sleep(5 * time.Millisecond)
	}
	b.enter()
	b.Show(nil)
	if got := b.Titles(); len(got) != 2 {
		t.Fatal(got)
	}
	test.Tap(widgets.Find("cards.views.1").(fyne.Tappable))
	if got := b.Titles(); !slices.Equal(got, []string{"李秀英"}) || widgets.Find("cards.search").(*widgets.Entry).Value() != "李" {
		t.Fatal(got)
	}
}
