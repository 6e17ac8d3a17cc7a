package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/fangce/fangce/app/store/keyfile"
	"github.com/fangce/fangce/app/store/oplog"
	"github.com/fangce/fangce/app/store/sealed"
	"github.com/fangce/fangce/app/store/vault"
)

// Rekey gives an account another data key and passphrase, for when somebody may know the old ones, and returns the key.
// The account must be closed. The database, the log, the contents of attachments and the rescue file are written anew
// under the new key; then the key file is exchanged; then what the old key opens is overwritten and removed, the backups too, and a new backup is made. A
// program that dies meanwhile leaves the account under the one key or the other, whole. Other ways to unlock it are
// gone: the centre's is sealed anew if its key is known, otherwise with the next round of the sync. step, which may be
// nil, is told how far it is. Errors: app.ErrPassphrase, app.ErrInvalid for a new passphrase that is too short, those of
// Open, app.ErrDiskFull.
func Rekey(ctx context.Context, dir, passphrase, newPassphrase string, o Options, step func(done, total int)) ([]byte, error) {
	if err := CheckPassphrase(newPassphrase); err != nil {
		return nil, err
	}
	k, err := keyfile.Load(filepath.Join(dir, FileKeys))
	if err != nil {
		return nil, err
	}
	old, err := k.Unlock(passphrase)
	if err != nil {
		return nil, err
	}
	defer vault.Wipe(old)
	f, err := current(dir, old)
	if err == nil {
		f, err = sealPlain(ctx, f, old, o)
	}
	if err != nil {
		return nil, err
	}
	next, err := f.next()
	if err != nil {
		return nil, err
	}
	k.SetGeneration(next.generation - 1)
	to, key, err := k.Rekeyed(newPassphrase, KDF)
	if err != nil {
		return nil, err
	}
	if err := rekey(ctx, f, old, to, key, o, step); err != nil {
		vault.Wipe(key)
		return nil, err
	}
	return key, nil
}

func rekey(ctx context.Context, f files, old []byte, to *keyfile.File, key []byte, o Options, step func(done, total int)) error {
	next := files{f.dir, to.Generation()}
	if err := enoughFor(f, o.Free); err != nil {
		return err
	}
	if err := next.begin(o.Watch); err != nil {
		return fail(err)
	}
	clearAll := func() error {
		return errors.Join(contentsOf(f.dir, key, o.Watch).removeAll(), next.clear(o.Watch))
	}
	if err := resealFiles(ctx, f, next, old, key, o, step); err != nil {
		return errors.Join(fail(err), clearAll())
	}
	s, err := openFiles(ctx, next, key, o)
	if err != nil {
		return errors.Join(err, clearAll())
	}
	if err := next.holdWith(to, o.Watch); err != nil {
		return errors.Join(fail(err), s.Close())
	}
	_ = s.sweep()        // what is left goes at the next opening
	_, _ = s.Backup(ctx) // if it cannot be made now, the next session makes it
	return s.Close()
}

// resealFiles writes what a generation holds into the files of another, under another key.
func resealFiles(ctx context.Context, f, next files, old, key []byte, o Options, step func(done, total int)) (err error) {
	s, err := openFiles(ctx, f, old, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	v, err := vault.New(key, vault.Options{Watch: o.Watch})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	// What a database that was put back does not know of yet lies in the folder all the same.
	if err := s.sweepBlobs(ctx); err != nil {
		return err
	}
	stop := watchGrowth(next.database(), sizeOf(f.database()), step)
	err = s.copyInto(ctx, next.database(), v.Name())
	stop()
	if err != nil {
		return err
	}
	if err := s.resealSecrets(ctx, next.database(), v.Name(), key); err != nil {
		return err
	}
	if err := s.resealContents(ctx, key, o); err != nil {
		return err
	}
	if err := resealRescue(f, next, old, key, o); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	_, err = oplog.Transfer(f.log(), old, next.log(), key, "", oplog.Options{Watch: o.Watch})
	return err
}

// resealSecrets opens the secrets of a copy of the database with this store's key and seals them with another.
func (s *Store) resealSecrets(ctx context.Context, path, vfs string, key []byte) (err error) {
	to, err := newSealer(key)
	if err != nil {
		return err
	}
	defer to.wipe()
	w, err := openWriter(path, vfs)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	values, err := s.secrets(ctx, tx)
	if err != nil {
		return err
	}
	for name, value := range values {
		if _, err := tx.ExecContext(ctx, upsertSealed, name, to.seal(name, value)); err != nil {
			return err
		}
		clear(value)
	}
	return tx.Commit()
}

// secrets returns the secrets of a database this store's key opens.
func (s *Store) secrets(ctx context.Context, tx *sql.Tx) (map[string][]byte, error) {
	rows, err := tx.QueryContext(ctx, "SELECT key, sealed FROM secrets")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	values := map[string][]byte{}
	for rows.Next() {
		var name string
		var sealed []byte
		if err := rows.Scan(&name, &sealed); err != nil {
			return nil, err
		}
		if values[name], err = s.secret.open(name, sealed); err != nil {
			return nil, err
		}
	}
	return values, rows.Err()
}

// watchGrowth tells now and then how far a file has grown towards a size, in KiB, until it is stopped.
func watchGrowth(path string, total int64, step func(done, total int)) (stop func()) {
	if step == nil {
		return func() {}
	}
	quit, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		t := time.NewTicker(200 * time.Millisecond)
		defer t.Stop()
		for {
			select {
			case <-quit:
				step(int(total>>10), int(total>>10))
				return
			case <-t.C:
				if info, err := os.Stat(path); err == nil {
					step(int(min(info.Size(), total)>>10), int(total>>10))
				}
			}
		}
	}()
	return func() { close(quit); <-ended }
}

// resealRescue writes the rescue file anew under another key.
func resealRescue(f, next files, old, key []byte, o Options) error {
	b, err := sealed.ReadFile(f.rescue(), old, fileRescue)
	if err != nil {
		return err
	}
	defer clear(b)
	return sealed.WriteFile(next.rescue(), key, fileRescue, b, o.Watch)
}
