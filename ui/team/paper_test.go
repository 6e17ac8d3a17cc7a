package team

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/ui/widgets"
)

// The log in sight is one letter or one button away from paper.
func TestPrint(t *testing.T) {
	st := newStand(t)
	log := st.log.view.Log
	if log.ID == "" {
		t.Fatal("no log is in sight")
	}
	st.Rune('p')
	widgets.Find("team.print").(*widgets.Button).Tapped(nil)
	want := "work_log " + log.ID + " " + string(log.Date)
	if !slices.Equal(st.printed, []string{want, want}) {
		t.Errorf("printed %q, want %q", st.printed, want)
	}
	if !slices.ContainsFunc(st.Commands(), func(c widgets.Command) bool { return c.ID == "team.print" && c.Key == "P" }) {
		t.Error("printing is not among the commands")
	}
}
