package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/fangce/fangce/app"
)

// partialEnd ends the name of a backup, or of a database, that is not complete.
const partialEnd = ".partial"

// Backup says what a backup holds.
type Backup struct {
	File    string
	Bytes   int64 // of the database
	Rows    int64 // shared rows
	Blobs   int   // contents of attachments
	Missing int   // contents the database speaks of that are not in the folder beside it
}

// Backup writes a copy of the database, as it is at one moment, to a file, or into a folder under a name with the time;
// laptops and commands go on meanwhile. The contents of attachments and the anchors of the audit log come to lie beside it.
// The copy is opened and looked through before it gets its name. Nothing is ever overwritten.
// Errors: app.ErrConflict if there is a file of that name, app.ErrDamaged if the copy is not sound.
func (c *Centre) Backup(ctx context.Context, to string) (Backup, error) {
	b := Backup{File: to}
	if info, err := os.Stat(to); err == nil && info.IsDir() || to != "" && os.IsPathSeparator(to[len(to)-1]) {
		b.File = filepath.Join(to, "centre-"+c.clock().In(app.Shanghai).Format("20060102-150405")+".db")
	}
	if err := absent(b.File); err != nil {
		return b, err
	}
	if err := os.MkdirAll(filepath.Dir(b.File), 0o700); err != nil {
		return b, err
	}
	partial := b.File + partialEnd
	defer func() { _ = removeDatabase(partial) }()
	if err := c.copyTo(ctx, partial); err != nil {
		return b, err
	}
	if err := b.look(ctx, partial); err != nil {
		return b, err
	}
	var err error
	if b.Blobs, b.Missing, err = copyContents(ctx, partial, BlobsOf(c.file()), BlobsOf(b.File), true); err != nil {
		return b, err
	}
	if err := copyFile(AnchorsOf(c.file()), AnchorsOf(b.File)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	if err := become(partial, b.File); err != nil {
		return b, err
	}
	c.log.Info("backup", "bytes", b.Bytes, "rows", b.Rows, "blobs", b.Blobs, "missing", b.Missing)
	return b, c.note(ctx, auditBackup, map[string]any{"rows": b.Rows, "blobs": b.Blobs, "missing": b.Missing})
}

// file returns the path of the database.
func (c *Centre) file() string { return strings.TrimSuffix(c.anchors.path, AnchorsOf("")) }

// connectTo opens a database that is not served.
func connectTo(path, query string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}
	db, err := sql.Open("sqlite", u.String()+query)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// copyTo writes the database, as one reading transaction sees it, to a new file and waits until it is on the disk.
func (c *Centre) copyTo(ctx context.Context, partial string) error {
	if err := removeDatabase(partial); err != nil {
		return err
	}
	// The file is there first, so that nobody else may read it at any moment.
	f, err := os.OpenFile(partial, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	from, err := connect(c.file(), "deferred", "", 1)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	if _, err := from.ExecContext(ctx, `VACUUM INTO ?`, partial); err != nil {
		return fmt.Errorf("centre: backup: %w", err)
	}
	return f.Sync()
}

// look opens a copy, checks all of it, and counts what it holds.
func (b *Backup) look(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	b.Bytes = info.Size()
	db, err := connectTo(path, "?mode=ro&immutable=1")
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	return sound(ctx, db, &b.Rows)
}

// sound checks a database of the centre in every page and index, and the chain of its audit log.
func sound(ctx context.Context, db *sql.DB, rows *int64) error {
	bad := func(err error) error {
		return &app.Error{Code: app.ErrDamaged, Message: "该文件不是中心的数据库，或已损坏", Cause: err}
	}
	var application int
	var said string
	if err := errors.Join(
		db.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&application),
		db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&said),
	); err != nil {
		return bad(err)
	}
	if application != applicationID || said != "ok" {
		return bad(errors.New("integrity check"))
	}
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM row`).Scan(rows); err != nil {
		return bad(err)
	}
	return nil
}

// absent refuses to overwrite a file.
func absent(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return app.Errorf(app.ErrConflict, "已经有文件 %s，不会覆盖", path)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// become gives a complete file its name, unless another file has it by now.
func become(partial, path string) error {
	if err := os.Link(partial, path); errors.Is(err, fs.ErrExist) {
		return absent(path)
	} else if err != nil {
		// A file system without links: the moment between the look and the renaming stays.
		if err := absent(path); err != nil {
			return err
		}
		if err := os.Rename(partial, path); err != nil {
			return err
		}
	}
	return syncDir(filepath.Dir(path))
}

// removeDatabase removes a database file with what SQLite keeps beside it.
func removeDatabase(path string) error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
