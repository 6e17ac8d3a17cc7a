package store

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"

	"github.com/fangce/fangce/app"
)

// purge removes a row that has left, and everything that says what was in it: its history, drafts about it, an offer
// of it, and the operations on it, which are all acknowledged and keep their numbers only. What is in backups and in the search index's
// segments goes afterwards, see dropPurged.
func (w *session) purge(t *table, id string) error {
	if err := w.remove(t, id); err != nil {
		return err
	}
	if err := w.forgetHistory(t.kind.Name, id); err != nil {
		return err
	}
	if err := w.dropDraftsAbout(id); err != nil {
		return err
	}
	for _, table := range []string{"outbox", "outbox_old"} {
		if err := w.exec("UPDATE "+table+" SET line = x'' WHERE kind = ? AND id = ? AND state <> ?", t.kind.Name, id, opPending); err != nil {
			return err
		}
	}
	if err := w.exec("DELETE FROM offers WHERE kind = ? AND id = ?", t.kind.Name, id); err != nil {
		return err
	}
	return w.notePurge()
}

// purgeUnknown removes what left of the kinds only a newer program knows. Those hang on a card by a field of this name.
func (w *session) purgeUnknown(l leaving) error {
	n, err := w.affected(`DELETE FROM unknown WHERE stream = ?1 AND (?2 = '' OR kind = ?2 AND id = ?3
		OR ?2 = ?4 AND json_extract(body, '$.customer_id') = ?3)`, l.stream, l.kind, l.id, app.KindCustomer.Name)
	if err != nil || n == 0 {
		return err
	}
	return w.notePurge()
}

// notePurge remembers that something was purged that is still in backups and in files not written anew since.
func (w *session) notePurge() error {
	if w.purged {
		return nil
	}
	w.purged = true
	return w.setInt(settingPurged, int64(w.now))
}

// dropPurged gets rid of what is left of rows that were purged: in the segments of the search index, in the log, in the WAL,
// and in backups. It makes a new backup before it removes all others, and reports whether it did. While the new one cannot
// be made they stay: they may be all there is.
func (s *Store) dropPurged(ctx context.Context) bool {
	at, err := s.Setting(ctx, settingPurged)
	if err != nil || at == "" {
		return false
	}
	if err := s.cleanse(ctx); err != nil {
		slog.Warn("what has left could not be removed everywhere", "error", err)
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

// cleanse removes what is left of purged rows in the database and its log.
func (s *Store) cleanse(ctx context.Context) error {
	if err := s.mergeWords(ctx); err != nil {
		return err
	}
	err := s.gently(ctx, func(w *session) error {
		w.logged.stale = true // written anew: frames of what was acknowledged stay in it until then
		return nil
	})
	if err != nil {
		return err
	}
	return s.emptyWAL(ctx)
}

// mergePages is how many pages of the search index are merged while the writer is held.
const mergePages = 24

// mergeWords makes one segment of the search index: a word that was deleted stays in its segment until that is merged.
func (s *Store) mergeWords(ctx context.Context) error {
	for pages, more := -mergePages, true; more; pages = mergePages { // a negative number begins
		err := s.gently(ctx, func(w *session) error {
			var before, after int64
			if err := w.get("SELECT total_changes()", nil, &before); err != nil {
				return err
			}
			if err := w.exec("INSERT INTO search (search, rank) VALUES ('merge', ?)", pages); err != nil {
				return err
			}
			err := w.get("SELECT total_changes()", nil, &after)
			more = after-before >= 2 // SQLite says so of the end
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

var errReading = errors.New("store: the WAL is being read")

// emptyWAL brings the WAL into the database and cuts it to nothing. It does not wait for queries that are running.
func (s *Store) emptyWAL(ctx context.Context) error {
	s.write.mu.Lock()
	defer s.write.mu.Unlock()
	if s.write.conn == nil {
		return context.Canceled
	}
	if _, err := s.write.conn.ExecContext(ctx, "PRAGMA busy_timeout(0)"); err != nil {
		return s.fail(err)
	}
	var busy, frames, moved int
	err := s.write.conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	_, undone := s.write.conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA busy_timeout(5000)")
	if err == nil && busy != 0 {
		return errReading
	}
	return errors.Join(s.fail(err), s.fail(undone))
}
