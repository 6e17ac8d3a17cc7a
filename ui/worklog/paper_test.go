package worklog

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/ui/widgets"
)

// What is printed has what was typed a moment ago; the letter does it, and stands in the list of what can be done.
func TestPrint(t *testing.T) {
	st := newStand(t)
	st.typeInto(st.pane.development.entry, "转介绍一人")
	st.Rune('p')
	st.settle()
	if !slices.Equal(st.printed, []string{"work_log", "", string(today), "转介绍一人"}) {
		t.Errorf("printed %q", st.printed)
	}
	st.printed = nil
	st.press("worklog.print")
	st.settle()
	if len(st.printed) == 0 || st.pane.writes.busy() {
		t.Errorf("the button printed %q, busy %v", st.printed, st.pane.writes.busy())
	}
	if !slices.ContainsFunc(st.Commands(), func(c widgets.Command) bool { return c.ID == "worklog.print" && c.Key == "P" && c.Why() == "" }) {
		t.Error("printing is not among the commands")
	}
}
