package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/disk"
)

// dirBackups holds the copies of the database in an account's folder.
const dirBackups = "backups"

const endBackup = ".db"

// Names of backups say when they were made, in Shanghai; with seconds where two were made in one minute.
var backupNames = []string{"2006-01-02T1504" + endBackup, "2006-01-02T150405" + endBackup}

// backupEvery is how old the last backup may become before the next one is made.
const backupEvery = 24 * time.Hour

// backups is how making them stands.
type backups struct {
	running sync.Mutex // held while one is made

	mu   sync.Mutex
	note string // code of the error that kept the last one from being made
}

func (b *backups) say(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !errors.Is(err, context.Canceled) {
		b.note = app.Code(err)
	}
}

func (b *backups) said() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.note
}

// Backups returns the backups of the account in a folder, newest first. It needs no key: names say when they were made.
func Backups(dir string) ([]app.Backup, error) {
	entries, err := os.ReadDir(filepath.Join(dir, dirBackups))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []app.Backup
	for _, e := range entries {
		at, ok := backupTime(e.Name())
		info, err := e.Info()
		if !ok || err != nil || !info.Mode().IsRegular() {
			continue
		}
		all = append(all, app.Backup{Name: e.Name(), At: at, Size: info.Size()})
	}
	if len(all) == 0 {
		return nil, nil
	}
	slices.SortFunc(all, newestFirst)
	keep, remove := retain(all, all[0].At)
	all = append(keep, remove...)
	slices.SortFunc(all, newestFirst)
	return all, nil
}

func backupTime(name string) (app.Instant, bool) {
	for _, layout := range backupNames {
		if t, err := time.ParseInLocation(layout, name, app.Shanghai); err == nil {
			return app.InstantOf(t), true
		}
	}
	return 0, false
}

// Backup copies the database into a new file of the account's folder, sealed like it, and makes sure that the copy opens
// and is whole. Reading and writing go on meanwhile. Backups nobody needs any more are removed, see retain. Errors:
// app.ErrDiskFull if there is too little room; app.ErrDamaged if the database turns out to be damaged; context.Canceled if
// the store is closed meanwhile.
func (s *Store) Backup(ctx context.Context) (app.Backup, error) {
	ctx, leave, err := s.tasks.join(ctx)
	if err != nil {
		return app.Backup{}, err
	}
	defer leave()
	s.backup.running.Lock()
	defer s.backup.running.Unlock()
	if err := ctx.Err(); err != nil {
		return app.Backup{}, err
	}
	b, err := s.makeBackup(ctx)
	s.backup.say(err)
	return b, err
}

func (s *Store) makeBackup(ctx context.Context) (app.Backup, error) {
	if left := s.room.now(); 0 <= left && left < sizeOf(s.files.database())+roomBackup {
		return app.Backup{}, &app.Error{Code: app.ErrDiskFull, Message: "磁盘空间不足，未能备份"}
	}
	dir := filepath.Join(s.files.dir, dirBackups)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return app.Backup{}, err
	}
	tmp := filepath.Join(dir, disk.Unfinished+app.NewID(time.Now())+endBackup)
	if err := s.copyInto(ctx, tmp, s.vault.Name()); err != nil {
		return app.Backup{}, errors.Join(s.fail(err), discard([]string{tmp, tmp + "-journal"}, s.watch))
	}
	if err := s.verify(ctx, tmp); err != nil {
		return app.Backup{}, errors.Join(s.doubt(ctx, err), discard([]string{tmp}, s.watch))
	}
	b, err := s.keepBackup(dir, tmp)
	if err != nil {
		return b, errors.Join(s.fail(err), discard([]string{tmp}, s.watch))
	}
	return b, s.thinBackups(b)
}

// copyInto writes the database as it is now into the empty or missing file at path, under any VFS, on a connection of its
// own: it reads one state of the database, whatever is committed meanwhile. The file is on the disk when it returns.
func (s *Store) copyInto(ctx context.Context, path, vfs string) (err error) {
	if err := s.watch.Before(disk.Event{Op: disk.Create, Path: path}); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // SQLite would let others read it
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(s.files.database(), s.vault.Name(), copying))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", fileURI(path, url.Values{"vfs": {vfs}}))
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	return s.flush(path)
}

// flush makes sure that a file lies on the disk. It must not be open as a database.
func (s *Store) flush(path string) error {
	f, err := disk.Open(path, s.watch)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// verify opens a copy and checks that its pages fit together and that it belongs to the account.
func (s *Store) verify(ctx context.Context, path string) (err error) {
	db, err := sql.Open("sqlite", dsn(path, s.vault.Name(), reading))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // goes back to the pool
	if err := sound(ctx, conn, "main"); err != nil {
		return err
	}
	var check []byte
	if err := conn.QueryRowContext(ctx, selectSealed, secretCheck).Scan(&check); err != nil {
		return err
	}
	_, err = s.secret.open(secretCheck, check)
	return err
}

// doubt finds out whether a copy is bad because the database is: then that is what has to be said.
func (s *Store) doubt(ctx context.Context, why error) error {
	if errors.Is(why, context.Canceled) {
		return why
	}
	conn, err := s.read.Conn(ctx)
	if err == nil {
		err = errors.Join(sound(ctx, conn, "main"), conn.Close())
	}
	if app.Code(fail(err)) == app.ErrDamaged {
		s.damage.note()
		return fail(err)
	}
	return &app.Error{Code: app.ErrInternal, Message: "备份校验未通过，稍后会再试", Cause: why}
}

// keepBackup gives a finished copy its name.
func (s *Store) keepBackup(dir, tmp string) (app.Backup, error) {
	now := s.clock().In(app.Shanghai)
	b := app.Backup{Size: sizeOf(tmp)}
	for _, layout := range backupNames {
		b.Name = now.Format(layout)
		if _, err := os.Lstat(filepath.Join(dir, b.Name)); errors.Is(err, fs.ErrNotExist) {
			break // and two within a second are one: the later
		}
	}
	b.At, _ = backupTime(b.Name)
	to := filepath.Join(dir, b.Name)
	if err := s.watch.Before(disk.Event{Op: disk.Rename, Path: tmp, Data: []byte(to)}); err != nil {
		return b, err
	}
	if err := os.Rename(tmp, to); err != nil {
		return b, err
	}
	return b, disk.SyncDir(dir, s.watch)
}

// thinBackups removes the backups that are not kept any more, never the one just made.
func (s *Store) thinBackups(made app.Backup) error {
	all, err := Backups(s.files.dir)
	if err != nil {
		return err
	}
	_, remove := retain(all, s.clock.Now())
	var paths []string
	for _, b := range remove {
		if b.Name != made.Name {
			paths = append(paths, filepath.Join(s.files.dir, dirBackups, b.Name))
		}
	}
	return discard(paths, s.watch)
}

// lastBackup returns when the newest backup was made that is not dated ahead of the clock, 0 if there is none.
func lastBackup(all []app.Backup, now app.Instant) app.Instant {
	for _, b := range all {
		if b.At <= now {
			return b.At
		}
	}
	return 0
}

// backupDue reports whether the next backup should be made.
func (s *Store) backupDue() bool {
	all, err := Backups(s.files.dir)
	if err != nil {
		s.backup.say(err)
		return false
	}
	last := lastBackup(all, s.clock.Now())
	return last == 0 || s.clock().Sub(last.Time()) >= backupEvery
}

// backupBeforeMigration keeps the database as the earlier program left it, if this one is about to change it. A backup that
// cannot be made, for want of room or of a folder to lie in, does not keep it from being opened; damage does.
func (s *Store) backupBeforeMigration(ctx context.Context) error {
	var have int
	if err := s.write.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return fail(err)
	}
	steps, err := migrations()
	if err != nil || have == 0 || have >= len(steps) {
		return err
	}
	if _, err = s.Backup(ctx); err == nil {
		return nil
	}
	if app.Code(err) == app.ErrDamaged || ctx.Err() != nil {
		return err
	}
	slog.Warn("the database is brought up to date without a backup", "error", err)
	return nil
}
