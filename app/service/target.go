package service

import (
	"context"
	"regexp"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

type targetReads interface {
	Target(ctx context.Context, id string) (app.Target, error)
	Targets(ctx context.Context, month string) ([]app.Target, error)
}

// aMonth is a month as 2026-11.
var aMonth = regexp.MustCompile(`^20\d\d-(0[1-9]|1[0-2])$`)

// mostTarget bounds each figure of a target.
const mostTarget = 100_000

// TeamTargets returns the targets of a month of one's direct reports, in the order of the team; those without one are zero but
// for person and month.
func (s *Service) TeamTargets(ctx context.Context, month string) ([]app.TeamTarget, error) {
	people, err := s.store.Reports(ctx, s.me.ID)
	if err != nil {
		return nil, err
	}
	all, err := s.store.Targets(ctx, month)
	if err != nil {
		return nil, err
	}
	set := map[string]app.Target{}
	for _, t := range all {
		set[t.PersonID] = t
	}
	out := make([]app.TeamTarget, 0, len(people))
	for _, p := range people {
		t, ok := set[p.ID]
		if !ok {
			t = app.Target{PersonID: p.ID, Month: month}
		}
		out = append(out, app.TeamTarget{Person: p, Target: t})
	}
	return out, nil
}

// SetTargets sets targets of one's direct reports, all of them or none; it returns what stood before, to take it back. Errors:
// app.ErrForbidden for somebody else's people, app.ErrInvalid with the field.
func (s *Service) SetTargets(ctx context.Context, targets ...app.Target) (before []app.Target, err error) {
	var writes []record.Write
	for _, t := range targets {
		if err := s.checkTarget(ctx, t); err != nil {
			return nil, err
		}
		t.ID, t.SetBy, t.SetAt = app.TargetID(t.PersonID, t.Month), s.me.ID, s.clock.Now()
		was, err := s.store.Target(ctx, t.ID)
		switch {
		case notFound(err):
			before = append(before, app.Target{PersonID: t.PersonID, Month: t.Month})
			writes = append(writes, record.Create(t))
		case err != nil:
			return nil, err
		default:
			before = append(before, was)
			writes = append(writes, record.Change(was, t))
		}
	}
	return before, s.save(ctx, writes)
}

func (s *Service) checkTarget(ctx context.Context, t app.Target) error {
	p, err := s.store.Person(ctx, t.PersonID)
	if err != nil {
		return err
	}
	if p.SupervisorID != s.me.ID {
		return app.Errorf(app.ErrForbidden, "只有直接主管可以设定这位规划师的目标")
	}
	if !aMonth.MatchString(t.Month) {
		return invalid("month", "请选择月份")
	}
	for _, name := range app.ProgressFigures {
		if n := t.FigureOf(name); n < 0 || n > mostTarget {
			return invalid(name, "目标请填 0 到 %d 之间的整数", mostTarget)
		}
	}
	if t.Premium < 0 {
		return invalid("premium", "保费目标不能是负数")
	}
	return nil
}

// progress measures the month of the account's person against the target, and last month up to the same working day.
func (s *Service) progress(ctx context.Context, done app.DayFigures) ([]app.Progress, error) {
	today := s.clock.Today()
	target, err := s.store.Target(ctx, app.TargetID(s.me.ID, today.Month()))
	if err != nil && !notFound(err) {
		return nil, err
	}
	day := app.SameWorkday(today, s.cal)
	before, err := s.figures(ctx, app.Date(day.Month()+"-01"), day)
	return app.ProgressOf(done, before, target, today, s.cal), err
}

// drops returns in what the account's person has done less lately than usual.
func (s *Service) drops(ctx context.Context) ([]app.ActivityDrop, error) {
	const lookBack = 60 // calendar days that hold 25 worked ones beside some leave
	today := s.clock.Today()
	first := today.AddDays(-lookBack)
	done, err := s.store.WorkDays(ctx, s.me.ID, first, today.AddDays(-1))
	if err != nil {
		return nil, err
	}
	logs, err := s.store.WorkLogs(ctx, s.me.ID, first, today)
	if err != nil {
		return nil, err
	}
	kept := map[app.Date]app.WorkLog{}
	for _, l := range logs {
		kept[l.Date] = l
	}
	var days []app.WorkedDay
	for d := first; d < today; d = d.AddDays(1) {
		if !s.cal.IsWorkday(d) {
			continue
		}
		log, has := kept[d]
		figures, worked := done[d]
		w := app.WorkedDay{Date: d, Figures: figures, Away: !has && !worked}
		w.Figures.Prospects = log.Figures.Prospects
		days = append(days, w)
	}
	return app.ActivityDrops(days), nil
}
