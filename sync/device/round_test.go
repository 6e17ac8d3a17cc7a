package device_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

func TestWorkReachesTheOtherLaptop(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(planner)
	if r := a.sync(); r.Pulled == 0 {
		t.Fatal("nothing was pulled")
	}
	if got := get[app.Customer](a, lin.ID).Name; got != lin.Name {
		t.Fatalf("the card says %q", got)
	}
	a.change(func(c *app.Customer) { c.Occupation = "小学教师" })
	id := a.call("说明续期缴费")
	if r := a.sync(); r.Pushed != 2 || r.Refused != 0 || a.pending() != 0 {
		t.Fatalf("report %+v, %d still pending", r, a.pending())
	}
	b.sync()
	if got := get[app.Customer](b, lin.ID).Occupation; got != "小学教师" {
		t.Errorf("the other laptop has occupation %q", got)
	}
	if got := get[app.ServiceRecord](b, id).Content; got != "说明续期缴费" {
		t.Errorf("the other laptop has content %q", got)
	}
}

func TestLostAnswersChangeNothing(t *testing.T) {
	o := open(t)
	for _, path := range []string{wire.PathPush, wire.PathPull, wire.PathToken} {
		t.Run(path, func(t *testing.T) {
			a := o.laptop(planner)
			a.t = t
			a.sync()
			id := a.call("第一次电话")
			o.pass(20 * time.Minute) // the access token ends
			o.lose(path, 2)
			lost := 0
			for range 5 {
				if _, err := a.Sync(t.Context()); err == nil {
					break
				} else {
					wantCode(t, err, app.ErrOffline)
					lost++
				}
			}
			if lost != 2 || a.pending() != 0 {
				t.Fatalf("%d rounds failed, %d operations pending", lost, a.pending())
			}
			found := 0
			for _, row := range o.rows("service_record") {
				if row["id"] == id {
					found++
					if ver, _ := row["ver"].(float64); ver != 1 {
						t.Errorf("the record has version %v, want 1: it was applied more than once", row["ver"])
					}
				}
			}
			if found != 1 {
				t.Errorf("the centre has the record %d times", found)
			}
			a.change(func(c *app.Customer) { c.Employer += "一" }) // numbering goes on without a gap
			if r := a.sync(); r.Pushed != 1 {
				t.Errorf("report %+v", r)
			}
		})
	}
}

func TestConcurrentEditsKeepTheLoser(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(planner)
	a.sync()
	b.sync()
	a.change(func(c *app.Customer) { c.Occupation = "教师" })
	o.pass(time.Minute)
	b.change(func(c *app.Customer) { c.Occupation = "护士"; c.Employer = "市一院" })
	b.sync()
	if r := a.sync(); r.Kept != 1 {
		t.Fatalf("report %+v, want one kept: the earlier edit came last", r)
	}
	b.sync()
	x, y := get[app.Customer](a, lin.ID), get[app.Customer](b, lin.ID)
	if x.Occupation != "护士" || y.Occupation != "护士" || x.Employer != "市一院" || y.Employer != "市一院" {
		t.Errorf("the laptops disagree: %q/%q and %q/%q", x.Occupation, x.Employer, y.Occupation, y.Employer)
	}
	for name, l := range map[string]*laptop{"a": a, "b": b} {
		s, err := l.State(t.Context())
		if err != nil || len(s.Kept) != 1 || s.Kept[0].Kept.Field != "occupation" {
			t.Errorf("laptop %s: kept %+v, %v; want the occupation that lost", name, s.Kept, err)
		}
	}
}

func TestSupervisorMarksALog(t *testing.T) {
	o := open(t)
	p, s, outsider := o.laptop(planner), o.laptop(supervisor), o.laptop(other)
	p.sync()
	day := app.DateOf(o.clock())
	log := app.WorkLog{
		ID: app.WorkLogID(p.Person().ID, day), PersonID: p.Person().ID, Date: day, Development: "走访两家单位",
		Status: app.LogClosed, ClosedAt: app.InstantOf(o.clock()), Entries: []app.LogEntry{{RecordID: "r", Customer: "林**", Content: "说明续期缴费"}},
	}
	p.commit(store.Create(log))
	p.sync()
	s.sync()
	got := get[app.WorkLog](s, log.ID)
	if got.Development != log.Development || len(got.Entries) != 1 {
		t.Fatalf("the supervisor got %+v", got)
	}
	if _, err := store.Get[app.Customer](t.Context(), s.store, lin.ID); app.Code(err) != app.ErrNotFound {
		t.Errorf("the supervisor's laptop holds the planner's customer: %v", err)
	}
	outsider.sync()
	if _, err := store.Get[app.WorkLog](t.Context(), outsider.store, log.ID); app.Code(err) != app.ErrNotFound {
		t.Errorf("another planner's laptop holds the log: %v", err)
	}
	mark := app.LogMark{
		ID: app.LogMarkID(log.ID, s.Person().ID), LogID: log.ID, PersonID: log.PersonID, MarkerID: s.Person().ID,
		Score: 17, Comment: "记录完整", MarkedAt: app.InstantOf(o.clock()),
	}
	s.commit(store.Create(mark))
	if r := s.sync(); r.Pushed != 1 || r.Refused != 0 {
		t.Fatalf("report %+v", r)
	}
	p.sync()
	if got := get[app.LogMark](p, mark.ID); got.Score != 17 || got.Comment != mark.Comment {
		t.Errorf("the planner got %+v", got)
	}
}

func TestNothingIsLostWhileTheCentreIsAway(t *testing.T) {
	o := open(t)
	a := o.laptop(planner)
	a.sync()
	o.setDown(true)
	id := a.call("没有网络时写下")
	_, err := a.Sync(t.Context())
	wantCode(t, err, app.ErrOffline)
	s, err := a.State(t.Context())
	if err != nil || s.LastError != app.ErrOffline || s.LastErrorAt == 0 || len(s.Unsent) != 1 || s.LastSync == 0 || s.Running {
		t.Errorf("state %+v, %v", s, err)
	}
	again, err := device.New(device.Config{Store: a.store, Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	if p := again.Progress(); p.LastError != app.ErrOffline || p.LastSync != s.LastSync {
		t.Errorf("after a restart the room shows %+v", p)
	}
	o.setDown(false)
	if r, err := again.Sync(t.Context()); err != nil || r.Pushed != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if p := again.Progress(); p.LastError != "" || p.Pushed != 1 {
		t.Errorf("progress %+v", p)
	}
	if rows := o.rows("service_record"); len(rows) != 1 || rows[0]["id"] != id {
		t.Errorf("the centre has %v", rows)
	}
}

func TestManyOperationsGoInBatches(t *testing.T) {
	o := open(t)
	a := o.laptop(planner)
	a.sync()
	const groups, each = 401, 3
	for g := range groups {
		edits := make([]store.Edit, each)
		for i := range edits {
			edits[i] = store.Create(app.ServiceRecord{
				ID: app.DerivedID("test", string(rune('a'+i)), time.Duration(g).String()), CustomerID: lin.ID,
				PersonID: a.Person().ID, Channel: app.ChannelLetter, At: app.InstantOf(o.clock()), Content: "寄送服务函",
			})
		}
		a.commit(edits...)
	}
	var steps []device.Progress
	a.OnState(func(p device.Progress) { steps = append(steps, p) })
	before := o.count(wire.PathPush)
	if r := a.sync(); r.Pushed != groups*each || r.Refused != 0 {
		t.Fatalf("report %+v", r)
	}
	if n := o.count(wire.PathPush) - before; n != 2 {
		t.Errorf("%d requests, want 2", n)
	}
	if n := len(o.rows("service_record")); n != groups*each {
		t.Errorf("the centre has %d records", n)
	}
	half := false
	for _, p := range steps {
		half = half || p.Phase == device.PhasePush && p.Running && p.Done == 999
	}
	if last := steps[len(steps)-1]; !half || last.Running || last.LastSync == 0 {
		t.Errorf("progress was not told: %+v", steps)
	}
}

func TestFirstPullOfManyRows(t *testing.T) {
	o := open(t)
	ids := o.fill(3000)
	a := o.laptop(planner)
	if r := a.sync(); r.Pulled < len(ids) || r.Pulled > len(ids)+50 {
		t.Fatalf("report %+v: more than there is, or less", r)
	}
	if n := o.count(wire.PathPull); n > 4 {
		t.Errorf("%d pages over a fast line", n)
	}
	get[app.Customer](a, ids[len(ids)-1])
}

// Every request arrives twice and the first answer is lost: nothing is done twice.
func TestDoubledRequestsChangeNothing(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(planner)
	o.setTwice(true)
	a.sync()
	var ids []string
	for range 3 {
		ids = append(ids, a.call("重复到达"))
		a.change(func(c *app.Customer) { c.Employer += "一" })
		o.pass(16 * time.Minute)
		if r := a.sync(); r.Pushed != 2 || r.Kept != 0 || r.Refused != 0 {
			t.Errorf("%+v", r)
		}
	}
	o.setTwice(false)
	b.sync()
	o.calledExactly(ids...)
	if got := get[app.Customer](b, lin.ID).Employer; got != "一一一" {
		t.Errorf("employer %q", got)
	}
}
