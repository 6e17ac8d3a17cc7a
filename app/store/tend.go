package store

import (
	"context"
	"path/filepath"
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

// dropPurged makes a new backup and removes all others if they may hold a stream that was taken from this laptop since,
// and reports whether it did. While the new one cannot be made they stay: they may be all there is.
func (s *Store) dropPurged(ctx context.Context) bool {
	at, err := s.Setting(ctx, settingPurged)
	if err != nil || at == "" {
		return false
	}
	made, err := s.Backup(ctx)
	if err != nil {
		return false
	}
	all, err := Backups(s.files.dir)
	if err != nil {
		return false
	}
	var old []string
	for _, b := range all {
		if b.Name != made.Name {
			old = append(old, filepath.Join(s.files.dir, dirBackups, b.Name))
		}
	}
	if discard(old, s.watch) != nil {
		return false
	}
	_ = s.update(ctx, func(w *session) error {
		return w.exec("DELETE FROM settings WHERE key = ? AND value = ?", settingPurged, at)
	})
	return true
}
