//go:build unix

package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk/disktest"
)

// The power goes while much is published: whatever was saved meanwhile is there, no card is
// half there, and what is not shown is shown in the end.
func TestPowerCutsWhilePublishing(t *testing.T) {
	apptest.FastKeys(t)
	seed := uint64(time.Now().UnixNano())
	rnd := rand.New(rand.NewPCG(seed, 0))
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	mustApply(t, s, pageOf(entry("seat:b", 1, 1, apptest.Customer(900, "先来的"))))
	must(t, stageRest(s))
	closed(t, s)
	whole := opened(t, copied(t, dir), key, store.Options{})
	mustPublish(t, whole)
	const cards = `SELECT c.id, (SELECT count(*) FROM policies p WHERE p.customer_id = c.id), (SELECT count(*) FROM cases k
		WHERE k.customer_id = c.id), (SELECT count(*) FROM service_records r WHERE r.customer_id = c.id) FROM customers c ORDER BY 1`
	want, err := whole.Query(ctx, cards)
	must(t, err)

	start := filepath.Join(t.TempDir(), "start")
	must(t, os.CopyFS(start, os.DirFS(dir)))
	var r disktest.Recorder
	s = opened(t, dir, key, store.Options{Watch: r.Watch})
	saved := 0
	t.Cleanup(store.HoldOne())
	slice := 0
	_, err = s.Publish(ctx, func(int, int) {
		if slice++; slice%4 == 0 {
			apptest.MustCommit(t, s, store.Create(app.Customer{ID: fmt.Sprint("own ", saved), Name: "自己"}))
			saved++
			r.Promise(saved)
		}
	})
	must(t, err)
	closed(t, s)
	if saved < 5 {
		t.Fatalf("%d slices", slice)
	}

	points := make([]int, proof(40, 400))
	for i := range points {
		points[i] = 1 + rnd.IntN(r.Steps())
	}
	slices.Sort(points)
	d, err := r.Replay(start, dir)
	must(t, err)
	for _, at := range points {
		d.Advance(at)
		to := filepath.Join(t.TempDir(), "cut")
		must(t, d.Cut(rnd, to))
		s := opened(t, to, key, store.Options{})
		if v, err := store.WriterPragma(s, "integrity_check"); v != "ok" {
			t.Error(v, err)
		}
		ops, err := s.Pending(ctx, 100)
		must(t, err)
		if len(ops) < d.Promised() {
			t.Errorf("%d of %d things saved are there", len(ops), d.Promised())
		}
		must(t, stageRest(s))
		got, err := s.Query(ctx, cards)
		must(t, err)
		for _, card := range got {
			if !slices.Contains(want, card) && card[:3] != "own" {
				t.Error("half a card: ", card)
			}
		}
		mustPublish(t, s)
		if got, err = s.Query(ctx, cards); err != nil || len(got) != len(want)+len(ops) {
			t.Errorf("%d cards in the end, not %d and %d, %v", len(got), len(want), len(ops), err)
		}
		if t.Failed() {
			t.Fatalf("seed %d, cut at step %d of %d", seed, at, r.Steps())
		}
		closed(t, s)
	}
}
