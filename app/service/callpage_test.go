package service_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// A page of the queue is the beginning of the queue, whatever asks for the calls: meetings, calls put off, first calls,
// premiums, return visits, and policies whose insurer says another thing than their days.
func TestAPageIsTheBeginningOfTheQueue(t *testing.T) {
	r := newRoom(t, planner)
	today := app.DateOf(apptest.Now)
	rnd := rand.New(rand.NewPCG(5, 6))
	var rows []any
	for i := range 160 {
		card := (apptest.Portfolio{Customers: 160, Records: 3}).Card(i)
		c := card[0].(app.Customer)
		rows = append(rows, card...)
		if rnd.IntN(6) == 0 {
			p := apptest.Policy(1000+i, c, today.AddDays(rnd.IntN(900)-800))
			p.InsurerStatus = []string{"失效", "有效", "退保", "终止", ""}[rnd.IntN(5)]
			p.AsOf = today.AddDays(-rnd.IntN(40))
			rows = append(rows, p)
		}
		if rnd.IntN(8) == 0 {
			rows = append(rows, app.Appointment{
				ID: fmt.Sprint("appointment-", i), CustomerID: c.ID, PersonID: apptest.Planner, Status: []string{app.AppointmentPlanned, app.AppointmentNoShow}[rnd.IntN(2)],
				At: app.InstantOf(apptest.Now) + app.Instant(rnd.IntN(60)-30)*3600_000, Purpose: "面访",
			})
		}
		if rnd.IntN(5) == 0 {
			on := today.AddDays(rnd.IntN(6) - 3)
			rows = append(rows, app.ServiceRecord{
				ID: fmt.Sprint("again-", i), CustomerID: c.ID, PersonID: apptest.Planner, Channel: app.ChannelPhone, Outcome: app.OutcomeCallBack,
				Stage: app.StageReturn, Content: "稍后再打", At: app.InstantOf(apptest.Now) - 3600_000, NextOn: on, NextStep: []string{"15:30 再打", "再打"}[rnd.IntN(2)],
			})
		}
		if rnd.IntN(10) == 0 { // a policy whose holder's card is not here
			rows = append(rows, apptest.Policy(3000+i, apptest.Customer(9000+i, "不在"), today.AddDays(rnd.IntN(30))))
		}
	}
	apply(t, r.store, app.SeatStream(apptest.Planner), rows...)
	for _, filter := range []string{"", "first_call", "premium", "return", "confirm"} {
		all := must[[]app.CallItem](t)(r.CallQueue(ctx, filter))
		for _, n := range []int{1, 3, 10, 40, 1000} {
			page, total, err := r.CallPage(ctx, filter, n)
			if err != nil {
				t.Fatal(err)
			}
			if want := all[:min(n, len(all))]; len(want)+len(page) > 0 && !reflect.DeepEqual(page, want) {
				t.Errorf("%q, page of %d: not the beginning of the queue", filter, n)
			}
			if total < len(all) {
				t.Errorf("%q: %d in all, but the queue has %d", filter, total, len(all))
			}
		}
		if filter == "" && len(all) < 60 {
			t.Errorf("only %d are to be called: this tests little", len(all))
		}
	}
}
