package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"time"

	"github.com/fangce/fangce/app"
)

// Retain is what decides which backups stay.
func Retain(all []app.Backup, now app.Instant) (keep, remove []app.Backup) { return retain(all, now) }

// TendSoon makes the work in the background begin at once, for stores opened afterwards; the result undoes it.
func TendSoon(after, every time.Duration) (undo func()) {
	wasAfter, wasEvery := tendAfter, tendEvery
	tendAfter, tendEvery = after, every
	return func() { tendAfter, tendEvery = wasAfter, wasEvery }
}

// PlainCopy writes what a store holds into a database as earlier versions of the program left it: open to read.
func PlainCopy(ctx context.Context, s *Store, path string) (err error) {
	var version int
	if err := s.read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if err := layOut(ctx, path, "", version); err != nil {
		return err
	}
	src, err := sql.Open("sqlite", dsn(s.files.database(), s.vault.Name(), copying))
	if err != nil {
		return err
	}
	src.SetMaxOpenConns(1)
	return errors.Join(copyTables(ctx, src, path, "unix"), src.Close())
}

// CheckBackup returns an error if a backup cannot be opened with the store's key or is not whole.
func (s *Store) CheckBackup(name string) error {
	return s.verify(context.Background(), filepath.Join(s.files.dir, dirBackups, name))
}
