package app

// Progress is one figure of a month beside its target.
type Progress struct {
	Figure  string // calls, appointments, visits, collections, prospects, surveys
	Done    int
	Target  int // 0: none is set
	Before  int // on the same working day of last month
	PerDay  int // still needed on each working day left, today among them; 0 where it is reached or no target is set
	Reached bool
	Behind  bool // less was done than the working days gone by call for
}

// ProgressFigures lists the figures a month is measured by, in the order in which pages show them.
var ProgressFigures = []string{"calls", "appointments", "visits", "collections", "prospects", "surveys"}

// FigureOf returns one of the ProgressFigures.
func (f DayFigures) FigureOf(name string) int {
	switch name {
	case "calls":
		return f.Calls
	case "appointments":
		return f.Appointments
	case "visits":
		return f.Visits
	case "collections":
		return f.Reminded + f.PayWays + f.Transfers
	case "prospects":
		return f.Prospects
	case "surveys":
		return f.Surveys
	}
	return 0
}

// FigureOf returns the target of one of the ProgressFigures, 0 for none.
func (t Target) FigureOf(name string) int {
	switch name {
	case "calls":
		return int(t.Calls)
	case "appointments":
		return int(t.Appointments)
	case "visits":
		return int(t.Visits)
	case "collections":
		return int(t.Collections)
	case "prospects":
		return int(t.Prospects)
	case "surveys":
		return int(t.Surveys)
	}
	return 0
}

// SetFigure sets the target of one of the ProgressFigures.
func (t *Target) SetFigure(name string, n int) {
	switch name {
	case "calls":
		t.Calls = int64(n)
	case "appointments":
		t.Appointments = int64(n)
	case "visits":
		t.Visits = int64(n)
	case "collections":
		t.Collections = int64(n)
	case "prospects":
		t.Prospects = int64(n)
	case "surveys":
		t.Surveys = int64(n)
	}
}

// ProgressOf measures a month on a day of it. Before are the figures of last month up to the same working day.
func ProgressOf(done, before DayFigures, t Target, today Date, cal Calendar) []Progress {
	gone, left := MonthWorkdays(today, cal)
	out := make([]Progress, 0, len(ProgressFigures))
	for _, name := range ProgressFigures {
		p := Progress{Figure: name, Done: done.FigureOf(name), Target: t.FigureOf(name), Before: before.FigureOf(name)}
		if p.Target > 0 {
			p.Reached = p.Done >= p.Target
			if need := p.Target - p.Done; need > 0 && left > 0 {
				p.PerDay = (need + left - 1) / left
			}
			// Today may still bring what is missing, so it does not count as gone.
			p.Behind = !p.Reached && p.Done*(gone+left) < p.Target*gone
		}
		out = append(out, p)
	}
	return out
}

// MonthWorkdays returns how many working days of its month lie before a day, and how many are left, that day among them.
func MonthWorkdays(day Date, cal Calendar) (gone, left int) {
	for d := Date(day.Month() + "-01"); d.Month() == day.Month(); d = d.AddDays(1) {
		switch {
		case !cal.IsWorkday(d):
		case d < day:
			gone++
		default:
			left++
		}
	}
	return gone, left
}

// SameWorkday returns the day of the month before that has as many working days before it in its month; the last day of that
// month where it has fewer.
func SameWorkday(day Date, cal Calendar) Date {
	gone, _ := MonthWorkdays(day, cal)
	last := Date(day.Month() + "-01").AddDays(-1)
	n := 0
	for d := Date(last.Month() + "-01"); d < last; d = d.AddDays(1) {
		if !cal.IsWorkday(d) {
			continue
		}
		if n == gone {
			return d
		}
		n++
	}
	return last
}
