package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/oplog"
	"github.com/fangce/fangce/app/store/vault"
)

// Restore puts a backup in the place of an account's database and the unsent operations of the log on top. The account
// must be closed. The database that was there is removed once the restored one has opened, and stays if that fails.
// Errors: app.ErrNotFound if there is no such backup, app.ErrDamaged if it is damaged (Field FieldForeign: not this
// account's), app.ErrDiskFull.
func Restore(ctx context.Context, dir string, key []byte, name string, o Options) (app.Rescued, error) {
	path, err := backupPath(dir, name)
	if err != nil {
		return app.Rescued{}, err
	}
	r, err := replace(ctx, dir, key, o, func(next files) error {
		if err := checkBackup(path, key); err != nil {
			return fail(err)
		}
		return copyFile(path, next.database(), o)
	})
	r.From = name
	return r, err
}

// backupPath returns where a backup lies, which must be among the account's.
func backupPath(dir, name string) (string, error) {
	path := filepath.Join(dir, dirBackups, filepath.Base(name))
	_, dated := backupTime(name)
	if _, err := os.Stat(path); !dated || errors.Is(err, fs.ErrNotExist) {
		return "", app.Errorf(app.ErrNotFound, "没有找到这份备份")
	} else if err != nil {
		return "", err
	}
	return path, nil
}

// checkBackup returns vault.ErrKey or vault.ErrDamaged if a backup cannot be opened with a key.
func checkBackup(path string, key []byte) error {
	v, err := vault.New(key, vault.Options{})
	if err != nil {
		return err
	}
	return errors.Join(v.Check(path), v.Close())
}

// replace puts another database, which build writes into the files of the next generation, in the place of an account's,
// together with what the log and the rescue file hold. Until the key file is exchanged, which is the last step but the
// removal of the old files, the account is as it was.
func replace(ctx context.Context, dir string, key []byte, o Options, build func(next files) error) (r app.Rescued, err error) {
	f, err := current(dir, key)
	if err != nil {
		return r, err
	}
	newer, err := f.newer() // which this key does not open
	if err != nil {
		return r, err
	}
	next, err := f.next()
	if err != nil {
		return r, err
	}
	if err := next.begin(o.Watch); err != nil {
		return r, fail(err)
	}
	s, err := replaced(ctx, f, next, key, o, build)
	if err != nil {
		return r, errors.Join(fail(err), next.clear(o.Watch))
	}
	r = s.rescued
	if err = next.hold(o.Watch); err == nil {
		if err = s.setAside(append(newer, f)...); err == nil {
			_ = s.sweep() // what is left goes at the next opening
		}
	}
	return r, errors.Join(fail(err), s.Close())
}

// replaced builds the next generation and opens it.
func replaced(ctx context.Context, f, next files, key []byte, o Options, build func(next files) error) (*Store, error) {
	if err := build(next); err != nil {
		return nil, err
	}
	if _, err := oplog.Transfer(f.log(), key, next.log(), key, next.mark(), oplog.Options{Watch: o.Watch}); err != nil {
		return nil, err
	}
	for from, to := range map[string]string{f.rescue(): next.rescue(), f.drafts(): next.drafts()} {
		if err := copyFile(from, to, Options{Watch: o.Watch}); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	s, err := openFiles(ctx, next, key, o)
	if err != nil {
		return nil, err
	}
	if err := s.whole(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.takeRest(ctx, f.database()); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// setAside gives databases about to be removed that another key opens names under which nothing removes them: somebody has
// put one here by mistake, or the key file that opens it is elsewhere, and may have no other copy.
func (s *Store) setAside(generations ...files) error {
	for _, f := range generations {
		if !errors.Is(s.vault.Check(f.database()), vault.ErrKey) {
			continue
		}
		base := filepath.Join(f.dir, "other-key-"+app.NewID(time.Now()))
		for _, move := range [][2]string{{f.log(), ".log"}, {f.database() + "-wal", ".db-wal"}, {f.database(), ".db"}} {
			if err := s.move(move[0], base+move[1]); err != nil {
				return err
			}
		}
		if err := s.setContentsAside(filepath.Base(base)); err != nil {
			return err
		}
	}
	return disk.SyncDir(s.files.dir, s.watch)
}

// move renames a file that may be missing.
func (s *Store) move(from, to string) error {
	if _, err := os.Lstat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := s.watch.Before(disk.Event{Op: disk.Rename, Path: from, Data: []byte(to)}); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// mark is what the log of a generation says whose database is an older one or a new one: what the log holds goes into it.
// It differs from generation to generation, so that a database knows what it has taken in.
func (f files) mark() string { return "generation " + strconv.Itoa(f.generation) }

// whole reads all of the open database and returns app.ErrDamaged if it is not sound.
func (s *Store) whole(ctx context.Context) error {
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return err
	}
	return errors.Join(sound(ctx, conn, "main"), conn.Close())
}

// copyFile copies a file that nobody writes, and is done when the copy lies on the disk. The copy must not be there yet.
func copyFile(from, to string, o Options) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	if r := (&room{dir: filepath.Dir(to), free: o.Free}).now(); 0 <= r && r < info.Size()+roomCommit {
		return diskFull(nil)
	}
	out, err := disk.Open(to, o.Watch)
	if err != nil {
		return err
	}
	w := &counting{w: io.NewOffsetWriter(out, 0), total: info.Size(), step: o.Step}
	_, err = io.CopyBuffer(w, struct{ io.Reader }{in}, make([]byte, 1<<20))
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}

// counting tells how far a copy has got.
type counting struct {
	w           io.Writer
	done, total int64
	step        func(done, total int)
}

func (c *counting) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.done += int64(n)
	if c.step != nil {
		c.step(int(c.done>>10), int(c.total>>10))
	}
	return n, err
}
