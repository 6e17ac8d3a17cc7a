package service

import (
	"hash/fnv"
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
)

// New Year's days and leap months as the Hong Kong Observatory publishes them.
func TestLunarDays(t *testing.T) {
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
		if got, ok := lunarOf(d); !ok || got != want {
			t.Errorf("%s is %+v, want %+v", d, got, want)
		}
	}
	for _, d := range []app.Date{"1900-01-30", "2100-02-09", "2026-02-30"} {
		if l, ok := lunarOf(d); ok {
			t.Errorf("%s is %+v", d, l)
		}
	}
}

// Every day of two centuries follows the one before it, months have 29 or 30 days, a year one leap month at most, and all
// of it is what was compared with the corrected table of the almanacs (1933, 1996 and 2033 included) when it was taken on.
func TestTheLunarCalendarOfTwoCenturies(t *testing.T) {
	sum := fnv.New64a()
	months := lunarMonths()
	for i, m := range months {
		if m.days != 29 && m.days != 30 {
			t.Errorf("%+v", m)
		}
		if i > 0 && m.first != months[i-1].first+months[i-1].days {
			t.Errorf("%+v does not follow %+v", m, months[i-1])
		}
		leap := byte(0)
		if m.leap {
			leap = 1
			if m.number != months[i-1].number {
				t.Errorf("%+v follows %+v", m, months[i-1])
			}
		}
		_, _ = sum.Write([]byte{byte(m.year - firstLunarYear), byte(m.number), leap, byte(m.days)})
	}
	if got := sum.Sum64(); got != almanac {
		t.Errorf("the calendar is another than that of the almanacs: %#x, want %#x", got, almanac)
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
		{"1962-02-04", "2026-02-16", 64, true}, // born on the 30th of the last month, which has 29 days this year
		{"1962-02-04", "2027-02-05", 65, true},
	} {
		if age, ok := lunarBirthday(c.birth, c.day); ok != c.ok || age != c.age {
			t.Errorf("born %s, on %s: %d, %v", c.birth, c.day, age, ok)
		}
	}
}

// For every day of two years, the days of birth are those that the rule finds by going through all days since 1900.
func TestLunarBirthDatesAreThoseOfTheRule(t *testing.T) {
	want := map[app.Lunar][]app.Date{}
	first, last := app.Date("2025-01-01"), app.Date("2026-12-31")
	for birth := app.Date("1900-01-31"); birth <= last; birth = birth.AddDays(1) {
		b, ok := lunarOf(birth)
		if !ok {
			t.Fatal(birth)
		}
		at := app.Lunar{Month: b.Month, Day: b.Day}
		want[at] = append(want[at], birth)
	}
	for day := first; day <= last; day = day.AddDays(1) {
		d, _ := lunarOf(day)
		var births []app.Date
		for _, near := range [][]app.Date{want[app.Lunar{Month: d.Month, Day: d.Day}], want[app.Lunar{Month: d.Month, Day: 30}]} {
			for _, birth := range near {
				if _, ok := lunarBirthday(birth, day); ok && !slices.Contains(births, birth) {
					births = append(births, birth)
				}
			}
		}
		slices.Sort(births)
		if got := lunarBirthDates(day); !slices.Equal(got, births) {
			t.Fatalf("%s: %d days, want %d\n%v\n%v", day, len(got), len(births), got, births)
		}
	}
}

// almanac is the sum over the months of the lunar years 1900 to 2099.
const almanac uint64 = 0x8dd86e9e2ee1ae8f
