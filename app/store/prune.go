package store

import (
	"context"
	"strconv"
	"time"
)

// keepAcknowledged is how long operations are kept after the centre has answered them, for a centre that is restored from
// a backup (architecture §3).
const keepAcknowledged = 90 * 24 * time.Hour

// pruneSlice is how many operations PruneOutbox removes while it holds the writer.
const pruneSlice = 200

// PruneOutbox removes operations that were acknowledged long before the last contact with the centre: a laptop that was
// away for months, or whose clock has jumped, keeps what a centre restored meanwhile may ask for. Those the centre did not
// apply stay listed.
func (s *Store) PruneOutbox(ctx context.Context) error {
	said, err := s.Setting(ctx, settingContact)
	if err != nil {
		return err
	}
	contact, _ := strconv.ParseInt(said, 10, 64) // none: nothing is old
	before := min(contact, int64(s.clock.Now())) - keepAcknowledged.Milliseconds()
	for more := true; more; {
		err := s.gently(ctx, func(w *session) error {
			const old = "n IN (SELECT n FROM outbox WHERE state = 1 AND done_at < ? ORDER BY n LIMIT ?)"
			if err := w.settleHistory(old, before, pruneSlice); err != nil {
				return err
			}
			n, err := w.affected("DELETE FROM outbox WHERE "+old, before, pruneSlice)
			more = n == pruneSlice
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.gently(ctx, func(w *session) error {
		return w.exec("DELETE FROM outbox_old WHERE state = 1 AND done_at < ?", before)
	})
}
