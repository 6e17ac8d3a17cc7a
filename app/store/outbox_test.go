package store_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

func mustAcknowledge(t *testing.T, s *store.Store, results ...wire.Result) {
	t.Helper()
	if err := s.Acknowledge(ctx, results); err != nil {
		t.Fatal(err)
	}
}

// The centre's row is final, and operations not answered yet stay on top of it.
func TestAcknowledgeTakesTheCentresRow(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, at(1, 1, c))
	one := c
	one.Grade = "A"
	mustChange(t, s, c, one)
	two := one
	two.Employer = "市一中"
	mustChange(t, s, one, two)

	theirs := one
	theirs.Grade, theirs.Occupation = "C", "教师"
	e := apptest.Entry(seat, 2, 5, theirs)
	res := wire.Result{N: 1, Kind: "customer", ID: c.ID, Ver: 5, Outcome: wire.OutcomeKept, Row: &e}
	mustAcknowledge(t, s, res)
	got := get[app.Customer](t, s, c.ID)
	if got.Grade != "C" || got.Occupation != "教师" || got.Employer != "市一中" {
		t.Errorf("%+v", got)
	}
	mustAcknowledge(t, s, res) // a lost reply: told twice
	if ops := pending(t, s); len(ops) != 1 || ops[0].N != 2 {
		t.Errorf("%+v", ops)
	}
	third := got
	third.Notes = "x"
	mustChange(t, s, got, third)
	if op := pending(t, s)[1]; op.N != 3 || op.Base["notes"] != 5 {
		t.Errorf("the next edit is based on %d", op.Base["notes"])
	}
}

// A supervisor's mark of a planner's log, where the centre sends no row back: what was written stays as its receipt.
func TestAcknowledgeWithoutARow(t *testing.T) {
	s := apptest.NewStore(t)
	mark := app.LogMark{ID: "m1", LogID: "l1", PersonID: "p", MarkerID: apptest.Planner, Score: 15}
	apptest.MustCommit(t, s, store.Create(mark))
	mustAcknowledge(t, s, wire.Result{N: 1, Kind: "log_mark", ID: "m1", Ver: 3, Outcome: wire.OutcomeApplied})
	if got := get[app.LogMark](t, s, "m1"); got.Score != 15 {
		t.Errorf("%+v", got)
	}
	if _, stream, ver, _ := s.Body(ctx, "log_mark", "m1"); ver != 3 || stream != app.WorkStream("p") {
		t.Errorf("stream %s version %d", stream, ver)
	}
	if u, _ := s.Unsent(ctx); len(u) != 0 {
		t.Errorf("unsent %+v", u)
	}
}

func TestRefusedAndQuarantined(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	r := app.ServiceRecord{ID: "r1", CustomerID: c.ID, Channel: app.ChannelPhone, Content: "问候"}
	apptest.MustCommit(t, s, store.Create(c), store.Create(r))
	u, err := s.Unsent(ctx)
	if err != nil || len(u) != 2 || u[0].Title != "王芳" || u[1].Title != "王芳" || u[1].Kind != "service_record" {
		t.Errorf("unsent %+v %v", u, err)
	}
	mustAcknowledge(t, s,
		wire.Result{N: 1, Kind: "customer", ID: c.ID, Outcome: wire.OutcomeRefused, Reason: "forbidden"},
		wire.Result{N: 2, Kind: "service_record", ID: "r1", Outcome: wire.OutcomeQuarantined, Reason: "unknown_customer"})
	if _, err := store.Get[app.Customer](ctx, s, c.ID); app.Code(err) != app.ErrNotFound {
		t.Errorf("a customer the centre refused is still shown (%v)", err)
	}
	if got := get[app.ServiceRecord](t, s, "r1"); got.Content != "问候" {
		t.Errorf("a record set aside is lost: %+v", got)
	}
	list, err := s.Refused(ctx)
	if err != nil || len(list) != 2 || list[1].Title != "王芳" || list[1].Reason != "forbidden" {
		t.Errorf("refused %+v %v", list, err)
	}
	if rows, _ := s.Query(ctx, "SELECT count(*) FROM outbox WHERE length(line) > 0"); rows[0] != "2" {
		t.Errorf("%s operations kept", rows[0])
	}
}

func TestRewind(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	apptest.MustCommit(t, s, store.Create(c))
	last := c
	for _, grade := range []string{"A", "C"} {
		next := last
		next.Grade = grade
		mustChange(t, s, last, next)
		last = next
	}
	e := apptest.Entry(seat, 1, 3, last)
	for n := int64(1); n <= 3; n++ {
		mustAcknowledge(t, s, wire.Result{N: n, Kind: "customer", ID: c.ID, Ver: n, Outcome: wire.OutcomeApplied, Row: &e})
	}
	wantCode(t, s.Rewind(ctx, 0), app.ErrNotFound)
	wantCode(t, s.Rewind(ctx, 5), app.ErrNotFound)
	if err := s.Rewind(ctx, 2); err != nil {
		t.Fatal(err)
	}
	ops := pending(t, s)
	if len(ops) != 2 || ops[0].N != 2 {
		t.Fatalf("%+v", ops)
	}
	// The restored centre has the row of before operation 2; the operations go on top of it.
	page := apptest.Page(seat, 1, c)
	page.Head.Epoch = "epoch-2"
	mustApply(t, s, page)
	if got := get[app.Customer](t, s, c.ID); got.Grade != "C" {
		t.Errorf("%+v", got)
	}
}

func TestKeptOpen(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	k := app.Kept{ID: "k1", Kind: "customer", RowID: c.ID, CustomerID: c.ID, Field: "grade", Value: `"A"`, Winner: `"B"`, Author: apptest.Supervisor, Status: app.KeptOpen}
	done := k
	done.ID, done.Status = "k2", app.KeptSettled
	mustApply(t, s, apptest.Page(seat, 1, c, k, done))
	mustApply(t, s, apptest.Page(app.StreamPeople, 1, app.Person{ID: apptest.Supervisor, StaffNo: "2001", Name: "周建国"}))
	items, err := s.KeptOpen(ctx)
	if err != nil || len(items) != 1 || items[0].Title != "王芳" || items[0].Author != "周建国" || items[0].Kept.ID != "k1" {
		t.Errorf("%+v %v", items, err)
	}
}

// What the centre answers to one's own work is mostly what is here already: then the card is not indexed again, neither for
// the answer nor for the row that a pull brings once more. Where the answer differs it is.
func TestAnAnswerThatChangesNothingLeavesTheIndexAlone(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, at(1, 1, c))
	mine := c
	mine.Grade = "A"
	mustChange(t, s, c, mine)
	unindex := func() {
		if err := s.Exec(ctx, "DELETE FROM search"); err != nil {
			t.Fatal(err)
		}
	}
	byName := app.CardQuery{Text: "王芳"}
	unindex()
	e := apptest.Entry(seat, 2, 5, mine)
	mustAcknowledge(t, s, wire.Result{N: 1, Kind: "customer", ID: c.ID, Ver: 5, Outcome: wire.OutcomeApplied, Row: &e})
	if rows := mustApply(t, s, at(2, 5, mine)); rows != 0 {
		t.Errorf("%d rows changed", rows)
	}
	if _, _, ver, _ := s.Body(ctx, "customer", c.ID); ver != 5 || found(t, s, byName) != 0 {
		t.Errorf("version %d, indexed again: %v", ver, found(t, s, byName) > 0)
	}
	last := mine
	last.Notes = "下周再联系"
	mustChange(t, s, mine, last)
	unindex()
	theirs := last
	theirs.Name, byName.Text = "王芳芳", "王芳芳"
	e = apptest.Entry(seat, 3, 7, theirs)
	mustAcknowledge(t, s, wire.Result{N: 2, Kind: "customer", ID: c.ID, Ver: 7, Outcome: wire.OutcomeApplied, Row: &e})
	if got := get[app.Customer](t, s, c.ID); got.Name != theirs.Name || found(t, s, byName) != 1 {
		t.Errorf("%+v, indexed again: %v", got, found(t, s, byName) > 0)
	}
}
