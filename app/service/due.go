package service

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

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

// seat is what the rules of product §5 look at of a planner's whole portfolio.
type seat struct {
	cards map[string]app.Customer
	cases []app.Case
	done  map[string]app.Contacts
}

func (s *Service) seat(ctx context.Context) (seat, error) {
	var out seat
	var errs [3]error
	var wg sync.WaitGroup
	wg.Go(func() { out.done, errs[0] = s.sums(ctx) })
	wg.Go(func() { out.cards, errs[1] = s.store.Portfolio(ctx) })
	wg.Go(func() { out.cases, errs[2] = s.store.CasesWith(ctx, s.me.ID) })
	wg.Wait()
	return out, errors.Join(errs[:]...)
}

// openCases returns the cases of a seat with a stage still to be done, with their policies.
func (s *Service) openCases(ctx context.Context, st seat) ([]app.CaseWork, error) {
	var out []app.CaseWork
	var ids []string
	for _, k := range st.cases {
		card, known := st.cards[k.CustomerID]
		if known && len(app.OpenStages(k, app.Policy{}, card, st.done[k.CustomerID], s.cal)) > 0 {
			out = append(out, app.CaseWork{Case: k, Card: card})
			ids = append(ids, k.PolicyID)
		}
	}
	policies, err := s.store.DueFacts(ctx, ids)
	for i := range out {
		out[i].Policy = policies[out[i].Case.PolicyID]
	}
	return out, err
}

// premiums returns the policies whose premium is to be spoken of (002 §二.三.1): due within 30 days and not yet reminded;
// in grace and not reminded since the due day, or not in the last days of grace; lapsed and nobody spoken to since.
func (s *Service) premiums(ctx context.Context, st seat) ([]app.Policy, error) {
	today := s.clock.Today()
	all, err := s.store.PoliciesDue(ctx, today, today.AddDays(app.DueSoonDays))
	return slices.DeleteFunc(all, func(p app.Policy) bool { return !toSpeakOf(p, st.done[p.CustomerID], today) }), err
}

func toSpeakOf(p app.Policy, done app.Contacts, today app.Date) bool {
	b := p.Boundaries()
	reminded := app.About(done.Reminded, p.ID).Date()
	switch app.State(p, today).Status {
	case app.StatusDueSoon:
		return reminded < b.Due.AddDays(-app.DueSoonDays)
	case app.StatusInGrace:
		last := b.GraceEnd.AddDays(-remindAgainDays)
		return reminded <= b.Due || today >= last && reminded < last
	case app.StatusLapsed:
		return app.About(done.Spoken, p.ID).Date() <= b.GraceEnd
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
func (s *Service) returns(st seat, ahead int) []app.ReturnWork {
	var out []app.ReturnWork
	for _, id := range s.toReturnTo(st, ahead) {
		c := st.cards[id]
		out = append(out, app.ReturnWork{Customer: c, By: app.ReturnDue(st.done[id].Reached.Date(), c.Grade)})
	}
	slices.SortFunc(out, func(a, b app.ReturnWork) int {
		if a.By != b.By {
			return strings.Compare(string(a.By), string(b.By))
		}
		return strings.Compare(a.Customer.ID, b.Customer.ID)
	})
	return out
}

// toReturnTo returns the ids of the customers of returns in no order.
func (s *Service) toReturnTo(st seat, ahead int) []string {
	until := s.clock.Today().AddDays(ahead)
	// Counting months is dear, so it is done once a grade.
	recent := map[string]app.Instant{}
	var out []string
	for id, done := range st.done {
		if done.Reached == 0 {
			continue
		}
		c, known := st.cards[id]
		if !known || c.DoNotContact {
			continue
		}
		from, counted := recent[c.Grade]
		if !counted {
			from = notYetDue(c.Grade, until)
			recent[c.Grade] = from
		}
		if done.Reached < from {
			out = append(out, id)
		}
	}
	return out
}

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
	seat  seat
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
		var err error
		if d.seat, err = s.seat(ctx); err != nil {
			return nil, err
		}
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
