package today

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

// A form printed to be signed stands on the page until it is back or given up.
func TestFormsThatAreOut(t *testing.T) {
	widgets.EnableTags()
	st := newStand(t, planner)
	c := apptest.Customer(1, "林秀英")
	st.apply(app.SeatStream(planner.ID), c)
	st.Show(nil)
	st.settle()
	listed := func() bool {
		_, _, _, _, there := widgets.Locate("today.paper.0", st.window.Canvas())
		return there
	}
	if listed() {
		t.Fatal("a form is out before one was printed")
	}
	if err := st.service.NotePrinted(t.Context(), app.Paper{CustomerID: c.ID, Form: app.PaperReview, Code: "BZ20261120-AAAAAA"}); err != nil {
		t.Fatal(err)
	}
	st.Refresh()
	st.settle()
	open, ok := widgets.Find("today.paper.0").(*widgets.Button)
	if !ok {
		t.Fatal("the printed form is not listed")
	}
	test.Tap(open)
	if st.room != "cards" || st.arg != c.ID {
		t.Errorf("it leads to %s %v", st.room, st.arg)
	}
	test.Tap(widgets.Find("today.paper.void.0").(*widgets.Button))
	st.settle()
	st.Refresh()
	st.settle()
	if out, err := st.service.PapersOut(t.Context()); err != nil || len(out) != 0 || listed() {
		t.Errorf("still out: %+v, %v", out, err)
	}
	st.undo()
	if out, err := st.service.PapersOut(t.Context()); err != nil || len(out) != 1 {
		t.Errorf("taken back, %+v are out, %v", out, err)
	}
}
