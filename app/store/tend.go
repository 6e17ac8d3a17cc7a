package store

import (
	"context"
	"log/slog"
	"time"
)

// Times of the work in the background: the first time, when the first screens are drawn, and from then on.
var (
	tendAfter = 30 * time.Second
	tendEvery = 10 * time.Minute
)

// tend does what has to be done now and then while the store is open.
func (s *Store) tend(ctx context.Context, after, every time.Duration) {
	t := time.NewTimer(after)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		if s.Damaged() {
			return
		}
		if err := s.PruneOutbox(ctx); err != nil {
			slog.Warn("old operations could not be removed", "error", err)
		}
		if !s.dropPurged(ctx) && s.backupDue() {
			_, _ = s.Backup(ctx) // Health says what came of it
		}
		t.Reset(every)
	}
}
