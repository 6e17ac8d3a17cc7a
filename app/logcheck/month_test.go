package logcheck

import (
	"testing"

	"github.com/fangce/fangce/app"
)

// product §6: due at the next working day's morning meeting, 09:00.
func TestStanding(t *testing.T) {
	cal := app.Calendar{}
	friday := app.Date("2026-10-16")
	for _, c := range []struct {
		name string
		day  Day
		now  string
		want Standing
	}{
		{"a Saturday", Day{Date: "2026-10-17"}, "2026-10-20 09:00", StandingOff},
		{"approved leave", Day{Date: friday, Leave: true}, "2026-10-20 09:00", StandingOff},
		{"still open on Monday at nine", Day{Date: friday}, "2026-10-19 09:00", StandingOpen},
		{"missing from then on", Day{Date: friday}, "2026-10-19 09:01", StandingMissing},
		{"closed on the day", Day{Date: friday, Closed: at(t, "2026-10-16 17:30")}, "2026-10-16 18:00", StandingArrived},
		{"closed at nine on Monday", Day{Date: friday, Closed: at(t, "2026-10-19 09:00")}, "2026-10-19 10:00", StandingArrived},
		{"closed after it", Day{Date: friday, Closed: at(t, "2026-10-19 09:01")}, "2026-10-19 10:00", StandingLate},
		{"marked 12", Day{Date: friday, Closed: 1, Marked: true, Mark: 12}, "2026-10-19 10:00", StandingPassed},
		{"marked 11", Day{Date: friday, Closed: 1, Marked: true, Mark: 11}, "2026-10-19 10:00", StandingFailed},
		{"marked 0", Day{Date: friday, Closed: 1, Marked: true}, "2026-10-19 10:00", StandingFailed},
	} {
		t.Run("product §6: "+c.name, func(t *testing.T) {
			if got := c.day.Standing(PassMark, at(t, c.now), cal); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// product §6: passed ÷ required (working days less leave); managers: passed ÷ checked.
func TestRate(t *testing.T) {
	cal := app.Calendar{}
	now := at(t, "2026-11-10 12:00")
	var days []Day
	for i, d := range cal.WorkdaysOf("2026-10") { // 22 without holidays
		day := Day{Date: d, Closed: app.InstantOf(d.Time()), Marked: true, Mark: 15}
		switch i {
		case 0, 1:
			day.Leave = true
		case 2:
			day.Mark = 11
		case 3:
			day.Marked = false
		case 4:
			continue // missing
		}
		days = append(days, day)
	}
	if got, want := Rate("2026-10", days, false, PassMark, now, cal), (Fraction{17, 20}); got != want {
		t.Errorf("a planner's rate is %s, want %s", got, want)
	}
	if got, want := Rate("2026-10", days, true, PassMark, now, cal), (Fraction{17, 18}); got != want {
		t.Errorf("a manager's rate is %s, want %s", got, want)
	}
	if got := PointsOf(Rate("2026-10", nil, false, PassMark, now, cal)); got != 0 {
		t.Errorf("no log at all is worth %d points", got)
	}
}

// product §6: not scored by the third working day of the next month, the department manager scores.
func TestDueScorer(t *testing.T) {
	d := Day{Date: "2026-10-16", Closed: 1}
	for now, want := range map[string]string{"2026-11-04 23:59": "supervisor", "2026-11-05 00:00": "department"} { // the 1st is a Sunday
		if got := d.DueScorer(at(t, now), app.Calendar{}); got != want {
			t.Errorf("at %s the log is to be marked by %q, want %q", now, got, want)
		}
	}
	if got := (Day{Date: "2026-10-16"}).DueScorer(at(t, "2026-11-05 00:00"), app.Calendar{}); got != "" {
		t.Errorf("a log that is not there is to be marked by %q", got)
	}
}

func TestTotal(t *testing.T) {
	full := map[string]int{"calls": 6, "visits": 6, "prospects": 3, "collections": 3, "plan": 2}
	if err := CheckCriteria(Criteria()); err != nil {
		t.Fatal(err)
	}
	if n, err := Total(Criteria(), full); err != nil || n != MaxPoints {
		t.Fatalf("all of it is %d, %v", n, err)
	}
	for name, change := range map[string]func(map[string]int){
		"one not given": func(m map[string]int) { delete(m, "plan") },
		"too much":      func(m map[string]int) { m["plan"] = 3 },
		"negative":      func(m map[string]int) { m["calls"] = -1 },
		"one unknown":   func(m map[string]int) { m["smile"] = 1 },
	} {
		parts := map[string]int{}
		for k, v := range full {
			parts[k] = v
		}
		change(parts)
		if n, err := Total(Criteria(), parts); err == nil {
			t.Errorf("%s: taken as %d", name, n)
		}
	}
	for name, bad := range map[string][]Criterion{
		"sum":   {{"calls", 19}},
		"twice": {{"calls", 10}, {"calls", 10}},
		"none":  {{"calls", 20}, {"plan", 0}},
	} {
		if CheckCriteria(bad) == nil {
			t.Errorf("criteria taken: %s", name)
		}
	}
}
