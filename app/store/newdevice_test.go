package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

func ids(ops []wire.Op) (out []string) {
	for _, op := range ops {
		out = append(out, op.ID)
	}
	return out
}

func TestANewIdentity(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 5)
	before := pending(t, s)
	mustAcknowledge(t, s, applied(1, before[0].ID), applied(2, before[1].ID),
		wire.Result{N: 3, Kind: "customer", ID: before[2].ID, Outcome: wire.OutcomeRefused, Reason: "forbidden"})
	want := ids(before[3:])
	for range 2 {
		if err := s.NewDevice(ctx, "device-b"); err != nil {
			t.Fatal(err)
		}
		if got := pending(t, s); !slices.Equal(ids(got), want) || got[0].N != 1 || got[1].N != 2 || got[0].HLC != before[3].HLC {
			t.Fatalf("%+v", got)
		}
		if person, device := s.Author(); person != apptest.Planner || device != "device-b" {
			t.Error(person, device)
		}
		if ns, _ := logged(t, dir, key); !slices.Equal(ns, []int64{1, 2}) {
			t.Errorf("the log has %v", ns)
		}
	}
	if r, err := s.Refused(ctx); err != nil || len(r) != 1 || r[0].Reason != "forbidden" || len(r[0].Written) == 0 {
		t.Errorf("refused %+v %v", r, err)
	}
	for i, state := range []app.HistoryState{app.HistoryCreated, app.HistoryCreated, app.HistoryRefused, app.HistoryCreated} {
		if h, err := s.History(ctx, "customer", before[i].ID); err != nil || h[0].State != state {
			t.Errorf("history of %d: %+v %v", i, h[0], err)
		}
	}
	fill(t, s, 5, 6)
	if got := pending(t, s); got[2].N != 3 {
		t.Errorf("%+v", got[2])
	}
	closed(t, s)
	s = opened(t, dir, key, store.Options{})
	if _, restored := s.Restored(); restored {
		t.Error("the database is taken for an old one")
	}
	// A restored centre gets everything, what was sent under the former identity first.
	for _, op := range pending(t, s) {
		mustAcknowledge(t, s, applied(op.N, op.ID))
	}
	if err := s.Rewind(ctx, 1); err != nil {
		t.Fatal(err)
	}
	got := pending(t, s)
	if w := append(ids(before[:2]), want...); !slices.Equal(ids(got)[:4], w) || len(got) != 5 {
		t.Errorf("%v, want %v", ids(got), w)
	}
	for i, op := range got {
		if op.N != int64(i+1) {
			t.Errorf("operation %d has number %d", i+1, op.N)
		}
	}
	if ns, _ := logged(t, dir, key); len(ns) != 5 {
		t.Errorf("the log has %v", ns)
	}
}

// What a card left behind in the outbox cannot be sent again; what is not about it is, under numbers without a gap.
func TestRewindAfterACardHasLeft(t *testing.T) {
	s := started(t)
	var entries []wire.Entry
	for i := range 3 {
		entries = append(entries, entry(seat, int64(i+1), 5, apptest.Customer(i, "王芳")))
	}
	mustApply(t, s, pageOf(entries...))
	for i := range 3 {
		was := apptest.Customer(i, "王芳")
		now := was
		now.Grade = "A"
		mustChange(t, s, was, now)
		mustAcknowledge(t, s, wire.Result{N: int64(i + 1), Kind: "customer", ID: was.ID, Ver: 6, Outcome: wire.OutcomeApplied})
	}
	mustStage(t, s, pageOf(leave(seat, 9, 6, "customer", apptest.Customer(1, "").ID)))
	mustPublish(t, s)
	if err := s.Rewind(ctx, 1); err != nil {
		t.Fatal(err)
	}
	got := pending(t, s)
	if len(got) != 2 || got[0].N != 1 || got[1].N != 2 || got[1].ID != apptest.Customer(2, "").ID {
		t.Errorf("%+v", got)
	}
	if rows, _ := s.Query(ctx, "SELECT count(*) FROM customers"); rows[0] != "2" {
		t.Errorf("%s customers", rows[0])
	}
	apptest.MustCommit(t, s, store.Create(apptest.Customer(8, "新")))
	if got := pending(t, s); got[2].N != 3 {
		t.Errorf("%+v", got[2])
	}
}

func TestPruneOutbox(t *testing.T) {
	s, clock := apptest.NewStoreClock(t)
	fill(t, s, 0, 4)
	ops := pending(t, s)
	mustAcknowledge(t, s, applied(1, ops[0].ID), wire.Result{N: 2, Kind: "customer", ID: ops[1].ID, Outcome: wire.OutcomeRefused, Reason: "forbidden"})
	clock.Add(60 * 24 * time.Hour)
	mustAcknowledge(t, s, applied(3, ops[2].ID))
	contact := func() {
		t.Helper()
		if err := s.SetSetting(ctx, "sync.contact", fmt.Sprint(clock.Now().UnixMilli())); err != nil {
			t.Fatal(err)
		}
	}
	left := func(want ...string) {
		t.Helper()
		if err := s.PruneOutbox(ctx); err != nil {
			t.Fatal(err)
		}
		if rows, err := s.Query(ctx, "SELECT n FROM outbox ORDER BY n"); err != nil || !slices.Equal(rows, want) {
			t.Errorf("%v left, want %v (%v)", rows, want, err)
		}
	}
	contact()
	left("1", "2", "3", "4")
	clock.Add(365 * 24 * time.Hour) // away, or the clock has jumped
	left("1", "2", "3", "4")
	clock.Add(-365 * 24 * time.Hour)
	clock.Add(31 * 24 * time.Hour)
	contact()
	left("2", "3", "4")
	if h, err := s.History(ctx, "customer", ops[0].ID); err != nil || h[0].State != app.HistoryCreated {
		t.Errorf("%+v %v", h, err)
	}
	// A clock that is behind does not make an answer of today an old one.
	clock.Add(-200 * 24 * time.Hour)
	mustAcknowledge(t, s, applied(4, ops[3].ID))
	clock.Add(200 * 24 * time.Hour)
	left("2", "3", "4")
	// A centre that was restored from an older backup gets what is left, under the numbers it expects.
	if err := s.Rewind(ctx, 1); err != nil {
		t.Fatal(err)
	}
	for i, op := range pending(t, s) {
		if op.N != int64(i+1) || op.ID != ops[i+1].ID {
			t.Errorf("operation %d is %d, %s", i+1, op.N, op.ID)
		}
	}
	fill(t, s, 10, 11)
	if got := pending(t, s); len(got) != 4 || got[3].N != 4 {
		t.Errorf("%+v", got)
	}
}

// An operation says up to where its author had seen the stream: what is shown, not what is only stored.
func TestOperationsSayWhatWasSeen(t *testing.T) {
	s := started(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, pageOf(entry(seat, 7, 5, c)))
	mustStage(t, s, pageOf(leave(seat, 9, 6, "customer", c.ID)))
	mine := c
	mine.Grade = "A"
	mustChange(t, s, c, mine)
	mustPublish(t, s)
	apptest.MustCommit(t, s, store.Create(apptest.Customer(2, "李强")), store.Create(app.LogMark{ID: "m1", PersonID: "p"}))
	ops := pending(t, s)
	if ops[0].Seen != 7 || ops[1].Seen != 9 || ops[2].Seen != 0 {
		t.Errorf("seen %d, %d, %d", ops[0].Seen, ops[1].Seen, ops[2].Seen)
	}
}
