package service_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
)

// The counts are those of the lists they stand beside.
func TestCallCounts(t *testing.T) {
	r := newRoom(t, planner)
	fill(t, r, 60)
	var rows []any
	for i := range 5 {
		c := apptest.Customer(100+i, "秦琼")
		p, q := apptest.Policy(200+2*i, c, "2026-04-01"), apptest.Policy(201+2*i, c, "2026-02-01")
		rows = append(rows, c, p, q, apptest.Case(p), apptest.Case(q))
	}
	r.seat(rows...)
	must[string](t)(r.Plan(ctx, app.Appointment{
		CustomerID: apptest.Customer(3, "").ID, At: app.InstantOf(r.clock.At.Add(2 * time.Hour)), Place: "家里",
	}))
	counts := must[map[string]int](t)(r.CallCounts(ctx))
	for _, filter := range []string{service.CallsAll, service.CallsFirst, service.CallsPremium, service.CallsReturn, service.CallsConfirm} {
		if want := len(must[[]app.CallItem](t)(r.CallQueue(ctx, filter))); counts[filter] != want || want == 0 {
			t.Errorf("%q counts %d, lists %d", filter, counts[filter], want)
		}
	}
	if len(counts) != 5 || counts[service.CallsFirst] != 5 {
		t.Errorf("the counts are %v", counts)
	}
}

func BenchmarkCallCounts(b *testing.B) {
	for _, n := range []int{300, 5000} {
		r := newRoom(b, planner)
		fill(b, r, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := r.CallCounts(ctx); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
