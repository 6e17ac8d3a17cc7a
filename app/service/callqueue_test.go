package service_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// order returns the names of the queue and, by name, the codes of their reasons.
func (r room) order(filter string) (names []string, why map[string][]string) {
	r.t.Helper()
	items, err := r.CallQueue(ctx, filter)
	if err != nil {
		r.t.Fatal(err)
	}
	why = map[string][]string{}
	for _, i := range items {
		names = append(names, i.Name)
		for _, w := range i.Why {
			why[i.Name] = append(why[i.Name], w.Code)
		}
	}
	return names, why
}

// A call agreed for a time stands last until then, and first when the time has come.
func TestPutOffCallsComeAtTheirTime(t *testing.T) {
	r := newRoom(t, planner)
	a, b, c := apptest.Customer(1, "欧阳娜"), apptest.Customer(2, "王建国"), apptest.Customer(3, "李秀英")
	r.seat(a, apptest.Policy(1, a, "2026-02-01"), b, apptest.Policy(2, b, "2026-03-25"), c, apptest.Policy(3, c, "2026-03-28"))
	putOff := func(c app.Customer, step string, on app.Date) {
		t.Helper()
		if _, err := r.RecordCall(ctx, app.CallResult{
			CustomerID: c.ID, Outcome: app.OutcomeCallBack, Stage: app.StagePayment, Content: "改时", NextStep: step, NextOn: on,
		}); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(when string, want ...string) {
		t.Helper()
		got, _ := r.order("")
		if len(got) != len(want) {
			t.Fatalf("%s: %v, want %v", when, got, want)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%s: %v, want %v", when, got, want)
			}
		}
	}
	expect("at first", "欧阳娜", "王建国", "李秀英")
	putOff(a, "15:00 再次致电", "2026-03-18")
	putOff(b, "10:00 再次致电", "2026-03-19")
	expect("before the time", "李秀英", "欧阳娜", "王建国")
	if _, why := r.order(""); why["欧阳娜"][0] != app.WhyCallAt || why["李秀英"][0] != app.WhyDue {
		t.Errorf("the reasons are %v", why)
	}
	r.at(14, 56)
	expect("at the time", "欧阳娜", "李秀英", "王建国")
	counts, err := r.CallCounts(ctx)
	if err != nil || counts[""] != 3 || counts["confirm"] != 0 {
		t.Errorf("counted %v, %v", counts, err)
	}
}

func TestQueueSaysWhy(t *testing.T) {
	r := newRoom(t, planner)
	a, b := apptest.Customer(1, "欧阳娜"), apptest.Customer(2, "王建国")
	p := apptest.Policy(1, a, "2026-12-01")
	k := apptest.Case(p)
	k.PublishedOn = "2026-03-10"
	meeting := app.Appointment{ID: "m", CustomerID: b.ID, PersonID: planner.ID, At: app.NextAt("16:00", "2026-03-18"), Status: app.AppointmentPlanned}
	r.seat(a, p, k, b, apptest.Policy(2, b, "2026-02-10"), meeting)
	names, why := r.order("")
	if len(names) != 2 || names[0] != "王建国" || why["王建国"][0] != app.WhyConfirm || why["王建国"][1] != app.WhyGrace {
		t.Errorf("%v %v", names, why)
	}
	if got := why["欧阳娜"]; len(got) != 1 || got[0] != app.WhyFirstLate {
		t.Errorf("the first call is wanted for %v", got)
	}
	if names, _ = r.order("confirm"); len(names) != 1 || names[0] != "王建国" {
		t.Errorf("to be confirmed: %v", names)
	}
}
