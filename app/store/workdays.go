package store

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app"
)

// WorkDays returns what the standing records of a person add up to on each day from first to last, as app.FiguresOf counts;
// a day without records is not in it. Days gone by are counted once and kept until one of their records changes.
func (s *Store) WorkDays(ctx context.Context, personID string, first, last app.Date) (map[app.Date]app.DayFigures, error) {
	version := s.lists.now()
	kept, err := s.keptDays(ctx, personID, first, last)
	if err != nil {
		return nil, err
	}
	today := s.clock.Today()
	out := map[app.Date]app.DayFigures{}
	counted := map[app.Date]app.DayFigures{}
	for day := first; day <= last; day = day.AddDays(1) {
		if f, ok := kept[day]; ok {
			if f != (app.DayFigures{}) {
				out[day] = f
			}
			continue
		}
		until := day // the days together that were not counted yet
		for next := day.AddDays(1); next <= last; next = next.AddDays(1) {
			if _, ok := kept[next]; ok {
				break
			}
			until = next
		}
		found, err := s.countDays(ctx, personID, day, until)
		if err != nil {
			return nil, err
		}
		for d, f := range found {
			out[d] = f
		}
		for d := day; d <= until && d < today; d = d.AddDays(1) {
			counted[d] = found[d]
		}
		day = until
	}
	if len(counted) > 0 {
		// Where they cannot be kept, as on a full disk, they are counted again the next time.
		if err := s.keepDays(ctx, personID, counted, version); err != nil && ctx.Err() != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Store) keptDays(ctx context.Context, personID string, first, last app.Date) (map[app.Date]app.DayFigures, error) {
	kept := map[app.Date]app.DayFigures{}
	err := s.each(ctx, "SELECT day, figures FROM work_days WHERE person_id = ? AND day BETWEEN ? AND ?", []any{personID, string(first), string(last)},
		func(scan func(...any) error) error {
			var day app.Date
			var text []byte
			if err := scan(&day, &text); err != nil {
				return err
			}
			var f app.DayFigures
			if json.Unmarshal(text, &f) == nil { // or it is counted again
				kept[day] = f
			}
			return nil
		})
	return kept, err
}

// countDays counts the records of the days from first to last.
func (s *Store) countDays(ctx context.Context, personID string, first, last app.Date) (map[app.Date]app.DayFigures, error) {
	out := map[app.Date]app.DayFigures{}
	from, to := app.InstantOf(first.Time()), app.InstantOf(last.AddDays(1).Time())
	var day app.Date
	var begins, ends app.Instant
	err := s.each(ctx, "SELECT r.at, r.channel, r.outcome, r.items, r.pay_way FROM service_records r"+
		" WHERE r.person_id = ? AND r.at >= ? AND r.at < ? AND "+standing+" ORDER BY r.at", []any{personID, int64(from), int64(to)},
		func(scan func(...any) error) error {
			var r app.ServiceRecord
			var items []byte
			if err := scan(&r.At, &r.Channel, &r.Outcome, &items, &r.PayWay); err != nil {
				return err
			}
			if err := premiumItems(items, &r); err != nil {
				return err
			}
			if day == "" || r.At < begins || r.At >= ends {
				day = r.At.Date()
				begins, ends = app.InstantOf(day.Time()), app.InstantOf(day.AddDays(1).Time())
			}
			out[day] = out[day].Plus(app.FiguresOf([]app.ServiceRecord{r}))
			return nil
		})
	return out, err
}

// keepDays keeps what days add up to, unless a card has changed since they were read.
func (s *Store) keepDays(ctx context.Context, personID string, days map[app.Date]app.DayFigures, version uint64) error {
	return s.update(ctx, func(w *session) error {
		if s.lists.now() != version {
			return nil
		}
		for day, f := range days {
			b, err := json.Marshal(f)
			if err != nil {
				return err
			}
			if err := w.exec("INSERT OR REPLACE INTO work_days (person_id, day, figures) VALUES (?, ?, ?)", personID, string(day), string(b)); err != nil {
				return err
			}
		}
		return nil
	})
}

// forgetWork forgets the figures of the day on which a record lies, and of those on which lies what it takes back or replaces.
func (w *session) forgetWork(t *table, id string) error {
	if t.kind != app.KindServiceRecord {
		return nil
	}
	return w.exec(`DELETE FROM work_days WHERE (person_id, day) IN (SELECT r.person_id, date(r.at / 1000 + 28800, 'unixepoch')
		FROM (SELECT ?1 AS id UNION ALL SELECT withdraws FROM service_records WHERE id = ?1
			UNION ALL SELECT corrects FROM service_records WHERE id = ?1) j CROSS JOIN service_records r ON r.id = j.id)`, id)
}
