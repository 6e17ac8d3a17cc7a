package worklog

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// crash leaves the room as a crash does: nothing is left properly.
func (st *stand) crash() {
	*st.queue = nil
	for o := st.window.Canvas().Overlays(); o.Top() != nil; {
		o.Remove(o.Top())
	}
	st.enter()
}

// Texts and the line of the plan being typed are on the disk while their fields have the keyboard, and there again after a
// crash; storing the day uses up the texts, adding the line uses up the line.
func TestTypedIntoADayIsKept(t *testing.T) {
	st := newStand(t)
	st.typeInto(st.pane.development.entry, "拜访两户，新增一名")
	d := st.keep.Keeps(dayKey(today), "development", "拜访两户，新增一名")
	if d.Room != "worklog" || d.Title != "3月18日 星期三" || st.log(today).Development != "" {
		t.Errorf("kept as %+v", d)
	}
	st.crash()
	if got := st.pane.development.entry.Text; got != "拜访两户，新增一名" {
		t.Fatalf("after a crash the field holds %q", got)
	}
	if !st.sees("worklog.restored") {
		t.Error("it does not say that it was restored")
	}
	st.typeInto(st.pane.plan.text, "王女士 下午两点")
	st.keep.Keeps(planKey(today), "text", "王女士 下午两点")
	if st.settle(); st.log(today).Development != "" {
		t.Error("what was restored is stored before anybody looked at it")
	}
	st.crash()
	if st.pane.plan.text.Text != "王女士 下午两点" || st.pane.development.entry.Text == "" {
		t.Fatalf("after a second crash: %q, %q", st.pane.plan.text.Text, st.pane.development.entry.Text)
	}
	st.pane.plan.text.OnEnter()
	st.settle()
	if got := st.log(today); len(got.Tomorrow) != 1 || got.Development != "" {
		t.Errorf("stored %+v", got)
	}
	if st.left[planKey(today)] || !st.left[dayKey(today)] {
		t.Errorf("the commit left %v", st.left)
	}
	st.typeInto(st.pane.development.entry, "。")
	st.window.Canvas().Unfocus()
	st.settle()
	if got := st.log(today); got.Development == "" || st.left[dayKey(today)] {
		t.Errorf("stored %+v, left %v", got, st.left)
	}
	st.keep.Gone(dayKey(today))
	st.keep.Gone(planKey(today))
	if st.sees("worklog.restored") {
		t.Error("it still says that it was restored")
	}
}

func (st *stand) sees(id string) bool {
	_, _, _, _, ok := widgets.Locate(id, st.window.Canvas())
	return ok
}

// A day closed elsewhere meanwhile: what was typed is not lost and not written into it, but can be added.
func TestTypedIntoADayClosedMeanwhile(t *testing.T) {
	st := newStand(t)
	st.typeInto(st.pane.development.entry, "傍晚又签一单")
	st.keep.Keeps(dayKey(today), "development", "傍晚又签一单")
	if err := st.service.CloseLog(context.Background(), today); err != nil {
		t.Fatal(err)
	}
	st.crash()
	if !st.sees("worklog.left_over") {
		t.Fatal("it does not say that something was left")
	}
	st.press("worklog.add")
	text := widgets.Find("worklog.addition").(*widgets.Entry)
	if text.Text != "傍晚又签一单" {
		t.Fatalf("the addition holds %q", text.Text)
	}
	st.press("worklog.form.submit")
	st.settle()
	if st.left[dayKey(today)] {
		t.Error("the commit left the draft")
	}
	st.keep.Gone(dayKey(today))
	if st.sees("worklog.left_over") {
		t.Error("it still says that something was left")
	}
}

// An addition half typed is kept, and opens again from the list of what was begun.
func TestAdditionIsKept(t *testing.T) {
	st := newStand(t)
	if err := st.service.CloseLog(context.Background(), today); err != nil {
		t.Fatal(err)
	}
	st.show(today)
	st.press("worklog.add")
	test.Type(widgets.Find("worklog.addition").(fyne.Focusable), "客户来电")
	key := "worklog.addition/" + app.WorkLogID(planner.ID, today)
	d := st.keep.Keeps(key, "text", "客户来电")
	st.crash()
	st.show(d)
	e, ok := widgets.Find("worklog.addition").(*widgets.Entry)
	if !ok || e.Text != "客户来电" || !st.sees("draft") {
		t.Fatal("the form is not there again, or does not say so")
	}
	st.press("worklog.form.submit")
	st.settle()
	if st.left[key] {
		t.Error("the commit left the draft")
	}
	st.keep.Gone(key)
	v, err := st.service.Log(context.Background(), today)
	if err != nil || len(v.Additions) != 1 || !strings.Contains(v.Additions[0].Text, "客户来电") {
		t.Errorf("added %+v, %v", v.Additions, err)
	}
}
