package store

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"

	"github.com/fangce/fangce/app/store/oplog"
)

// commitLog is outbox.log beside the database: every operation that is not acknowledged, a second time. All but behind is
// touched under the writer's lock only.
type commitLog struct {
	log *oplog.Log // nil while it cannot be opened
	// make says that there is no log that could be opened, and an empty one may be made.
	make bool
	// stale says that what the log holds is to be replaced by what the database has.
	stale bool
	// uncounted says that the disk had no room to note this opening; the next transaction does it.
	uncounted bool
	// behind says that an operation is not in the log yet; the next transaction that succeeds adds what is missing.
	behind atomic.Bool
}

// logged is what one transaction changes that the log has to know.
type logged struct {
	ops    []oplog.Op
	acked  []int64
	resend bool // operations acknowledged before are pending again
	stale  bool // operations have other numbers than before
	author bool
}

func (l *logged) empty() bool {
	return len(l.ops) == 0 && len(l.acked) == 0 && !l.resend && !l.stale && !l.author
}

var errNoLog = errors.New("store: the log could not be read when the database was opened")

// LogBehind reports whether unsent work could not be written to the log; it is in the database then, and only there.
func (s *Store) LogBehind() bool { return s.log.behind.Load() }

// record writes to the log what a transaction has changed. The transaction is done and its operations lie on the disk: a log
// that cannot be written does not undo it.
func (s *Store) record(w *session) {
	s.log.stale = s.log.stale || w.logged.stale
	if s.log.uncounted {
		s.log.uncounted = false
		s.counted(w.ctx)
		return
	}
	if !w.logged.empty() || s.log.behind.Load() {
		s.log.behind.Store(s.writeLog(w) != nil)
	}
	if w.enrolled || s.rescue.behind {
		s.keepEnrolment(w)
	}
	if w.drafted || s.drafts.behind {
		s.keepDrafts(w)
	}
}

func (s *Store) writeLog(w *session) error {
	c := &s.log
	if c.log == nil {
		if !c.make {
			return errNoLog
		}
		l, err := oplog.Create(s.files.log(), s.key, oplog.Options{Watch: s.watch})
		if err != nil {
			return err
		}
		c.log, c.make, c.stale = l, false, true
	}
	switch {
	case c.stale:
		return s.refill(w)
	case c.behind.Load() || w.logged.resend:
		return s.catchUp(w)
	}
	if err := c.log.Append(w.logged.ops...); err != nil {
		return err
	}
	if w.logged.author {
		if err := c.log.Author(s.Author()); err != nil {
			return err
		}
	}
	if len(w.logged.acked) == 0 {
		return nil
	}
	if err := c.log.Ack(w.logged.acked...); err != nil {
		return err
	}
	return c.log.Compact()
}

// catchUp brings a log up to date that lacks something.
func (s *Store) catchUp(w *session) error {
	pending, err := w.pendingLogged()
	if err != nil {
		return err
	}
	has := map[int64]bool{}
	var missing []oplog.Op
	for _, o := range pending {
		has[o.N] = true
		if !s.log.log.Has(o.N) {
			missing = append(missing, o)
		}
	}
	var done []int64
	for _, o := range s.log.log.Pending() {
		if !has[o.N] {
			done = append(done, o.N)
		}
	}
	if err := s.log.log.Append(missing...); err != nil {
		return err
	}
	if err := s.log.log.Author(s.Author()); err != nil {
		return err
	}
	if err := s.log.log.Ack(done...); err != nil {
		return err
	}
	return s.log.log.Compact()
}

// refill writes the log anew from the database.
func (s *Store) refill(w *session) error {
	pending, err := w.pendingLogged()
	if err != nil {
		return err
	}
	last, err := w.intSetting(settingN)
	if err != nil {
		return err
	}
	opening, err := w.intSetting(settingOpening)
	if err != nil {
		return err
	}
	if err := s.log.log.Replace(last, pending); err != nil {
		return err
	}
	if err := s.log.log.Author(s.Author()); err != nil {
		return err
	}
	if err := s.log.log.Opened(opening); err != nil {
		return err
	}
	s.log.stale = false
	return nil
}

// pendingLogged returns the operations that are not acknowledged, as the log keeps them.
func (w *session) pendingLogged() ([]oplog.Op, error) {
	var out []oplog.Op
	err := w.each("SELECT n, tx, line, hash, kind, id, at FROM outbox WHERE state = 0 ORDER BY n", nil,
		func(scan func(...any) error) error {
			var o oplog.Op
			err := scan(&o.N, &o.Tx, &o.Line, &o.Hash, &o.Kind, &o.ID, &o.At)
			out = append(out, o)
			return err
		})
	return out, err
}

func (s *Store) closeLog() error {
	s.write.mu.Lock()
	defer s.write.mu.Unlock()
	if s.log.log == nil {
		return nil
	}
	err := s.log.log.Close()
	s.log.log, s.log.uncounted = nil, false
	return err
}

// openLog opens the log and makes it and the database agree.
//
// As a rule the database is right: what the log lacks is copied from it. The other direction only where the database is
// older than the log: a backup was restored, a new database was begun, or somebody has put an old file back, which the
// counter of openings tells that both keep. The database is always written first, so that a crash can leave it ahead of the
// log, never behind.
//
// A log that cannot be read or written does not keep the database from being opened: it is behind then. Neither does a full
// disk, unless the database is older.
func (s *Store) openLog(ctx context.Context) error {
	l, report, err := oplog.Open(s.files.log(), s.key, oplog.Options{Watch: s.watch})
	if errors.Is(err, oplog.ErrKey) || errors.Is(err, oplog.ErrDamaged) {
		// The database has opened, and has all the log had.
		slog.Warn("the log of unsent work is made again from the database", "error", err)
		l, err = oplog.Create(s.files.log(), s.key, oplog.Options{Watch: s.watch})
		report = oplog.Report{New: true}
		s.log.make = err != nil
	}
	s.log.make = s.log.make || err != nil && report.New
	if report.Damaged > 0 {
		slog.Warn("the log of unsent work was damaged", "frames", report.Damaged)
	}
	if err != nil {
		slog.Warn("the log of unsent work cannot be opened", "error", err)
		s.log.behind.Store(true)
		s.rescue.ready, s.drafts.ready = s.log.make, s.log.make
		return nil
	}
	s.log.log = l
	return s.reconcile(ctx, report)
}
