package visit

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
)

// The day's and the week's plan and the list of what is taken along are one letter or one button away.
func TestPrint(t *testing.T) {
	d, meeting := newDesk(t)
	d.Rune('d')
	d.Rune('w')
	d.Rune('l')
	day := string(d.day)
	want := []string{"visit_plan  " + day, "visit_plan  " + day + "/week", "visit_checklist  " + meeting.ID}
	if !slices.Equal(d.printed, want) {
		t.Errorf("printed %q", d.printed)
	}
	d.printed = nil
	d.Rune('p') // the day's sheet: no visit is in sight
	d.Rune('l')
	if len(d.printed) != 0 {
		t.Errorf("without a visit %q was printed", d.printed)
	}
	d.turnTo(app.Date(day).AddDays(1))
	d.printDay()
	if !slices.Equal(d.printed, []string{"visit_plan  " + string(app.Date(day).AddDays(1))}) {
		t.Errorf("printed %q", d.printed)
	}
}
