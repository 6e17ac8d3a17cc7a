package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

// An older key file in the place of the present one, as from a copy of the folder, must not cost what its files hold.
func TestOlderKeyFileLosesNothing(t *testing.T) {
	for _, c := range []struct {
		name string
		then func(t *testing.T, dir string, key []byte) // what the planner does about it
	}{
		{"opened", func(*testing.T, string, []byte) {}},
		{"rescued", func(t *testing.T, dir string, key []byte) {
			if _, err := store.Rescue(ctx, dir, key, store.Options{}); err != nil {
				t.Fatal(err)
			}
		}},
		{"restored", func(t *testing.T, dir string, key []byte) {
			if err := changeNamed("restore").do(dir, key, store.Options{}); err != nil {
				t.Fatal(err)
			}
		}},
		{"rekeyed", func(t *testing.T, dir string, key []byte) {
			if err := changeNamed("rekey").do(dir, key, store.Options{}); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, key := busyAccount(t)
			before := copied(t, dir)
			if err := changeNamed("restore").do(dir, key, store.Options{}); err != nil {
				t.Fatal(err)
			}
			for _, whole := range []bool{false, true} { // the whole folder laid over the present one
				at := copied(t, dir)
				if whole {
					for _, e := range generationFiles(t, before) {
						put(t, e, filepath.Join(at, filepath.Base(e)))
					}
				}
				put(t, filepath.Join(before, store.FileKeys), filepath.Join(at, store.FileKeys))
				c.then(t, at, key)
				checkWhole(t, at)
			}
		})
	}
}

// A key file older than an exchange of keys opens none of the files: nothing may be begun in their place.
func TestKeyFileOfBeforeRekeyDestroysNothing(t *testing.T) {
	dir, key := busyAccount(t)
	before := copied(t, dir)
	was, now := filepath.Join(t.TempDir(), "was"), filepath.Join(t.TempDir(), "now")
	put(t, filepath.Join(dir, store.FileKeys), was)
	if err := changeNamed("rekey").do(dir, key, store.Options{}); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, store.FileKeys), now)
	put(t, was, filepath.Join(dir, store.FileKeys))
	if _, err := store.Open(ctx, dir, key, store.Options{}); app.Code(err) != app.ErrDamaged || app.FieldOf(err) != store.FieldForeign {
		t.Fatalf("opened: %v", err)
	}
	if _, err := store.Rescue(ctx, dir, key, store.Options{}); app.FieldOf(err) != store.FieldForeign {
		t.Fatalf("rescued: %v", err)
	}
	put(t, now, filepath.Join(dir, store.FileKeys))
	checkWhole(t, copied(t, dir))

	// The same with the files of that time: the account is as it was then, and a repair leaves the later database there.
	want, err := os.ReadFile(filepath.Join(dir, "fangce.1.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range generationFiles(t, before) {
		put(t, path, filepath.Join(dir, filepath.Base(path)))
	}
	if err := os.CopyFS(filepath.Join(dir, "attachments"), os.DirFS(filepath.Join(before, "attachments"))); err != nil {
		t.Fatal(err)
	}
	put(t, was, filepath.Join(dir, store.FileKeys))
	closed(t, opened(t, dir, key, store.Options{}))
	if _, err := store.Rescue(ctx, dir, key, store.Options{}); err != nil {
		t.Fatal(err)
	}
	checkWhole(t, dir)
	found, err := filepath.Glob(filepath.Join(dir, "other-key-*.db"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	if got, err := os.ReadFile(found[0]); err != nil || !bytes.Equal(got, want) {
		t.Errorf("the later database was changed (%v)", err)
	}
	if kept, err := filepath.Glob(filepath.Join(dir, "attachments", "other-key-*", "*")); err != nil || len(kept) != 2 {
		t.Errorf("contents of the later database: %q, %v", kept, err)
	}
}

func put(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// The database of another account, put into a folder by mistake, may be the only copy: the repair leaves it there.
func TestRescueKeepsADatabaseOfAnotherAccount(t *testing.T) {
	dir, key := busyAccount(t)
	other, _ := busyAccount(t)
	want, err := os.ReadFile(filepath.Join(other, store.FileDatabase))
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(other, store.FileDatabase), filepath.Join(dir, store.FileDatabase))
	if _, err := store.Rescue(ctx, dir, key, store.Options{}); err != nil {
		t.Fatal(err)
	}
	checkWhole(t, dir)
	found, err := filepath.Glob(filepath.Join(dir, "other-key-*.db"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	if got, err := os.ReadFile(found[0]); err != nil || !bytes.Equal(got, want) {
		t.Errorf("the other account's database was changed (%v)", err)
	}
}

// A backup made while the clock was ahead is older than its name says: it is the last one to be tried.
func TestRescueDistrustsBackupsOfTheFuture(t *testing.T) {
	dir, key := account(t)
	clock := &apptest.Clock{At: apptest.Now.AddDate(1, 0, 0)}
	s := opened(t, dir, key, store.Options{Clock: clock.Now})
	fill(t, s, 0, 1)
	for _, at := range []time.Time{clock.At, apptest.Now} {
		clock.At = at
		if _, err := s.Backup(ctx); err != nil {
			t.Fatal(err)
		}
		fill(t, s, 1, 2)
	}
	closed(t, s)
	if err := os.Remove(filepath.Join(dir, store.FileDatabase)); err != nil {
		t.Fatal(err)
	}
	r, err := store.Rescue(ctx, dir, key, store.Options{Clock: clock.Now})
	if want := apptest.Now.In(app.Shanghai).Format("2006-01-02T1504") + ".db"; err != nil || r.From != want {
		t.Errorf("rescued from %s, want %s (%v)", r.From, want, err)
	}
}
