package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

// BenchmarkOpen opens an empty store and one of 100 000 customers in turns, until each answers, once the key is known.
func BenchmarkOpen(b *testing.B) {
	dirs := [2]string{b.TempDir(), apptest.PortfolioFolder(b, apptest.Big)}
	var took [2][]float64
	clock := &apptest.Clock{At: apptest.Now}
	once := func(i int) float64 {
		began := time.Now()
		s, err := store.Open(ctx, dirs[i], apptest.Key(), store.Options{Clock: clock.Now})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Setting(ctx, "person_id"); err != nil {
			b.Fatal(err)
		}
		ms := float64(time.Since(began).Microseconds()) / 1000
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		return ms
	}
	once(0) // makes the empty one
	once(1) // with cold files
	for b.Loop() {
		for i := range dirs {
			took[i] = append(took[i], once(i))
		}
	}
	median := func(all []float64) float64 {
		slices.Sort(all)
		return all[len(all)/2]
	}
	b.ReportMetric(median(took[0]), "empty-ms")
	b.ReportMetric(median(took[1]), "100k-ms")
	b.ReportMetric(median(took[1])/median(took[0]), "100k/empty")
	b.ReportMetric(0, "ns/op")
}
