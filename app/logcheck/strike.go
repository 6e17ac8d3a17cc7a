package logcheck

import (
	"cmp"
	"slices"

	"github.com/fangce/fangce/app"
)

// Showing is one random check as far as the log had to be shown (002 §一.3-4 note 4).
type Showing struct {
	Check  string
	Person string
	Month  string      // of the log
	Drawn  app.Instant // when the lot fell
	Shown  app.Instant // when the closed log had arrived at the centre; 0 if it has not
	Lost   bool        // the owner or the supervisor says that it is lost
}

// State of a log that was drawn.
type State string

// States of a log that was drawn.
const (
	StateShown   State = "shown"   // it was there
	StateWaiting State = "waiting" // it was not; the next working day is not over
	StateCured   State = "cured"   // it came by the end of the next working day
	StateFailed  State = "failed"  // lost, or not there by then
)

// Deadline is the last moment at which a log that was not there may still be shown: the end of the next working day.
func (s Showing) Deadline(cal app.Calendar) app.Instant {
	return app.InstantOf(cal.AddWorkdays(s.Drawn.Date(), 1).AddDays(1).Time()) - 1
}

// State says how the showing stands at a moment.
func (s Showing) State(now app.Instant, cal app.Calendar) State {
	switch due := s.Deadline(cal); {
	case s.Lost:
		return StateFailed
	case s.Shown != 0 && s.Shown <= s.Drawn:
		return StateShown
	case s.Shown != 0 && s.Shown <= due:
		return StateCured
	case now > due:
		return StateFailed
	}
	return StateWaiting
}

// Strikes is what a person's random checks come to.
type Strikes struct {
	Row        int         // failed showings in a row up to the newest that is decided
	Longest    int         // the longest such row
	Suspended  bool        // more than three in a row since the last lift: no more cases until a manager lifts it
	Since      app.Instant // when the check was drawn that made it so
	Deductions []Deduction // the month's points become 0 for each failed showing
}

// MaxStrikes is how many failed showings in a row are borne; one more and a person receives no more cases
// (连续超过3次).
const MaxStrikes = 3

// StrikesOf looks at one person's random checks in the order in which they were drawn, whatever order they come in.
// Undecided ones neither count nor break a row. A manager's lift (0: none) forgives what was drawn up to it.
func StrikesOf(showings []Showing, lifted, now app.Instant, cal app.Calendar) Strikes {
	ordered := slices.Clone(showings)
	slices.SortFunc(ordered, func(a, b Showing) int {
		return cmp.Or(cmp.Compare(a.Drawn, b.Drawn), cmp.Compare(a.Check, b.Check))
	})
	var out Strikes
	forgiven := false
	for _, s := range ordered {
		if lifted != 0 && s.Drawn > lifted && !forgiven {
			out.Row, out.Suspended, out.Since, forgiven = 0, false, 0, true
		}
		switch s.State(now, cal) {
		case StateFailed:
			out.Row++
			out.Longest = max(out.Longest, out.Row)
			out.Deductions = append(out.Deductions, Deduction{Person: s.Person, Month: s.Month, Zero: true, Rules: []Rule{RuleNotShown}, Check: s.Check})
			if out.Row > MaxStrikes && !out.Suspended {
				out.Suspended, out.Since = true, s.Drawn
			}
		case StateShown, StateCured:
			out.Row = 0
		case StateWaiting:
		}
	}
	if lifted != 0 && !forgiven {
		out.Row, out.Suspended, out.Since = 0, false, 0
	}
	return out
}
