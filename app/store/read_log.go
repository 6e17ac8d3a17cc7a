package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// WorkLog returns one log; app.ErrNotFound if there is none.
func (s *Store) WorkLog(ctx context.Context, id string) (app.WorkLog, error) {
	return one[app.WorkLog](ctx, s, id)
}

// WorkLogs returns a person's logs of the days from first to last, the newest first.
func (s *Store) WorkLogs(ctx context.Context, personID string, first, last app.Date) ([]app.WorkLog, error) {
	return list[app.WorkLog](ctx, s, "WHERE r.person_id = ? AND r.date BETWEEN ? AND ? ORDER BY r.date DESC",
		personID, string(first), string(last))
}

// WorkLogsOn returns everybody's logs of one day that this laptop has.
func (s *Store) WorkLogsOn(ctx context.Context, day app.Date) ([]app.WorkLog, error) {
	return list[app.WorkLog](ctx, s, "WHERE r.date = ? ORDER BY r.person_id", string(day))
}

// UnmarkedLogs returns the closed logs of a person's direct reports that this person has not marked, the oldest first.
func (s *Store) UnmarkedLogs(ctx context.Context, supervisorID string, since app.Date) ([]app.WorkLog, error) {
	return list[app.WorkLog](ctx, s, `JOIN people p ON p.id = r.person_id
		WHERE p.supervisor_id = ? AND r.status = ? AND r.date >= ?
		AND NOT EXISTS (SELECT 1 FROM log_marks m WHERE m.log_id = r.id AND m.marker_id = p.supervisor_id)
		ORDER BY r.date, p.staff_no`, supervisorID, app.LogClosed, string(since))
}

// FirstWork returns the first day on which anything of a person's work is known here, "" if there is none: a log, or a
// record that stands.
func (s *Store) FirstWork(ctx context.Context, personID string) (app.Date, error) {
	var day string
	var at app.Instant
	err := s.each(ctx, `SELECT coalesce((SELECT min(date) FROM work_logs WHERE person_id = ?1), ''),
		coalesce((SELECT r.at FROM service_records r WHERE r.person_id = ?1 AND `+standing+` ORDER BY r.at LIMIT 1), 0)`, []any{personID}, func(scan func(...any) error) error {
		return scan(&day, &at)
	})
	first := app.Date(day)
	if d := at.Date(); d != "" && (first == "" || d < first) {
		first = d
	}
	return first, err
}

// AdditionsOf returns the additions of a log in the order they were made.
func (s *Store) AdditionsOf(ctx context.Context, logID string) ([]app.LogAddition, error) {
	return list[app.LogAddition](ctx, s, "WHERE r.log_id = ? ORDER BY r.at, r.id", logID)
}

// MarksOf returns the marks of a log, the newest first.
func (s *Store) MarksOf(ctx context.Context, logID string) ([]app.LogMark, error) {
	return list[app.LogMark](ctx, s, "WHERE r.log_id = ? ORDER BY r.marked_at DESC, r.id", logID)
}

// Mark returns one mark; app.ErrNotFound if there is none.
func (s *Store) Mark(ctx context.Context, id string) (app.LogMark, error) {
	return one[app.LogMark](ctx, s, id)
}

// MarksBetween returns the marks of logs of the days from first to last, by log id.
func (s *Store) MarksBetween(ctx context.Context, first, last app.Date) (map[string][]app.LogMark, error) {
	found, err := list[app.LogMark](ctx, s, "JOIN work_logs l ON l.id = r.log_id WHERE l.date BETWEEN ? AND ? ORDER BY r.marked_at DESC",
		string(first), string(last))
	out := map[string][]app.LogMark{}
	for _, m := range found {
		out[m.LogID] = append(out[m.LogID], m)
	}
	return out, err
}

// RecordsBetween returns the standing records of a person from one moment until before another, oldest first.
func (s *Store) RecordsBetween(ctx context.Context, personID string, from, to app.Instant) ([]app.ServiceRecord, error) {
	return list[app.ServiceRecord](ctx, s,
		"WHERE r.person_id = ? AND r.at >= ? AND r.at < ? AND "+standing+" ORDER BY r.at, r.id", personID, int64(from), int64(to))
}

// SurveysSigned returns how many questionnaires of a person were signed from one moment until before another.
func (s *Store) SurveysSigned(ctx context.Context, personID string, from, to app.Instant) (int, error) {
	return s.count(ctx, "SELECT count(*) FROM surveys WHERE signed_at >= ? AND signed_at < ? AND person_id = ?",
		int64(from), int64(to), personID)
}

// ProspectsOpened returns how many prospects were entered on the days from first to last, those among them who have become
// customers since. The day a prospect's card was opened is the day it was entered, and stays.
func (s *Store) ProspectsOpened(ctx context.Context, first, last app.Date) (int, error) {
	return s.count(ctx, "SELECT count(*) FROM customers WHERE (prospect = 1 OR prospect_stage = 'closed') AND opened_on BETWEEN ? AND ?", string(first), string(last))
}

func (s *Store) count(ctx context.Context, query string, args ...any) (int, error) {
	var n int
	err := s.each(ctx, query, args, func(scan func(...any) error) error { return scan(&n) })
	return n, err
}
