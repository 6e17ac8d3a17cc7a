package store_test

import (
	"encoding/json"
	"testing"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// What is written after a database was put back to a backup names the operations it does not know of, also where some before
// and behind them are still in the log.
func TestWhatIsWrittenOnABackupSaysWhatItDoesNotKnow(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 1)
	mustAcknowledge(t, s, applied(1, apptest.Customer(0, "").ID))
	older, err := s.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 1, 2)
	newer, err := s.Backup(ctx) // of before the second was answered
	if err != nil {
		t.Fatal(err)
	}
	mustAcknowledge(t, s, applied(2, apptest.Customer(1, "").ID))
	fill(t, s, 2, 3)
	mustAcknowledge(t, s, applied(3, apptest.Customer(2, "").ID))
	next := 3
	for name, b := range []string{newer.Name, older.Name} {
		closed(t, s)
		if _, err := store.Restore(ctx, dir, key, b, store.Options{}); err != nil {
			t.Fatal(err)
		}
		s = opened(t, dir, key, store.Options{})
		fill(t, s, next, next+1)
		next++
		ops, err := s.Pending(ctx, 100)
		if err != nil {
			t.Fatal(err)
		}
		var op wire.Op
		if err := json.Unmarshal(ops[len(ops)-1].Line, &op); err != nil || op.Blind == nil || *op.Blind != [2]int64{3, 3} {
			t.Errorf("backup %d: operation %d does not know of %v, want the third alone", name, op.N, op.Blind)
		}
	}
}

// A change that is still in the log, of a row the backup does not have, is shown to nobody: what is written on the row anew
// does not know of it.
func TestAChangeOfWhatTheBackupDoesNotHaveIsNotKnown(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	b, err := s.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c := apptest.Customer(1, "王芳")
	if err := s.Commit(ctx, store.Create(c)); err != nil {
		t.Fatal(err)
	}
	mustAcknowledge(t, s, applied(1, c.ID))
	changed := c
	changed.Notes = "喜欢喝茶"
	mustChange(t, s, c, changed)
	closed(t, s)
	if _, err := store.Restore(ctx, dir, key, b.Name, store.Options{}); err != nil {
		t.Fatal(err)
	}
	s = opened(t, dir, key, store.Options{})
	if err := s.Commit(ctx, store.Create(c)); err != nil {
		t.Fatal(err)
	}
	ops, err := s.Pending(ctx, 100)
	if err != nil || len(ops) != 2 {
		t.Fatal(len(ops), err)
	}
	var op wire.Op
	if err := json.Unmarshal(ops[1].Line, &op); err != nil || op.Blind == nil || *op.Blind != [2]int64{1, 2} {
		t.Errorf("the second making of the card does not know of %v, want the first two operations", op.Blind)
	}
}
