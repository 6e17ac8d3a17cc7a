package centre_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// A laptop that makes something on a card that lies elsewhere by then is told that it lies there, each time it sends it:
// after a restore the word of the card's leaving need not come.
func TestWhatIsMadeOnACardElsewhereLeaves(t *testing.T) {
	w := newWorld(t)
	from, to := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	c := customer("王芳")
	from.push(from.create(c))
	from.pull()
	seat := app.SeatStream(from.person.ID)
	seen := from.cursors[seat]
	w.handOver("1002", c.ID)
	from.pull() // as after a restore: the card's leaving is known already
	call := app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID, PersonID: from.person.ID}
	meeting := app.Appointment{ID: app.NewID(start.Add(1)), CustomerID: c.ID, PersonID: from.person.ID}
	for round := range 2 {
		for _, v := range []any{call, meeting} {
			op := from.create(v)
			op.Stream, op.Seen = seat, seen
			expect(t, op.Kind, from.push(op)[0], wire.OutcomeApplied, "")
			page, p := from.pullPage(100)
			if p != nil || len(page.Entries) != 1 || page.Entries[0].T != wire.TypeLeave || page.Entries[0].ID != op.ID || page.Entries[0].Stream != seat {
				t.Errorf("round %d: told %+v %v", round, page, p)
			}
		}
	}
	if n := w.count(`SELECT count(*) FROM leave WHERE kind <> 'customer'`); n != 2 {
		t.Errorf("%d leaves", n)
	}
	if to.pull(); to.rows["service_record/"+call.ID].Ver == 0 || to.rows["appointment/"+meeting.ID].Ver == 0 {
		t.Error("it did not come to where the card is")
	}
	own := customer("李雷")
	from.push(from.create(own))
	if n := w.count(`SELECT count(*) FROM leave`); n != 3 {
		t.Errorf("%d leaves after work in the own seat", n)
	}
}

// What a laptop had of a card that a restored centre has in another seat waits for an operator. Taken, it goes to where the
// card is, and leaves where it was.
func TestOffersOnCardsElsewhereWait(t *testing.T) {
	w := newWorld(t)
	l, other := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	c := customer("王芳")
	l.push(l.create(c))
	w.handOver("1002", c.ID)
	backup := w.backup()
	w.handOver("1001", c.ID)
	l.pull()
	call := app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID, PersonID: l.person.ID}
	seat := app.SeatStream(l.person.ID)
	ops := []wire.Op{l.create(call), l.set("customer", c.ID, "employer", "甲")}
	for i := range ops {
		ops[i].Stream, ops[i].Seen = seat, l.cursors[seat]
	}
	l.push(ops...)
	l.pull()
	w.pass(time.Hour)
	w.restore(backup)
	_, offers := l.meet()
	if len(offers) != 2 {
		t.Fatalf("%d offers", len(offers))
	}
	if n := l.offer(offers...); n != 0 || len(w.export("service_record")) != 0 {
		t.Errorf("%d rows were taken into another planner's seat", n)
	}
	if list, err := w.c.Offers(t.Context()); err != nil || len(list) != 2 {
		t.Fatalf("%+v %v wait", list, err)
	}
	if n, err := w.c.TakeOffers(t.Context(), ""); n != 2 || err != nil {
		t.Errorf("%d rows were taken: %v", n, err)
	}
	other.meet()
	if other.rows["service_record/"+call.ID].Stream != app.SeatStream(other.person.ID) || other.field("customer", c.ID, "employer") != `"甲"` {
		t.Errorf("the card lacks what was lost: %v", other.rows)
	}
	page, p := l.pullPage(100)
	left := false
	if p != nil {
		t.Fatal(p)
	}
	for _, e := range page.Entries {
		left = left || e.T == wire.TypeLeave && e.Kind == record.Of(call).Name && e.ID == call.ID && e.Stream == seat
	}
	if !left {
		t.Errorf("the laptop that offered it is told %+v", page.Entries)
	}
}

// What is offered of a text can have begun from another text than what the centre knows of that version: nothing of either is
// lost.
func TestAnOfferedTextTakesNothingAway(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	l.pull()
	backup := w.backup()
	w.pass(time.Hour)
	lost := w.now.Load() - 1000
	w.restore(backup)
	l.meet()
	c := customer("王芳")
	c.Notes = "养猫"
	l.push(l.create(c))
	l.pull()
	l.push(l.set("customer", c.ID, "notes", "养猫，养花"))
	l.pull()
	e := l.rows["customer/"+c.ID]
	for _, x := range [][2]string{{"退休", "养猫，养花\n退休"}, {"养猫，养花\n退休，钓鱼", "养猫，养花\n退休，钓鱼"}} {
		notes, want := x[0], x[1]
		e.Body, e.Ver, lost = e.Body.Clone(), lost, lost+1
		e.Body["notes"] = record.Value(notes)
		if n := l.offer(e); n != 1 || w.export("customer")[c.ID]["notes"] != want {
			t.Errorf("%d taken: %q, want %q", n, w.export("customer")[c.ID]["notes"], want)
		}
	}
}

// A laptop whose work was refused, as the card was lost, goes on without it; when the card is back and the work is applied
// after all, what it wrote meanwhile takes none of it away.
func TestWorkRefusedAtFirstIsNotTakenForSeen(t *testing.T) {
	w := newWorld(t)
	l, gone := w.laptop("1001", "", app.RolePlanner), w.enrol(w.user("1001", "", app.RolePlanner))
	backup := w.backup()
	c := customer("王芳")
	gone.push(gone.create(c))
	l.pull()
	ops := []wire.Op{l.set("customer", c.ID, "notes", "养猫"), l.set("customer", c.ID, "employer", "甲")}
	next := []wire.Op{l.set("customer", c.ID, "notes", "退休"), l.set("customer", c.ID, "employer", "乙")}
	w.pass(time.Hour)
	w.restore(backup)
	_, offers := l.meet()
	for _, res := range l.push(ops...) {
		expect(t, "of a lost card", res, wire.OutcomeRefused, "not_found")
	}
	if n := l.offer(offers...); n != 1 || w.export("customer")[c.ID]["notes"] != "养猫" {
		t.Fatalf("%d taken: %v", n, w.export("customer")[c.ID])
	}
	for _, res := range l.push(next...) {
		expect(t, "written meanwhile", res, wire.OutcomeApplied, "")
	}
	got := w.export("customer")[c.ID]
	if got["notes"] != "养猫\n退休" || got["employer"] != "乙" || w.count(`SELECT count(*) FROM row WHERE kind = 'kept'`) != 0 {
		t.Errorf("%v, %d kept", got, w.count(`SELECT count(*) FROM row WHERE kind = 'kept'`))
	}
	// Once it has come, what is written replaces it.
	l.pull()
	l.push(l.set("customer", c.ID, "notes", "搬家"))
	if got := w.export("customer")[c.ID]["notes"]; got != "搬家" {
		t.Errorf("%q", got)
	}
}

// What somebody wrote from a version that is lost, into a text of a row that came back in a later one, takes nothing of that
// away: nobody knows what it began from.
func TestATextFromAVersionNobodyKnows(t *testing.T) {
	w := newWorld(t)
	l, gone := w.laptop("1001", "", app.RolePlanner), w.enrol(w.user("1001", "", app.RolePlanner))
	late := w.enrol(w.user("1001", "", app.RolePlanner))
	backup := w.backup()
	c := customer("王芳")
	gone.push(gone.create(c))
	gone.pull()
	late.pull()
	mine := late.set("customer", c.ID, "notes", "退休")
	gone.push(gone.set("customer", c.ID, "notes", "养猫"))
	l.pull()
	w.pass(time.Hour)
	w.restore(backup)
	_, offers := l.meet()
	if n := l.offer(offers...); n != 1 {
		t.Fatalf("%d taken", n)
	}
	late.meet()
	late.push(mine)
	if got := w.export("customer")[c.ID]["notes"]; got != "养猫\n退休" {
		t.Errorf("%q", got)
	}
}
