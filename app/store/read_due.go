package store

import (
	"context"

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
	marks, args := in(days)
	return s.born(ctx, "WHERE substr(birth_date, 6) IN "+marks+" AND lunar_birthday = 0", args)
}

// LunarBirthdays returns the customers who keep their birthday by the lunar calendar, filled as BornOn does.
func (s *Store) LunarBirthdays(ctx context.Context) ([]app.Customer, error) {
	return s.born(ctx, "WHERE lunar_birthday = 1 AND birth_date <> ''", nil)
}

func (s *Store) born(ctx context.Context, where string, args []any) ([]app.Customer, error) {
	var out []app.Customer
	err := s.each(ctx, "SELECT id, name, sex, birth_date, lunar_birthday FROM customers "+where+" ORDER BY id", args, func(scan func(...any) error) error {
		c := app.Customer{}
		err := scan(&c.ID, &c.Name, &c.Sex, &c.BirthDate, &c.LunarBirthday)
		out = append(out, c)
		return err
	})
	return out, err
}
