package store_test

import (
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

func offers(t *testing.T, s *store.Store) string {
	t.Helper()
	all, err := s.Offers(ctx, 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range all {
		if e.T != wire.TypeRow || e.Kind != "customer" || e.Stream != seat {
			t.Errorf("%+v", e)
		}
		out = append(out, e.Body.Text("name")+e.Body.Text("grade"))
	}
	return strings.Join(out, " ")
}

// A row that was changed since the restore, before the laptop came, is offered all the same: what was lost of it is not in
// what comes.
func TestOffersOfRowsChangedSince(t *testing.T) {
	s := started(t)
	lost, equal := apptest.Customer(1, "失"), apptest.Customer(2, "同")
	mustApply(t, s, pageOf(entry(seat, 1, 7, lost), entry(seat, 2, 7, equal)))
	comes := lost
	comes.Grade = "C"
	p := pageOf(entry(seat, 1, 90, comes), entry(seat, 2, 90, equal))
	p.Head.Epoch = "epoch-2"
	mustStage(t, s, p)
	mustPublish(t, s)
	if got := offers(t, s); got != "失B" {
		t.Errorf("offered %q", got)
	}
}

// A centre restored from a backup is offered what it lacks: rows it has in an older version, and those it does not have.
func TestOffers(t *testing.T) {
	s := started(t)
	older, missing, same, mine := apptest.Customer(1, "旧"), apptest.Customer(2, "缺"), apptest.Customer(3, "同"), apptest.Customer(4, "改")
	lost := apptest.Customer(5, "缺改")
	mustApply(t, s, pageOf(entry(seat, 1, 7, older), entry(seat, 2, 5, missing), entry(seat, 3, 5, same), entry(seat, 4, 5, mine),
		entry(seat, 5, 3, lost), entry("seat:gone", 1, 3, apptest.Customer(6, "别处"))))
	changed := mine
	changed.Grade = "A"
	mustChange(t, s, mine, changed)
	changed = lost
	changed.Grade = "A"
	mustChange(t, s, lost, changed)
	apptest.MustCommit(t, s, store.Create(apptest.Customer(7, "新")))
	if err := s.CloseEpoch(ctx); err != nil || offers(t, s) != "" {
		t.Fatal("offers in the first epoch", err)
	}

	was := older
	was.Grade = "C"
	p := pageOf(entry(seat, 1, 4, was), entry(seat, 2, 5, same), entry(seat, 3, 2, mine))
	p.Head.Epoch = "epoch-2"
	mustStage(t, s, p)
	mustPublish(t, s)
	if got := offers(t, s); strings.Contains(got, "缺") || !strings.Contains(got, "旧B") {
		t.Errorf("before the end of the pull: %s", got)
	}
	if got := get[app.Customer](t, s, older.ID); got.Grade != "C" {
		t.Error("the centre's row does not stand")
	}
	for range 2 {
		if err := s.CloseEpoch(ctx); err != nil {
			t.Fatal(err)
		}
		got := offers(t, s)
		for _, want := range []string{"旧B", "缺B", "改B", "缺改B"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %s", got, want)
			}
		}
		if strings.Contains(got, "同") || strings.Contains(got, "新") || strings.Contains(got, "别处") {
			t.Errorf("too much: %s", got)
		}
	}
	all, _ := s.Offers(ctx, 100)
	if some, _ := s.Offers(ctx, 2); len(some) != 2 {
		t.Errorf("%d of 2", len(some))
	}
	if err := s.Offered(ctx, all[:2]); err != nil {
		t.Fatal(err)
	}
	if left, _ := s.Offers(ctx, 100); len(left) != len(all)-2 {
		t.Errorf("%d left of %d", len(left), len(all))
	}
}
