package logcheck

import (
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

// Standing is where a log of one day stands.
type Standing string

// Standings of a day's log.
const (
	StandingOff     Standing = "off"     // no working day, or approved leave: no log is asked for
	StandingOpen    Standing = "open"    // not due yet
	StandingArrived Standing = "arrived" // closed in time, not marked yet
	StandingLate    Standing = "late"    // closed after it was due; it can still be marked
	StandingMissing Standing = "missing" // due, and not there
	StandingPassed  Standing = "passed"
	StandingFailed  Standing = "failed"
)

// Day is one person's log of one day.
type Day struct {
	Date   app.Date
	Leave  bool        // approved
	Closed app.Instant // 0: not closed
	Marked bool
	Mark   int // the supervisor's, which stands (日志得分以主管批阅得分为准)
}

// Standing says where a day's log stands at a moment, with a pass mark.
func (d Day) Standing(pass int, now app.Instant, cal app.Calendar) Standing {
	due := app.LogDue(d.Date, cal)
	switch {
	case d.Leave || !cal.IsWorkday(d.Date):
		return StandingOff
	case d.Marked && d.Mark >= pass:
		return StandingPassed
	case d.Marked:
		return StandingFailed
	case d.Closed != 0 && d.Closed > due:
		return StandingLate
	case d.Closed != 0:
		return StandingArrived
	case now > due:
		return StandingMissing
	}
	return StandingOpen
}

// DueScorer is who has to mark a log at a moment: "" where nobody any more, "supervisor", or from the third working day
// of the next month on "department" (product §6).
func (d Day) DueScorer(now app.Instant, cal app.Calendar) string {
	if d.Marked || d.Closed == 0 {
		return ""
	}
	if now >= SupervisorsUntil(d.Date.Month(), cal) {
		return "department"
	}
	return "supervisor"
}

// SupervisorsUntil is the end of the third working day after a month: up to it the supervisors mark that month's logs,
// then the department manager does.
func SupervisorsUntil(month string, cal app.Calendar) app.Instant {
	first := app.Date(month + "-01").AddMonths(1)
	return app.InstantOf(cal.AddWorkdays(first.AddDays(-1), 3).AddDays(1).Time())
}

// Rate is a month's pass rate: passed logs of those required, which are the working days less approved leave. Managers'
// own logs are judged by those the department has checked (passed of checked).
func Rate(month string, days []Day, manager bool, pass int, now app.Instant, cal app.Calendar) Fraction {
	byDate := map[app.Date]Day{}
	for _, d := range days {
		byDate[d.Date] = d
	}
	var f Fraction
	for _, date := range cal.WorkdaysOf(month) {
		d, ok := byDate[date]
		if !ok {
			d = Day{Date: date}
		}
		switch s := d.Standing(pass, now, cal); {
		case s == StandingOff:
		case s == StandingPassed:
			f.Part++
			f.Whole++
		case !manager || s == StandingFailed:
			f.Whole++
		}
	}
	return f
}

// PointsOf turns a pass rate into log points: 20 at all, 18 from nine tenths, 16, 14, 12, 10 from half; below: 0. Only
// the tenth that is reached in full counts.
func PointsOf(rate Fraction) int {
	for tenth := 10; tenth >= 5; tenth-- {
		if rate.AtLeast(10 * tenth) {
			return 2 * tenth
		}
	}
	return 0
}

// Points is what a month's logs are worth to a person, with all that led to it.
type Points struct {
	Person     string
	Month      string
	Rate       Fraction
	Base       int         // of the rate
	Deductions []Deduction // of this month, in the order of their checks
	Left       int         // never below 0
}

// MonthPoints takes a person's deductions off a month's points: they add up, 0 stays 0.
func MonthPoints(person, month string, rate Fraction, all []Deduction) Points {
	p := Points{Person: person, Month: month, Rate: rate, Base: PointsOf(rate)}
	p.Left = p.Base
	for _, d := range all {
		if d.Person != person || d.Month != month {
			continue
		}
		p.Deductions = append(p.Deductions, d)
		if d.Zero {
			p.Left = 0
		}
		p.Left = max(0, p.Left-d.Points)
	}
	slices.SortStableFunc(p.Deductions, func(a, b Deduction) int { return strings.Compare(a.Check, b.Check) })
	return p
}

// Owed is what has to come off the next run: deductions of a month whose points a published run has used before they
// were known. A run knows the ids of the checks it took into account.
func Owed(person string, all []Deduction, usedMonths map[string]map[string]bool) []Deduction {
	var out []Deduction
	for _, d := range all {
		if known, used := usedMonths[d.Month]; d.Person == person && used && !known[d.Check] {
			out = append(out, d)
		}
	}
	return out
}
