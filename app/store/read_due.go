package store

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app"
)

// OpenRecords returns a person's records whose promise or next step is due until a day and still open. A promise is kept
// by a record that says so; a next step is done as nextDone says.
func (s *Store) OpenRecords(ctx context.Context, personID string, until app.Date) (promises, next []app.OpenRecord, err error) {
	promises, err = s.openRecords(ctx, "WHERE r.open_promise = 1 AND r.promise_by <= ?2 AND +r.person_id = ?1 ORDER BY r.promise_by, r.id",
		personID, string(until))
	if err != nil {
		return nil, nil, err
	}
	next, err = s.openRecords(ctx, "WHERE r.open_next = 1 AND r.next_on <= ?2 AND +r.person_id = ?1 ORDER BY r.next_on, r.id",
		personID, string(until))
	return promises, next, err
}

func (s *Store) openRecords(ctx context.Context, rest string, args ...any) ([]app.OpenRecord, error) {
	found, err := list[app.ServiceRecord](ctx, s, rest, args...)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	ids := make([]string, len(found))
	for i, r := range found {
		ids[i] = r.CustomerID
	}
	names, err := s.Names(ctx, ids)
	out := make([]app.OpenRecord, 0, len(found))
	for _, r := range found {
		out = append(out, app.OpenRecord{Record: r, Name: names[r.CustomerID]})
	}
	return out, err
}

// BornOn returns the customers born on one of these days of the year, written 01-02; only id, name, birth date and kind
// of birthday are filled.
func (s *Store) BornOn(ctx context.Context, days []string) ([]app.Customer, error) {
	return s.born(ctx, "ON substr(c.birth_date, 6) = j.value WHERE c.lunar_birthday = 0", days)
}

// LunarBornOn returns the customers who keep their birthday by the lunar calendar and were born on one of these days,
// filled as BornOn does.
func (s *Store) LunarBornOn(ctx context.Context, births []app.Date) ([]app.Customer, error) {
	return s.born(ctx, "ON c.birth_date = j.value WHERE c.lunar_birthday = 1", births)
}

func (s *Store) born(ctx context.Context, which string, days any) ([]app.Customer, error) {
	list, err := json.Marshal(days)
	if err != nil {
		return nil, err
	}
	var out []app.Customer
	err = s.each(ctx, "SELECT c.id, c.name, c.sex, c.birth_date, c.lunar_birthday FROM json_each(?) j CROSS JOIN customers c "+which+
		" ORDER BY c.id", []any{string(list)}, func(scan func(...any) error) error {
		c := app.Customer{}
		err := scan(&c.ID, &c.Name, &c.Sex, &c.BirthDate, &c.LunarBirthday)
		out = append(out, c)
		return err
	})
	return out, err
}
