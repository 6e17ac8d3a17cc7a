package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app"
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
	checkWhole(t, dir)
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
