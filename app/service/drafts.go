package service

import (
	"context"

	"github.com/fangce/fangce/app"
)

// drafts are the forms begun and not handed in. A use case that hands one in is called with app.UsingDraft, and its
// commit deletes the draft.
type drafts interface {
	SaveDraft(ctx context.Context, d app.Draft) error
	Draft(ctx context.Context, key string) (app.Draft, bool, error)
	Drafts(ctx context.Context) ([]app.Draft, error)
	DropDraft(ctx context.Context, key string) error
}

// SaveDraft keeps a form as far as it is filled in; it is on the disk when SaveDraft returns.
func (s *Service) SaveDraft(ctx context.Context, d app.Draft) error { return s.store.SaveDraft(ctx, d) }

// Draft returns what was kept under a key; ok is false if nothing was.
func (s *Service) Draft(ctx context.Context, key string) (d app.Draft, ok bool, err error) {
	return s.store.Draft(ctx, key)
}

// Drafts returns everything kept, the newest first.
func (s *Service) Drafts(ctx context.Context) ([]app.Draft, error) { return s.store.Drafts(ctx) }

// DropDraft forgets what was kept under a key; a key without a draft is no error.
func (s *Service) DropDraft(ctx context.Context, key string) error {
	return s.store.DropDraft(ctx, key)
}
