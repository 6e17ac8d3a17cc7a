package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

// New Year's days and leap months as the Hong Kong Observatory publishes them.
func TestLunarOf(t *testing.T) {
	for d, want := range map[app.Date]app.Lunar{
		"1900-01-31": {Year: 1900, Month: 1, Day: 1},
		"1960-01-28": {Year: 1960, Month: 1, Day: 1},
		"1987-07-26": {Year: 1987, Month: 6, Day: 1, Leap: true},
		"2000-02-05": {Year: 2000, Month: 1, Day: 1},
		"2020-05-23": {Year: 2020, Month: 4, Day: 1, Leap: true},
		"2025-07-25": {Year: 2025, Month: 6, Day: 1, Leap: true},
		"2026-02-17": {Year: 2026, Month: 1, Day: 1},
		"2026-06-19": {Year: 2026, Month: 5, Day: 5}, // 端午
		"2026-09-25": {Year: 2026, Month: 8, Day: 15},
		"2033-12-22": {Year: 2033, Month: 11, Day: 1, Leap: true},
		"2050-01-23": {Year: 2050, Month: 1, Day: 1},
	} {
		if got, ok := app.LunarOf(d); !ok || got != want {
			t.Errorf("%s is %+v, want %+v", d, got, want)
		}
	}
	if _, ok := app.LunarOf("1900-01-30"); ok {
		t.Error("the table does not reach back that far")
	}
}

func TestLunarBirthday(t *testing.T) {
	for _, c := range []struct {
		birth, day app.Date
		age        int
		ok         bool
	}{
		{"1960-01-28", "2026-02-17", 66, true},
		{"1960-01-28", "2026-01-28", 0, false},
		{"1987-07-26", "2026-07-14", 39, true}, // born in the leap sixth month
		{"1987-07-26", "2025-07-25", 0, false}, // the leap month itself does not count
		{"1987-07-26", "2025-06-25", 38, true},
	} {
		if age, ok := app.LunarBirthday(c.birth, c.day); ok != c.ok || age != c.age {
			t.Errorf("born %s, on %s: %d, %v", c.birth, c.day, age, ok)
		}
	}
}
