package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/sealed"
)

func rescued(t *testing.T, dir string, key []byte) *store.Store {
	t.Helper()
	if err := os.Remove(databasePath(t, dir)); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Rescue(ctx, dir, key, store.Options{}); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, dir, key, store.Options{Clock: (&apptest.Clock{At: apptest.Now}).Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// A new database has the settings and secrets of the old one as they last were, and none that do not fit it.
func TestTheEnrolmentOutlivesTheDatabase(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, at(7, 1, c))
	err := errors.Join(
		s.SetSecret(ctx, "sync.tokens", []byte("old")), s.SetSecret(ctx, "sync.key", []byte("device key")),
		s.SetSetting(ctx, "sync.url", "https://centre.example"), s.SetSetting(ctx, "sync.last", "12345"),
		s.SetSecret(ctx, "sync.tokens", []byte("new")), s.SetSecret(ctx, "gone", []byte("x")), s.SetSecret(ctx, "gone", nil),
	)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 5, 7)
	closed(t, s)
	b, err := os.ReadFile(filepath.Join(dir, "rescue"))
	if err != nil || bytes.Contains(b, []byte("new")) || bytes.Contains(b, []byte("centre.example")) || bytes.Contains(b, []byte("sync")) {
		t.Error("the rescue file can be read without the key", err)
	}
	s = rescued(t, dir, key)
	for key, want := range map[string]string{"sync.tokens": "new", "sync.key": "device key", "gone": ""} {
		if v, err := s.Secret(ctx, key); err != nil || string(v) != want {
			t.Errorf("secret %s is %q, want %q (%v)", key, v, want, err)
		}
	}
	for key, want := range map[string]string{"sync.url": "https://centre.example", "sync.last": "", "device_id": apptest.Device} {
		if v, err := s.Setting(ctx, key); err != nil || v != want {
			t.Errorf("setting %s is %q, want %q (%v)", key, v, want, err)
		}
	}
	if cursors, err := s.Cursors(ctx); err != nil || len(cursors) > 0 {
		t.Errorf("a new database has taken in %v", cursors)
	}
	if got := numbers(t, s); !slices.Equal(got, []int64{1, 2}) || customers(t, s) != "2" {
		t.Errorf("pending %v, %s customers", got, customers(t, s))
	}
	// The centre's rows come as to a new laptop, in the same epoch.
	mustApply(t, s, at(7, 1, c))
	if customers(t, s) != "3" {
		t.Errorf("%s customers", customers(t, s))
	}
}

// Without a rescue file the log still says whose work it holds, and what is written meanwhile is kept.
func TestRescueWithoutTheEnrolment(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"deleted": os.Remove,
		"damaged": func(p string) error { return os.Truncate(p, 60) },
	} {
		dir, key := account(t)
		s := opened(t, dir, key, store.Options{})
		fill(t, s, 1, 4)
		closed(t, s)
		if err := harm(filepath.Join(dir, "rescue")); err != nil {
			t.Fatal(err)
		}
		s = rescued(t, dir, key)
		if p, d := s.Author(); p != apptest.Planner || d != apptest.Device {
			t.Errorf("%s: written by %q on %q", name, p, d)
		}
		fill(t, s, 4, 5)
		if got := numbers(t, s); !slices.Equal(got, []int64{1, 2, 3, 4}) {
			t.Errorf("%s: pending %v", name, got)
		}
	}
}

// A rescue file that could not be written, or is damaged beside a database that is not, is written anew.
func TestTheRescueFileIsKeptUpToDate(t *testing.T) {
	dir, key := account(t)
	broken := false
	watch := func(e disk.Event) error {
		if broken && (filepath.Base(string(e.Data)) == "rescue" || filepath.Base(e.Path) == "rescue") {
			return errors.New("no room")
		}
		return nil
	}
	holds := func(want string) {
		t.Helper()
		b, err := sealed.ReadFile(filepath.Join(dir, "rescue"), key, "rescue")
		if err != nil || !bytes.Contains(b, []byte(want)) {
			t.Errorf("the rescue file lacks %q: %s, %v", want, b, err)
		}
	}
	s := opened(t, dir, key, store.Options{Watch: watch})
	broken = true
	if err := s.SetSetting(ctx, "sync.url", "https://one"); err != nil {
		t.Fatal(err)
	}
	broken = false
	fill(t, s, 1, 2)
	holds("https://one")
	closed(t, s)
	if err := os.WriteFile(filepath.Join(dir, "rescue"), []byte("noise"), 0o600); err != nil {
		t.Fatal(err)
	}
	s = opened(t, dir, key, store.Options{})
	holds("https://one")
	closed(t, s)
}
