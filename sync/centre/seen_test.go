package centre_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// as returns the operation as a laptop makes it in a stream of whose it has seen everything up to its cursor.
func (l *laptop) as(stream string, o wire.Op) wire.Op {
	o.Stream, o.Seen = stream, l.cursors[stream]
	return o
}

// Work begun before a hand-over was known is merged where the card lies now; work begun after is not.
func TestWorkMeetsAHandOver(t *testing.T) {
	w := newWorld(t)
	before, after := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	seat := app.SeatStream(before.person.ID)
	c := customer("王芳")
	before.push(before.create(c))
	before.pull()
	call, visit := app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID}, app.Visit{ID: app.NewID(start), CustomerID: c.ID}
	edit := before.as(seat, before.set("customer", c.ID, "employer", "甲"))
	made := []wire.Op{edit, before.as(seat, before.create(call)), before.as(seat, before.create(visit))}

	w.handOver("1002", c.ID)
	after.pull()
	w.pass(time.Second)
	after.push(after.set("customer", c.ID, "employer", "乙"))
	for i, res := range before.push(made...) {
		want := wire.OutcomeApplied
		if i == 0 {
			want = wire.OutcomeKept
		}
		expect(t, res.Kind, res, want, "")
		if res.Row != nil {
			t.Errorf("%s: the row of another's seat came back", res.Kind)
		}
	}
	after.pull()
	if after.field("customer", c.ID, "employer") != `"乙"` || after.rows["service_record/"+call.ID].Stream != app.SeatStream(after.person.ID) ||
		after.rows["visit/"+visit.ID].Ver != 1 {
		t.Errorf("%v", after.rows)
	}
	kept := 0
	for _, e := range after.rows {
		if e.Kind == "kept" && e.Body.Text("value") == `"甲"` && e.Stream == app.SeatStream(after.person.ID) {
			kept++
		}
	}
	if kept != 1 {
		t.Errorf("%d values are kept for the new planner", kept)
	}

	// From a second hand-over on the first planner is told of, nothing counts any more.
	before.pull()
	if _, here := before.rows["customer/"+c.ID]; here {
		t.Fatal("the card stayed")
	}
	late := app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID}
	expect(t, "edit after the leave", before.push(before.as(seat, before.op(wire.Op{Kind: "customer", ID: c.ID, Set: record.Body{"grade": record.Value("A")}})))[0], wire.OutcomeRefused, "forbidden")
	expect(t, "call after the leave", before.push(before.as(seat, before.create(late)))[0], wire.OutcomeQuarantined, "forbidden")

	// In somebody else's name, or of a card one never had, nothing counts at all.
	other := customer("李雷")
	after.push(after.create(other))
	theirs := before.as(app.SeatStream(after.person.ID), before.op(wire.Op{Kind: "customer", ID: other.ID, Set: record.Body{"grade": record.Value("A")}}))
	expect(t, "in another's stream", before.push(theirs)[0], wire.OutcomeRefused, "forbidden")
	never := before.as(seat, before.op(wire.Op{Kind: "customer", ID: other.ID, Set: record.Body{"grade": record.Value("A")}}))
	never.Seen = 0
	expect(t, "a card one never had", before.push(never)[0], wire.OutcomeRefused, "forbidden")
}

// A case signed before it went with its policy to another's card is signed.
func TestACaseSignedBeforeItMoved(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	w.user("1002", "", app.RolePlanner)
	seat := app.SeatStream(l.person.ID)
	w.take("1001", bought(2, "P1", "王芳", "110101197005010021"))
	w.take("1002", bought(2, "P3", "李雷", "110101198003071239"))
	l.pull()
	policy := app.PolicyID("RF", "P1")
	id := app.CaseID(policy, "2026-11", l.person.ID)
	signed := l.as(seat, l.set("case", id, "signed_at", int64(app.InstantOf(start))))
	w.handOver("1002", l.rows["policy/"+policy].Body.Text("customer_id"))
	w.take("1002", bought(2, "P1", "李雷", "110101198003071239"))
	expect(t, "signing", l.push(signed)[0], wire.OutcomeApplied, "")
	if k := w.export("case")[id]; k["signed_at"] == 0.0 {
		t.Errorf("%v", k)
	}
}
