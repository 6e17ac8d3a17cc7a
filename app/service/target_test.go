package service_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
)

func TestTargetsOfATeam(t *testing.T) {
	boss := app.Person{ID: app.PersonID("1010"), Name: "陆建成", Roles: []string{app.RoleSupervisor}}
	mine, others := app.Person{ID: apptest.Planner, Name: "林晓燕", SupervisorID: boss.ID, Roles: []string{app.RolePlanner}}, app.Person{ID: app.PersonID("1002"), Name: "别组", SupervisorID: app.PersonID("1011")}
	r := newRoom(t, boss)
	apply(t, r.store, app.StreamPeople, boss, mine, others)
	month := app.DateOf(r.clock.At).Month()

	list := must[[]app.TeamTarget](t)(r.TeamTargets(ctx, month))
	if len(list) != 1 || list[0].Person.ID != mine.ID || list[0].Target.Month != month || list[0].Target.ID != "" {
		t.Fatalf("the team is %+v", list)
	}
	before, err := r.SetTargets(ctx, app.Target{PersonID: mine.ID, Month: month, Calls: 200, Visits: 40})
	ok(t, err)
	if len(before) != 1 || before[0].Calls != 0 {
		t.Errorf("before stood %+v", before)
	}
	if before, err = r.SetTargets(ctx, app.Target{PersonID: mine.ID, Month: month, Calls: 180}); err != nil || before[0].Calls != 200 {
		t.Errorf("before stood %+v, %v", before, err)
	}
	if list = must[[]app.TeamTarget](t)(r.TeamTargets(ctx, month)); list[0].Target.Calls != 180 || list[0].Target.SetBy != boss.ID {
		t.Errorf("set is %+v", list[0].Target)
	}
	for field, bad := range map[string]app.Target{
		"calls":   {PersonID: mine.ID, Month: month, Calls: -1},
		"visits":  {PersonID: mine.ID, Month: month, Visits: 1_000_000},
		"month":   {PersonID: mine.ID, Month: "2026-13"},
		"premium": {PersonID: mine.ID, Month: month, Premium: -1},
	} {
		_, err := r.SetTargets(ctx, bad)
		fails(t, err, app.ErrInvalid, field)
	}
	_, err = r.SetTargets(ctx, app.Target{PersonID: mine.ID, Month: month, Calls: 1}, app.Target{PersonID: others.ID, Month: month})
	fails(t, err, app.ErrForbidden, "")
	if list = must[[]app.TeamTarget](t)(r.TeamTargets(ctx, month)); list[0].Target.Calls != 180 {
		t.Error("one of two that may not be set was set all the same")
	}

	// The planner sees it on Today.
	me := service.New(service.Config{Store: r.store, Clock: app.Clock(r.clock.Now), Person: mine})
	v := must[app.TodayView](t)(me.Today(ctx))
	if len(v.Progress) == 0 || v.Progress[0].Target != 180 {
		t.Errorf("the planner sees %+v", v.Progress)
	}
}

func TestWorkPutOffComesBack(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	_ = must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelPhone, Content: "问候", NextStep: "再拨", NextOn: app.DateOf(r.clock.At)}))
	find := func(list []app.DueItem) *app.DueItem {
		for i := range list {
			if list[i].Kind == app.DueNext {
				return &list[i]
			}
		}
		return nil
	}
	v := must[app.TodayView](t)(r.Today(ctx))
	item := find(v.Due)
	if item == nil {
		t.Fatalf("nothing is due: %+v", v.Due)
	}
	fails(t, r.SnoozeDue(ctx, *item, app.DateOf(r.clock.At).AddDays(2)), app.ErrInvalid, "until")
	fails(t, r.SnoozeDue(ctx, *item, app.DateOf(r.clock.At)), app.ErrInvalid, "until")
	ok(t, r.SnoozeDue(ctx, *item, app.DateOf(r.clock.At).AddDays(1)))
	if v = must[app.TodayView](t)(r.Today(ctx)); find(v.Due) != nil || find(v.Later) == nil {
		t.Errorf("put off, it is among %+v, not among %+v", v.Due, v.Later)
	}
	ok(t, r.SnoozeDue(ctx, *item, ""))
	if v = must[app.TodayView](t)(r.Today(ctx)); find(v.Due) == nil {
		t.Error("brought back, it is not there")
	}
	ok(t, r.SnoozeDue(ctx, *item, app.DateOf(r.clock.At).AddDays(1)))
	r.clock.Add(24 * time.Hour)
	if v = must[app.TodayView](t)(r.Today(ctx)); find(v.Due) == nil {
		t.Error("the day after it is not there")
	}
}

func TestADropIsNoticed(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	rows := []any{c}
	day, n := app.DateOf(r.clock.At).AddDays(-1), 0
	for worked := 0; worked < 25; day = day.AddDays(-1) {
		if !r.Calendar().IsWorkday(day) {
			continue
		}
		calls := 8
		if worked < 5 {
			calls = 2
		}
		worked++
		for i := range calls {
			n++
			rows = append(rows, app.ServiceRecord{
				ID: app.DerivedID("r", string(day), string(rune('a'+i))), CustomerID: c.ID, PersonID: apptest.Planner, Channel: app.ChannelPhone,
				Outcome: app.OutcomeDone, Content: "问候", At: app.InstantOf(day.Time().Add(10 * time.Hour)),
			})
		}
	}
	r.seat(rows...)
	v := must[app.TodayView](t)(r.Today(ctx))
	if len(v.Drops) != 1 || v.Drops[0] != (app.ActivityDrop{Figure: "calls", Recent: 10, Usual: 40}) {
		t.Errorf("noticed is %+v", v.Drops)
	}
}
