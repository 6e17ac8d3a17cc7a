package centre_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
)

// While a database is open no backup takes its place, and of restores at once one does.
func TestOneRestoreAtATimeAndNobodyBeside(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	for range 60 {
		l.push(l.create(customer("王芳")))
	}
	dir := t.TempDir()
	b, err := w.c.Backup(t.Context(), filepath.Join(dir, "b.db"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = centre.Restore(t.Context(), b.File, w.path, true, centre.Options{Clock: w.clock})
	wantInUse(t, err)
	for i := range 6 {
		target := filepath.Join(dir, fmt.Sprint(i), "centre.db")
		var all sync.WaitGroup
		errs := make([]error, 3)
		for j := range errs {
			all.Add(1)
			go func() {
				defer all.Done()
				if j < 2 {
					_, errs[j] = centre.Restore(t.Context(), b.File, target, true, centre.Options{Clock: w.clock})
				} else if c, err := centre.Open(t.Context(), target, centre.Options{Clock: w.clock}); err != nil {
					errs[j] = err
				} else {
					_, errs[j] = c.AddUser(t.Context(), centre.User{StaffNo: "7777", Name: "新人", Roles: []string{app.RolePlanner}})
					errs[j] = c.Close()
				}
			}()
		}
		all.Wait()
		restored := 0
		for j, err := range errs {
			if err != nil {
				wantInUse(t, err)
			} else if j < 2 {
				restored++
			}
		}
		if restored == 0 && errs[2] != nil {
			t.Error("nobody had it")
		}
		if restored == 0 {
			continue
		}
		again, err := centre.Open(t.Context(), target, centre.Options{Clock: w.clock, MustExist: true})
		if err != nil {
			t.Fatal(err)
		}
		if now, err := again.Backup(t.Context(), filepath.Join(dir, fmt.Sprint(i), "again.db")); err != nil || now.Rows < b.Rows {
			t.Errorf("%d rows of %d, %v", now.Rows, b.Rows, err)
		}
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	}
}

// Nobody opens what a backup is about to take the place of.
func TestNothingIsServedWhileItIsRestored(t *testing.T) {
	w := newWorld(t)
	b, err := w.c.Backup(t.Context(), filepath.Join(t.TempDir(), "b.db"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "centre.db")
	release := centre.Restoring(t, path)
	for range 2 {
		_, err := centre.Open(t.Context(), path, centre.Options{Clock: w.clock})
		wantInUse(t, err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a database was made in the way of the one that is being restored")
	}
	release()
	if _, err := centre.Restore(t.Context(), b.File, path, false, centre.Options{Clock: w.clock}); err != nil {
		t.Error(err)
	}
}

func wantInUse(t *testing.T, err error) {
	t.Helper()
	if app.Code(err) != app.ErrInUse || strings.Contains(err.Error(), "损坏") {
		t.Errorf("got %v", err)
	}
}

// What lies where a backup is restored to is not taken for a content because of its name.
func TestADamagedContentIsRestored(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	both, only := newScan(5000), newScan(6000)
	for _, s := range []scan{both, only} {
		l.names(s)
		if got := l.patch(s, 0, len(s.bytes)); got != 204 {
			t.Fatal(got)
		}
	}
	b, err := w.c.Backup(t.Context(), filepath.Join(t.TempDir(), "b.db"))
	if err != nil {
		t.Fatal(err)
	}
	of := func(db string, s scan) string { return filepath.Join(centre.BlobsOf(db), s.sha[:2], s.sha) }
	path := filepath.Join(t.TempDir(), "centre.db")
	for _, s := range []scan{both, only} {
		if err := os.MkdirAll(filepath.Dir(of(path, s)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(of(path, s), make([]byte, len(s.bytes)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(of(b.File, only)); err != nil {
		t.Fatal(err)
	}
	r, err := centre.Restore(t.Context(), b.File, path, false, centre.Options{Clock: w.clock})
	if err != nil || r.Blobs != 1 || r.Missing != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if got, err := os.ReadFile(of(path, both)); err != nil || string(got) != string(both.bytes) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if _, err := os.Stat(of(path, only)); err == nil {
		t.Error("what is damaged keeps a laptop from sending it again")
	}
}
