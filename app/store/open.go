package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// FileDatabase is the name of an account's database in its folder.
const FileDatabase = "fangce.db"

// readers is how many queries run beside each other and the writer.
const readers = 3

// Options are what a store needs besides its folder and key.
type Options struct {
	Clock app.Clock // the machine's own clock if nil
}

// Store is one account's database, open. Its methods may be called from any goroutine.
type Store struct {
	dir    string
	clock  app.Clock
	secret sealer
	write  *writer
	read   *sql.DB // several connections, query_only
	notify notifier
	author authorship
	lists  cardLists
}

// Open opens the database in an account's folder and brings it up to date; it makes an empty one if there is none. key
// is what Unlock returned. Errors: app.ErrNewerStore if a newer program wrote it, app.ErrDamaged if it is no database, is
// damaged or belongs to another key.
func Open(ctx context.Context, dir string, key []byte, o Options) (*Store, error) {
	if o.Clock == nil {
		o.Clock = app.StartingAt(app.Instant(0).Time())
	}
	secret, err := newSealer(key)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, FileDatabase)
	if err := touch(path); err != nil {
		return nil, err
	}
	s := &Store{dir: dir, clock: o.Clock, secret: secret}
	if s.write, err = openWriter(path); err != nil {
		return nil, fail(err)
	}
	if s.read, err = sql.Open("sqlite", dsn(path, false)); err != nil {
		return nil, errors.Join(fail(err), s.write.close())
	}
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	s.notify.start()
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// prepare does what has to be done once per opening.
func (s *Store) prepare(ctx context.Context) error {
	migrated, err := migrate(ctx, s.write.db)
	if err == nil {
		err = s.write.connect(ctx)
	}
	if err != nil {
		return err
	}
	if err := s.checkKey(ctx); err != nil {
		return err
	}
	if err := s.loadAuthor(ctx); err != nil {
		return err
	}
	if migrated {
		if err := s.adopt(ctx); err != nil {
			return err
		}
	}
	return s.refreshIndex(ctx)
}

// Close closes the database. Nothing is lost without it; it only tidies up.
func (s *Store) Close() error {
	s.notify.stop()
	return errors.Join(s.read.Close(), s.write.close())
}

// Dir returns the account's folder.
func (s *Store) Dir() string { return s.dir }

// Clock returns the clock the store was opened with.
func (s *Store) Clock() app.Clock { return s.clock }

// dsn says how connections are opened, the writer's and the readers'. The time to wait for a lock comes first, so that it
// holds for the pragmas that need one. FULL: a commit that was reported survives a power cut (NORMAL lost 98 of 150).
func dsn(path string, writer bool) string {
	q := url.Values{}
	add := func(p string) { q.Add("_pragma", p) }
	add("busy_timeout(5000)")
	add("temp_store(2)")
	add("foreign_keys(1)")
	add("cache_size(-20000)")
	if writer {
		add("journal_mode(WAL)")
		add("synchronous(2)")
		add("secure_delete(1)")
		q.Set("_txlock", "immediate")
	} else {
		add("query_only(1)")
	}
	return (&url.URL{Scheme: "file", Opaque: escapePath(path), RawQuery: q.Encode()}).String()
}

// escapePath brings a path of any system into the form SQLite takes in a URI.
func escapePath(path string) string {
	p := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		p = "/" + p
	}
	return (&url.URL{Path: p}).EscapedPath()
}

// touch makes the database file readable by its owner only before SQLite opens it; WAL and index take its mode over.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// fail maps the database's errors to those a person is told about.
func fail(err error) error {
	if err == nil {
		return nil
	}
	var e *app.Error
	if errors.As(err, &e) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return &app.Error{Code: app.ErrNotFound, Message: "没有找到这条记录", Cause: err}
	}
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		switch coded.Code() & 0xff {
		case 11, 26: // SQLITE_CORRUPT, SQLITE_NOTADB
			return &app.Error{Code: app.ErrDamaged, Message: "数据库已损坏，请联系客户服务中心恢复", Cause: err}
		case 13: // SQLITE_FULL
			return &app.Error{Code: app.ErrInternal, Message: "磁盘空间不足，未能保存", Cause: err}
		case 5, 6: // SQLITE_BUSY, SQLITE_LOCKED
			return &app.Error{Code: app.ErrInUse, Message: "数据库正被另一个程序使用", Cause: err}
		}
	}
	return err
}

// Pending is an operation not yet at the centre.
type Pending = wire.Pending
