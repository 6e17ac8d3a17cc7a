package centre_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// What a laptop has seen it does not forget: work on a card that was handed on counts as begun before only until the laptop
// has once shown that it knows better.
func TestALaptopDoesNotForgetWhatItHasSeen(t *testing.T) {
	w := newWorld(t)
	before, after := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	seat := app.SeatStream(before.person.ID)
	c, own := customer("王芳"), customer("李雷")
	before.push(before.create(c), before.create(own))
	before.pull()
	edit := func(value string, seen int64) wire.Op {
		o := before.as(seat, before.op(wire.Op{Kind: "customer", ID: c.ID, Set: record.Body{"employer": record.Value(value)}, Base: map[string]int64{"employer": 1}}))
		o.Seen = seen
		return o
	}
	w.handOver("1002", c.ID)
	early := before.cursors[seat]
	expect(t, "before the leave", before.push(edit("甲", early))[0], wire.OutcomeApplied, "")
	before.pull()
	after.pull()
	before.push(before.as(seat, before.set("customer", own.ID, "employer", "丙"))) // shows that it has seen the leave
	for _, seen := range []int64{0, early} {
		expect(t, "as if it had forgotten", before.push(edit("乙", seen))[0], wire.OutcomeRefused, "forbidden")
	}
}

// A laptop that was away for longer than its lease has no say over cards that were handed on meanwhile.
func TestAHandOverOfLongAgo(t *testing.T) {
	w := newWorld(t)
	before := w.laptop("1001", "", app.RolePlanner)
	w.user("1002", "", app.RolePlanner)
	c := customer("王芳")
	before.push(before.create(c))
	before.pull()
	edit := before.as(app.SeatStream(before.person.ID), before.set("customer", c.ID, "employer", "甲"))
	w.handOver("1002", c.ID)
	for range 2 {
		w.pass(46 * 24 * time.Hour)
		before.renew()
	}
	expect(t, "an edit of 92 days ago", before.push(edit)[0], wire.OutcomeRefused, "forbidden")
}

// After a restore nobody writes to cards he has never had, whatever he says he has seen.
func TestAStrangerAfterARestore(t *testing.T) {
	w := newWorld(t)
	l, stranger := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	c := customer("王芳")
	l.push(l.create(c))
	mine := customer("李雷")
	stranger.push(stranger.create(mine), stranger.set("customer", mine.ID, "employer", "甲"))
	backup := w.backup()
	w.pass(time.Hour)
	w.restore(backup)
	stranger.meet()
	seat := app.SeatStream(stranger.person.ID)
	for _, base := range []int64{0, 1, 1 << 50} {
		o := stranger.as(seat, stranger.op(wire.Op{Kind: "customer", ID: c.ID, Set: record.Body{"grade": record.Value("A")}, Base: map[string]int64{"grade": base}}))
		o.Seen = 1
		expect(t, "an edit", stranger.push(o)[0], wire.OutcomeRefused, "forbidden")
	}
	call := stranger.as(seat, stranger.create(app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID}))
	call.Seen = 1
	expect(t, "a call", stranger.push(call)[0], wire.OutcomeQuarantined, "forbidden")
}

// What was written under a former identity and is sent again later, under a greater number, does not replace what the
// laptop wrote since.
func TestOldWorkUnderALaterNumber(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	l.push(l.create(c))
	l.pull()
	old := l.set("customer", c.ID, "employer", "旧")
	l.n--
	w.pass(time.Minute)
	l.push(l.set("customer", c.ID, "employer", "新"))
	l.n++
	old.N = l.n
	l.push(old)
	if got := w.export("customer")[c.ID]["employer"]; got != "新" || len(w.export("kept")) != 0 {
		t.Errorf("%v, kept %v", got, w.export("kept"))
	}
}

// Targets are set by the direct supervisor or the department manager, and by nobody for himself; the planner reads them.
func TestWhoSetsTargets(t *testing.T) {
	w := newWorld(t)
	boss := w.laptop("1010", "", app.RoleSupervisor)
	planner, other := w.laptop("1001", "1010", app.RolePlanner), w.laptop("1020", "", app.RoleSupervisor)
	manager := w.laptop("1030", "", app.RoleDepartmentManager)
	target := func(by wire.Person, month string) app.Target {
		return app.Target{ID: app.TargetID(planner.person.ID, month), PersonID: planner.person.ID, Month: month, Calls: 200, SetBy: by.ID}
	}
	stream := app.WorkStream(planner.person.ID)
	expect(t, "the supervisor", boss.push(boss.as(stream, boss.create(target(boss.person, "2026-11"))))[0], wire.OutcomeApplied, "")
	expect(t, "the department manager", manager.push(manager.as(stream, manager.create(target(manager.person, "2026-12"))))[0], wire.OutcomeApplied, "")
	expect(t, "somebody else's supervisor", other.push(other.as(stream, other.create(target(other.person, "2027-01"))))[0], wire.OutcomeRefused, "forbidden")
	expect(t, "oneself", planner.push(planner.as(stream, planner.create(target(planner.person, "2027-02"))))[0], wire.OutcomeRefused, "forbidden")
	wrong := target(boss.person, "2027-03")
	wrong.ID = app.NewID(w.clock())
	expect(t, "under another id", boss.push(boss.as(stream, boss.create(wrong)))[0], wire.OutcomeRefused, "invalid")
}

// A signature is as bounded at the centre as on the laptops: strokes without end would fill everybody's disk.
func TestASignatureOutOfBoundsIsSetAside(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	l.push(l.create(c))
	g := app.Signature{
		ID: app.NewID(w.clock()), CustomerID: c.ID, PersonID: l.person.ID, Signer: "王芳", Role: app.SignerCustomer, Width: 1800, Height: 600,
		Hash: strings.Repeat("a", 64), Strokes: []app.Stroke{{0, 0, 0, 900, 300, 40}},
	}
	expect(t, "a signature", l.push(l.create(g))[0], wire.OutcomeApplied, "")
	g.ID = app.NewID(w.clock())
	for range app.MaxStrokes {
		g.Strokes = append(g.Strokes, app.Stroke{1, 1, 1})
	}
	expect(t, "one stroke too many", l.push(l.create(g))[0], wire.OutcomeQuarantined, "invalid")
}

// A laptop whose database was put back to a backup writes, by a slow clock, what is older than what it sent before: what it
// did not know of stands, and what it has written is kept.
func TestWorkOnABackupByASlowClockIsKept(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	l.push(l.create(c))
	l.pull()
	slow := l.set("customer", c.ID, "employer", "备份上写的")
	l.n--
	w.pass(time.Minute)
	l.push(l.set("customer", c.ID, "employer", "备份之后的"))
	l.n++
	slow.N, slow.Blind = l.n, &[2]int64{2, l.n - 1}
	l.push(slow)
	kept := w.export("kept")
	if got := w.export("customer")[c.ID]["employer"]; got != "备份之后的" || len(kept) != 1 {
		t.Errorf("%v, kept %v", got, kept)
	}
	for _, k := range kept {
		if k["value"] != `"备份上写的"` {
			t.Errorf("kept %v", k)
		}
	}
}
