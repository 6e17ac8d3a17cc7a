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

const benchCards = 5000

// portfolio makes pages of cards with two policies and a case each.
func portfolio(cards int) []*wire.Page {
	rnd := rand.New(rand.NewPCG(7, 7))
	family := []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高单仇解曾查尉欧阳")
	given := []rune("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建国文华志")
	var all []any
	for i := range cards {
		name := string(family[rnd.IntN(len(family))]) + string(given[rnd.IntN(len(given))])
		if rnd.IntN(3) > 0 {
			name += string(given[rnd.IntN(len(given))])
		}
		c := apptest.Customer(i, name)
		c.Phones[0].Number = fmt.Sprintf("13%09d", rnd.IntN(1e9))
		p := apptest.Policy(2*i, c, app.Date("2025-01-01").AddDays(rnd.IntN(900)))
		q := apptest.Policy(2*i+1, c, app.Date("2025-01-01").AddDays(rnd.IntN(900)))
		all = append(all, c, p, q, apptest.Case(p))
	}
	var pages []*wire.Page
	for i := 0; i < len(all); i += wire.MaxEntries {
		pages = append(pages, apptest.Page(seat, int64(i+1), all[i:min(i+wire.MaxEntries, len(all))]...))
	}
	return pages
}

// BenchmarkApply compares taking in pulled pages with plain bulk insert of the same final rows, indexes and words of the
// search index: prepared statements, 10 000 rows a transaction, nothing checked. Both take turns; reported are medians.
func BenchmarkApply(b *testing.B) {
	pages := portfolio(benchCards)
	const rows = 4 * benchCards
	var apply, plain, times []float64
	for b.Loop() {
		s := apptest.NewStore(b)
		began := time.Now()
		for _, p := range pages {
			if _, err := s.Apply(ctx, p); err != nil {
				b.Fatal(err)
			}
		}
		took := time.Since(began).Seconds()
		base, err := store.BulkCopy(s, apptest.NewStore(b))
		if err != nil {
			b.Fatal(err)
		}
		apply, plain, times = append(apply, rows/took), append(plain, rows/base.Seconds()), append(times, took/base.Seconds())
	}
	median := func(all []float64) float64 {
		slices.Sort(all)
		return all[len(all)/2]
	}
	b.ReportMetric(median(apply), "rows/s")
	b.ReportMetric(median(plain), "plain-rows/s")
	b.ReportMetric(median(times), "times-plain")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkFill compares filling an empty store, 5 000 cards with 50 000 records, with plain bulk insert as BenchmarkApply
// does.
func BenchmarkFill(b *testing.B) {
	var pages []*wire.Page
	rows := 0
	for p := range (apptest.Portfolio{Customers: benchCards, Records: 10}).Pages() {
		pages = append(pages, p)
		rows += len(p.Entries)
	}
	allButLast(pages)
	var filled, plain, times, staged []float64
	for b.Loop() {
		s := apptest.NewStore(b)
		began := time.Now()
		mustStage(b, s, pages...)
		stage := time.Since(began).Seconds()
		mustPublish(b, s)
		took := time.Since(began).Seconds()
		base, err := store.BulkCopy(s, apptest.NewStore(b))
		if err != nil {
			b.Fatal(err)
		}
		filled, plain, times = append(filled, float64(rows)/took), append(plain, float64(rows)/base.Seconds()), append(times, took/base.Seconds())
		staged = append(staged, stage/took*100)
	}
	median := func(all []float64) float64 {
		slices.Sort(all)
		return all[len(all)/2]
	}
	b.ReportMetric(median(filled), "rows/s")
	b.ReportMetric(median(plain), "plain-rows/s")
	b.ReportMetric(median(times), "times-plain")
	b.ReportMetric(median(staged), "%staging")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkCommitsWhilePublishing reports how long commits wait while 50 000 rows of 5 000 cards are published.
func BenchmarkCommitsWhilePublishing(b *testing.B) {
	for b.Loop() {
		s := started(b)
		for p := range (apptest.Portfolio{Customers: benchCards, Records: 8}).Pages() {
			mustStage(b, s, p)
		}
		done := make(chan struct{})
		store.LongestHold(s)
		began := time.Now()
		go func() {
			defer close(done)
			mustPublish(b, s)
		}()
		var waits []float64
		for n, running := 0, true; running; n++ {
			select {
			case <-done:
				running = false
			case <-time.After(20 * time.Millisecond): // quick typing
				at := time.Now()
				apptest.MustCommit(b, s, store.Create(app.Customer{ID: fmt.Sprint("new ", n), Name: "新客户"}))
				waits = append(waits, time.Since(at).Seconds()*1000)
			}
		}
		slices.Sort(waits)
		b.ReportMetric(store.LongestHold(s).Seconds()*1000, "ms-longest-hold")
		b.ReportMetric(waits[len(waits)-1], "ms-longest")
		b.ReportMetric(waits[len(waits)*95/100], "ms-95%")
		b.ReportMetric(waits[len(waits)/2], "ms-median")
		b.ReportMetric(time.Since(began).Seconds(), "s-publishing")
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkPublish shows 500 changed rows in an account of 5 000 cards, and reports the longest the writer was held.
func BenchmarkPublish(b *testing.B) {
	s := started(b)
	for p := range (apptest.Portfolio{Customers: benchCards, Records: 8}).Pages() {
		mustStage(b, s, p)
	}
	mustPublish(b, s)
	var longest, took []float64
	for v := int64(2); b.Loop(); v++ {
		var rows []wire.Entry
		for i := range 500 {
			c := apptest.Customer((i*7)%benchCards, "王芳")
			c.Notes = fmt.Sprint("第", v)
			rows = append(rows, entry(seat, 1e6*v+int64(i), v, c))
		}
		mustStage(b, s, pageOf(rows...))
		store.LongestHold(s)
		began := time.Now()
		mustPublish(b, s)
		took = append(took, time.Since(began).Seconds()*1000)
		longest = append(longest, store.LongestHold(s).Seconds()*1000)
	}
	slices.Sort(longest)
	slices.Sort(took)
	b.ReportMetric(longest[len(longest)-1], "ms-longest-hold")
	b.ReportMetric(longest[len(longest)/2], "ms-hold-median")
	b.ReportMetric(took[len(took)/2], "ms/500-rows")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkCommit is one field saved: row, history, operation, index, on disk.
func BenchmarkCommit(b *testing.B) {
	s := apptest.NewStore(b)
	for _, p := range portfolio(benchCards) {
		if _, err := s.Apply(ctx, p); err != nil {
			b.Fatal(err)
		}
	}
	c := apptest.Customer(1, "")
	n := 0
	for b.Loop() {
		n++
		e := store.Edit{Kind: "customer", ID: c.ID, Set: app.KindCustomer.Encode(app.Customer{Notes: fmt.Sprint("第", n)})}
		if err := s.Commit(ctx, e); err != nil {
			b.Fatal(err)
		}
		if n%50 == 0 { // as a sync would
			all, _ := s.Pending(ctx, 100)
			var res []wire.Result
			for _, p := range all {
				res = append(res, wire.Result{N: p.N, Kind: p.Kind, ID: p.ID, Ver: int64(n), Outcome: wire.OutcomeApplied})
			}
			if err := s.Acknowledge(ctx, res); err != nil {
				b.Fatal(err)
			}
		}
	}
}
