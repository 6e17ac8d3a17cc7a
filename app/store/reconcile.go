package store

import (
	"bytes"
	"context"
	"log/slog"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/oplog"
	"github.com/fangce/fangce/sync/wire"
)

// Keys of settings about the log.
const (
	settingOpening = "store.opening" // how often the store was opened, as the log counts it
	settingMark    = "store.mark"    // of the log whose operations were taken in last
)

// Restored says what was taken from the log when this store was opened, and whether anything had to be: its database was
// older than the log.
func (s *Store) Restored() (app.Rescued, bool) { return s.rescued, s.restored }

// reconcile makes database and log agree at an opening, see openLog.
func (s *Store) reconcile(ctx context.Context, report oplog.Report) error {
	l := s.log.log
	older, compared := false, false
	err := s.update(ctx, func(w *session) (err error) {
		opening, err := w.intSetting(settingOpening)
		if err != nil {
			return err
		}
		if older, err = w.isOlder(l, opening); err != nil {
			return err
		}
		compared = true
		s.log.stale = !older && (report.New || opening > l.Opening())
		if older {
			if err := w.takeLog(l, report); err != nil {
				return err
			}
		}
		return w.count()
	})
	if app.Code(err) == app.ErrDiskFull && compared && !older {
		slog.Warn("no room to note that the database was opened", "error", err)
		s.log.uncounted = true
		s.log.behind.Store(true)
		return nil
	}
	if err != nil {
		return err
	}
	if older {
		slog.Warn("the database was older than the log", "taken", s.rescued.Ops, "lost", s.rescued.Lost)
		s.restored = true
		if err := s.loadAuthor(ctx); err != nil {
			return err
		}
	}
	s.write.mu.Lock()
	defer s.write.mu.Unlock()
	s.counted(ctx)
	return nil
}

// count notes in the database that it was opened.
func (w *session) count() error {
	opening, err := w.intSetting(settingOpening)
	if err != nil {
		return err
	}
	return w.setInt(settingOpening, max(opening, w.s.log.log.Opening())+1)
}

// counted brings the files beside the database up to date when what count did lies on the disk.
func (s *Store) counted(ctx context.Context) {
	s.log.behind.Store(s.agree(ctx) != nil)
	s.openRescue(s.session(ctx))
	s.openDrafts(s.session(ctx))
}

// agree writes to the log what the database has, and that it was opened.
func (s *Store) agree(ctx context.Context) error {
	w := s.session(ctx)
	if s.log.stale {
		return s.refill(w)
	}
	if err := s.catchUp(w); err != nil {
		return err
	}
	opening, err := w.intSetting(settingOpening)
	if err != nil {
		return err
	}
	return s.log.log.Opened(opening)
}

// isOlder reports whether the database is older than the log.
func (w *session) isOlder(l *oplog.Log, opening int64) (bool, error) {
	taken, err := w.setting(settingMark)
	if err != nil {
		return false, err
	}
	if l.Mark() != "" && l.Mark() != taken {
		return true, nil
	}
	n, err := w.intSetting(settingN)
	return l.Opening() > opening || l.Opening() == opening && l.Last() > n, err
}

// takeLog brings the enrolment of the rescue file and the operations of the log into a database that is older than both.
func (w *session) takeLog(l *oplog.Log, report oplog.Report) error {
	fresh, err := w.takeRescue(l)
	if err != nil {
		return err
	}
	w.s.rescued = app.Rescued{Lost: report.Damaged, FetchAll: fresh}
	if err := w.takeDrafts(); err != nil {
		return err
	}
	knew, err := w.intSetting(settingN)
	if err != nil {
		return err
	}
	if err := w.noteBlind(knew, l); err != nil {
		return err
	}
	person, device := l.Writer()
	for _, o := range l.Pending() {
		added, err := w.redo(o, person, device)
		if err != nil {
			return err
		}
		if added {
			w.s.rescued.Ops++
		}
	}
	n, err := w.intSetting(settingN)
	if err != nil {
		return err
	}
	n = max(n, l.Last())
	if err := w.setInt(settingN, n); err != nil {
		return err
	}
	if err := w.doubtNumbers(n); err != nil {
		return err
	}
	return w.setSetting(settingMark, l.Mark())
}

// redo does what Commit did when it made an operation, from the log's copy of it. It reports false if the database has the
// operation.
func (w *session) redo(o oplog.Op, person, device string) (bool, error) {
	var hash []byte
	found, err := w.find("SELECT hash FROM outbox WHERE n = ?", []any{o.N}, &hash)
	if err != nil || found && bytes.Equal(hash, o.Hash) {
		return false, err
	}
	if found {
		// Two operations under one number: nothing must be lost, so this one gets another number.
		if o, err = w.moved(o); err != nil {
			return false, err
		}
	}
	op, err := parseOp(o.Line)
	if err != nil {
		return false, err
	}
	if err := w.keepHLC(op.HLC); err != nil {
		return false, err
	}
	t := tables()[op.Kind]
	if t == nil {
		return true, w.insertOp(o)
	}
	is, exists, err := w.load(t, op.ID)
	if err != nil {
		return false, err
	}
	if err := w.baseOfSettled(t, op.ID); err != nil {
		return false, err
	}
	if err := w.insertOp(o); err != nil {
		return false, err
	}
	if err := w.rebuild(t, op.ID); err != nil || t.kind.InsertOnly {
		return true, err
	}
	if !exists && !op.New {
		return true, w.widenBlind(o.N, o.N) // nobody sees here what it changed: the backup has no such row
	}
	if !exists {
		is.body = nil
	}
	before, _ := canonical(t.kind, op.ID, is.body)
	after, _ := canonical(t.kind, op.ID, replay(t.kind, before, exists, &op))
	return true, w.writeHistory(t.kind, op.ID, before, after, authored{
		person: person, device: device, at: app.Instant(op.At), n: o.N, created: !exists,
	})
}

// moved gives an operation the next free number.
func (w *session) moved(o oplog.Op) (oplog.Op, error) {
	n, err := w.intSetting(settingN)
	if err != nil {
		return o, err
	}
	if o, err = withNumber(o, n+1); err != nil {
		return o, err
	}
	return o, w.setInt(settingN, o.N)
}

func (w *session) insertOp(o oplog.Op) error {
	return w.exec("INSERT INTO outbox (n, tx, line, hash, kind, id, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		o.N, o.Tx, o.Line, o.Hash, o.Kind, o.ID, o.At)
}

// keepHLC makes sure that the next operation has a greater clock value.
func (w *session) keepHLC(hlc wire.HLC) error {
	last, err := w.intSetting(settingHLC)
	if err != nil || last >= int64(hlc) {
		return err
	}
	return w.setInt(settingHLC, int64(hlc))
}
