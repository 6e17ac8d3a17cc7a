package service

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// Codes of what should be filled before a day is closed (002 §三.五), as LogView.Missing holds them.
const (
	MissingDevelopment = "development"
	MissingPlanDone    = "plan_done"
	MissingTomorrow    = "tomorrow"
)

// LogDays returns the days of a month, written 2006-01, on which the account's person owes or has a log, the newest first,
// until today.
func (s *Service) LogDays(ctx context.Context, month string) ([]app.LogDay, error) {
	first := app.Date(month + "-01")
	if !first.Valid() {
		return nil, invalid("month", "%q 不是有效月份", month)
	}
	last := first.AddMonths(1).AddDays(-1)
	logs, err := s.store.WorkLogs(ctx, s.me.ID, first, last)
	if err != nil {
		return nil, err
	}
	marks, err := s.store.MarksBetween(ctx, first, last)
	if err != nil {
		return nil, err
	}
	since, err := s.store.FirstWork(ctx, s.me.ID)
	if err != nil {
		return nil, err
	}
	today := s.clock.Today()
	if since == "" || since > today {
		since = today
	}
	byDay := map[app.Date]app.WorkLog{}
	for _, l := range logs {
		byDay[l.Date] = l
	}
	var out []app.LogDay
	for day := last; day >= first; day = day.AddDays(-1) {
		l, has := byDay[day]
		working := s.cal.IsWorkday(day)
		if !has && (day > today || day < since || !working) && day != today {
			continue
		}
		line := app.LogDay{
			Date: day, LogID: app.WorkLogID(s.me.ID, day), Status: l.Status, WorkingDay: working, Score: -1,
			Late: (working || has) && app.LogLate(day, l.ClosedAt, s.clock.Now(), s.cal),
		}
		if m, ok := app.StandingMark(marks[l.ID], s.me.SupervisorID); ok {
			line.Score, line.Passed = int(m.Score), m.Score >= app.LogPassMark
		}
		out = append(out, line)
	}
	return out, nil
}

// Log returns the log of a day. While it is open its entries and figures are those of the records that stand now, and
// Seeds proposes the plan for the next working day. The writer sees the customers' full names, as far as this laptop has
// their records; what is stored and sent stays masked.
func (s *Service) Log(ctx context.Context, day app.Date) (app.LogView, error) {
	if !day.Valid() {
		return app.LogView{}, invalid("date", "%q 不是有效日期", day)
	}
	id := app.WorkLogID(s.me.ID, day)
	log, err := s.store.WorkLog(ctx, id)
	if notFound(err) {
		log, err = app.WorkLog{ID: id, PersonID: s.me.ID, Date: day}, nil
	}
	if err != nil {
		return app.LogView{}, err
	}
	v, err := s.logView(ctx, log, s.me)
	if err != nil {
		return v, err
	}
	if log.Status == app.LogClosed {
		err = s.showNames(ctx, &v)
		return v, err
	}
	if v.Log.Entries, v.Log.Figures, err = s.dayWork(ctx, day); err != nil {
		return v, err
	}
	if err := s.showNames(ctx, &v); err != nil {
		return v, err
	}
	if v.OpenVisits, err = s.openVisits(ctx, day); err != nil {
		return v, err
	}
	v.Missing = missing(v.Log)
	v.Seeds, err = s.seeds(ctx, day, log.Tomorrow)
	return v, err
}

// logView completes a log with what stands beside it.
func (s *Service) logView(ctx context.Context, log app.WorkLog, owner app.Person) (app.LogView, error) {
	v := app.LogView{Log: log, Person: owner, DueAt: app.LogDue(log.Date, s.cal), Marker: map[string]string{}}
	var err error
	if v.Additions, err = s.store.AdditionsOf(ctx, log.ID); err != nil {
		return v, err
	}
	if v.Marks, err = s.store.MarksOf(ctx, log.ID); err != nil {
		return v, err
	}
	for _, m := range v.Marks {
		if _, err := s.nameOf(ctx, v.Marker, m.MarkerID); err != nil {
			return v, err
		}
	}
	return v, nil
}

// dayWork returns the entries and figures of a day, as its records stand now.
func (s *Service) dayWork(ctx context.Context, day app.Date) ([]app.LogEntry, app.DayFigures, error) {
	from, to := dayBounds(day)
	records, err := s.store.RecordsBetween(ctx, s.me.ID, from, to)
	if err != nil {
		return nil, app.DayFigures{}, err
	}
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.CustomerID
	}
	names, err := s.store.Names(ctx, ids)
	if err != nil {
		return nil, app.DayFigures{}, err
	}
	entries := make([]app.LogEntry, len(records))
	for i, r := range records {
		entries[i] = app.EntryOf(r, names[r.CustomerID])
	}
	figures, err := s.figures(ctx, day, day)
	return entries, figures, err
}

func missing(l app.WorkLog) []string {
	var out []string
	if blank(l.Development) {
		out = append(out, MissingDevelopment)
	}
	if blank(l.PlanDone) {
		out = append(out, MissingPlanDone)
	}
	if len(l.Tomorrow) == 0 {
		out = append(out, MissingTomorrow)
	}
	return out
}

// SaveLog stores what the planner added to an open log: business development, plan achieved, tomorrow's plan. Entries and
// figures are left to the closing. Errors: app.ErrLogClosed.
func (s *Service) SaveLog(ctx context.Context, before, after app.WorkLog) error {
	is, err := s.store.WorkLog(ctx, after.ID)
	switch {
	case notFound(err):
		if err := s.checkLogDay(after.Date); err != nil {
			return err
		}
		return s.store.Save(ctx, record.Create(app.WorkLog{
			ID: app.WorkLogID(s.me.ID, after.Date), PersonID: s.me.ID, Date: after.Date, Status: app.LogOpen,
			Development: after.Development, PlanDone: after.PlanDone, Tomorrow: after.Tomorrow,
		}))
	case err != nil:
		return err
	case is.Status == app.LogClosed:
		return app.Errorf(app.ErrLogClosed, "当天日志已经关闭，只能补充")
	case is.PersonID != s.me.ID:
		return app.Errorf(app.ErrForbidden, "只能填写自己的日志")
	}
	// What the window filled in from records belongs to the day until it is closed.
	after.Entries, after.Figures, after.Status, after.ClosedAt = before.Entries, before.Figures, before.Status, before.ClosedAt
	return s.store.Save(ctx, record.Change(before, after))
}

// CloseLog closes a day: its entries and figures are frozen as they stand, and later facts become additions. Errors:
// app.ErrLogClosed if it is closed already, app.ErrInvalid for a day to come.
func (s *Service) CloseLog(ctx context.Context, day app.Date) error {
	if err := s.checkLogDay(day); err != nil {
		return err
	}
	entries, figures, err := s.dayWork(ctx, day)
	if err != nil {
		return err
	}
	id := app.WorkLogID(s.me.ID, day)
	before, err := s.store.WorkLog(ctx, id)
	closed := before
	switch {
	case notFound(err):
		closed = app.WorkLog{ID: id, PersonID: s.me.ID, Date: day}
	case err != nil:
		return err
	case before.Status == app.LogClosed:
		return app.Errorf(app.ErrLogClosed, "当天日志已经关闭")
	}
	closed.Entries, closed.Figures, closed.Status, closed.ClosedAt = entries, figures, app.LogClosed, s.clock.Now()
	if before.ID == "" {
		return s.store.Save(ctx, record.Create(closed))
	}
	return s.store.Save(ctx, record.Change(before, closed))
}

// AddToLog adds a remark to a closed log of one's own; an open one takes it in its own fields.
func (s *Service) AddToLog(ctx context.Context, logID, text string) error {
	log, err := s.store.WorkLog(ctx, logID)
	switch {
	case err != nil:
		return err
	case log.PersonID != s.me.ID:
		return app.Errorf(app.ErrForbidden, "只能补充自己的日志")
	case log.Status != app.LogClosed:
		return app.Errorf(app.ErrConflict, "日志还没有关闭，请直接填写")
	case blank(text):
		return invalid("text", "请填写补充内容")
	}
	return s.store.Save(ctx, record.Create(app.LogAddition{
		ID: s.newID(), LogID: logID, PersonID: s.me.ID, At: s.clock.Now(), Text: text,
	}))
}

func (s *Service) checkLogDay(day app.Date) error {
	if !day.Valid() || day > s.clock.Today() {
		return invalid("date", "还没有到这一天")
	}
	return nil
}
