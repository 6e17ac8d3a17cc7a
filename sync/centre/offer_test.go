package centre_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// After a restore a planner's laptop gets insurers' facts and other people's marks no further than a push does: what it
// offers of them waits for an operator, who sees where two laptops differ.
func TestOffersOfWhatOthersWriteWait(t *testing.T) {
	w := newWorld(t)
	l, chief := w.laptop("1001", "2001", app.RolePlanner), w.laptop("2001", "", app.RoleSupervisor)
	second := w.enrol(w.user("1001", "2001", app.RolePlanner))
	w.take("1001", bought(2, "P1", "王芳", "110101197005010021"))
	log := app.WorkLog{PersonID: l.person.ID, Date: "2026-11-23", Status: app.LogClosed}
	log.ID = app.WorkLogID(log.PersonID, log.Date)
	expect(t, "the log", l.push(l.create(log))[0], wire.OutcomeApplied, "")
	mark := app.LogMark{ID: app.LogMarkID(log.ID, chief.person.ID), LogID: log.ID, PersonID: l.person.ID, MarkerID: chief.person.ID, Score: 5}
	chief.pull()
	expect(t, "the mark", chief.push(chief.create(mark))[0], wire.OutcomeApplied, "")
	for _, x := range []*laptop{l, second} {
		x.pull()
	}
	backup := w.backup()
	w.pass(time.Hour)
	w.restore(backup)
	l.meet()
	second.meet()
	forge := func(l *laptop, kind, id, field string, value any) wire.Entry {
		e := l.rows[kind+"/"+id]
		if e.ID == "" {
			t.Fatalf("%s is not on the laptop", kind)
		}
		e.Body = e.Body.Clone()
		e.Body[field], e.Ver = record.Value(value), w.now.Load()-1000
		return e
	}
	policy := app.PolicyID("RF", "P1")
	was := w.export("policy")[policy]["premium"]
	forged := []wire.Entry{
		forge(l, "policy", policy, "premium", 99900), forge(l, "log_mark", mark.ID, "score", 20), forge(l, "work_log", log.ID, "status", app.LogOpen),
	}
	if n := l.offer(forged...); n != 0 {
		t.Errorf("%d rows were taken on a planner's word", n)
	}
	if n := second.offer(forge(second, "policy", policy, "premium", 88800)); n != 0 {
		t.Errorf("%d rows were taken on a planner's word", n)
	}
	if n := w.count(`SELECT count(*) FROM row WHERE kind IN ('policy', 'log_mark', 'work_log') AND ver > 9`); n != 0 || w.export("policy")[policy]["premium"] != was {
		t.Errorf("%d rows have changed: %v", n, w.export("policy"))
	}
	// What the planner may write himself is taken at once; what the supervisor marked, from the supervisor.
	card := w.export("policy")[policy]["customer_id"].(string)
	if n := l.offer(forge(l, "customer", card, "employer", "甲")); n != 1 {
		t.Errorf("%d of the planner's own rows were taken", n)
	}
	chief.meet()
	if n := chief.offer(forge(chief, "log_mark", mark.ID, "score", 7)); n != 1 || w.export("log_mark")[mark.ID]["score"] != 7.0 {
		t.Errorf("%d marks were taken: %v", n, w.export("log_mark"))
	}

	list, err := w.c.Offers(t.Context())
	if err != nil || len(list) != 4 {
		t.Fatalf("%+v %v", list, err)
	}
	for _, o := range list {
		differ := 0
		if o.Kind == "policy" {
			differ = 1
		}
		if o.Rows != 1 || o.Differ != differ || o.Same != 0 || o.Person.StaffNo != "1001" || o.DeviceName != "测试机" {
			t.Errorf("%+v", o)
		}
	}
	if n, err := w.c.DropOffers(t.Context(), chief.person.ID); n != 0 || err != nil {
		t.Errorf("dropped %d %v", n, err)
	}
	if n, err := w.c.DropOffers(t.Context(), l.person.ID); n != 4 || err != nil {
		t.Errorf("dropped %d %v", n, err)
	}
	if list, err := w.c.Offers(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
	if n := w.count(`SELECT count(*) FROM audit WHERE what = 'adopt' AND detail LIKE '%"dropped":4%'`); n != 1 {
		t.Errorf("%d entries in the audit log", n)
	}
}
