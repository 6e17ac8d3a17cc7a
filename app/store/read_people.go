package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// Person returns one member of the staff; app.ErrNotFound if this laptop does not know them.
func (s *Store) Person(ctx context.Context, id string) (app.Person, error) {
	return one[app.Person](ctx, s, id)
}

// People returns the staff by staff number.
func (s *Store) People(ctx context.Context) ([]app.Person, error) {
	return list[app.Person](ctx, s, "ORDER BY r.staff_no, r.id")
}

// Reports returns the people whose direct supervisor is that person, by staff number.
func (s *Store) Reports(ctx context.Context, supervisorID string) ([]app.Person, error) {
	return list[app.Person](ctx, s, "WHERE r.supervisor_id = ? ORDER BY r.staff_no, r.id", supervisorID)
}

// Scripts returns the published scripts by reason, stage and channel.
func (s *Store) Scripts(ctx context.Context) ([]app.Script, error) {
	return list[app.Script](ctx, s, "ORDER BY r.reason, r.stage, r.channel, r.version DESC, r.id")
}

// Names returns the names of customers by id; ids that are not known are left out.
func (s *Store) Names(ctx context.Context, ids []string) (map[string]string, error) {
	out := make(map[string]string, len(ids))
	for len(ids) > 0 {
		n := min(len(ids), 500)
		marks, args := in(ids[:n])
		ids = ids[n:]
		err := s.each(ctx, "SELECT id, name FROM customers WHERE id IN "+marks, args, func(scan func(...any) error) error {
			var id, name string
			err := scan(&id, &name)
			out[id] = name
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
