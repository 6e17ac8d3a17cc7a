package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// BenchmarkCommitLog compares saving one field with the log, which flushes a second file, and without. Both take turns;
// reported are medians.
func BenchmarkCommitLog(b *testing.B) {
	const edits = 150
	with, without := apptest.NewStore(b), apptest.NewStore(b)
	if err := store.WithoutLog(without); err != nil {
		b.Fatal(err)
	}
	c := apptest.Customer(1, "王芳")
	stores := []*store.Store{with, without}
	for _, s := range stores {
		if _, err := s.Apply(ctx, apptest.Page(seat, 1, c)); err != nil {
			b.Fatal(err)
		}
	}
	edit := func(s *store.Store, n int) float64 {
		was, err := store.Get[app.Customer](ctx, s, c.ID)
		if err != nil {
			b.Fatal(err)
		}
		is := was
		is.Employer = app.NewID(time.Now())
		e, _ := store.Change(was, is)
		began := time.Now()
		apptest.MustCommit(b, s, e)
		took := time.Since(began)
		if err := s.Acknowledge(ctx, []wire.Result{applied(int64(n), c.ID)}); err != nil {
			b.Fatal(err)
		}
		return float64(took.Microseconds()) / 1000
	}
	var times [2][]float64
	n := 0
	for b.Loop() {
		for range edits {
			n++
			for i, s := range stores {
				times[i] = append(times[i], edit(s, n))
			}
		}
	}
	for i := range times {
		slices.Sort(times[i])
	}
	mid, p99 := len(times[0])/2, len(times[0])*99/100
	b.ReportMetric(times[0][mid], "ms/commit")
	b.ReportMetric(times[0][p99], "p99-ms/commit")
	b.ReportMetric(times[1][mid], "ms-without-log")
	b.ReportMetric(times[0][mid]/times[1][mid], "times-without-log")
	b.ReportMetric(0, "ns/op")
}
