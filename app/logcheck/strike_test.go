package logcheck

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
)

func at(t *testing.T, s string) app.Instant {
	t.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04", s, app.Shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return app.InstantOf(when)
}

// 002 §一.3-4 note 4; product §6. Drawn on Friday 2026-10-16, the next working day is Monday the 19th.
func TestShowing(t *testing.T) {
	cal := app.Calendar{}
	drawn := at(t, "2026-10-16 10:00")
	for _, c := range []struct {
		name  string
		shown string
		lost  bool
		now   string
		want  State
	}{
		{"there when drawn", "2026-10-15 18:00", false, "2026-10-16 10:00", StateShown},
		{"there at that moment", "2026-10-16 10:00", false, "2026-10-16 10:00", StateShown},
		{"注4: shown over the weekend", "2026-10-17 09:00", false, "2026-10-20 09:00", StateCured},
		{"注4: shown in the last minute of the next working day", "2026-10-19 23:59", false, "2026-10-20 09:00", StateCured},
		{"注4: shown a minute too late", "2026-10-20 00:00", false, "2026-10-20 09:00", StateFailed},
		{"注4: not shown, the day is not over", "", false, "2026-10-19 23:59", StateWaiting},
		{"注4: not shown", "", false, "2026-10-20 00:00", StateFailed},
		{"注4: lost", "", true, "2026-10-16 11:00", StateFailed},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Showing{Drawn: drawn, Lost: c.lost}
			if c.shown != "" {
				s.Shown = at(t, c.shown)
			}
			if got := s.State(at(t, c.now), cal); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// 002 §一.3-4 note 4: 连续超过3次 — three in a row are borne, the fourth is not.
func TestStrikes(t *testing.T) {
	now := at(t, "2026-12-31 12:00")
	week := func(n int) app.Instant {
		return at(t, app.Date("2026-08-03").AddDays(7*n).Time().Format("2006-01-02")+" 10:00")
	}
	for _, c := range []struct {
		name      string
		row       string // x failed, . shown, ~ cured, ? waiting
		lifted    int    // before which; -1 none
		wantRow   int
		suspended bool
	}{
		{"three in a row", "xxx", -1, 3, false},
		{"four in a row", "xxxx", -1, 4, true},
		{"one shown between", "xx.xx", -1, 2, false},
		{"one cured between", "xxx~xxx", -1, 3, false},
		{"suspended stays so when a log is shown again", "xxxx.", -1, 0, true},
		{"an undecided one neither counts nor breaks", "xxx?", -1, 3, false},
		{"lifted by a manager", "xxxx", 4, 0, false},
		{"after a lift it counts anew", "xxxxxxx", 4, 3, false},
		{"after a lift, four again", "xxxxxxxx", 4, 4, true},
	} {
		t.Run("002 §一.3-4 注4: "+c.name, func(t *testing.T) {
			var in []Showing
			for i, k := range c.row {
				s := Showing{Check: string(rune('a' + i)), Person: "p", Month: "2026-08", Drawn: week(i)}
				switch k {
				case '.':
					s.Shown = s.Drawn
				case '~':
					s.Shown = s.Drawn + 1
				case '?':
					s.Drawn = now
				}
				in = append([]Showing{s}, in...) // newest first: the order given must not matter
			}
			var lifted app.Instant
			if c.lifted >= 0 {
				lifted = week(c.lifted) - 1
			}
			got := StrikesOf(in, lifted, now, app.Calendar{})
			if got.Row != c.wantRow || got.Suspended != c.suspended {
				t.Errorf("row %d, suspended %v; want %d, %v", got.Row, got.Suspended, c.wantRow, c.suspended)
			}
			failed := 0
			for _, k := range c.row {
				if k == 'x' {
					failed++
				}
			}
			if len(got.Deductions) != failed {
				t.Errorf("%d months set to 0, want one for each of %d failed showings", len(got.Deductions), failed)
			}
		})
	}
}
