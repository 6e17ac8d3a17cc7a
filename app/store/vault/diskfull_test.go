package vault

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/fangce/fangce/app/store/disk"
)

// When the disk is full at any step, the statement fails, and whatever was reported as saved is there: at once, after
// reopening, and when there is room again. (A commit whose sync failed may turn up, too: it was written.)
func TestDiskFullAtEveryStep(t *testing.T) {
	every := 9
	if proof {
		every = 1
	}
	for _, op := range []disk.Op{disk.Write, disk.Sync, disk.Truncate} {
		steps := runFull(t, op, -1)
		if steps < 10 && op == disk.Write {
			t.Fatal(steps)
		}
		for at := 0; at < steps; at++ {
			if at%every < 2 {
				runFull(t, op, at)
			}
		}
	}
}

// runFull runs commits on a disk that refuses its steps of a kind from one on, and returns how many such steps there were.
func runFull(t *testing.T, op disk.Op, from int) int {
	t.Helper()
	var steps atomic.Int64
	var room atomic.Bool
	v, err := New(keyOf(1), Options{Watch: func(e disk.Event) error {
		if e.Op != op || room.Load() {
			return nil
		}
		if n := int(steps.Add(1)) - 1; from >= 0 && n >= from {
			return syscall.ENOSPC
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.db")
	room.Store(true)
	if err := v.Create(path); err != nil {
		t.Fatal(err)
	}
	db := connect(t, path, v, "wal_autocheckpoint(20)")
	mustExec(t, db, "CREATE TABLE c(id INTEGER PRIMARY KEY, name TEXT)")
	room.Store(false)
	var saved []int
	commit := func(i int) error {
		_, err := db.Exec("INSERT INTO c VALUES(?, ?)", i, fmt.Sprintf("%02000d", i))
		if err == nil {
			saved = append(saved, i)
		} else if c := codeOf(err); c != 13 && (op == disk.Write || c&0xff != 10) {
			t.Fatalf("%c %d: %v", op, from, err)
		}
		return err
	}
	for i := range 40 {
		_ = commit(i)
		if i == 25 {
			_, _ = db.Exec("PRAGMA wal_checkpoint(truncate)")
		}
	}
	check := func(when string, db *sql.DB) {
		t.Helper()
		for _, i := range saved {
			if text(t, db, "SELECT count(*) FROM c WHERE id = ? AND length(name) = 2000", i) != "1" {
				t.Errorf("%c %d: %s row %d is missing", op, from, when, i)
			}
		}
		if n := text(t, db, "SELECT count(*) FROM c"); n != fmt.Sprint(len(saved)) && op != disk.Sync {
			t.Errorf("%c %d: %s %s rows of %d are there", op, from, when, n, len(saved))
		}
		if got := text(t, db, "PRAGMA integrity_check"); got != "ok" {
			t.Errorf("%c %d: %s: %s", op, from, when, got)
		}
	}
	check("at once", db)
	mustClose(t, db)
	n := int(steps.Load())
	db = connect(t, path, v)
	check("after reopening", db)
	room.Store(true)
	if err := commit(1000); err != nil {
		t.Errorf("%c %d: there is room again: %v", op, from, err)
	}
	check("with room", db)
	mustClose(t, db)
	if err := v.Close(); err != nil {
		t.Error(err)
	}
	return n
}
