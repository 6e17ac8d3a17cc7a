package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/oplog"
	"github.com/fangce/fangce/app/store/sealed"
	"github.com/fangce/fangce/app/store/vault"
)

// Retain is what decides which backups stay.
func Retain(all []app.Backup, now app.Instant) (keep, remove []app.Backup) { return retain(all, now) }

// TendSoon makes the work in the background begin at once, for stores opened afterwards; the result undoes it.
func TendSoon(after, every time.Duration) (undo func()) {
	wasAfter, wasEvery := tendAfter, tendEvery
	tendAfter, tendEvery = after, every
	return func() { tendAfter, tendEvery = wasAfter, wasEvery }
}

// Cleanse is what the work in the background does in the database and its log after rows were purged.
func (s *Store) Cleanse(ctx context.Context) error { return s.cleanse(ctx) }

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

// CheckAll tries a key on copies of all sealed files in an account's folder: databases, logs, rescue files and backups.
func CheckAll(scratch, dir string, key []byte) map[string]error {
	out := map[string]error{}
	v, err := vault.New(key, vault.Options{})
	if err != nil {
		return map[string]error{"": err}
	}
	defer v.Close()
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		switch name := e.Name(); {
		case strings.HasSuffix(name, endBackup):
			out[path] = v.Check(path)
		case strings.HasPrefix(name, "outbox"):
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			to := filepath.Join(scratch, name)
			if err := os.WriteFile(to, b, 0o600); err != nil {
				return err
			}
			l, _, err := oplog.Open(to, key, oplog.Options{})
			if out[path] = err; err == nil {
				return l.Close()
			}
		case strings.HasPrefix(name, fileRescue):
			_, out[path] = sealed.ReadFile(path, key, fileRescue)
		}
		return nil
	})
	if err != nil {
		out["walk"] = err
	}
	return out
}
