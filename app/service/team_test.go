package service_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

func closedLog(person string, day app.Date, closed app.Instant) app.WorkLog {
	return app.WorkLog{
		ID: app.WorkLogID(person, day), PersonID: person, Date: day, Status: app.LogClosed, ClosedAt: closed,
		Figures: app.DayFigures{Calls: 7}, Entries: []app.LogEntry{{Customer: "王**", Content: "核对保单。"}},
	}
}

// A supervisor reads the logs that arrived and marks them; the mark lies in the planner's stream.
func TestTeam(t *testing.T) {
	r := newRoom(t, supervisor)
	other := app.Person{ID: app.PersonID("1002"), StaffNo: "1002", Name: "马超", SupervisorID: apptest.Supervisor}
	foreign := app.Person{ID: app.PersonID("1003"), StaffNo: "1003", Name: "黄忠", SupervisorID: "somebody"}
	apply(t, r.store, app.StreamPeople, planner, supervisor, other, foreign)
	day := app.Date("2026-03-17")
	due := app.LogDue(day, app.Calendar{})
	apply(t, r.store, app.WorkStream(planner.ID), closedLog(planner.ID, day, due+60_000))
	apply(t, r.store, app.WorkStream(foreign.ID), closedLog(foreign.ID, day, due))
	rows := must[[]app.TeamRow](t)(r.TeamDay(ctx, day))
	if len(rows) != 2 || rows[0].State != app.TeamLate || rows[0].Figures.Calls != 7 || rows[1].State != app.TeamMissing {
		t.Fatalf("the team's day is %+v", rows)
	}
	if i := find(must[app.TodayView](t)(r.Today(ctx)).Due, app.DueMark, ""); i == nil || i.LogID != rows[0].LogID || i.CustomerName != "陈思" {
		t.Errorf("the log to mark is %+v", i)
	}
	mark := app.LogMark{LogID: rows[0].LogID, Score: 15, Criteria: map[string]int{"calls": 5, "visits": 5, "prospects": 2, "collections": 2, "plan": 1}, Comment: "记录完整。"}
	bad := mark
	bad.Score = 16
	fails(t, r.MarkLog(ctx, bad), app.ErrInvalid, "score")
	ok(t, r.MarkLog(ctx, mark))
	mark.Score, mark.Criteria["plan"], mark.Morning = 16, 2, true
	ok(t, r.MarkLog(ctx, mark))
	if rows = must[[]app.TeamRow](t)(r.TeamDay(ctx, day)); rows[0].State != app.TeamMarked || rows[0].Score != 16 {
		t.Errorf("after the mark: %+v", rows[0])
	}
	view := must[app.LogView](t)(r.TeamLog(ctx, rows[0].LogID))
	if len(view.Marks) != 1 || !view.Marks[0].Morning || view.Marker[supervisor.ID] != "周敏" || view.Person.Name != "陈思" || len(view.Log.Entries) != 1 {
		t.Errorf("the log is %+v", view)
	}
	fails(t, r.MarkLog(ctx, app.LogMark{LogID: app.WorkLogID(foreign.ID, day)}), app.ErrForbidden, "")
}

func TestPlannerSeesMark(t *testing.T) {
	r := newRoom(t, planner)
	day := app.Date("2026-03-17")
	log := closedLog(planner.ID, day, app.LogDue(day, app.Calendar{}))
	apply(t, r.store, app.WorkStream(planner.ID), log, app.LogMark{
		ID: app.LogMarkID(log.ID, supervisor.ID), LogID: log.ID, PersonID: planner.ID, MarkerID: supervisor.ID, Score: 11, MarkedAt: 5,
	})
	r.clock.At = time.Date(2026, 3, 19, 8, 0, 0, 0, app.Shanghai)
	days := must[[]app.LogDay](t)(r.LogDays(ctx, "2026-03"))
	if len(days) != 3 || days[2].Score != 11 || days[2].Passed || days[2].Late || days[1].Status != "" || days[1].Late || days[0].Date != "2026-03-19" {
		t.Fatalf("the days are %+v", days)
	}
	r.at(9, 1)
	if days = must[[]app.LogDay](t)(r.LogDays(ctx, "2026-03")); !days[1].Late {
		t.Error("yesterday's log is not in at 09:01 and not late")
	}
	if i := find(must[app.TodayView](t)(r.Today(ctx)).Due, app.DueLog, ""); i == nil || i.Note != "2026-03-18" {
		t.Errorf("the log due is %+v", i)
	}
}

func TestSettleKept(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	kept := app.Kept{ID: "k", Kind: "customer", RowID: c.ID, CustomerID: c.ID, Field: "employer", Value: `"国寿大厦"`, Winner: `""`, Status: app.KeptOpen}
	r.seat(c, kept)
	card := must[app.CardView](t)(r.Card(ctx, c.ID))
	if len(card.Kept) != 1 || find(must[app.TodayView](t)(r.Today(ctx)).Due, app.DueConflict, c.ID) == nil {
		t.Fatalf("the conflict is not shown: %+v", card.Kept)
	}
	ok(t, r.SettleKept(ctx, "k", true))
	card = must[app.CardView](t)(r.Card(ctx, c.ID))
	if len(card.Kept) != 0 || card.Customer.Employer != "国寿大厦" {
		t.Errorf("settled: %+v", card.Customer)
	}
	fails(t, r.SettleKept(ctx, "k", false), app.ErrConflict, "")
}

func TestSeeds(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	d := apptest.Customer(2, "秦琼")
	r.seat(c, d, apptest.Policy(1, c, "2026-04-01"))
	must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: d.ID, At: app.InstantOf(time.Date(2026, 3, 19, 14, 30, 0, 0, app.Shanghai)), Place: "单位", Purpose: "首次面访"}))
	log := must[app.LogView](t)(r.Log(ctx, "2026-03-18"))
	if len(log.Seeds) != 2 || log.Seeds[0].Kind != app.PlanVisit || log.Seeds[0].At != "14:30" || log.Seeds[1].Kind != app.PlanCollection {
		t.Fatalf("the seeds are %+v", log.Seeds)
	}
	after := log.Log
	after.Tomorrow = log.Seeds[:1]
	ok(t, r.SaveLog(ctx, log.Log, after))
	if log = must[app.LogView](t)(r.Log(ctx, "2026-03-18")); len(log.Seeds) != 1 || len(log.Log.Tomorrow) != 1 {
		t.Errorf("what the plan has is proposed again: %+v", log.Seeds)
	}
}
