package centre_test

import (
	"crypto/ed25519"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// copied returns a copy of the laptop's disk that has got an identity of its own, and the operations that had not been sent
// under the numbers it gives them.
func (l *laptop) copied(unsent ...wire.Op) (*laptop, []wire.Op) {
	l.w.t.Helper()
	public, key, _ := ed25519.GenerateKey(nil)
	at := l.w.now.Load()
	asks := *l
	asks.tokens.Access = ""
	var reply wire.EnrolReply
	wantProblem(l.w.t, "rejoin", asks.call(wire.PathRejoin, wire.RejoinRequest{
		V: wire.V, DeviceID: l.id, PublicKey: public, At: at, Sig: ed25519.Sign(l.key, wire.RejoinMessage(l.id, public, at)),
	}, &reply), "")
	own := &laptop{
		w: l.w, key: key, id: reply.DeviceID, person: l.person, tokens: reply.Tokens, epoch: l.epoch, hlc: l.hlc,
		cursors: map[string]int64{}, rows: map[string]wire.Entry{},
	}
	for k, e := range l.rows {
		own.rows[k] = e
	}
	again := slices.Clone(unsent)
	for i := range again {
		own.n++
		again[i].N = own.n
	}
	return own, again
}

// ulid gives operations transactions that no other laptop has.
func ulid(ops ...wire.Op) []wire.Op {
	for i := range ops {
		ops[i].Tx = app.NewID(start)
	}
	return ops
}

// What both copies of a disk hold unsent is taken in once, whichever of them sends it first.
func TestCopiesOfADiskSendTheSameWork(t *testing.T) {
	for _, name := range []string{"original first", "copy first", "under the same identity"} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			l, other := w.laptop("1001", "", app.RolePlanner), w.enrol(w.user("1001", "", app.RolePlanner))
			c := customer("王芳")
			c.Notes = "养猫"
			l.push(l.create(c))
			l.pull()
			other.pull()
			ap := app.Appointment{ID: app.NewID(start), CustomerID: c.ID, PersonID: l.person.ID, At: app.InstantOf(start), Status: app.AppointmentPlanned}
			call := app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID, PersonID: l.person.ID, Channel: app.ChannelPhone, At: app.InstantOf(start), Content: "提醒交费"}
			unsent := ulid(
				l.set("customer", c.ID, "notes", "养猫，退休"),
				l.set("customer", c.ID, "grade", "A"),
				l.op(wire.Op{Kind: "customer", ID: c.ID, Add: map[string][]json.RawMessage{"interests": {record.Value("养花")}}}),
				l.create(call),
				l.create(ap),
				l.op(wire.Op{Kind: "appointment", ID: ap.ID, Set: record.Body{"status": record.Value(app.AppointmentDone)}, From: record.Body{"status": record.Value(app.AppointmentPlanned)}}),
				l.set("customer", app.NewID(start), "grade", "A"), // refused: there is no such card
			)
			twin, again := l.copied(unsent...)
			first, second, firstOps, secondOps := l, twin, unsent, again
			if name == "copy first" {
				first, second, firstOps, secondOps = twin, l, again, unsent
			}
			if name == "under the same identity" { // its numbers were in doubt after its own database was restored
				second, secondOps = l, slices.Clone(unsent)
				for i := range secondOps {
					l.n++
					secondOps[i].N = l.n
				}
			}
			told := first.push(firstOps...)
			expect(t, "no such card", told[6], wire.OutcomeRefused, "not_found")
			// In between another laptop goes on from what it was told, also back to where it began.
			other.pull()
			other.push(ulid(other.set("customer", c.ID, "notes", "养狗"), other.set("customer", c.ID, "grade", "B"))...)
			before := w.count(`SELECT sum(ver) FROM row`)
			for range 2 { // the first reply is lost
				for i, res := range second.push(secondOps...) {
					if res.N != secondOps[i].N || res.Ver != told[i].Ver || res.Outcome != told[i].Outcome || res.Reason != told[i].Reason {
						t.Errorf("operation %d: %+v, first it was %+v", i, res, told[i])
					}
				}
			}
			if now := w.count(`SELECT sum(ver) FROM row`); now != before {
				t.Errorf("versions sum up to %d, want %d: something was applied again", now, before)
			}
			if n := w.count(`SELECT count(*) FROM row WHERE kind = 'kept'`); n != 0 {
				t.Errorf("%d kept values out of nothing", n)
			}
		})
	}
}

// A copy goes on from work that the other copy has sent before: it is its own work, not somebody else's.
func TestACopyGoesOnFromWhatBothHold(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	c.Notes = "养猫"
	l.push(l.create(c))
	l.pull()
	unsent := ulid(l.set("customer", c.ID, "grade", "A"), l.set("customer", c.ID, "notes", "退休"))
	twin, again := l.copied(unsent...)
	l.push(unsent...)
	more := ulid(twin.set("customer", c.ID, "grade", "B"), twin.set("customer", c.ID, "notes", "教师"))
	for _, res := range twin.push(append(again, more...)...) {
		expect(t, res.ID, res, wire.OutcomeApplied, "")
	}
	got := w.export("customer")[c.ID]
	if got["grade"] != "B" || got["notes"] != "教师" {
		t.Errorf("%v %v, want what the copy wrote last", got["grade"], got["notes"])
	}
	if n := w.count(`SELECT count(*) FROM row WHERE kind = 'kept'`); n != 0 {
		t.Errorf("%d kept values out of nothing", n)
	}
	// What the original wrote in the meantime is another's work.
	res := l.push(ulid(l.set("customer", c.ID, "notes", "退休工人"))...)
	expect(t, "the original's", res[0], wire.OutcomeApplied, "")
	if notes := w.export("customer")[c.ID]["notes"]; notes != "教师\n退休工人" {
		t.Errorf("notes %q", notes)
	}
}

// What was taken in long ago is known after its content has been trimmed.
func TestWorkSentAgainAfterItWasTrimmed(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	l.push(l.create(c))
	l.pull()
	sent := ulid(l.set("customer", c.ID, "notes", "养猫"))
	l.push(sent...)
	l.push(ulid(l.set("customer", c.ID, "notes", "退休"))...)
	w.pass(100 * 24 * time.Hour)
	other := w.laptop("1002", "", app.RolePlanner)
	other.push(other.create(customer("李雷")))
	if n := w.count(`SELECT count(*) FROM device_op WHERE instr(line, '养猫') OR instr(line, '退休')`); n != 0 {
		t.Fatalf("%d operations were not trimmed", n)
	}
	twin, again := l.copied(sent...)
	if res := twin.push(again...); res[0].Ver != 2 || w.export("customer")[c.ID]["notes"] != "退休" || w.count(`SELECT max(ver) FROM row`) != 3 {
		t.Errorf("%+v", res)
	}
}
