package demo

import (
	"slices"
	"time"

	"github.com/fangce/fangce/app"
)

// deed is one thing a planner means to do on a day.
type deed struct {
	day    app.Date
	at     time.Time // fixed time; zero: when there is time
	stage  string
	visit  bool
	cl     *client
	policy *app.Policy
	due    app.Date // of the premium it is about
	state  string   // of that premium: "", grace, lapsed, paid
	tries  int
	appt   *app.Appointment
	keeps  *app.ServiceRecord // the promise it keeps
	other  string             // channel of a contact that is no call and no visit
	next   bool               // follows a next step: opens none of its own
}

// planner plays one planner's months day by day.
type planner struct {
	*maker
	me      app.Person
	cal     app.Calendar
	now     time.Time
	dice    dice
	decks   map[string]*deck
	clients []*client

	deeds  map[app.Date][]*deed
	booked map[app.Date][]time.Time // visits
	n      int                      // ids given out

	records  []*app.ServiceRecord
	appts    []*app.Appointment
	visits   []*app.Visit
	surveys  []*app.Survey
	verified []*app.Verification
	names    map[string]string
	plans    map[*deed]arrangement
	missing  map[string]int
}

func (p *planner) id(kind string) string {
	p.n++
	return app.DerivedID("demo_"+kind, itoa(int(p.seed)), p.me.StaffNo, itoa(p.n))
}

// add puts a deed on the planner's list; one without a fixed time waits for a working day.
func (p *planner) add(d *deed) {
	if d.at.IsZero() && !p.cal.IsWorkday(d.day) {
		d.day = p.cal.AddWorkdays(d.day, 1)
	}
	p.deeds[d.day] = append(p.deeds[d.day], d)
}

// play plays all days until now.
func (p *planner) play() {
	first := p.today
	for d := range p.deeds {
		first = min(first, d)
	}
	for day := first; day <= p.today; day = day.AddDays(1) {
		p.playDay(day)
	}
	slices.SortStableFunc(p.records, func(a, b *app.ServiceRecord) int { return int(a.At - b.At) })
}

// working hours of a planner's calls.
const (
	callsFrom = 9*60 + 8
	lunchFrom = 11*60 + 45
	lunchTo   = 13*60 + 25
	callsTo   = 17*60 + 30
	dayCalls  = 16
)

// playDay does what is on a day's list: what has a fixed time at that time, the calls in between. What finds no time
// waits until the next working day, and on the last day for the planner who opens the program.
func (p *planner) playDay(day app.Date) {
	slices.SortStableFunc(p.deeds[day], func(a, b *deed) int { return minuteOf(a) - minuteOf(b) })
	var busy []span
	for _, d := range p.deeds[day] {
		if d.visit && !d.at.IsZero() {
			busy = append(busy, span{d.at.Add(-30 * time.Minute), d.at.Add(50 * time.Minute)})
		}
	}
	clock := day.Time().Add(time.Duration(callsFrom+p.dice.in(0, 9)) * time.Minute)
	calls := 0
	for i := 0; i < len(p.deeds[day]); i++ { // deeds may add deeds to this day
		d := p.deeds[day][i]
		at := d.at
		if at.IsZero() {
			at = free(clock, busy)
			if calls++; calls > dayCalls || minutes(at) > callsTo {
				if day < p.today {
					d.day = p.cal.AddWorkdays(day, 1)
					p.add(d)
				}
				continue
			}
			clock = at.Add(time.Duration(p.dice.in(6, 17)) * time.Minute)
		}
		takes := 10 * time.Minute
		if d.visit {
			takes = time.Hour
		}
		if at.Add(takes).After(p.now) {
			continue // still to come, or going on
		}
		p.do(d, at)
	}
}

// minuteOf orders the deeds of a day: what has a fixed time first.
func minuteOf(d *deed) int {
	if d.at.IsZero() {
		return 24 * 60
	}
	return minutes(d.at)
}

// span is a time of the day that is taken.
type span struct{ from, to time.Time }

// free returns the first moment from t on that is neither taken nor lunch.
func free(t time.Time, busy []span) time.Time {
	for moved := true; moved; {
		moved = false
		for _, b := range busy {
			if t.After(b.from) && t.Before(b.to) {
				t, moved = b.to, true
			}
		}
		if m := minutes(t); m > lunchFrom && m < lunchTo {
			t, moved = t.Add(time.Duration(lunchTo-m)*time.Minute), true
		}
	}
	return t
}

func minutes(t time.Time) int { return t.Hour()*60 + t.Minute() }

func (p *planner) do(d *deed, at time.Time) {
	called := d.other == "" && !d.visit
	if d.cl.card.DoNotContact && called && d.stage != app.StageFirstCall || called && len(app.UsablePhones(d.cl.card.Phones)) == 0 {
		return // to be reached by other ways
	}
	switch {
	case d.other != "":
		p.doOther(d, at)
	case d.visit:
		p.doVisit(d, at)
	case d.keeps != nil:
		p.doKeep(d, at)
	case d.stage == app.StageConfirm:
		p.doConfirm(d, at)
	case d.stage == app.StageFirstCall:
		p.doFirstCall(d, at)
	case d.stage == app.StageReturn:
		p.doReturn(d, at)
	case d.stage == app.StagePayment:
		p.doPayment(d, at)
	case d.stage == app.StageNoShow:
		p.agree(d, at, p.record(d, at, app.OutcomeAgreed))
	}
}

// soon returns the n-th working day after a day.
func (p *planner) soon(day app.Date, n int) app.Date { return p.cal.AddWorkdays(day, n) }

// slot returns the first time for a visit on or after a day, at most three a day.
func (p *planner) slot(from app.Date) time.Time {
	starts := []int{10 * 60, 14 * 60, 15*60 + 30}
	for day := from; ; day = day.AddDays(1) {
		if !p.cal.IsWorkday(day) || len(p.booked[day]) >= len(starts) {
			continue
		}
		s := one(p.dice, starts)
		for {
			t := day.Time().Add(time.Duration(s) * time.Minute)
			if !slices.Contains(p.booked[day], t) {
				p.booked[day] = append(p.booked[day], t)
				return t
			}
			s = starts[(slices.Index(starts, s)+1)%len(starts)]
		}
	}
}
