package centre_test

import (
	"bytes"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// customer returns a customer with an id.
func customer(name string) app.Customer {
	return app.Customer{ID: app.NewID(start), Name: name, Prospect: true}
}

func expect(t *testing.T, what string, res wire.Result, outcome, reason string) {
	t.Helper()
	if res.Outcome != outcome || res.Reason != reason {
		t.Errorf("%s: %s %q, want %s %q", what, res.Outcome, res.Reason, outcome, reason)
	}
}

func TestAnOperationIsTakenInOnce(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	first, second := l.create(c), l.op(wire.Op{Kind: "customer", ID: c.ID, Set: record.Body{"grade": record.Value("A")}})
	reply, results, p := l.tryPush(first, second)
	if p != nil || reply.Expected != 3 || len(results) != 2 || results[1].Ver != 2 {
		t.Fatalf("%+v %+v %+v", reply, results, p)
	}
	if row := results[1].Row; row == nil || row.Body.Text("grade") != "A" || row.Body.Text("name") != "王芳" || row.Stream != app.SeatStream(l.person.ID) {
		t.Errorf("row of the result: %+v", row)
	}

	// The reply was lost: the same bytes again, with one more behind them.
	third := l.op(wire.Op{Kind: "customer", ID: c.ID, Set: record.Body{"grade": record.Value("B")}, Base: map[string]int64{"grade": 2}})
	reply, again, p := l.tryPush(first, second, third)
	if p != nil || reply.Expected != 4 || again[0].Ver != 1 || again[1].Ver != 2 || again[2].Ver != 3 {
		t.Fatalf("%+v %+v %+v", reply, again, p)
	}
	if v := w.export("customer")[c.ID]["ver"]; v != 3.0 {
		t.Errorf("ver %v after a repeated push, want 3", v)
	}

	// Other content under a number that was used: two disks with one identity.
	clone := second
	clone.Set = record.Body{"grade": record.Value("C")}
	if _, _, p := l.tryPush(clone); p == nil || p.Code != wire.CodeCloned {
		t.Errorf("a clone's push: %+v", p)
	}
	// Even if only the bytes differ.
	line, _ := wire.Line(second)
	spaced := append([]byte(" "), line...)
	if _, _, p := l.pushLines(wire.PushHead{V: 1, Device: l.id, Count: 1}, spaced); p == nil || p.Code != wire.CodeCloned {
		t.Errorf("other bytes under a used number: %+v", p)
	}
	l.n += 5
	if _, _, p := l.tryPush(l.create(customer("李雷"))); p == nil || p.Code != wire.CodeExpected || p.Expected != 4 {
		t.Errorf("a gap: %+v", p)
	}
	if n := len(w.export("customer")); n != 1 {
		t.Errorf("%d customers, want 1", n)
	}
}

func TestTransactionsApplyTogether(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	other := w.laptop("1002", "", app.RolePlanner)
	c, theirs := customer("王芳"), customer("李雷")
	l.push(l.create(c))
	other.push(other.create(theirs))
	at := app.InstantOf(start)
	ap := app.Appointment{ID: app.NewID(start), CustomerID: c.ID, PersonID: l.person.ID, At: at, Status: app.AppointmentPlanned}
	l.push(l.create(ap))

	group := func(ops ...wire.Op) []wire.Result {
		for i := range ops {
			ops[i].Tx = "together"
		}
		return l.push(ops...)
	}
	call := func() app.ServiceRecord {
		return app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID, PersonID: l.person.ID, Channel: app.ChannelPhone, At: at, Content: "提醒交费"}
	}
	// One is forbidden: the others are refused with it, but the work that was done is kept.
	res := group(l.set("customer", c.ID, "grade", "A"), l.create(call()), l.set("customer", theirs.ID, "grade", "A"))
	expect(t, "of the group", res[0], wire.OutcomeRefused, "group")
	expect(t, "insert-only", res[1], wire.OutcomeApplied, "")
	expect(t, "forbidden", res[2], wire.OutcomeRefused, "forbidden")
	if res[2].Row != nil {
		t.Error("a row of another seat came back")
	}
	// A stale status is refused alone.
	cancel := l.op(wire.Op{Kind: "appointment", ID: ap.ID, Set: record.Body{"status": record.Value(app.AppointmentDone)}, From: record.Body{"status": record.Value(app.AppointmentCancelled)}})
	res = group(cancel, l.set("customer", c.ID, "grade", "B"), l.create(call()))
	expect(t, "beside a stale status", res[1], wire.OutcomeApplied, "")
	expect(t, "stale", res[0], wire.OutcomeRefused, "status_moved")
	expect(t, "insert-only beside a stale status", res[2], wire.OutcomeApplied, "")
	if got := w.export("customer"); got[c.ID]["grade"] != "B" || got[theirs.ID]["ver"] != 1.0 {
		t.Errorf("after the groups: %v", got)
	}
	if n := len(w.export("service_record")); n != 2 {
		t.Errorf("%d service records, want 2", n)
	}
}

func TestCreatingADerivedRowTwiceMerges(t *testing.T) {
	w := newWorld(t)
	a := w.laptop("1001", "", app.RolePlanner)
	b := w.enrol(w.user("1001", "", app.RolePlanner))
	day := app.DateOf(start)
	log := app.WorkLog{ID: app.WorkLogID(a.person.ID, day), PersonID: a.person.ID, Date: day, Status: app.LogOpen}
	mine, other := log, log
	mine.Development, other.PlanDone = "拜访社区", "完成"
	expect(t, "first", a.push(a.create(mine))[0], wire.OutcomeApplied, "")
	expect(t, "second", b.push(b.create(other))[0], wire.OutcomeApplied, "")
	got := w.export("work_log")
	if len(got) != 1 || got[log.ID]["development"] != "拜访社区" || got[log.ID]["plan_done"] != "完成" {
		t.Errorf("%v", got)
	}
	// Closing freezes the day; a laptop that creates the open log again later does not open it.
	closing := a.op(wire.Op{Kind: "work_log", ID: log.ID, Set: record.Body{"status": record.Value(app.LogClosed), "closed_at": record.Value(app.InstantOf(start))}, From: record.Body{"status": record.Value(app.LogOpen)}})
	expect(t, "closing", a.push(closing)[0], wire.OutcomeApplied, "")
	expect(t, "creating it again", b.push(b.create(log))[0], wire.OutcomeApplied, "")
	expect(t, "writing into a closed day", b.push(b.set("work_log", log.ID, "development", "补写"))[0], wire.OutcomeRefused, app.ErrLogClosed)
	if got := w.export("work_log")[log.ID]; got["status"] != app.LogClosed {
		t.Errorf("the log is %v again", got["status"])
	}
}

func TestNothingThatArrivesIsLost(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	rec := app.ServiceRecord{ID: app.NewID(start), CustomerID: "nobody", PersonID: l.person.ID, Content: "上门"}
	known := app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID, PersonID: l.person.ID, Content: "上门"}
	l.push(l.create(c), l.create(known))
	changed := known
	changed.Content = "改写"

	res := l.push(
		l.op(wire.Op{Kind: "hologram", ID: "h1", New: true, Set: record.Body{"x": record.Value(1)}}),
		l.create(rec),
		l.create(known),
		l.create(changed),
		l.op(wire.Op{Kind: "customer", ID: c.ID, Set: record.Body{"phones": record.Value("no list")}}),
		l.op(wire.Op{Kind: "customer", ID: "missing", Set: record.Body{"grade": record.Value("A")}}),
		l.op(wire.Op{Kind: "customer", ID: c.ID, Set: record.Body{"from_a_newer_laptop": record.Value("x")}}),
	)
	expect(t, "unknown kind", res[0], wire.OutcomeQuarantined, "unknown_kind")
	expect(t, "record of an unknown customer", res[1], wire.OutcomeQuarantined, "unknown_customer")
	expect(t, "the same record", res[2], wire.OutcomeApplied, "")
	expect(t, "a record rewritten", res[3], wire.OutcomeQuarantined, "exists")
	expect(t, "wrong type", res[4], wire.OutcomeRefused, "invalid")
	expect(t, "no such row", res[5], wire.OutcomeRefused, "not_found")
	expect(t, "unknown field", res[6], wire.OutcomeApplied, "")
	if w.export("customer")[c.ID]["from_a_newer_laptop"] != "x" {
		t.Error("the unknown field is gone")
	}

	// A line this program cannot read does not block the queue.
	l.n++
	odd := []byte(`{"n":` + string(record.Value(l.n)) + `,"k":7,"hlc":"soon"}`)
	reply, got, p := l.pushLines(wire.PushHead{V: 1, Device: l.id, Count: 1}, odd)
	if p != nil || reply.Expected != l.n+1 {
		t.Fatalf("%+v %+v", reply, p)
	}
	expect(t, "unreadable", got[0], wire.OutcomeQuarantined, "invalid")
	var stored []byte
	if err := openRaw(t, w.path).QueryRow(`SELECT line FROM device_op WHERE n = ?`, l.n).Scan(&stored); err != nil || !bytes.Equal(stored, odd) {
		t.Errorf("stored %q, %v", stored, err)
	}
}
