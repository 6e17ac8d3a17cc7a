package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations returns the steps from an empty database to this program's, in order. Step i brings user_version to i+1.
func migrations() ([]string, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var steps []string
	for i, name := range names {
		number, _, _ := strings.Cut(strings.TrimPrefix(name, "migrations/"), "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 {
			return nil, fmt.Errorf("store: migration %s is not number %d", name, i+1)
		}
		b, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, string(b))
	}
	return steps, nil
}

// migrationSteps is replaced in tests.
var migrationSteps = migrations

// migrate brings the database up to date, each step in a transaction of its own, and reports whether there was one to
// take. A database of a newer program is refused with app.ErrNewerStore and left as it is.
func migrate(ctx context.Context, db *sql.DB) (bool, error) {
	steps, err := migrationSteps()
	if err != nil {
		return false, err
	}
	var have int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return false, fail(err)
	}
	if have > len(steps) {
		return false, newerStore(have, len(steps))
	}
	for i := have; i < len(steps); i++ {
		if err := step(ctx, db, steps[i], i+1); err != nil {
			return false, fmt.Errorf("store: migration %d: %w", i+1, fail(err))
		}
	}
	return have < len(steps), nil
}

func newerStore(have, known int) error {
	return app.Errorf(app.ErrNewerStore, "数据由更新版本的程序写入（版本 %d，本程序为 %d），请先升级程序", have, known)
}

func step(ctx context.Context, db *sql.DB, script string, version int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	if _, err := tx.ExecContext(ctx, script); err != nil {
		return err
	}
	if err := giveUpFill(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "PRAGMA user_version = "+strconv.Itoa(version)); err != nil {
		return err
	}
	return tx.Commit()
}

// giveUpFill drops a first fill that is under way: the step has changed the tables, but not those that are being filled in
// their place. What was pulled is pulled again.
func giveUpFill(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, ?) = ?`, len(fillPrefix), fillPrefix)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var drop []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		drop = append(drop, "DROP TABLE "+name)
	}
	if err := rows.Err(); err != nil || len(drop) == 0 {
		return err
	}
	for _, q := range append(drop, "DELETE FROM settings WHERE key = '"+settingFill+"'", "DELETE FROM cursors", "DELETE FROM inbox", "DELETE FROM leaving") {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}
