package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/sync/wire"
)

func TestRemovals(t *testing.T) {
	s := started(t)
	id := func(n int) string { return apptest.Customer(n, "").ID }
	for i := range 6 {
		stream := seat
		if i > 3 {
			stream = "seat:b"
		}
		mustApply(t, s, pageOf(entry(stream, int64(i+1), 5, apptest.Customer(i, "王芳")),
			entry(stream, int64(i+11), 5, apptest.Policy(i, apptest.Customer(i, ""), "2026-04-01"))))
	}
	removals := func(of int, want ...string) {
		t.Helper()
		slices.Sort(want)
		r, err := s.Removals(ctx)
		if err != nil || r.Of != of || !slices.Equal(r.Cards, want) {
			t.Errorf("%+v, want %v of %d (%v)", r, want, of, err)
		}
	}
	removals(6)
	mustStage(t, s, pageOf(
		leave(seat, 30, 6, "customer", id(0)),
		leave(seat, 31, 6, "customer", id(1)), entry("seat:b", 31, 6, apptest.Customer(1, "王芳")), // lies elsewhere
		leave(seat, 32, 6, "customer", id(2)), entry(seat, 33, 7, apptest.Customer(2, "王芳")), // is back
		leave(seat, 34, 4, "customer", id(3)), // is newer
		leave(seat, 35, 6, "policy", apptest.Policy(3, app.Customer{}, "2026-04-01").ID),
	))
	removals(6, id(0))
	gone := pageOf(entry("work:x", 1, 1, app.WorkLog{ID: "l1", PersonID: "x"}))
	gone.Head.Revoked = []string{"seat:b"}
	mustStage(t, s, gone)
	removals(6, id(0), id(4), id(5), id(1)) // also what came by that stream and is not staged any more
	if r, _ := s.Removals(ctx); !slices.Equal(r.Streams, []string{"seat:b"}) {
		t.Errorf("streams %v", r.Streams)
	}
	if err := s.Withhold(ctx, []string{id(0), id(4)}); err != nil {
		t.Fatal(err)
	}
	removals(6, id(5), id(1))
	mustPublish(t, s)
	rows, err := s.Query(ctx, "SELECT id FROM customers ORDER BY id")
	want := []string{id(0), id(2), id(3), id(4)}
	slices.Sort(want)
	if err != nil || !slices.Equal(rows, want) {
		t.Errorf("%v stay, want %v (%v)", rows, want, err)
	}
	if rows, _ := s.Query(ctx, "SELECT count(*) FROM policies WHERE stream = 'seat:b'"); rows[0] != "1" {
		t.Errorf("%s policies of the withheld card", rows[0])
	}
	removals(4)
}

// A stream that is taken away with everything in it, cards or not, is gone when it was published.
func TestALargeStreamLeaves(t *testing.T) {
	s := started(t)
	var rows []any
	for i := range 400 {
		c := apptest.Customer(i, fmt.Sprint("客户", i))
		rows = append(rows, c, apptest.Policy(i, c, "2026-04-01"))
	}
	rows = append(rows, app.WorkLog{ID: "l1", PersonID: "x"}, apptest.Policy(1000, app.Customer{ID: "elsewhere"}, "2026-04-01"))
	mustApply(t, s, apptest.Page(seat, 1, rows...))
	p := pageOf()
	p.Head.Revoked = []string{seat}
	p.Entries = []wire.Entry{entry("seat:b", 1, 2, apptest.Customer(7, "周瑜"))}
	mustStage(t, s, p)
	mustPublish(t, s)
	left, err := s.Query(ctx, "SELECT (SELECT count(*) FROM customers) || (SELECT count(*) FROM policies) || (SELECT count(*) FROM work_logs) || (SELECT count(*) FROM leaving)")
	if err != nil || left[0] != "1000" {
		t.Errorf("%v left (%v)", left, err)
	}
}
