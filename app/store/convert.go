package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/vault"
)

// sealPlain brings a database that an earlier version of the program left open to read into a sealed one of the next
// generation, and returns the files that hold then. A program that dies meanwhile leaves the old one as it was. VACUUM
// INTO cannot do it: a page of a plain database has no room for the seal, and the copy would take its layout over.
func sealPlain(ctx context.Context, f files, key []byte, o Options) (files, error) {
	plain, err := vault.Plain(f.database())
	if errors.Is(err, fs.ErrNotExist) || err == nil && !plain {
		return f, nil
	}
	if err != nil {
		return f, fail(err)
	}
	// What was sealed once is never plain again: somebody has put this file here.
	for _, path := range []string{f.log(), f.rescue()} {
		if _, err := os.Lstat(path); f.generation > 0 || err == nil {
			return f, &app.Error{Code: app.ErrDamaged, Field: FieldForeign, Message: "数据库不属于本账户，不能用这把密钥打开"}
		}
	}
	next, err := f.next()
	if err != nil {
		return f, err
	}
	if err := enoughFor(f, o.Free); err != nil {
		return f, err
	}
	if err := next.begin(o.Watch); err != nil {
		return f, fail(err)
	}
	if err := sealInto(ctx, f, next, key, o); err != nil {
		return f, errors.Join(fail(err), next.clear(o.Watch))
	}
	// The old one is overwritten and removed by sweep, when the new one has opened.
	return next, next.hold(o.Watch)
}

// enoughFor returns app.ErrDiskFull if the disk has no room for another copy of the database.
func enoughFor(f files, free func(string) (int64, error)) error {
	r := room{dir: f.dir, free: free}
	if left := r.now(); 0 <= left && left < sizeOf(f.database())+roomCommit {
		return diskFull(nil)
	}
	return nil
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

func sealInto(ctx context.Context, from, to files, key []byte, o Options) (err error) {
	src, err := sql.Open("sqlite", dsn(from.database(), "", copying))
	if err != nil {
		return err
	}
	src.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, src.Close()) }()
	version, err := belongs(ctx, src, key)
	if err != nil {
		return err
	}
	v, err := vault.New(key, vault.Options{Watch: o.Watch})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	if err := v.Create(to.database()); err != nil {
		return err
	}
	if err := layOut(ctx, to.database(), v.Name(), version); err != nil {
		return err
	}
	return copyTables(ctx, src, to.database(), v.Name())
}

// belongs returns the version of a plain database whose account has this key.
func belongs(ctx context.Context, db *sql.DB, key []byte) (version int, err error) {
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, err
	}
	steps, err := migrations()
	if err != nil {
		return 0, err
	}
	if version > len(steps) {
		return 0, newerStore(version, len(steps))
	}
	secret, err := newSealer(key)
	if err != nil {
		return 0, err
	}
	defer secret.wipe()
	var sealed []byte
	if err := db.QueryRowContext(ctx, selectSealed, secretCheck).Scan(&sealed); err != nil {
		return 0, &app.Error{Code: app.ErrDamaged, Message: "数据库已损坏，请修复", Cause: err}
	}
	_, err = secret.open(secretCheck, sealed)
	return version, err
}

// layOut makes the tables of a version of the program in an empty sealed database.
func layOut(ctx context.Context, path, vfs string, version int) (err error) {
	steps, err := migrations()
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(path, vfs, writing))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	for i, script := range steps[:version] {
		if err := step(ctx, db, script, i+1); err != nil {
			return err
		}
	}
	return nil
}

// copyTables fills the tables of a sealed database with the rows of one of the same version, those behind the search index
// included.
func copyTables(ctx context.Context, src *sql.DB, path, vfs string) error {
	conn, err := src.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // goes back to the pool
	run := func(query string, args ...any) error {
		_, err := conn.ExecContext(ctx, query, args...)
		return err
	}
	if err := run("ATTACH ? AS sealed", fileURI(path, url.Values{"vfs": {vfs}})); err != nil {
		return err
	}
	names, err := tableNames(ctx, conn)
	if err != nil {
		return err
	}
	if err := run("PRAGMA sealed.synchronous = 2"); err != nil {
		return err
	}
	if err := run("BEGIN"); err != nil {
		return err
	}
	for _, name := range names {
		if err := errors.Join(run("DELETE FROM sealed."+name), run("INSERT INTO sealed."+name+" SELECT * FROM main."+name)); err != nil {
			return errors.Join(fmt.Errorf("store: table %s: %w", name, err), run("ROLLBACK"))
		}
	}
	if err := run("COMMIT"); err != nil {
		return err
	}
	if err := sound(ctx, conn, "sealed"); err != nil {
		return err
	}
	return run("DETACH sealed")
}

// tableNames returns the tables that hold rows, quoted.
func tableNames(ctx context.Context, conn *sql.Conn) (names []string, err error) {
	rows, err := conn.QueryContext(ctx, `SELECT '"' || name || '"' FROM main.sqlite_schema
		WHERE type = 'table' AND rootpage > 0 AND name NOT GLOB 'sqlite_*' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// sound returns app.ErrDamaged if the pages of a database do not fit together.
func sound(ctx context.Context, conn *sql.Conn, schema string) error {
	var says string
	if err := conn.QueryRowContext(ctx, "PRAGMA "+schema+".quick_check(1)").Scan(&says); err != nil {
		return err
	}
	if says != "ok" {
		return &app.Error{Code: app.ErrDamaged, Message: "数据库已损坏，请修复", Cause: errors.New(filepath.Base(says))}
	}
	return nil
}
