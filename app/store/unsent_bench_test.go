package store_test

import (
	"testing"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

// BenchmarkUnsent lists and counts 10 000 changes that wait to be sent.
func BenchmarkUnsent(b *testing.B) {
	s := apptest.NewStore(b)
	var edits []store.Edit
	for i := range 10_000 {
		edits = append(edits, store.Create(apptest.Customer(i, apptest.Name(i))))
	}
	apptest.MustCommit(b, s, edits...)
	b.Run("list", func(b *testing.B) {
		for range b.N {
			if all, err := s.Unsent(ctx); err != nil || len(all) != 10_000 {
				b.Fatal(len(all), err)
			}
		}
	})
	b.Run("count", func(b *testing.B) {
		for range b.N {
			if n, _, err := s.UnsentSum(ctx); err != nil || n != 10_000 {
				b.Fatal(n, err)
			}
		}
	})
}
