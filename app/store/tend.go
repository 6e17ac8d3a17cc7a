package store

import (
	"context"
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
		if !s.dropPurged(ctx) && s.backupDue() {
			_, _ = s.Backup(ctx) // Health says what came of it
		}
		t.Reset(every)
	}
}
