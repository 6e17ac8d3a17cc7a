package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"log/slog"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/prepared"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/vault"
	"github.com/fangce/fangce/sync/wire"
)

// readers is how many queries run beside each other and the writer.
const readers = 3

// Options are what a store needs besides its folder and key.
type Options struct {
	Clock app.Clock  // the machine's own clock if nil
	Watch disk.Watch // told of every step on the disk; may be nil
	// Free returns how many bytes are left on the disk of a folder. If it is nil, nobody is warned of a full disk.
	Free func(dir string) (int64, error)
	Step func(done, total int) // told how far Restore and Rescue are; may be nil
}

// Store is one account's database, open. Its methods may be called from any goroutine.
type Store struct {
	files  files
	clock  app.Clock
	watch  disk.Watch
	key    []byte // a copy, wiped at Close
	vault  *vault.VFS
	secret sealer
	write  *writer
	read   *sql.DB // several connections, query_only
	notify notifier
	author authorship
	log    commitLog
	rescue rescueFile
	drafts draftsFile
	lists  cardLists
	damage damage
	room   room
	blobs  blobs
	backup backups
	tasks  tasks
	own    atomic.Int64 // commits made here

	restored bool // the database was older than the log at this opening
	rescued  app.Rescued
}

// Open opens the database in an account's folder and brings it up to date; it makes an empty one if there never was one,
// and seals one that an earlier version of the program left open to read. key is what Unlock returned; the store keeps a
// copy of its own. Errors: app.ErrNewerStore if a newer program wrote it; app.ErrDamaged if it is damaged or missing, and
// with the field FieldForeign if it belongs to another account; app.ErrNoRoom if the disk has not even the room that
// reading takes.
func Open(ctx context.Context, dir string, key []byte, o Options) (*Store, error) {
	s, err := open(ctx, dir, key, o)
	if app.Code(err) == app.ErrDiskFull {
		err = &app.Error{Code: app.ErrNoRoom, Message: "磁盘空间不足，无法打开，请清理磁盘后再试", Cause: err}
	}
	return s, err
}

func open(ctx context.Context, dir string, key []byte, o Options) (*Store, error) {
	f, err := current(dir, key)
	if err != nil {
		return nil, err
	}
	if f, err = sealPlain(ctx, f, key, o); err != nil {
		return nil, err
	}
	s, err := openFiles(ctx, f, key, o)
	if err != nil {
		return nil, err
	}
	if named, err := present(dir); err != nil || named != f {
		if err := errors.Join(err, f.hold(o.Watch)); err != nil {
			return nil, errors.Join(fail(err), s.Close())
		}
	}
	_ = s.sweep() // what cannot be removed now goes at the next opening
	_ = s.sweepBlobs(ctx)
	after, every := tendAfter, tendEvery
	s.tasks.start(func(ctx context.Context) { s.tend(ctx, after, every) })
	return s, nil
}

// openFiles opens one generation of an account, whichever holds.
func openFiles(ctx context.Context, f files, key []byte, o Options) (*Store, error) {
	if o.Clock == nil {
		o.Clock = app.StartingAt(app.Instant(0).Time())
	}
	secret, err := newSealer(key)
	if err != nil {
		return nil, err
	}
	s := &Store{
		files: f, clock: o.Clock, watch: o.Watch, key: append([]byte(nil), key...), secret: secret,
		room: room{dir: f.dir, free: o.Free},
	}
	s.notify.start()
	if err := s.connect(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// connect does what has to be done once per opening.
func (s *Store) connect(ctx context.Context) (err error) {
	if s.vault, err = vault.New(s.key, vault.Options{Watch: s.watch}); err != nil {
		return err
	}
	path := s.files.database()
	if err := s.checkFile(path); err != nil {
		return err
	}
	if s.write, err = openWriter(path, s.vault.Name()); err != nil {
		return fail(err)
	}
	if s.read, err = sql.Open(prepared.Driver, dsn(path, s.vault.Name(), reading)); err != nil {
		return fail(err)
	}
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	return s.prepare(ctx)
}

// checkFile makes sure that the database is there and belongs to the key, before SQLite sees it: what it says itself of a
// file it cannot read does not tell one reason from another.
func (s *Store) checkFile(path string) error {
	err := s.vault.Check(path)
	if errors.Is(err, fs.ErrNotExist) {
		empty, err := s.files.pristine()
		if err != nil {
			return err
		}
		if !empty {
			return app.Errorf(app.ErrDamaged, "找不到数据库文件，请修复")
		}
		return fail(s.vault.Create(path))
	}
	return fail(err)
}

func (s *Store) prepare(ctx context.Context) error {
	if err := s.backupBeforeMigration(ctx); err != nil {
		return err
	}
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
	if err := s.openLog(ctx); err != nil {
		return err
	}
	if migrated {
		if err := s.adopt(ctx); err != nil {
			return err
		}
	}
	err = s.refreshIndex(ctx)
	if app.Code(err) == app.ErrDiskFull && !migrated {
		slog.Warn("the cards are indexed at another opening", "error", err)
		return nil
	}
	return err
}

// Close ends what runs in the background, closes the database and wipes the keys. Nothing is lost without it, but the keys
// stay in memory.
func (s *Store) Close() error {
	s.tasks.stop()
	s.notify.stop()
	var faults []error
	if s.read != nil {
		faults = append(faults, s.read.Close())
		drained(s.read)
	}
	if s.write != nil {
		faults = append(faults, s.closeLog(), s.write.close())
	}
	if s.vault != nil {
		err := s.vault.Close()
		if errors.Is(err, vault.ErrInUse) {
			go closeLate(s.vault)
		}
		faults = append(faults, err)
	}
	vault.Wipe(s.key)
	s.secret.wipe()
	return errors.Join(faults...)
}

// drained waits until the queries that were running when a pool was closed have given their connections back: the keys
// cannot go before. A query that nobody reads to its end must not hold up a lock for ever.
func drained(pool *sql.DB) {
	for deadline := time.Now().Add(5 * time.Second); pool.Stats().OpenConnections > 0 && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
}

// closeLate wipes the keys of a VFS as soon as the last query lets go of it.
func closeLate(v *vault.VFS) {
	for errors.Is(v.Close(), vault.ErrInUse) {
		time.Sleep(100 * time.Millisecond)
	}
}

// Dir returns the account's folder.
func (s *Store) Dir() string { return s.files.dir }

// Clock returns the clock the store was opened with.
func (s *Store) Clock() app.Clock { return s.clock }

// access is what a connection is for.
type access int

const (
	reading access = iota // queries of the window
	writing               // the one connection that writes
	copying               // reads everything once, into another file
)

// dsn says how connections are opened. The time to wait for a lock comes first, so that it holds for the pragmas that need
// one. FULL: a commit that was reported survives a power cut (NORMAL lost 98 of 150). temp_store: SQLite's temporary files
// would lie on the disk unsealed.
func dsn(path, vfs string, a access) string {
	q := url.Values{}
	if vfs != "" {
		q.Set("vfs", vfs)
	}
	add := func(p string) { q.Add("_pragma", p) }
	add("busy_timeout(5000)")
	add("temp_store(2)")
	add("foreign_keys(1)")
	switch a {
	case writing:
		add("cache_size(-20000)")
		add("journal_mode(WAL)")
		add("synchronous(2)")
		add("secure_delete(1)")
		q.Set("_txlock", "immediate")
	case copying:
		add("cache_size(-2000)") // every page is read once
		add("synchronous(2)")    // of the copy
	default:
		add("cache_size(-20000)")
		add("query_only(1)")
	}
	return fileURI(path, q)
}

// fileURI returns the form in which SQLite takes a path together with parameters, whatever characters are in it.
func fileURI(path string, q url.Values) string {
	p := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		p = "/" + p
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: p}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// Pending is an operation not yet at the centre.
type Pending = wire.Pending
