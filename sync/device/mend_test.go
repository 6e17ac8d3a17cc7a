package device_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// sql changes the centre's database behind its back.
func (o *office) sql(statement string, args ...any) {
	o.t.Helper()
	o.query(o.path, fmt.Sprintf(statement, args...))
}

// recount has the centre count a stream anew.
func (o *office) recount() { o.sql("UPDATE stream SET count = NULL, sum = NULL") }

// A row that differs, one that is missing and one that is too much are found by the digests and mended one by one; what was
// typed meanwhile stays, and nothing is fetched anew.
func TestWhatDiffersIsMended(t *testing.T) {
	o := open(t)
	ids := o.fill(300)
	l := o.bootWith(o.enrol(planner), device.Config{AlwaysDigest: true})
	if r := l.sync(); r.Mismatched != 0 {
		t.Fatalf("right after a first sync: %+v", r)
	}
	l.change(func(c *app.Customer) { c.Occupation = "教师" })
	o.sql(`UPDATE row SET body = json_set(body, '$.employer', '市一院'), ver = ver + 1 WHERE id = '%s'`, ids[7])
	o.sql(`UPDATE row SET stream = 'seat:elsewhere' WHERE id = '%s'`, ids[8])
	o.recount()
	before := o.count(wire.PathPull)
	r := l.sync()
	if r.Mismatched != 1 || r.Repaired != 2 || o.count(wire.PathPull)-before != 1 || r.Pulled > 10 {
		t.Errorf("%+v", r)
	}
	if got := get[app.Customer](l, ids[7]).Employer; got != "市一院" {
		t.Errorf("employer %q", got)
	}
	if _, err := store.Get[app.Customer](t.Context(), l.store, ids[8]); app.Code(err) != app.ErrNotFound {
		t.Errorf("a card that lies elsewhere: %v", err)
	}
	if got := get[app.Customer](l, lin.ID).Occupation; got != "教师" {
		t.Errorf("occupation %q", got)
	}
	if r := l.sync(); r.Mismatched != 0 || r.Repaired != 0 {
		t.Errorf("and again: %+v", r)
	}
	o.sql(`UPDATE row SET stream = 'seat:%s' WHERE id = '%s'`, app.PersonID(planner), ids[8])
	o.recount()
	if r := l.sync(); r.Repaired != 1 {
		t.Errorf("%+v", r)
	}
	get[app.Customer](l, ids[8])
}

// Absence is not deletion: what the centre does not know at all stays.
func TestWhatTheCentreDoesNotKnowStays(t *testing.T) {
	o := open(t)
	ids := o.fill(100)
	l := o.bootWith(o.enrol(planner), device.Config{AlwaysDigest: true})
	l.sync()
	o.sql(`DELETE FROM row WHERE id = '%s'`, ids[3])
	o.recount()
	l.sync()
	get[app.Customer](l, ids[3])
}

// Comparing is asked for at the start and after something came or went, then every six hours, not at every round.
func TestComparingIsRare(t *testing.T) {
	o := open(t)
	ids := o.fill(20)
	l := o.laptop(planner)
	l.sync()
	o.sql(`UPDATE row SET body = json_set(body, '$.employer', '市一院'), ver = ver + 1 WHERE id = '%s'`, ids[7])
	o.recount()
	if r := l.sync(); r.Mismatched != 0 {
		t.Fatalf("compared in every round: %+v", r)
	}
	again, err := device.New(device.Config{Store: l.store, Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := again.Sync(t.Context()); err != nil || r.Mismatched != 1 || r.Repaired != 1 {
		t.Errorf("after a start: %+v, %v", r, err)
	}
}

// leaveAll has the centre say that cards have left, of which it still says they lie there.
func (o *office) leaveAll(ids []string) {
	o.t.Helper()
	seat := app.SeatStream(app.PersonID(planner))
	for _, id := range ids {
		o.sql(`INSERT INTO leave (stream, seq, kind, id, ver, at) SELECT name, head + 1, 'customer', '%s', 1000, 0 FROM stream WHERE name = '%s';
			UPDATE stream SET head = head + 1 WHERE name = '%s'`, id, seat, seat)
	}
}

// Many removals at once are confirmed first: what the centre does not say to be gone stays, and the Sync room is told.
func TestManyRemovalsAreConfirmed(t *testing.T) {
	for name, c := range map[string]struct {
		leave, of int
		asked     bool
	}{
		"few of few":    {40, 60, false},
		"few of many":   {60, 400, false},
		"most of them":  {60, 100, true},
		"all but a few": {97, 100, true},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			ids := o.fill(c.of)
			l := o.laptop(planner)
			l.sync()
			o.leaveAll(ids[:c.leave])
			r := l.sync()
			s, err := l.State(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			left := 0
			for _, id := range ids {
				if _, err := store.Get[app.Customer](t.Context(), l.store, id); app.Code(err) == app.ErrNotFound {
					left++
				}
			}
			if c.asked && (left != 0 || r.Withheld != c.leave || s.Withheld != c.leave || o.count(wire.PathManifest) == 0) {
				t.Errorf("%d gone, %d withheld, room says %d, asked %d times", left, r.Withheld, s.Withheld, o.count(wire.PathManifest))
			}
			if !c.asked && (left != c.leave || r.Withheld != 0 || o.count(wire.PathManifest) != 0) {
				t.Errorf("%d gone, %d withheld, asked %d times", left, r.Withheld, o.count(wire.PathManifest))
			}
			again, err := device.New(device.Config{Store: l.store, Clock: o.clock})
			if err != nil || again.Progress().Withheld != s.Withheld {
				t.Errorf("after a restart %d, %v", again.Progress().Withheld, err)
			}
		})
	}
}

// A portfolio that is really handed over goes, however large.
func TestAWholePortfolioIsHandedOver(t *testing.T) {
	o := open(t)
	ids := o.fill(80)
	a, b := o.laptop(planner), o.laptop(other)
	a.sync()
	b.sync()
	a.call("交接之前")
	a.sync()
	if n, err := o.centre.HandOver(t.Context(), append(ids, lin.ID), app.PersonID(other), app.PersonID(resource)); err != nil || n != len(ids)+1 {
		t.Fatal(n, err)
	}
	o.pass(time.Minute)
	late := a.call("交接之后才同步")
	r := a.sync()
	a.sync()
	b.sync()
	if r.Refused != 0 || r.Withheld != 0 {
		t.Errorf("%+v", r)
	}
	for _, id := range append(ids, lin.ID) {
		if _, err := store.Get[app.Customer](t.Context(), a.store, id); app.Code(err) != app.ErrNotFound {
			t.Fatalf("still there: %v", err)
		}
		get[app.Customer](b, id)
	}
	get[app.ServiceRecord](b, late)
}
