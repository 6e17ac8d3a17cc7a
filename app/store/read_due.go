package store

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app"
)

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
