package service

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

// How far ahead due work is shown, and how far back unfinished things are looked for, in days.
const (
	stageAheadDays   = 15
	meetingAheadDays = 7
	promiseAheadDays = 7
	noShowDays       = 60
	logBackDays      = 14
	markBackDays     = 45
	// remindAgainDays: a premium in grace is spoken of once after its due day and once more this long before grace ends.
	remindAgainDays = 15
)

// openCases returns the cases of the account's person with a stage still to be done, the earliest published first.
func (s *Service) openCases(ctx context.Context) ([]app.CaseWork, error) {
	all, err := s.store.OpenCases(ctx, s.me.ID)
	return slices.DeleteFunc(all, func(w app.CaseWork) bool { return !app.HasOpenStage(w.Case, w.Card, w.Done) }), err
}

// premium is a policy whose premium is to be spoken of, and how it stands.
type premium struct {
	app.DuePolicy
	status app.PolicyStatus
}

// premiums returns the policies whose premium is to be spoken of (002 §二.三.1): due within 30 days and not yet reminded;
// in grace and not reminded since the due day, or not in the last days of grace; lapsed and nobody spoken to since.
func (s *Service) premiums(ctx context.Context) ([]premium, error) {
	today := s.clock.Today()
	all, err := s.store.PoliciesDue(ctx, today, today.AddDays(app.DueSoonDays))
	out := make([]premium, 0, len(all))
	for _, p := range all {
		if status := p.Bounds.State(p.Said, today).Status; toSpeakOf(p, status, today) {
			out = append(out, premium{p, status})
		}
	}
	return out, err
}

func toSpeakOf(p app.DuePolicy, status app.PolicyStatus, today app.Date) bool {
	b := p.Bounds
	switch status {
	case app.StatusDueSoon:
		return p.Reminded == 0 || p.Reminded.Date() < b.Due.AddDays(-app.DueSoonDays)
	case app.StatusInGrace:
		last, reminded := b.GraceEnd.AddDays(-remindAgainDays), p.Reminded.Date()
		return reminded <= b.Due || today >= last && reminded < last
	case app.StatusLapsed:
		return p.Spoken.Date() <= b.GraceEnd
	}
	return false
}

// meetings returns the appointments still planned on the days from first to last.
func (s *Service) meetings(ctx context.Context, first, last app.Date) ([]app.Appointment, error) {
	from, _ := dayBounds(first)
	_, to := dayBounds(last)
	all, err := s.store.AppointmentsBetween(ctx, s.me.ID, from, to)
	return slices.DeleteFunc(all, func(a app.Appointment) bool { return a.Status != app.AppointmentPlanned }), err
}

// returns returns the customers whose return visit is due within some days, the longest waiting first: by the last
// conversation or visit and the grade (product §5). Those who must not be contacted are left out.
func (s *Service) returns(ctx context.Context, ahead int) ([]app.ReturnWork, error) {
	until := s.clock.Today().AddDays(ahead)
	var out []app.ReturnWork
	for _, grade := range []string{"A", "B", "C"} {
		all, err := s.store.ReachedBefore(ctx, app.ReturnMonths(grade), notYetDue(grade, until))
		if err != nil {
			return nil, err
		}
		// Counting months is dear, so it is done once a day they were reached on.
		by := map[app.Instant]app.Date{}
		for _, r := range all {
			day := (r.At + shanghai) / aDay
			due, counted := by[day]
			if !counted {
				due = app.ReturnDue(r.At.Date(), grade)
				by[day] = due
			}
			out = append(out, app.ReturnWork{ReachedCard: r, By: due})
		}
	}
	slices.SortFunc(out, func(a, b app.ReturnWork) int {
		return cmp.Or(strings.Compare(string(a.By), string(b.By)), strings.Compare(a.CustomerID, b.CustomerID))
	})
	return out, nil
}

// A day, and how far Shanghai's days begin before those of the epoch, in milliseconds.
const (
	aDay     = 24 * 3600 * 1000
	shanghai = 8 * 3600 * 1000
)

// notYetDue returns since when a customer of that grade must have been reached for no return visit to be due until a day.
func notYetDue(grade string, until app.Date) app.Instant {
	last := until.AddMonths(-app.ReturnMonths(grade)).AddDays(4) // months differ by three days at most
	for app.ReturnDue(last, grade) > until {
		last = last.AddDays(-1)
	}
	return app.InstantOf(last.AddDays(1).Time())
}

// dueWork collects due work of all kinds.
type dueWork struct {
	today app.Date
	items []app.DueItem
	late  map[app.Date]int // days late, by the last day: there are few and counting is dear
}

func (d *dueWork) add(i app.DueItem) {
	if i.By == "" {
		return
	}
	late, counted := d.late[i.By]
	if !counted {
		late = d.today.DaysSince(i.By)
		d.late[i.By] = late
	}
	i.DaysLate = late
	d.items = append(d.items, i)
}

// dueItems returns all due work of the account's person, late first. What a line says of customer and policy is filled in by
// details where it is shown.
func (s *Service) dueItems(ctx context.Context) ([]app.DueItem, error) {
	d := &dueWork{today: s.clock.Today(), late: map[app.Date]int{}}
	steps := []func(context.Context, *dueWork) error{s.dueConflicts}
	if s.me.Is(app.RolePlanner) || len(s.me.Roles) == 0 {
		steps = append(steps, s.dueMeetings, s.dueStages, s.duePremiums, s.dueMaturities, s.dueRecords, s.dueReturns, s.dueLogs)
	}
	if s.me.Is(app.RoleSupervisor) || s.me.Is(app.RoleSeniorSupervisor) || s.me.Is(app.RoleDepartmentManager) {
		steps = append(steps, s.dueMarks)
	}
	for _, step := range steps {
		if err := step(ctx, d); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(d.items, byUrgency)
	return d.items, nil
}

// byUrgency orders due work: late first by days late, then today's by time, then the coming days. Work without a time of
// day comes after work that has one, in the order a planner does it.
func byUrgency(a, b app.DueItem) int {
	if a.DaysLate != b.DaysLate {
		return b.DaysLate - a.DaysLate
	}
	if a.DaysLate <= 0 && a.At != b.At {
		switch {
		case a.At == 0:
			return 1
		case b.At == 0:
			return -1
		case a.At < b.At:
			return -1
		default:
			return 1
		}
	}
	return dueRanks[a.Kind] - dueRanks[b.Kind]
}

var dueRanks = func() map[app.DueKind]int {
	rank := map[app.DueKind]int{}
	for i, k := range dueOrder {
		rank[k] = i
	}
	return rank
}()

var dueOrder = []app.DueKind{
	app.DueConflict, app.DueConfirm, app.DueAppointment, app.DueNoShow, app.DuePromise, app.DueMark, app.DueSign,
	app.DueGrace, app.DuePremium, app.DueNext, app.DueFirstCall, app.DueFirstVisit, app.DueOpenCard, app.DueData,
	app.DueMaturity, app.DueReturn, app.DueLapsed, app.DueLog,
}
