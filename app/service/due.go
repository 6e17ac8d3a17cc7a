package service

import (
	"context"
	"slices"

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

// caseWork returns a person's cases, and what was done with their customers.
func (s *Service) caseWork(ctx context.Context) ([]app.CaseWork, map[string]app.Contacts, error) {
	sums, err := s.sums(ctx)
	if err != nil {
		return nil, nil, err
	}
	cases, err := s.store.CaseWork(ctx, s.me.ID)
	return cases, sums, err
}

// premiums returns the policies whose premium is to be spoken of (002 §二.三.1): due within 30 days and not yet reminded;
// in grace and not reminded since the due day, or not in the last days of grace; lapsed and nobody spoken to since.
func (s *Service) premiums(ctx context.Context) ([]app.PolicyWork, error) {
	today := s.clock.Today()
	all, err := s.store.PoliciesDue(ctx, today, today.AddDays(app.DueSoonDays))
	return slices.DeleteFunc(all, func(w app.PolicyWork) bool { return !s.toSpeakOf(w) }), err
}

func (s *Service) toSpeakOf(w app.PolicyWork) bool {
	today, b := s.clock.Today(), w.Policy.Boundaries()
	switch app.State(w.Policy, today).Status {
	case app.StatusDueSoon:
		return w.Reminded.Date() < b.Due.AddDays(-app.DueSoonDays)
	case app.StatusInGrace:
		last := b.GraceEnd.AddDays(-remindAgainDays)
		return w.Reminded.Date() <= b.Due || today >= last && w.Reminded.Date() < last
	case app.StatusLapsed:
		return w.Spoken.Date() <= b.GraceEnd
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

// returns returns the customers whose return visit is due within some days.
func (s *Service) returns(ctx context.Context, ahead int) ([]app.ReturnWork, error) {
	until := s.clock.Today().AddDays(ahead)
	return s.store.ReturnsDue(ctx, until.AddMonths(-app.ReturnMonthsA), until.AddMonths(-app.ReturnMonthsB), until.AddMonths(-app.ReturnMonthsC))
}

// dueWork collects due work of all kinds.
type dueWork struct {
	today app.Date
	items []app.DueItem
}

func (d *dueWork) add(i app.DueItem) {
	if i.By == "" {
		return
	}
	i.DaysLate = d.today.DaysSince(i.By)
	d.items = append(d.items, i)
}

// dueItems returns all due work of the account's person, late first.
func (s *Service) dueItems(ctx context.Context) ([]app.DueItem, error) {
	d := &dueWork{today: s.clock.Today()}
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
	return slices.Index(dueOrder, a.Kind) - slices.Index(dueOrder, b.Kind)
}

var dueOrder = []app.DueKind{
	app.DueConflict, app.DueConfirm, app.DueAppointment, app.DueNoShow, app.DuePromise, app.DueMark, app.DueSign,
	app.DueGrace, app.DuePremium, app.DueNext, app.DueFirstCall, app.DueFirstVisit, app.DueOpenCard, app.DueData,
	app.DueMaturity, app.DueReturn, app.DueLapsed, app.DueLog,
}
