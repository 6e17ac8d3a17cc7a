package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

// November 2026 has 21 working days; the 20th is the 15th of them.
func TestProgressOf(t *testing.T) {
	var cal app.Calendar
	if gone, left := app.MonthWorkdays("2026-11-20", cal); gone != 14 || left != 7 {
		t.Fatalf("%d gone, %d left", gone, left)
	}
	done := app.DayFigures{Calls: 150, Visits: 20, Reminded: 3, PayWays: 2, Transfers: 1, Prospects: 5}
	before := app.DayFigures{Calls: 120, Visits: 30}
	got := app.ProgressOf(done, before, app.Target{Calls: 210, Visits: 42, Prospects: 5}, "2026-11-20", cal)
	want := []app.Progress{
		{Figure: "calls", Done: 150, Target: 210, Before: 120, PerDay: 9}, // 140 would do for 14 of 21 days
		{Figure: "appointments"},
		{Figure: "visits", Done: 20, Target: 42, Before: 30, PerDay: 4, Behind: true}, // 28 would do
		{Figure: "collections", Done: 6},
		{Figure: "prospects", Done: 5, Target: 5, Reached: true},
		{Figure: "surveys"},
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: %+v, want %+v", want[i].Figure, got[i], want[i])
		}
	}
}

func TestSameWorkday(t *testing.T) {
	var cal app.Calendar
	for day, want := range map[app.Date]app.Date{
		"2026-11-20": "2026-10-21", // 14 working days before it in either month
		"2026-11-02": "2026-10-01",
		"2026-03-31": "2026-02-28", // February has fewer
	} {
		if got := app.SameWorkday(day, cal); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}
