package centre_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
)

// lostPolicies returns a world whose centre was restored, and a laptop that offers rows its person may not write: of them
// there are so many.
func lostPolicies(t *testing.T) (w *world, l *laptop, rows int) {
	w = newWorld(t)
	l = w.laptop("1001", "", app.RolePlanner)
	backup := w.backup()
	w.take("1001", bought(2, "P1", "王芳", "110101197005010021"), bought(3, "P2", "李雷", "110101198003071239"))
	l.pull()
	w.pass(time.Hour)
	w.restore(backup)
	_, offers := l.meet()
	l.offer(offers...)
	if err := openRaw(t, w.path).QueryRow(`SELECT count(*) FROM offer`).Scan(&rows); err != nil {
		t.Fatal(err)
	}
	return w, l, rows
}

// Of one laptop's offers only so much waits.
func TestWaitingOffersAreBounded(t *testing.T) {
	_, _, all := lostPolicies(t)
	if all < 4 { // two policies and two cases
		t.Fatalf("%d offers wait", all)
	}
	for name, bound := range map[string][2]int64{"rows": {2, 1 << 20}, "bytes": {100, 600}} {
		t.Run(name, func(t *testing.T) {
			centre.BoundOffers(t, bound[0], bound[1])
			if _, _, n := lostPolicies(t); n == 0 || n >= all {
				t.Errorf("%d of %d offers wait", n, all)
			}
		})
	}
}

// What waits for an operator still waits when the centre is put back to a backup once more: the laptops have forgotten it.
func TestWaitingOffersOutliveASecondRestore(t *testing.T) {
	w, _, all := lostPolicies(t)
	b, err := w.c.Backup(t.Context(), filepath.Join(t.TempDir(), "b.db"))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := w.c.DropOffers(t.Context(), ""); n != all || err != nil {
		t.Fatal(n, err)
	}
	none, err := w.c.Backup(t.Context(), filepath.Join(t.TempDir(), "none.db"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "centre.db")
	for i, backup := range []string{b.File, none.File, b.File} {
		if _, err := centre.Restore(t.Context(), backup, path, i > 0, centre.Options{Clock: w.clock}); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		var n int
		err = db.QueryRow(`SELECT count(*) FROM offer`).Scan(&n)
		if err := errors.Join(err, db.Close()); err != nil || n != all {
			t.Errorf("after restore %d %d of %d offers wait: %v", i+1, n, all, err)
		}
		w.pass(time.Hour) // what is set aside is named by the time
	}
}
