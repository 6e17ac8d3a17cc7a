package centre_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// openRaw opens the centre's file beside the centre.
func openRaw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// Streams by role, architecture §3.
func TestWhoPullsWhat(t *testing.T) {
	w := newWorld(t)
	people := map[string]*laptop{}
	add := func(no, supervisor string, roles ...string) { people[no] = w.laptop(no, supervisor, roles...) }
	add("8001", "", app.RoleDepartmentManager)
	add("3001", "8001", app.RoleSeniorSupervisor)
	add("2001", "3001", app.RoleSupervisor)
	add("2002", "3001", app.RoleSupervisor)
	add("1001", "2001", app.RolePlanner)
	add("1002", "2001", app.RolePlanner)
	add("1003", "2002", app.RolePlanner)
	add("7001", "", app.RoleQualityController)
	add("7002", "", app.RoleResourceManager)
	add("7003", "", app.RoleServiceDesk)
	add("7004", "", app.RoleCentreManager)
	all := []string{"8001", "3001", "2001", "2002", "1001", "1002", "1003", "7001", "7002", "7003", "7004"}
	for no, c := range map[string]struct {
		seat bool
		work []string
	}{
		"1001": {true, []string{"1001"}},
		"2001": {false, []string{"2001", "1001", "1002"}},
		"2002": {false, []string{"2002", "1003"}},
		"3001": {false, []string{"3001", "2001", "2002", "1001", "1002", "1003"}},
		"8001": {false, all},
		"7001": {false, all},
		"7002": {false, nil},
		"7003": {false, nil},
		"7004": {false, all},
	} {
		l := people[no]
		if _, p := l.pullPage(100); p != nil {
			t.Fatal(p)
		}
		want := []string{app.StreamPeople, app.StreamScripts, "user:" + l.person.ID}
		if c.seat {
			want = append(want, app.SeatStream(l.person.ID))
		}
		for _, who := range c.work {
			want = append(want, app.WorkStream(app.PersonID(who)))
		}
		got := slices.Clone(l.enter)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s may pull\n %v, want\n %v", no, got, want)
		}
	}

	// A change of the team changes grants at the next pull.
	l := people["2002"]
	moved := app.WorkStream(app.PersonID("1003"))
	w.user("1003", "2001", app.RolePlanner)
	if _, p := l.pullPage(100); p != nil || !slices.Equal(l.revoked, []string{moved}) {
		t.Errorf("revoked %v %+v", l.revoked, p)
	}
	if _, p := people["2001"].pullPage(100); p != nil || !slices.Equal(people["2001"].enter, []string{moved}) {
		t.Errorf("entered %v %+v", people["2001"].enter, p)
	}
}

// Who may write what, product §1, §2 and §6.
func TestWhoWritesWhat(t *testing.T) {
	w := newWorld(t)
	planner := w.laptop("1001", "2001", app.RolePlanner)
	supervisor := w.laptop("2001", "", app.RoleSupervisor)
	stranger := w.laptop("2002", "", app.RoleSupervisor)
	manager := w.laptop("7004", "", app.RoleCentreManager)
	department := w.laptop("8001", "", app.RoleDepartmentManager)
	c := customer("王芳")
	day := app.DateOf(start)
	log := app.WorkLog{ID: app.WorkLogID(planner.person.ID, day), PersonID: planner.person.ID, Date: day, Status: app.LogOpen}
	planner.push(planner.create(c), planner.create(log))
	mark := func(by *laptop, score int64) app.LogMark {
		return app.LogMark{ID: app.LogMarkID(log.ID, by.person.ID), LogID: log.ID, PersonID: planner.person.ID, MarkerID: by.person.ID, Score: score}
	}
	forged := mark(supervisor, 20)
	forged.ID = app.NewID(start)
	policy := app.Policy{ID: app.PolicyID("RF", "1"), Insurer: "RF", Number: "1", CustomerID: c.ID}

	expect(t, "mark of an open log", supervisor.push(supervisor.create(mark(supervisor, 16)))[0], wire.OutcomeRefused, "invalid")
	planner.push(planner.op(wire.Op{Kind: "work_log", ID: log.ID, Set: record.Body{"status": record.Value(app.LogClosed)}, From: record.Body{"status": record.Value(app.LogOpen)}}))
	for _, x := range []struct {
		what            string
		by              *laptop
		op              wire.Op
		outcome, reason string
	}{
		{"planner writes insurer facts", planner, planner.create(policy), wire.OutcomeRefused, "forbidden"},
		{"planner adds staff", planner, planner.create(app.Person{ID: "x", StaffNo: "9"}), wire.OutcomeRefused, "forbidden"},
		{"planner deals cases", planner, planner.create(app.Case{ID: "x", CustomerID: c.ID}), wire.OutcomeRefused, "forbidden"},
		{"planner marks the own log", planner, planner.create(mark(planner, 20)), wire.OutcomeRefused, "forbidden"},
		{"planner marks as the supervisor", planner, planner.create(mark(supervisor, 20)), wire.OutcomeRefused, "forbidden"},
		{"planner publishes a script", planner, planner.create(app.Script{ID: "s"}), wire.OutcomeRefused, "forbidden"},
		{"department marks in the supervisor's name", department, department.create(mark(supervisor, 20)), wire.OutcomeRefused, "forbidden"},
		{"another's supervisor marks", stranger, stranger.create(mark(stranger, 20)), wire.OutcomeRefused, "forbidden"},
		{"supervisor marks above 20", supervisor, supervisor.create(mark(supervisor, 21)), wire.OutcomeRefused, "invalid"},
		{"supervisor marks below 0", supervisor, supervisor.create(mark(supervisor, -1)), wire.OutcomeRefused, "invalid"},
		{"mark under another id", supervisor, supervisor.create(forged), wire.OutcomeRefused, "invalid"},
		{"supervisor marks", supervisor, supervisor.create(mark(supervisor, 16)), wire.OutcomeApplied, ""},
		{"department marks", department, department.create(mark(department, 12)), wire.OutcomeApplied, ""},
		{"supervisor changes the mark", supervisor, supervisor.op(wire.Op{Kind: "log_mark", ID: mark(supervisor, 0).ID, Set: record.Body{"score": record.Value(15)}, Base: map[string]int64{"score": 1}}), wire.OutcomeApplied, ""},
		{"planner changes the mark", planner, planner.op(wire.Op{Kind: "log_mark", ID: mark(supervisor, 0).ID, Set: record.Body{"score": record.Value(20)}, Base: map[string]int64{"score": 2}}), wire.OutcomeRefused, "forbidden"},
		{"supervisor writes in the log", supervisor, supervisor.op(wire.Op{Kind: "work_log", ID: log.ID, Set: record.Body{"development": record.Value("x")}}), wire.OutcomeRefused, "forbidden"},
		{"supervisor edits a customer", supervisor, supervisor.op(wire.Op{Kind: "customer", ID: c.ID, Set: record.Body{"grade": record.Value("A")}}), wire.OutcomeRefused, "forbidden"},
		{"supervisor records a call", supervisor, supervisor.create(app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID}), wire.OutcomeQuarantined, "forbidden"},
		{"log under another's name", stranger, stranger.create(app.WorkLog{ID: app.WorkLogID(planner.person.ID, "2026-11-20"), PersonID: planner.person.ID, Date: "2026-11-20"}), wire.OutcomeRefused, "forbidden"},
		{"log under another id", planner, planner.create(app.WorkLog{ID: app.NewID(start), PersonID: planner.person.ID, Date: "2026-11-20"}), wire.OutcomeRefused, "invalid"},
		{"a mark handed to another", supervisor, supervisor.op(wire.Op{Kind: "log_mark", ID: mark(supervisor, 0).ID, Set: record.Body{"log_id": record.Value("x")}, Base: map[string]int64{"log_id": 2}}), wire.OutcomeRefused, "fixed"},
		{"centre manager publishes a script", manager, manager.create(app.Script{ID: "s", Title: "孤儿保单首次约访"}), wire.OutcomeApplied, ""},
		{"centre manager adds staff from a laptop", manager, manager.create(app.Person{ID: "x", StaffNo: "9"}), wire.OutcomeRefused, "forbidden"},
	} {
		expect(t, x.what, x.by.push(x.op)[0], x.outcome, x.reason)
	}
	planner.pull()
	if got := planner.field("log_mark", mark(supervisor, 0).ID, "score"); got != "15" {
		t.Errorf("the planner sees the mark as %q, want 15", got)
	}
	if _, ok := planner.rows["script/s"]; !ok {
		t.Error("the script did not reach the planner")
	}
	supervisor.pull()
	for key := range supervisor.rows {
		if strings.HasPrefix(key, "customer/") {
			t.Error("a customer reached the supervisor")
		}
	}
}

// One may push into streams one may not pull; the answer carries no row then.
func TestPushingWithoutPulling(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	w.user("1001", "", app.RoleServiceDesk) // the seat is no longer granted, but offline work still arrives
	c := customer("王芳")
	res := l.push(l.create(c))[0]
	expect(t, "offline work", res, wire.OutcomeApplied, "")
	if res.Row != nil || res.Ver != 1 {
		t.Errorf("%+v", res)
	}
}

func TestPages(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	var ops []wire.Op
	for range 25 {
		ops = append(ops, l.create(customer("王芳")))
	}
	l.push(ops...)
	seen, pages := 0, 0
	for more := true; more; pages++ {
		page, p := l.pullPage(10)
		if p != nil {
			t.Fatal(p)
		}
		if len(page.Entries) > 10 || page.Head.Left != int64(26-seen) {
			t.Fatalf("a page of %d entries, %d of 26 seen, %d left", len(page.Entries), seen, page.Head.Left)
		}
		seen += len(page.Entries)
		more = page.Tail.More
		if !more && page.Tail.NextPollMS == 0 {
			t.Error("no time for the next poll")
		}
	}
	if seen != 26 || pages != 3 { // 25 customers and the person
		t.Errorf("%d entries on %d pages", seen, pages)
	}
	l.push(l.set("customer", ops[0].ID, "grade", "A"))
	if page, _ := l.pullPage(10); len(page.Entries) != 1 || page.Entries[0].Seq != 26 || page.Entries[0].Ver != 2 {
		t.Errorf("after one change: %+v", page.Entries)
	}
	l.epoch = "another"
	if _, p := l.pullPage(10); p == nil || p.Code != wire.CodeEpoch || p.Epoch == "" {
		t.Errorf("another epoch: %+v", p)
	}
}
