package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// Activities returns all activities, the latest to begin first.
func (s *Store) Activities(ctx context.Context) ([]app.Activity, error) {
	return list[app.Activity](ctx, s, "ORDER BY r.starts_at DESC, r.id")
}

// Activity returns one activity; app.ErrNotFound if there is none.
func (s *Store) Activity(ctx context.Context, id string) (app.Activity, error) {
	return one[app.Activity](ctx, s, id)
}

// Invitations returns all invitations, in no order.
func (s *Store) Invitations(ctx context.Context) ([]app.Invitation, error) {
	return list[app.Invitation](ctx, s, "")
}

// InvitationsTo returns the invitations to one activity, in no order.
func (s *Store) InvitationsTo(ctx context.Context, activityID string) ([]app.Invitation, error) {
	return list[app.Invitation](ctx, s, "WHERE r.activity_id = ?", activityID)
}

// Invitation returns one invitation; app.ErrNotFound if there is none.
func (s *Store) Invitation(ctx context.Context, id string) (app.Invitation, error) {
	return one[app.Invitation](ctx, s, id)
}
