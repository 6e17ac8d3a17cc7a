package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/prepared"
)

// writer is the one connection that writes, with its statements prepared once.
type writer struct {
	mu    sync.Mutex   // held during a transaction
	waits atomic.Int32 // how many wait for mu, see gently
	db    *sql.DB
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	tuned tuning
	held  time.Duration // longest transaction since somebody asked
}

func openWriter(path, vfs string) (*writer, error) {
	db, err := sql.Open(prepared.Driver, dsn(path, vfs, writing))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &writer{db: db, stmts: map[string]*sql.Stmt{}}, nil
}

// connect takes the connection for good; migrations must be done by then.
func (w *writer) connect(ctx context.Context) (err error) {
	w.conn, err = w.db.Conn(ctx)
	return fail(err)
}

func (w *writer) close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var errs []error
	for _, st := range w.stmts {
		errs = append(errs, st.Close())
	}
	if w.conn != nil {
		errs = append(errs, w.conn.Close())
	}
	return errors.Join(append(errs, w.db.Close())...)
}

func (w *writer) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if st := w.stmts[query]; st != nil {
		return st, nil
	}
	st, err := w.conn.PrepareContext(ctx, query)
	if err == nil {
		w.stmts[query] = st
	}
	return st, err
}

// session is one transaction with what it has touched so far.
type session struct {
	s     *Store
	ctx   context.Context // of the statements
	now   app.Instant
	epoch int64 // number of the centre's present epoch, see epochOf

	touched map[string]bool // customers to reindex
	indexed bool            // some were
	fresh   bool            // none ever was, see indexAll
	kinds   map[string]bool // kinds changed
	day     string          // cards are indexed as of this day

	caller context.Context // ends where the caller goes away

	logged   logged // what the log has to know
	enrolled bool   // the rescue file has to be written anew
	drafted  bool   // the file of drafts has to be written anew
	purged   bool   // something left for good
}

func (s *Store) session(ctx context.Context) *session {
	return &session{s: s, ctx: ctx, caller: ctx, now: s.clock.Now(), touched: map[string]bool{}, kinds: map[string]bool{}}
}

// update runs f in one transaction, reindexes the customers it touched once each, commits, and tells the listeners. An
// error leaves everything as it was.
func (s *Store) update(ctx context.Context, f func(*session) error) error {
	kinds, err := s.transact(ctx, f)
	if err == nil {
		s.notify.changed(kinds)
	}
	return err
}

// transact is update that leaves telling the listeners of the kinds it returns to the caller.
func (s *Store) transact(ctx context.Context, f func(*session) error) (kinds map[string]bool, err error) {
	w := s.session(ctx)
	s.write.waits.Add(1)
	s.write.mu.Lock()
	s.write.waits.Add(-1)
	began := time.Now()
	err = w.run(f)
	if w.indexed {
		s.lists.changed()
	}
	if err == nil {
		s.record(w)
	}
	s.write.held = max(s.write.held, time.Since(began))
	s.write.mu.Unlock()
	return w.kinds, s.fail(err)
}

func (w *session) run(f func(*session) error) error {
	if w.s.write.conn == nil {
		return app.Errorf(app.ErrInternal, "数据库已关闭")
	}
	err := w.exec("BEGIN IMMEDIATE")
	if err == nil {
		err = w.number(f)
	}
	// A caller that goes away must not leave the transaction open, nor in doubt.
	w.ctx = context.WithoutCancel(w.ctx)
	if err == nil {
		err = w.exec("COMMIT")
	}
	if err != nil {
		_ = w.exec("ROLLBACK") // fails where nothing was begun or SQLite has rolled back already
	}
	return err
}

func (w *session) number(f func(*session) error) (err error) {
	if w.epoch, err = w.intSetting(settingEpochNo); err != nil {
		return err
	}
	if w.s.log.uncounted {
		if err := w.count(); err != nil {
			return err
		}
	}
	if err := f(w); err != nil {
		return err
	}
	return w.reindexTouched()
}

func (w *session) exec(query string, args ...any) error {
	_, err := w.affected(query, args...)
	return err
}

// affected executes a statement and returns how many rows it changed.
func (w *session) affected(query string, args ...any) (int64, error) {
	st, err := w.s.write.stmt(w.ctx, query)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(w.ctx, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// get scans the only row of a query; sql.ErrNoRows if there is none.
func (w *session) get(query string, args []any, dest ...any) error {
	st, err := w.s.write.stmt(w.ctx, query)
	if err != nil {
		return err
	}
	return st.QueryRowContext(w.ctx, args...).Scan(dest...)
}

// find is get that reports whether there is a row.
func (w *session) find(query string, args []any, dest ...any) (bool, error) {
	err := w.get(query, args, dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// each hands over row after row of a query. f must not use the session: there is one connection.
func (w *session) each(query string, args []any, f func(scan func(...any) error) error) error {
	st, err := w.s.write.stmt(w.ctx, query)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(w.ctx, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
