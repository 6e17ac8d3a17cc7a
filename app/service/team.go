package service

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// TeamDay returns the day of each of one's direct reports: whether the log arrived and in time, its figures, its mark.
func (s *Service) TeamDay(ctx context.Context, day app.Date) ([]app.TeamRow, error) {
	people, err := s.store.Reports(ctx, s.me.ID)
	if err != nil {
		return nil, err
	}
	logs, err := s.store.WorkLogsOn(ctx, day)
	if err != nil {
		return nil, err
	}
	marks, err := s.store.MarksBetween(ctx, day, day)
	if err != nil {
		return nil, err
	}
	byPerson := map[string]app.WorkLog{}
	for _, l := range logs {
		byPerson[l.PersonID] = l
	}
	out := make([]app.TeamRow, 0, len(people))
	for _, p := range people {
		l, has := byPerson[p.ID]
		row := app.TeamRow{Person: p, LogID: app.WorkLogID(p.ID, day), State: app.TeamMissing, Score: -1}
		if has {
			row.ClosedAt, row.Figures = l.ClosedAt, l.Figures
			switch {
			case l.Status != app.LogClosed:
				row.State = app.TeamOpen
			case app.LogLate(day, l.ClosedAt, l.ClosedAt, s.cal):
				row.State = app.TeamLate
			default:
				row.State = app.TeamArrived
			}
			if m, ok := app.StandingMark(marks[l.ID], p.SupervisorID); ok {
				row.State, row.Score, row.MarkedAt = app.TeamMarked, int(m.Score), m.MarkedAt
			}
		}
		out = append(out, row)
	}
	return out, nil
}

// TeamLog returns the log of somebody else as it arrived. Error: app.ErrNotFound.
func (s *Service) TeamLog(ctx context.Context, logID string) (app.LogView, error) {
	log, err := s.store.WorkLog(ctx, logID)
	if err != nil {
		return app.LogView{}, err
	}
	owner, err := s.store.Person(ctx, log.PersonID)
	if err != nil && !notFound(err) {
		return app.LogView{}, err
	}
	owner.ID = log.PersonID
	return s.logView(ctx, log, owner)
}

// MarkLog marks a closed log (主管批阅, 002 §一.4 注2); marking it again changes one's mark. The planner sees it after the
// next sync. Errors: app.ErrInvalid for a score that is not 0–20 or not the sum of its criteria, app.ErrForbidden if one
// is not the owner's direct supervisor, app.ErrConflict while the log is open.
func (s *Service) MarkLog(ctx context.Context, m app.LogMark) error {
	log, err := s.store.WorkLog(ctx, m.LogID)
	if err != nil {
		return err
	}
	owner, err := s.store.Person(ctx, log.PersonID)
	if err != nil && !notFound(err) {
		return err
	}
	switch {
	case owner.SupervisorID != s.me.ID:
		return app.Errorf(app.ErrForbidden, "只有直接主管可以批阅这份日志")
	case log.Status != app.LogClosed:
		return app.Errorf(app.ErrConflict, "日志还没有关闭，不能批阅")
	}
	if err := app.CheckMark(m); err != nil {
		return err
	}
	m.ID, m.PersonID, m.MarkerID, m.MarkedAt = app.LogMarkID(m.LogID, s.me.ID), log.PersonID, s.me.ID, s.clock.Now()
	before, err := s.store.Mark(ctx, m.ID)
	switch {
	case notFound(err):
		return s.store.Save(ctx, record.Create(m))
	case err != nil:
		return err
	}
	return s.store.Save(ctx, record.Change(before, m))
}
