package app_test

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
)

// For every day of two years, the days of birth are those that the rule finds by going through all days since 1900.
func TestLunarBirthDatesAreThoseOfTheRule(t *testing.T) {
	want := map[app.Lunar][]app.Date{}
	first, last := app.Date("2025-01-01"), app.Date("2026-12-31")
	for birth := app.Date("1900-01-31"); birth <= last; birth = birth.AddDays(1) {
		b, ok := app.LunarOf(birth)
		if !ok {
			t.Fatal(birth)
		}
		at := app.Lunar{Month: b.Month, Day: b.Day}
		want[at] = append(want[at], birth)
	}
	for day := first; day <= last; day = day.AddDays(1) {
		d, _ := app.LunarOf(day)
		var births []app.Date
		for _, near := range [][]app.Date{want[app.Lunar{Month: d.Month, Day: d.Day}], want[app.Lunar{Month: d.Month, Day: 30}]} {
			for _, birth := range near {
				if _, ok := app.LunarBirthday(birth, day); ok && !slices.Contains(births, birth) {
					births = append(births, birth)
				}
			}
		}
		slices.Sort(births)
		if got := app.LunarBirthDates(day); !slices.Equal(got, births) {
			t.Fatalf("%s: %d days, want %d\n%v\n%v", day, len(got), len(births), got, births)
		}
	}
}
