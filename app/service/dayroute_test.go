package service_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// Who has due work where one is that day anyhow is proposed; who is met already, lives elsewhere or must not be contacted is not.
func TestCustomersNearby(t *testing.T) {
	r := newRoom(t, planner)
	lives := func(n int, name, address string) app.Customer {
		c := apptest.Customer(n, name)
		c.Addresses = []app.Address{{Text: "江州市城西区旧址", Wrong: true}, {Text: address}}
		return c
	}
	met, near, far := lives(1, "单雄信", "江州市城东区人民路1号"), lives(2, "秦琼", "江州市城东区人民路9号"), lives(3, "程咬金", "江州市高新区科技路1号")
	silent := lives(4, "罗成", "江州市城东区人民路7号")
	silent.DoNotContact = true
	rows := []any{met, near, far, silent}
	for i, c := range []app.Customer{met, near, far, silent} {
		p := apptest.Policy(i+1, c, "2026-04-10")
		rows = append(rows, p, apptest.Case(p))
	}
	r.seat(rows...)
	when := app.InstantOf(r.clock.At.Add(time.Hour))
	id := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: met.ID, At: when, Place: met.Addresses[1].Text}))
	route := must[app.DayRoute](t)(r.DayRoute(ctx, when.Date()))
	if len(route.Groups) != 1 || route.Groups[0].Area != "城东区" || len(route.Free) == 0 {
		t.Fatalf("route %+v", route)
	}
	if len(route.Nearby) != 1 || route.Nearby[0].CustomerID != near.ID || route.Nearby[0].Address != "江州市城东区人民路9号" {
		t.Errorf("nearby %+v", route.Nearby)
	}
	ok(t, r.CancelAppointment(ctx, id, ""))
	if route = must[app.DayRoute](t)(r.DayRoute(ctx, when.Date())); len(route.Nearby) != 0 || len(route.Groups) != 0 {
		t.Errorf("on a day without a visit: %+v", route)
	}
	if route = must[app.DayRoute](t)(r.DayRoute(ctx, when.Date().AddDays(-1))); len(route.Free) != 0 {
		t.Errorf("yesterday has free time: %+v", route.Free)
	}
}
