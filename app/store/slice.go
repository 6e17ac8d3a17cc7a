package store

import (
	"context"
	"time"
)

// hold is how long work that can wait holds the writer at a time, what follows a transaction on the disk included: nobody
// who types waits longer (architecture §3: 20 ms or one card). Tests make it shorter.
var hold = 12 * time.Millisecond

// yieldFor bounds how long such work lets others go first, so that it ends even while somebody writes all the time.
const yieldFor = 100 * time.Millisecond

// gently is update for work that can wait: whoever waits for the writer goes first.
func (s *Store) gently(ctx context.Context, f func(*session) error) error {
	kinds, err := s.transactGently(ctx, f)
	if err == nil {
		s.notify.changed(kinds)
	}
	return err
}

func (s *Store) transactGently(ctx context.Context, f func(*session) error) (map[string]bool, error) {
	for until := time.Now().Add(yieldFor); s.write.waits.Load() > 0 && time.Now().Before(until); {
		time.Sleep(100 * time.Microsecond)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.transact(ctx, f)
}
