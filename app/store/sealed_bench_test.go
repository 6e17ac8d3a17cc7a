package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// twins are a store and one that differs only in that its database is not encrypted. They take turns, so that a busy
// machine slows both.
type twins struct {
	store      [2]*store.Store // sealed, plain
	clock, cpu [2][]float64
	turn       int
}

// newTwins opens the plain twin of a store.
func newTwins(b *testing.B, sealed *store.Store) *twins {
	b.Helper()
	plain, err := store.PlainTwin(ctx, sealed, b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = plain.Close() })
	for i, s := range []*store.Store{sealed, plain} {
		if shows, err := s.Shows("CREATE TABLE"); err != nil || shows != (i == 1) {
			b.Fatal("sealed and plain are mixed up", err)
		}
	}
	return &twins{store: [2]*store.Store{sealed, plain}}
}

// measure lets both do the same, each first in turn.
func (w *twins) measure(work func(*store.Store)) {
	w.turn++
	for k := range w.store {
		i := (k + w.turn) % 2
		began, cpu := time.Now(), cpuTime()
		work(w.store[i])
		w.cpu[i] = append(w.cpu[i], (cpuTime() - cpu).Seconds())
		w.clock[i] = append(w.clock[i], time.Since(began).Seconds())
	}
}

// report reports the ratios of medians, by the clock and in computing (on a busy machine the clock measures the others as
// well), and what the encrypted one took.
func (w *twins) report(b *testing.B, unit string) {
	median := func(all []float64) float64 {
		slices.Sort(all)
		return all[len(all)/2]
	}
	b.ReportMetric(median(w.clock[0])/median(w.clock[1]), "times-plain")
	b.ReportMetric(median(w.cpu[0])/median(w.cpu[1]), "times-plain-cpu")
	b.ReportMetric(median(w.clock[0])*1000, unit)
	b.ReportMetric(0, "ns/op")
}

// BenchmarkSealedLoad takes pulled pages into an encrypted and a plain store.
func BenchmarkSealedLoad(b *testing.B) {
	pages := portfolio(2000)
	var all twins
	for b.Loop() {
		w := newTwins(b, apptest.NewStore(b))
		for _, p := range pages {
			w.measure(func(s *store.Store) {
				if _, err := s.Apply(ctx, p); err != nil {
					b.Fatal(err)
				}
			})
		}
		for i := range w.clock {
			all.clock[i] = append(all.clock[i], w.clock[i]...)
			all.cpu[i] = append(all.cpu[i], w.cpu[i]...)
		}
	}
	all.report(b, "ms/page")
}

// BenchmarkSealedCommit saves one field: row, history, operation and index in a database that is synced, and the log.
func BenchmarkSealedCommit(b *testing.B) {
	sealed := apptest.NewStore(b)
	for _, p := range portfolio(2000) {
		if _, err := sealed.Apply(ctx, p); err != nil {
			b.Fatal(err)
		}
	}
	w := newTwins(b, sealed)
	rnd := rand.New(rand.NewPCG(1, 1))
	n := 0
	for b.Loop() {
		for range 100 {
			n++
			c := apptest.Customer(rnd.IntN(2000), "")
			e := store.Edit{Kind: "customer", ID: c.ID, Set: app.KindCustomer.Encode(app.Customer{Notes: fmt.Sprint("第", n)})}
			w.measure(func(s *store.Store) {
				if err := s.Commit(ctx, e); err != nil {
					b.Fatal(err)
				}
			})
		}
		for _, s := range w.store { // as a sync would
			all, err := s.Pending(ctx, 200)
			if err != nil {
				b.Fatal(err)
			}
			var res []wire.Result
			for _, p := range all {
				res = append(res, wire.Result{N: p.N, Kind: p.Kind, ID: p.ID, Ver: int64(n), Outcome: wire.OutcomeApplied})
			}
			if err := s.Acknowledge(ctx, res); err != nil {
				b.Fatal(err)
			}
		}
	}
	w.report(b, "ms/commit")
}

// BenchmarkSealedListPage reads the lines of a screen, as somebody does who scrolls through the list from some place on.
func BenchmarkSealedListPage(b *testing.B) {
	for _, p := range []apptest.Portfolio{{Customers: 5000, Records: 5}, apptest.Big} {
		b.Run(fmt.Sprint(p.Customers, "-customers"), func(b *testing.B) {
			if p.Customers > 5000 && testing.Short() {
				b.Skip("takes minutes to make")
			}
			w := newTwins(b, apptest.NewPortfolio(b, p))
			ids, err := w.store[0].CardIndex(ctx, app.CardQuery{})
			if err != nil {
				b.Fatal(err)
			}
			rnd := rand.New(rand.NewPCG(1, 1))
			for b.Loop() {
				at := rnd.IntN(len(ids) - 20*firstScreen)
				for range 20 {
					w.measure(func(s *store.Store) {
						if _, err := s.CardRows(ctx, ids[at:at+firstScreen]); err != nil {
							b.Fatal(err)
						}
					})
					at += firstScreen
				}
			}
			w.report(b, "ms/page")
		})
	}
}
