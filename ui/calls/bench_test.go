package calls_test

import (
	"fmt"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/ui/calls"
)

// BenchmarkQueue loads and searches the list of 5 000 customers, of whom 500 are to be called.
func BenchmarkQueue(b *testing.B) {
	store, clock := apptest.NewStoreClock(b)
	var rows []any
	for i := range 5000 {
		c := apptest.Customer(i, fmt.Sprintf("%s%s", []string{"王", "李", "张", "刘"}[i%4], []string{"建国", "娜", "敏", "志强", "海燕"}[i%5]))
		due := app.Date("2026-12-01")
		if i%10 == 0 {
			due = app.Date("2026-03-20").AddDays(i % 20)
		}
		rows = append(rows, c, apptest.Policy(i, c, due))
	}
	if _, err := store.Apply(ctx, apptest.Page(app.SeatStream(apptest.Planner), 1, rows...)); err != nil {
		b.Fatal(err)
	}
	s := service.New(service.Config{Store: store, Clock: clock.Now, Person: me, Centre: "瑞禾人寿银保理财中心"})
	queue, err := s.CallQueue(ctx, "")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.CallQueue(ctx, ""); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("count", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.CallCounts(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, text := range []string{"w", "wjg"} {
		b.Run("search="+text, func(b *testing.B) {
			for b.Loop() {
				if err := calls.Narrow(s, queue, text, clock.Now); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
