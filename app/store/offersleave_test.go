package store_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

// A restored centre that tells of a card's leaving may have lost what was done on the card after it came back: the card is
// offered first, and goes when that is answered.
func TestWhatLeavesInANewEpochIsOfferedFirst(t *testing.T) {
	s := started(t)
	c, stays := apptest.Customer(1, "回来"), apptest.Customer(2, "留下")
	mustApply(t, s, pageOf(entry(seat, 1, 7, c), entry(seat, 2, 5, stays)))
	p := pageOf(leave(seat, 1, 90, "customer", c.ID), entry(seat, 2, 5, stays))
	p.Head.Epoch = "epoch-2"
	mustStage(t, s, p)
	mustPublish(t, s)
	if err := s.CloseEpoch(ctx); err != nil {
		t.Fatal(err)
	}
	if got := offers(t, s); got != "回来B" {
		t.Fatalf("offered %q", got)
	}
	there := func() bool { return has[app.Customer](t, s, c.ID) }
	if d, err := s.Digests(ctx, []string{seat}); err != nil || !there() || d[seat].Count != 1 {
		t.Errorf("before the answer: there %v, counted %v %v", there(), d, err)
	}
	all, err := s.Offers(ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	older := c // comes back meanwhile as the backup had it, and leaves again: what was lost is still not answered
	older.Grade = "C"
	p = pageOf(entry(seat, 3, 91, older))
	p.Entries = append(p.Entries, leave(seat, 4, 92, "customer", c.ID))
	p.Head.Epoch = "epoch-2"
	mustApply(t, s, p)
	if got := offers(t, s); got != "回来B" {
		t.Errorf("offered %q", got)
	}
	if err := s.Offered(ctx, all); err != nil || there() {
		t.Errorf("the card stays after the answer: %v", err)
	}
	if n := customers(t, s); n != "1" {
		t.Errorf("%s customers", n)
	}
}

// What leaves in the epoch in which it came goes at once, also while other things are offered.
func TestWhatLeavesIsNotHeldUpByOffers(t *testing.T) {
	s := started(t)
	lost, gone := apptest.Customer(1, "缺"), apptest.Customer(2, "走")
	mustApply(t, s, pageOf(entry(seat, 1, 7, lost), entry(seat, 2, 5, gone)))
	p := pageOf(entry(seat, 2, 5, gone))
	p.Head.Epoch = "epoch-2"
	mustStage(t, s, p)
	mustPublish(t, s)
	if err := s.CloseEpoch(ctx); err != nil {
		t.Fatal(err)
	}
	p = pageOf(leave(seat, 3, 6, "customer", gone.ID))
	p.Head.Epoch = "epoch-2"
	mustApply(t, s, p)
	if has[app.Customer](t, s, gone.ID) || !has[app.Customer](t, s, lost.ID) {
		t.Error("it stays")
	}
	// A stream that is taken away goes whatever is offered of it.
	p = pageOf()
	p.Head.Epoch, p.Head.Revoked = "epoch-2", []string{seat}
	mustStage(t, s, p)
	mustPublish(t, s)
	if got := offers(t, s); got != "" || has[app.Customer](t, s, lost.ID) {
		t.Errorf("offered %q", got)
	}
}

func has[T any](t *testing.T, s *store.Store, id string) bool {
	t.Helper()
	_, err := store.Get[T](ctx, s, id)
	if err != nil && app.Code(err) != app.ErrNotFound {
		t.Fatal(err)
	}
	return err == nil
}
