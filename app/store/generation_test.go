package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/keyfile"
)

const otherPassphrase = "另一个口令五六"

// change replaces an account's database as a whole.
type change struct {
	name string
	make func(t *testing.T) (dir string, key []byte) // an account before it
	do   func(dir string, key []byte, o store.Options) error
}

var changes = []change{
	{"conversion", plainAccount, func(dir string, key []byte, o store.Options) error {
		s, err := store.Open(ctx, dir, key, o)
		if err != nil {
			return err
		}
		return s.Close()
	}},
	{"restore", busyAccount, func(dir string, key []byte, o store.Options) error {
		all, err := store.Backups(dir)
		if err != nil || len(all) == 0 {
			return errors.Join(err, errors.New("no backup"))
		}
		_, err = store.Restore(ctx, dir, key, all[len(all)-1].Name, o)
		return err
	}},
	{"rekey", busyAccount, func(dir string, _ []byte, o store.Options) error {
		_, err := store.Rekey(ctx, dir, passphrase, otherPassphrase, o, nil)
		return err
	}},
}

func changeNamed(name string) change {
	for _, c := range changes {
		if c.name == name {
			return c
		}
	}
	return change{}
}

// busyCustomers is how many customers the accounts of these tests have; all of them are unsent work, as is the photo.
const busyCustomers = 12

var busyPhoto = newContent(100_000)

// busyAccount returns an account, closed, with unsent work, a secret, and a backup that is older than a part of the work.
func busyAccount(t *testing.T) (dir string, key []byte) {
	dir, key = account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, busyCustomers/2)
	if err := s.SetSecret(ctx, "k", []byte("秘密")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(ctx); err != nil {
		t.Fatal(err)
	}
	fill(t, s, busyCustomers/2, busyCustomers)
	if err := s.Attach(ctx, busyPhoto.Attachment, busyPhoto.bytes, busyPhoto.thumb); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	return dir, key
}

// plainAccount returns the same as the earlier version of the program would have left it.
func plainAccount(t *testing.T) (dir string, key []byte) {
	dir, key = busyAccount(t)
	s := opened(t, dir, key, store.Options{})
	plain := filepath.Join(t.TempDir(), store.FileDatabase)
	if err := store.PlainCopy(ctx, s, plain); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	for _, path := range generationFiles(t, dir) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(filepath.Join(dir, "backups")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(plain, filepath.Join(dir, store.FileDatabase)); err != nil {
		t.Fatal(err)
	}
	return dir, key
}

// generationFiles returns all files of databases, logs and rescue files in a folder.
func generationFiles(t *testing.T, dir string) (paths []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		for _, begin := range []string{"fangce", "outbox", "rescue", disk.Unfinished} {
			if strings.HasPrefix(e.Name(), begin) {
				paths = append(paths, filepath.Join(dir, e.Name()))
			}
		}
	}
	return paths
}

// checkWhole opens an account with whichever passphrase fits and makes sure that nothing is missing, that it can be worked
// with, and that only one generation is left. It returns the key that holds.
func checkWhole(t *testing.T, dir string) []byte {
	t.Helper()
	key, err := store.Unlock(dir, passphrase)
	if app.Code(err) == app.ErrPassphrase {
		key, err = store.Unlock(dir, otherPassphrase)
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, dir, key, store.Options{Clock: (&apptest.Clock{At: apptest.Now}).Now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if got := customers(t, s); got != strconv.Itoa(busyCustomers) {
		t.Fatalf("%s customers, want %d", got, busyCustomers)
	}
	if v, err := s.Secret(ctx, "k"); err != nil || string(v) != "秘密" {
		t.Fatalf("secret %q %v", v, err)
	}
	ops, err := s.Pending(ctx, 100)
	if err != nil || len(ops) != busyCustomers+1 || ops[len(ops)-1].N != busyCustomers+1 {
		t.Fatalf("%d operations to be sent (%v)", len(ops), err)
	}
	if !bytes.Equal(blobOf(t, s, busyPhoto.Sha), busyPhoto.bytes) || !bytes.Equal(blobOf(t, s, busyPhoto.Thumb), busyPhoto.thumb) {
		t.Error("the photo is another one")
	}
	if files := attached(t, dir); len(files) != 2 {
		t.Errorf("files of contents: %q", files)
	}
	if person, device := s.Author(); person != apptest.Planner || device != apptest.Device {
		t.Fatalf("author %q %q", person, device)
	}
	apptest.MustCommit(t, s, store.Create(apptest.Customer(999, "新客户")))
	k, err := keyfile.Load(filepath.Join(dir, store.FileKeys))
	if err != nil {
		t.Fatal(err)
	}
	part := "." + strconv.Itoa(k.Generation())
	for _, path := range generationFiles(t, dir) {
		if name := filepath.Base(path); strings.HasPrefix(name, disk.Unfinished) || k.Generation() > 0 && !strings.Contains(name, part) {
			t.Errorf("left behind: %s", name)
		}
	}
	all, err := store.Backups(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range all {
		if err := s.CheckBackup(b.Name); err != nil {
			t.Errorf("backup %s: %v", b.Name, err)
		}
	}
	return key
}

// points returns at which of the steps to fail: at each that is not one of many writes, and at some of those.
func points(steps []disk.Event, most int) (at []int) {
	every := max(1, len(steps)/most)
	for i, e := range steps {
		if e.Op != disk.Write && e.Op != disk.Sync || i%every == 0 {
			at = append(at, i)
		}
	}
	return append(at, len(steps))
}

// A program that stops at any step of a change leaves an account that opens, with the old or the new generation, whole.
func TestChangesStoppedAtAnyStep(t *testing.T) {
	apptest.FastKeys(t) // until the last of them has ended
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir, key := c.make(t)
			var steps []disk.Event
			clock := (&apptest.Clock{At: apptest.Now.AddDate(0, 0, 1)}).Now
			if err := c.do(copied(t, dir), key, store.Options{Clock: clock, Watch: func(e disk.Event) error {
				steps = append(steps, disk.Event{Op: e.Op})
				return nil
			}}); err != nil {
				t.Fatal(err)
			}
			stopped := errors.New("stopped")
			most := 20
			if os.Getenv("FANGCE_PROOF") != "" {
				most = len(steps)
			}
			for _, stop := range points(steps, most) {
				at := copied(t, dir)
				n := 0
				err := c.do(at, key, store.Options{Clock: clock, Watch: func(disk.Event) error {
					if n++; n > stop {
						return stopped
					}
					return nil
				}})
				_ = err // after the key file is exchanged, what is left to do is left to the next opening
				if t.Run(fmt.Sprint(stop), func(t *testing.T) { checkWhole(t, at) }); t.Failed() {
					t.Fatalf("stopped after %d of %d steps (%v)", stop, len(steps), err)
				}
			}
		})
	}
}

// What the earlier version left open to read is sealed: no value of it is found in any file afterwards.
func TestConversionLeavesNothingPlain(t *testing.T) {
	dir, key := plainAccount(t)
	if !strings.Contains(contents(t, dir), "客户3") {
		t.Fatal("the plain database is not plain")
	}
	plain, blanked := filepath.Join(dir, store.FileDatabase), false
	s := opened(t, dir, key, store.Options{Watch: func(e disk.Event) error {
		if e.Op == disk.Remove && e.Path == plain {
			b, err := os.ReadFile(plain)
			blanked = err == nil && len(b) > 0 && len(bytes.Trim(b, "\x00")) == 0
		}
		return nil
	}})
	if !blanked {
		t.Error("the plain database was not overwritten before it was removed")
	}
	all := contents(t, dir)
	for _, value := range []string{"客户", "SQLite format", "138123", "人民路", apptest.Planner} {
		if strings.Contains(all, value) {
			t.Errorf("%q lies in a file", value)
		}
	}
	if found, err := s.Query(ctx, "SELECT count(*) FROM search WHERE search MATCH 'han:客'"); err != nil || found[0] != strconv.Itoa(busyCustomers) {
		t.Errorf("search: %v %v", found, err)
	}
	closed(t, s)
	checkWhole(t, dir)
}

// A plain database that somebody puts in the place of a sealed one is not taken.
func TestPlainDatabaseInASealedOnesPlace(t *testing.T) {
	plain, key := plainAccount(t)
	b, err := os.ReadFile(filepath.Join(plain, store.FileDatabase))
	if err != nil {
		t.Fatal(err)
	}
	closed(t, opened(t, plain, key, store.Options{})) // sealed now: fangce.1.db
	if err := os.WriteFile(filepath.Join(plain, "fangce.1.db"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(ctx, plain, key, store.Options{})
	wantCode(t, err, app.ErrDamaged)
	if after, _ := os.ReadFile(filepath.Join(plain, "fangce.1.db")); !bytes.Equal(after, b) {
		t.Error("it was written to")
	}
	_, err = store.Open(ctx, func() string { dir, _ := plainAccount(t); return dir }(), bytes.Repeat([]byte{7}, 32), store.Options{})
	wantCode(t, err, app.ErrDamaged)
}

// contents returns all files below a folder, one after the other.
func contents(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		all.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
