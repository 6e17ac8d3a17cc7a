package store_test

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

func refusal(n int64, id string) wire.Result {
	return wire.Result{N: n, Kind: "customer", ID: id, Outcome: wire.OutcomeRefused, Reason: "forbidden"}
}

// What the centre has refused is still listed, once, after the database was put back to a backup from before: its author may
// not have read of it yet.
func TestWhatWasAnsweredOutlivesARestore(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 1)
	mustAcknowledge(t, s, applied(1, apptest.Customer(0, "").ID))
	b, err := s.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 1, 4)
	mustAcknowledge(t, s, refusal(2, apptest.Customer(1, "").ID)) // of a former identity soon
	if err := s.NewDevice(ctx, "another"); err != nil {
		t.Fatal(err)
	}
	// The first number is that of another operation in the backup.
	mustAcknowledge(t, s, refusal(1, apptest.Customer(2, "").ID), refusal(2, apptest.Customer(3, "").ID))
	want := refused(t, s)
	if len(want) != 3 {
		t.Fatalf("%d refused before", len(want))
	}
	for round := range 2 {
		closed(t, s)
		if _, err := store.Restore(ctx, dir, key, b.Name, store.Options{}); err != nil {
			t.Fatal(err)
		}
		s = opened(t, dir, key, store.Options{})
		if got := refused(t, s); !slices.Equal(got, want) {
			t.Errorf("restored %d times: refused %q, before %q", round+1, got, want)
		}
	}
}

// refused returns what is listed as refused: its number and what it says.
func refused(t *testing.T, s *store.Store) (out []string) {
	t.Helper()
	list, err := s.Refused(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range list {
		for _, w := range it.Written {
			if w.Field == "name" {
				out = append(out, it.Kind+it.Reason+w.Value)
			}
		}
	}
	slices.Sort(out)
	return out
}

// What the centre has taken in after a backup of the laptop's database is sent again, under its numbers, when the centre was
// put back to a backup of its own, too.
func TestWhatWasTakenInIsStillThereToBeSentAgain(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 1)
	mustAcknowledge(t, s, applied(1, apptest.Customer(0, "").ID))
	b, err := s.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 1, 3)
	mustAcknowledge(t, s, applied(2, apptest.Customer(1, "").ID), applied(3, apptest.Customer(2, "").ID))
	closed(t, s)
	if _, err := store.Restore(ctx, dir, key, b.Name, store.Options{}); err != nil {
		t.Fatal(err)
	}
	s = opened(t, dir, key, store.Options{})
	if got := numbers(t, s); len(got) > 0 {
		t.Errorf("pending %v", got)
	}
	if op, found, err := s.Acknowledged(ctx, 4); err != nil || !found || op.N != 3 || op.ID != apptest.Customer(2, "").ID {
		t.Errorf("acknowledged last: %+v %v %v", op, found, err)
	}
	if op, found, err := s.Acknowledged(ctx, 3); err != nil || !found || op.N != 2 {
		t.Errorf("acknowledged before: %+v %v %v", op, found, err)
	}
	if _, found, err := s.Acknowledged(ctx, 1); err != nil || found {
		t.Errorf("acknowledged before the first: %v %v", found, err)
	}
	if err := s.Rewind(ctx, 2); err != nil {
		t.Fatal(err)
	}
	if got := numbers(t, s); !slices.Equal(got, []int64{2, 3}) || customers(t, s) != "3" {
		t.Errorf("pending %v, %s customers", got, customers(t, s))
	}
}

// A change that is in the log, of a row the backup does not know, leaves no half of that row once it is answered where the
// row has left meanwhile.
func TestAChangeOfWhatDidNotComeAgainLeavesNothing(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	b, err := s.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, pageOf(entry(seat, 1, 7, c)))
	changed := c
	changed.Grade = "A"
	mustChange(t, s, c, changed)
	closed(t, s)
	if _, err := store.Restore(ctx, dir, key, b.Name, store.Options{}); err != nil {
		t.Fatal(err)
	}
	s = opened(t, dir, key, store.Options{})
	mustApply(t, s, pageOf(leave(seat, 2, 9, "customer", c.ID)))
	mustAcknowledge(t, s, wire.Result{N: 1, Kind: "customer", ID: c.ID, Ver: 10, Outcome: wire.OutcomeApplied})
	if n := customers(t, s); n != "0" {
		t.Errorf("%s customers", n)
	}
}
