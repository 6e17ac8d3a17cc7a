package centre_test

import (
	"fmt"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Many transactions that come with one push end as if each had come by itself, whatever becomes of them.
func TestAPushIsTakenInGroupByGroup(t *testing.T) {
	w := newWorld(t)
	l, other := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	c, theirs := customer("王芳"), customer("李雷")
	other.push(other.create(theirs))
	day := app.DateOf(start)
	log := app.WorkLog{ID: app.WorkLogID(l.person.ID, day), PersonID: l.person.ID, Date: day, Status: app.LogOpen}
	together := func(tx string, ops ...wire.Op) []wire.Op {
		for i := range ops {
			ops[i].Tx = tx
		}
		return ops
	}
	call := func() app.ServiceRecord {
		return app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID, PersonID: l.person.ID, Channel: app.ChannelPhone, At: app.InstantOf(start), Content: "提醒交费"}
	}
	ops := []wire.Op{l.create(c), l.create(log)}
	for i := range 150 {
		ops = append(ops, l.set("customer", c.ID, "notes", fmt.Sprint("第", i, "次")))
	}
	ops = append(ops, together("refused", l.set("customer", c.ID, "grade", "A"), l.create(call()), l.set("customer", theirs.ID, "grade", "A"))...)
	ops = append(ops, l.set("customer", c.ID, "grade", "B"))
	ops = append(ops, together("closing", l.op(wire.Op{Kind: "work_log", ID: log.ID, Set: record.Body{"status": record.Value(app.LogClosed)}, From: record.Body{"status": record.Value(app.LogOpen)}}))...)
	ops = append(ops, l.set("work_log", log.ID, "development", "拜访社区"), l.create(call()))

	at := len(ops) - 7
	for i, res := range l.push(ops...) {
		outcome, reason := wire.OutcomeApplied, ""
		switch i {
		case at:
			outcome, reason = wire.OutcomeRefused, "group"
		case at + 2:
			outcome, reason = wire.OutcomeRefused, "forbidden"
		case at + 5: // the day was closed by a transaction before
			outcome, reason = wire.OutcomeRefused, app.ErrLogClosed
		}
		expect(t, fmt.Sprint("operation ", i), res, outcome, reason)
		if res.N != int64(i+1) {
			t.Fatalf("result %d is that of operation %d", i, res.N)
		}
	}
	got := w.export("customer")
	if got[c.ID]["grade"] != "B" || got[c.ID]["notes"] != "第149次" || got[theirs.ID]["ver"] != 1.0 || len(w.export("service_record")) != 2 {
		t.Errorf("%v", got)
	}
	for stream, d := range digestsOf(t, w) {
		t.Errorf("the digest of %s is kept as %v", stream, d)
	}
}

// digestsOf returns the digests that are not what they are when counted anew.
func digestsOf(t *testing.T, w *world) map[string]wire.Digest {
	t.Helper()
	kept, counted, err := w.c.Digests(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for stream, d := range kept {
		if counted[stream] == d {
			delete(kept, stream)
		}
	}
	return kept
}

// What stood before an operation that cannot be taken in stays taken in.
func TestAPushThatFailsHalfWay(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	ops := []wire.Op{l.create(c), l.set("customer", c.ID, "notes", "养猫"), l.set("customer", c.ID, "notes", "退休")}
	db := openRaw(t, w.path)
	if _, err := db.ExecContext(t.Context(), `CREATE TRIGGER broken BEFORE INSERT ON device_op WHEN NEW.n = 3 BEGIN SELECT RAISE(ABORT, 'broken'); END`); err != nil {
		t.Fatal(err)
	}
	if _, _, p := l.tryPush(ops...); p == nil {
		t.Error("the failure was not told")
	}
	if notes := w.export("customer")[c.ID]["notes"]; notes != "养猫" {
		t.Errorf("notes %v", notes)
	}
	if _, err := db.ExecContext(t.Context(), `DROP TRIGGER broken`); err != nil {
		t.Fatal(err)
	}
	if res := l.push(ops...); len(res) != 3 || res[2].Ver != 3 || w.export("customer")[c.ID]["notes"] != "退休" {
		t.Errorf("sent again: %+v", res)
	}
}
