package centre

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed" // the schema
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/prepared"
	_ "modernc.org/sqlite" // the driver
)

// defaultName is the centre's name until SetName gives another.
const defaultName = "银保理财中心"

// applicationID marks a SQLite file as a centre's database ("FCct").
const applicationID = 0x46436374

//go:embed schema.sql
var schema string

//go:embed schema_sync.sql
var schemaSync string

//go:embed schema_ops.sql
var schemaOps string

//go:embed schema_blobs.sql
var schemaBlobs string

//go:embed schema_trust.sql
var schemaTrust string

//go:embed schema_allot.sql
var schemaAllot string

//go:embed schema_allotmonth.sql
var schemaAllotMonth string

// migrations are run in order, each in one transaction; PRAGMA user_version counts them. Only ever append.
var migrations = []string{schema, schemaRecovery, schemaSync, schemaOps, schemaBlobs, schemaTrust, schemaAllot, schemaAllotMonth}

// Options say how a centre is opened.
type Options struct {
	// Clock is the centre's clock; the machine's own if nil.
	Clock app.Clock
	// MustExist refuses to create a database.
	MustExist bool
	// Log takes what operators should know, without personal data; nil for nothing.
	Log *slog.Logger
	// Calendar knows the working days.
	Calendar app.Calendar
	// Limits say how often laptops and strangers may ask.
	Limits Limits
	// Operator is who runs the program, as far as the system knows: the audit log names nobody else for what no person at a
	// laptop has done.
	Operator string
	// Free returns how many bytes are free where a folder lies, for /readyz; nil to leave that out.
	Free func(dir string) (int64, error)
}

// Centre is one open centre. Its methods may be called at the same time.
type Centre struct {
	hold     *hold   // nil for a database that nobody else knows of
	write    *sql.DB // one connection
	read     *sql.DB
	clock    app.Clock
	log      *slog.Logger
	calendar app.Calendar
	epoch    atomic.Pointer[string]
	places   places // of laptops within long pulls
	tries    *tries // wrong enrolment codes
	asked    *tries // requests for data keys
	metrics  *metrics
	anchors  *anchors // of the audit log
	blobs    *blobFiles
	heard    *heard
	limits   *limits
	queue    *queue
	free     func(dir string) (int64, error)
	operator string
}

// Open opens the centre's database, making the file if there is none. Errors: app.ErrNotFound with MustExist and no
// file, app.ErrNewerStore, app.ErrInUse while a backup is being restored there, and app.ErrDamaged for a file that is no
// centre's database.
func Open(ctx context.Context, path string, o Options) (*Centre, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() || o.MustExist {
		if err := prepareFile(path, o.MustExist); err != nil {
			return nil, err
		}
	}
	h, err := holdShared(ctx, path)
	if err != nil {
		return nil, err
	}
	c, err := openUnheld(ctx, path, o)
	if err != nil {
		return nil, errors.Join(err, h.release())
	}
	c.hold = h
	return c, nil
}

// openUnheld is Open for a database that nobody else knows of.
func openUnheld(ctx context.Context, path string, o Options) (*Centre, error) {
	c := &Centre{
		clock: o.Clock, log: o.Log, calendar: o.Calendar, tries: newTries(), asked: newTries(),
		metrics: newMetrics(), anchors: &anchors{path: AnchorsOf(path)}, blobs: &blobFiles{dir: BlobsOf(path)}, limits: newLimits(o.Limits), queue: newQueue(maxAtOnce, waitTimeout),
	}
	if c.clock == nil {
		c.clock = time.Now
	}
	if c.log == nil {
		c.log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	c.free, c.operator = o.Free, o.Operator
	c.heard = newHeard(c.clock)
	c.metrics.registry.MustRegister(c.heard)
	if err := prepareFile(path, o.MustExist); err != nil {
		return nil, err
	}
	var err error
	if c.write, err = connect(path, "immediate", "", 1); err != nil {
		return nil, err
	}
	if c.read, err = connect(path, "deferred", "&_pragma=query_only(1)", 4); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	if err := c.migrate(ctx); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	epoch, err := c.meta(ctx, metaEpoch)
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	c.epoch.Store(&epoch)
	if err := c.loadHeard(ctx); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// Close closes the database.
func (c *Centre) Close() error {
	var errs []error
	for _, db := range []*sql.DB{c.read, c.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if c.anchors != nil {
		errs = append(errs, c.anchors.close())
	}
	return errors.Join(append(errs, c.hold.release())...)
}

// SetName sets the centre's name as forms print it and laptops show it.
func (c *Centre) SetName(ctx context.Context, name string) error {
	_, err := c.write.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES ('name', ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, name)
	return err
}

func (c *Centre) meta(ctx context.Context, key string) (string, error) {
	var v string
	err := c.read.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = ?`, key).Scan(&v)
	if err != nil {
		return "", fmt.Errorf("centre: meta %s: %w", key, err)
	}
	return v, nil
}

// prepareFile makes sure that the file exists and that only its owner may read it: it holds personal data in clear.
func prepareFile(path string, mustExist bool) error {
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return app.Errorf(app.ErrInvalid, "%s 是文件夹，不是数据库文件", path)
	case err == nil:
		return nil
	case mustExist:
		return app.Errorf(app.ErrNotFound, "找不到数据库文件 %s", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func connect(path, lock, more string, n int) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}
	// busy_timeout comes first: switching to WAL may already meet another process.
	dsn := u.String() + "?_txlock=" + lock + "&_pragma=busy_timeout(15000)&_pragma=journal_mode(WAL)" +
		"&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=temp_store(2)&_pragma=cache_size(-64000)" + more
	db, err := sql.Open(prepared.Driver, dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

func (c *Centre) migrate(ctx context.Context) error {
	tx, err := c.write.BeginTx(ctx, nil)
	if err != nil {
		return &app.Error{Code: app.ErrDamaged, Message: "该文件不是中心的数据库，或已损坏", Cause: err}
	}
	defer func() { _ = tx.Rollback() }()
	var version, application, tables int
	if err := errors.Join(
		tx.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version),
		tx.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&application),
		tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master`).Scan(&tables),
	); err != nil {
		return &app.Error{Code: app.ErrDamaged, Message: "该文件不是中心的数据库，或已损坏", Cause: err}
	}
	switch {
	case tables > 0 && application != applicationID:
		return app.Errorf(app.ErrDamaged, "该文件是别的程序的数据库，不是中心的数据库")
	case version > len(migrations):
		return app.Errorf(app.ErrNewerStore, "数据库由更新版本的程序写成，请升级本程序")
	case version == len(migrations):
		return nil
	}
	for _, m := range migrations[version:] {
		if _, err := tx.ExecContext(ctx, m); err != nil {
			return fmt.Errorf("centre: migration: %w", err)
		}
	}
	if version == 0 {
		var epoch [16]byte
		if _, err := rand.Read(epoch[:]); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES ('epoch', ?), ('name', ?)`,
			hex.EncodeToString(epoch[:]), defaultName); err != nil {
			return err
		}
	}
	if err := firstRecoveryKey(ctx, tx, app.InstantOf(c.clock())); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `PRAGMA application_id = `+strconv.Itoa(applicationID)+
		`; PRAGMA user_version = `+strconv.Itoa(len(migrations))); err != nil {
		return err
	}
	return tx.Commit()
}
