package centre_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
)

func TestOpeningWhatIsNoCentre(t *testing.T) {
	dir := t.TempDir()
	newer, foreign, garbage := filepath.Join(dir, "newer.db"), filepath.Join(dir, "foreign.db"), filepath.Join(dir, "garbage.db")
	c, err := centre.Open(t.Context(), newer, centre.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(newer); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file may be read by others: %v %v", info.Mode(), err)
	}
	if _, err := openRaw(t, newer).Exec(`PRAGMA user_version = 999`); err != nil {
		t.Fatal(err)
	}
	if _, err := openRaw(t, foreign).Exec(`CREATE TABLE recipes (id INTEGER)`); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(garbage, []byte("no database at all, but long enough to be looked at by SQLite as if it were one, page header and everything else"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		newer: app.ErrNewerStore, foreign: app.ErrDamaged, garbage: app.ErrDamaged, dir: app.ErrInvalid,
	} {
		if _, err := centre.Open(t.Context(), path, centre.Options{}); app.Code(err) != want {
			t.Errorf("%s: %v, want %s", filepath.Base(path), err, want)
		}
	}
	if _, err := centre.Open(t.Context(), filepath.Join(dir, "none.db"), centre.Options{MustExist: true}); app.Code(err) != app.ErrNotFound {
		t.Errorf("a missing file: %v", err)
	}
}

func TestTheEpochAndTheNameStay(t *testing.T) {
	w := newWorld(t)
	if err := w.c.SetName(t.Context(), "临江银保理财中心"); err != nil {
		t.Fatal(err)
	}
	again, err := centre.Open(t.Context(), w.path, centre.Options{Clock: w.clock})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	first := w.laptop("1001", "", app.RolePlanner)
	code, err := again.AddUser(t.Context(), centre.User{StaffNo: "1002", Name: "李雷", Roles: []string{app.RolePlanner}})
	if err != nil {
		t.Fatal(err)
	}
	if second := w.enrol(code); second.epoch != first.epoch {
		t.Error("two opened centres on one file have two epochs")
	}
}

// While laptops push and files are imported through a second opened centre, one who follows the cursors misses nothing.
func TestWhoFollowsTheCursorsMissesNothing(t *testing.T) {
	w := newWorld(t)
	watcher := w.laptop("1001", "", app.RolePlanner)
	pushers := []*laptop{w.enrol(w.user("1001", "", app.RolePlanner)), w.enrol(w.user("1001", "", app.RolePlanner))}
	other, err := centre.Open(t.Context(), w.path, centre.Options{Clock: w.clock})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()

	var work sync.WaitGroup
	for _, l := range pushers {
		work.Go(func() {
			for range 20 {
				l.push(l.create(customer("王芳")), l.create(customer("李雷")))
			}
		})
	}
	work.Go(func() {
		for i := range 20 {
			rows := []app.ImportRow{bought(2, fmt.Sprintf("P%d", i), fmt.Sprintf("客户%d", i), "")}
			if _, err := other.Import(t.Context(), centre.ImportJob{To: "1001", Insurer: "RF", Rows: rows}); err != nil {
				t.Error(err)
			}
		}
	})
	done := make(chan struct{})
	go func() { work.Wait(); close(done) }()
	for running := true; running; {
		select {
		case <-done:
			running = false
		case <-time.After(time.Millisecond):
		}
		watcher.pull()
	}
	fresh := w.enrol(w.user("1001", "", app.RolePlanner))
	fresh.pull()
	if len(watcher.rows) != len(fresh.rows) || len(fresh.rows) != 80+60+1 {
		t.Errorf("the follower has %d rows, a fresh laptop %d, want %d", len(watcher.rows), len(fresh.rows), 141)
	}
	for key, e := range fresh.rows {
		if !sameEntry(watcher.rows[key], e) {
			t.Errorf("%s differs", key)
		}
	}
}
