package service_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

func TestWhoLookedIsNotedAndTravels(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "王芳")
	r.seat(c)
	ok(t, r.Reveal(ctx, "customer/"+c.ID))
	r.at(10, 5)
	ok(t, r.NoteAccess(ctx, app.Access{CustomerID: c.ID, What: app.AccessForm, How: app.AccessPrint, Note: "客户服务卡"}))
	ok(t, r.Reveal(ctx, "refused/customer/王芳的电话"))
	got := must[[]app.AccessView](t)(r.Accesses(ctx, app.AccessQuery{CustomerID: c.ID}))
	if len(got) != 2 || got[0].How != app.AccessPrint || got[1].What != app.AccessCard {
		t.Fatalf("%+v", got)
	}
	if got[0].Person != planner.Name || got[0].Customer != "王芳" || got[0].Count != 1 || got[0].At == 0 || got[0].At < got[1].At {
		t.Errorf("%+v", got[0])
	}
	all := must[[]app.AccessView](t)(r.Accesses(ctx, app.AccessQuery{People: []string{planner.ID}, Most: 2}))
	if len(all) != 2 {
		t.Errorf("%d of at most two", len(all))
	}
	for _, a := range must[[]app.AccessView](t)(r.Accesses(ctx, app.AccessQuery{})) {
		if a.What == app.AccessRefused && (a.Note != "" || a.CustomerID != "") {
			t.Errorf("the note holds what was looked at: %+v", a)
		}
	}
	if n, _ := must2[int, app.Instant](t)(r.store.UnsentSum(ctx)); n != 3 {
		t.Errorf("%d notes wait for the centre", n)
	}
	if got := must[[]app.AccessView](t)(r.Accesses(ctx, app.AccessQuery{People: []string{supervisor.ID}})); len(got) != 0 {
		t.Errorf("of somebody else: %+v", got)
	}
}

func must2[A, B any](t testing.TB) func(A, B, error) (A, B) {
	return func(a A, b B, err error) (A, B) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return a, b
	}
}

func TestASupervisorSeesWhoOfTheTeamLooked(t *testing.T) {
	r := newRoom(t, supervisor)
	apply(t, r.store, app.WorkStream(planner.ID), app.Access{
		ID: "a1", PersonID: planner.ID, CustomerID: "c9", What: app.AccessList, How: app.AccessExport, Count: 40, At: r.clockNow(),
	})
	got := must[[]app.AccessView](t)(r.Accesses(ctx, app.AccessQuery{}))
	if len(got) != 1 || got[0].Person != planner.Name || got[0].Customer != "" || got[0].Count != 40 {
		t.Fatalf("%+v", got)
	}
}

func TestRevealsOfEarlierProgramsMoveOver(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "王芳")
	r.seat(c)
	for key, value := range map[string]string{
		"reveal/1794000000000/0198a000-0000-7000-8000-000000000001": planner.ID + " customer/" + c.ID,
		"reveal/1794000001000/0198a000-0000-7000-8000-000000000002": planner.ID + " phones/" + c.ID,
		"reveal/1794000002000/0198a000-0000-7000-8000-000000000003": "somebody-else customer/" + c.ID,
		"reveal/rubbish": "rubbish",
	} {
		ok(t, r.store.SetSetting(ctx, key, value))
	}
	ok(t, r.store.SetSetting(ctx, "revealing", "stays"))
	ok(t, r.MoveReveals(ctx))
	ok(t, r.MoveReveals(ctx))
	got := must[[]app.AccessView](t)(r.Accesses(ctx, app.AccessQuery{CustomerID: c.ID}))
	if len(got) != 2 || got[0].What != app.AccessPhone || got[0].At != 1794000001000 || got[1].ID != "0198a000-0000-7000-8000-000000000001" {
		t.Fatalf("%+v", got)
	}
	if left := must[map[string]string](t)(r.store.LocalReveals(ctx)); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if v := must[string](t)(r.store.Setting(ctx, "revealing")); v != "stays" {
		t.Error("another setting was dropped")
	}
	// As after a crash between the two steps.
	ok(t, r.store.SetSetting(ctx, "reveal/1794000000000/0198a000-0000-7000-8000-000000000001", planner.ID+" customer/"+c.ID))
	ok(t, r.MoveReveals(ctx))
	if got := must[[]app.AccessView](t)(r.Accesses(ctx, app.AccessQuery{})); len(got) != 2 {
		t.Errorf("%d after moving twice", len(got))
	}
}

func (r room) clockNow() app.Instant { return app.InstantOf(r.clock.At) }
