package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

// BenchmarkBackup measures how long a commit waits while a backup is made, beside the same commits without one.
func BenchmarkBackup(b *testing.B) {
	dir, key := account(b)
	s := opened(b, dir, key, store.Options{})
	for _, p := range portfolio(4 * benchCards) {
		if _, err := s.Apply(ctx, p); err != nil {
			b.Fatal(err)
		}
	}
	c := apptest.Customer(1, "")
	n := 0
	commit := func() time.Duration {
		n++
		e := store.Edit{Kind: "customer", ID: c.ID, Set: app.KindCustomer.Encode(app.Customer{Notes: fmt.Sprint("第", n)})}
		began := time.Now()
		if err := s.Commit(ctx, e); err != nil {
			b.Fatal(err)
		}
		return time.Since(began)
	}
	var alone, beside []time.Duration
	var made app.Backup
	var took time.Duration
	for b.Loop() {
		for range 200 {
			alone = append(alone, commit())
			time.Sleep(2 * time.Millisecond) // people do not type faster than a disk flushes
		}
		done := make(chan error, 1)
		began := time.Now()
		go func() {
			var err error
			made, err = s.Backup(ctx)
			done <- err
		}()
		for running := true; running; {
			select {
			case err := <-done:
				if err != nil {
					b.Fatal(err)
				}
				running = false
			default:
				beside = append(beside, commit())
				time.Sleep(2 * time.Millisecond)
			}
		}
		took = time.Since(began)
	}
	report := func(name string, all []time.Duration) {
		slices.Sort(all)
		b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, name+"-p50-ms")
		b.ReportMetric(float64(all[len(all)-1].Microseconds())/1000, name+"-longest-ms")
	}
	report("alone", alone)
	report("beside", beside)
	b.ReportMetric(took.Seconds(), "backup-s")
	b.ReportMetric(float64(made.Size)/(1<<20), "MiB")
	b.ReportMetric(0, "ns/op")
}
