package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

func calendar(t *testing.T) app.Calendar {
	t.Helper()
	c, err := app.ParseCalendar([]byte(`{"2026":{"holidays":["2026-01-01","2026-01-02","2026-01-03","2026-02-16","2026-02-17",
		"2026-02-18","2026-02-19","2026-02-20","2026-02-23"],"workdays":["2026-01-04","2026-02-14","2026-02-28"]}}`))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestIsWorkday(t *testing.T) {
	c := calendar(t)
	for d, want := range map[app.Date]bool{
		"2026-01-01": false, // 元旦, a Thursday
		"2026-01-04": true,  // a Sunday worked in exchange (调休)
		"2026-02-14": true,  // a Saturday worked in exchange
		"2026-02-23": false, // a Monday off
		"2026-03-18": true,
		"2026-03-21": false, // Saturday
		"2027-01-01": true,  // a Friday of a year nobody has published yet
		"2027-01-02": false,
	} {
		if got := c.IsWorkday(d); got != want {
			t.Errorf("IsWorkday(%s) = %v", d, got)
		}
	}
	if (app.Calendar{}).IsWorkday("2026-01-04") || !(app.Calendar{}).IsWorkday("2026-01-05") {
		t.Error("the zero calendar has weekends only")
	}
	if c.Known("2027-01-01") || !c.Known("2026-12-31") {
		t.Error("only 2026 was published")
	}
}

func TestAddWorkdays(t *testing.T) {
	c := calendar(t)
	for _, x := range []struct {
		from app.Date
		n    int
		want app.Date
	}{
		{"2025-12-31", 1, "2026-01-04"},
		{"2025-12-31", 3, "2026-01-06"},
		{"2026-02-13", 1, "2026-02-14"},
		{"2026-02-14", 1, "2026-02-24"},
		{"2026-03-20", 3, "2026-03-25"},
		{"2026-03-21", 0, "2026-03-21"},
		{"2026-03-23", -1, "2026-03-20"},
	} {
		if got := c.AddWorkdays(x.from, x.n); got != x.want {
			t.Errorf("AddWorkdays(%s, %d) = %s, want %s", x.from, x.n, got, x.want)
		}
	}
	if n := len(c.WorkdaysOf("2026-02")); n != 16 {
		t.Errorf("February 2026 has %d working days here, want 16", n)
	}
}

func TestParseCalendarRefuses(t *testing.T) {
	for _, bad := range []string{
		`{"2026":{"holidays":["2026-02-30"]}}`, `{"2026":{"holidays":["2025-01-01"]}}`,
		`{"2026":{"holidays":["2026-01-01"],"workdays":["2026-01-01"]}}`, `[]`,
	} {
		if _, err := app.ParseCalendar([]byte(bad)); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}
