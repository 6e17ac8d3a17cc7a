package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// SignaturesOf returns the signatures of a customer that stand, newest first.
func (s *Store) SignaturesOf(ctx context.Context, customerID string) ([]app.Signature, error) {
	return list[app.Signature](ctx, s, `WHERE r.customer_id = ? AND r.withdraws = ''
		AND NOT EXISTS (SELECT 1 FROM signatures w WHERE w.withdraws = r.id) ORDER BY r.signed_at DESC, r.id DESC`, customerID)
}

// Signature returns one signature, whether it stands or not; app.ErrNotFound if there is none.
func (s *Store) Signature(ctx context.Context, id string) (app.Signature, error) {
	return one[app.Signature](ctx, s, id)
}

// SignatureStands reports whether nobody has taken a signature back.
func (s *Store) SignatureStands(ctx context.Context, id string) (bool, error) {
	taken, err := list[app.Signature](ctx, s, "WHERE r.withdraws = ?", id)
	return len(taken) == 0, err
}
