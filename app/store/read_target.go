package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// Target returns a target; app.ErrNotFound if none is set.
func (s *Store) Target(ctx context.Context, id string) (app.Target, error) {
	return one[app.Target](ctx, s, id)
}

// Targets returns everybody's targets of a month that are here.
func (s *Store) Targets(ctx context.Context, month string) ([]app.Target, error) {
	return list[app.Target](ctx, s, "WHERE r.month = ? ORDER BY r.person_id", month)
}
