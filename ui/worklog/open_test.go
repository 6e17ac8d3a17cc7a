package worklog

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

// find returns every object of a kind below an object.
func find[T fyne.CanvasObject](o fyne.CanvasObject) []T {
	var out []T
	for _, o := range test.LaidOutObjects(o) {
		if t, ok := o.(T); ok {
			out = append(out, t)
		}
	}
	return out
}

// Closing a day warns of its visits that are neither written down nor cancelled.
func TestCloseWarnsOfOpenVisits(t *testing.T) {
	st := newStand(t)
	c := apptest.Customer(1, "王颖")
	meeting := func(id, status string) app.Appointment {
		return app.Appointment{ID: id, CustomerID: c.ID, PersonID: planner.ID, At: app.InstantOf(apptest.Now), Place: "家里", Urgency: 2, Status: status}
	}
	st.apply(app.SeatStream(apptest.Planner), c, meeting("a", app.AppointmentPlanned), meeting("b", app.AppointmentCancelled), meeting("c", app.AppointmentDone))
	st.show(nil)
	st.pane.askClose()
	top := st.window.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no question")
	}
	var text string
	for _, p := range find[*widgets.Paragraph](top) {
		text += p.Value()
	}
	if !strings.Contains(text, "还有 1 次面访没有记录："+app.InstantOf(apptest.Now).Clock()+" 王颖。") {
		t.Errorf("the question says %q", text)
	}
}

// The question before closing needs no scrolling, however few or many lines it has.
func TestCloseQuestionHasNoBar(t *testing.T) {
	st := newStand(t)
	text := lang.X("worklog.close.text", "")
	for lines := 1; lines <= 5; lines++ {
		d := widgets.ShowConfirm(st.window.Canvas(), widgets.Confirm{Title: "提交日志？", Text: text})
		for _, s := range find[*widgets.Scroller](st.window.Canvas().Overlays().Top()) {
			if s.Content.MinSize().Height > s.Size().Height {
				t.Errorf("%d lines: the text needs %v of %v", lines, s.Content.MinSize().Height, s.Size().Height)
			}
		}
		d.Close()
		text = "还没有填写：明日计划。\n" + text
	}
}
