package service_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
)

// about is a call about a meeting, a minute later than what was before.
func (r room) about(a app.Appointment, outcome string, agreed *app.Appointment) string {
	r.t.Helper()
	r.clock.Add(time.Minute)
	return must[string](r.t)(r.RecordCall(ctx, app.CallResult{
		CustomerID: a.CustomerID, AppointmentID: a.ID, Stage: app.StageConfirm, Outcome: outcome, Content: "出发前再次确认。", Agreed: agreed,
	}))
}

// meeting plans a meeting two hours from now and returns it as it is stored.
func (r room) meeting(c app.Customer) app.Appointment {
	r.t.Helper()
	id := must[string](r.t)(r.Plan(ctx, app.Appointment{CustomerID: c.ID, At: app.InstantOf(r.clock.At.Add(2 * time.Hour)), Place: "家里"}))
	return must[app.Appointment](r.t)(r.store.Appointment(ctx, id))
}

// What a withdrawn confirmation call did to its meeting is undone; what came after it stays.
func TestWithdrawPutsTheMeetingBack(t *testing.T) {
	tomorrow := func(a app.Appointment) *app.Appointment {
		return &app.Appointment{At: a.At + 86400_000, Place: "单位"}
	}
	for _, x := range []struct {
		name string
		call func(r room, a app.Appointment) (recordID string)
		want func(was, now app.Appointment) bool
	}{
		{
			"confirmed",
			func(r room, a app.Appointment) string { return r.about(a, app.OutcomeConfirmed, nil) },
			func(was, now app.Appointment) bool { return now == was },
		},
		{
			"confirmed twice",
			func(r room, a app.Appointment) string {
				r.about(a, app.OutcomeConfirmed, nil)
				return r.about(a, app.OutcomeConfirmed, nil)
			},
			func(was, now app.Appointment) bool {
				was.ConfirmedAt = app.InstantOf(apptest.Now.Add(time.Minute))
				return now == was
			},
		},
		{
			"moved",
			func(r room, a app.Appointment) string { return r.about(a, app.OutcomeAgreed, tomorrow(a)) },
			func(was, now app.Appointment) bool { return now == was },
		},
		{
			"moved to another place at the same time",
			func(r room, a app.Appointment) string {
				return r.about(a, app.OutcomeAgreed, &app.Appointment{At: a.At, Place: "单位"})
			},
			func(was, now app.Appointment) bool { return now == was },
		},
		{
			"moved, and noted on since",
			func(r room, a app.Appointment) string {
				id := r.about(a, app.OutcomeAgreed, tomorrow(a))
				is := must[app.Appointment](r.t)(r.store.Appointment(ctx, a.ID))
				noted := is
				noted.Note = "带上年度报告"
				ok(r.t, r.ChangeAppointment(ctx, is, noted))
				return id
			},
			func(was, now app.Appointment) bool { was.Note = "带上年度报告"; return now == was },
		},
		{
			"cancelled",
			func(r room, a app.Appointment) string { return r.about(a, app.OutcomeRefused, nil) },
			func(was, now app.Appointment) bool { return now == was },
		},
		{
			"moved again since",
			func(r room, a app.Appointment) string {
				id := r.about(a, app.OutcomeAgreed, tomorrow(a))
				r.about(a, app.OutcomeAgreed, &app.Appointment{At: a.At + 2*86400_000, Place: "单位"})
				return id
			},
			func(was, now app.Appointment) bool { return now.At == was.At+2*86400_000 && now.Place == "单位" },
		},
		{
			"moved, place changed by hand since",
			func(r room, a app.Appointment) string {
				id := r.about(a, app.OutcomeAgreed, tomorrow(a))
				is := must[app.Appointment](r.t)(r.store.Appointment(ctx, a.ID))
				there := is
				there.Place = "观前街支行"
				ok(r.t, r.ChangeAppointment(ctx, is, there))
				return id
			},
			func(was, now app.Appointment) bool {
				return now.At == was.At+86400_000 && now.Place == "观前街支行"
			},
		},
		{
			"moved, cancelled since",
			func(r room, a app.Appointment) string {
				id := r.about(a, app.OutcomeAgreed, tomorrow(a))
				ok(r.t, r.CancelAppointment(ctx, a.ID, ""))
				return id
			},
			func(was, now app.Appointment) bool {
				return now.At == was.At+86400_000 && now.Status == app.AppointmentCancelled
			},
		},
		{
			"moved, visited since",
			func(r room, a app.Appointment) string {
				id := r.about(a, app.OutcomeAgreed, tomorrow(a))
				v := must[app.VisitSheet](r.t)(r.VisitSheet(ctx, a.ID)).Visit
				v.Content, v.Attitude, v.Answer, v.ArrivedAt = "核对资料。", "好。", "无。", app.InstantOf(r.clock.At)
				must[string](r.t)(r.FinishVisit(ctx, v))
				return id
			},
			func(was, now app.Appointment) bool {
				return now.At == was.At+86400_000 && now.Status == app.AppointmentDone
			},
		},
		{
			"refused after it was cancelled by hand",
			func(r room, a app.Appointment) string {
				ok(r.t, r.CancelAppointment(ctx, a.ID, ""))
				return r.about(a, app.OutcomeRefused, nil)
			},
			func(_, now app.Appointment) bool { return now.Status == app.AppointmentCancelled },
		},
		{
			"cancelled, another meeting agreed since",
			func(r room, a app.Appointment) string {
				id := r.about(a, app.OutcomeRefused, nil)
				r.clock.Add(time.Minute)
				must[string](r.t)(r.RecordCall(ctx, app.CallResult{
					CustomerID: a.CustomerID, Outcome: app.OutcomeAgreed, Content: "客户来电约见。", Agreed: tomorrow(a),
				}))
				return id
			},
			func(_, now app.Appointment) bool { return now.Status == app.AppointmentCancelled },
		},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := newRoom(t, planner)
			c := apptest.Customer(1, "单雄信")
			r.seat(c)
			was := r.meeting(c)
			id := x.call(r, was)
			r.clock.Add(time.Minute)
			ok(t, r.WithdrawRecord(ctx, id, ""))
			if now := must[app.Appointment](t)(r.store.Appointment(ctx, was.ID)); !x.want(was, now) {
				t.Errorf("the meeting was\n%+v, is\n%+v", was, now)
			}
		})
	}
}

// Taking back a correction takes back the contact: what its first record brought about is undone.
func TestWithdrawCorrection(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	was := r.meeting(c)
	v := must[app.VisitSheet](t)(r.VisitSheet(ctx, was.ID)).Visit
	v.Content, v.Attitude, v.Answer, v.SurveySigned, v.ArrivedAt = "核对资料。", "好。", "无。", true, app.InstantOf(r.clock.At)
	first := must[string](t)(r.FinishVisit(ctx, v))
	r.clock.Add(time.Minute)
	second := must[string](t)(r.AddRecord(ctx, app.ServiceRecord{Corrects: first, Content: "核对资料，更正电话。"}))
	r.clock.Add(time.Minute)
	ok(t, r.WithdrawRecord(ctx, second, ""))
	sheet := must[app.VisitSheet](t)(r.VisitSheet(ctx, was.ID))
	if sheet.Item.Appointment.Status != app.AppointmentPlanned || sheet.Visit.RecordID != "" || len(sheet.Card.Records) != 0 {
		t.Errorf("the visit stands: %+v, records %+v", sheet.Item, sheet.Card.Records)
	}
	if f := must[app.TodayView](t)(r.Today(ctx)).Figures; f != (app.DayFigures{}) {
		t.Errorf("figures count what was withdrawn: %+v", f)
	}
	must[string](t)(r.FinishVisit(ctx, sheet.Visit))
	if f := must[app.TodayView](t)(r.Today(ctx)).Figures; f != (app.DayFigures{Visits: 1, Surveys: 1}) {
		t.Errorf("finished again, figures are %+v", f)
	}
}

// A record that was replaced settles nothing any more (product §2).
func TestReplacedRecordSettlesNothing(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	must[string](t)(r.AddRecord(ctx, app.ServiceRecord{
		CustomerID: c.ID, Channel: app.ChannelPhone, Content: "约定送资料。", NextStep: "送资料", NextOn: app.DateOf(r.clock.At),
	}))
	r.clock.Add(time.Minute)
	done := must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelPhone, Content: "已告知。"}))
	if find(must[app.TodayView](t)(r.Today(ctx)).Due, app.DueNext, c.ID) != nil {
		t.Fatal("the call did not settle the next step")
	}
	r.clock.Add(time.Minute)
	must[string](t)(r.AddRecord(ctx, app.ServiceRecord{Corrects: done, Outcome: app.OutcomeNoAnswer, Content: "无人接听。"}))
	if find(must[app.TodayView](t)(r.Today(ctx)).Due, app.DueNext, c.ID) == nil {
		t.Error("corrected to a call nobody answered, it still settles the next step")
	}
	if q := must[[]app.CallItem](t)(r.CallQueue(ctx, service.CallsAll)); len(q) != 1 {
		t.Errorf("the queue is %+v", q)
	}
}

// A record corrected onto another day leaves a word in the closed log of the day it was on.
func TestCorrectionLeavesItsDay(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	day := app.DateOf(r.clock.At)
	first := must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelLetter, Content: "寄送通知。"}))
	ok(t, r.CloseLog(ctx, day))
	r.clock.Add(24 * time.Hour)
	second := must[string](t)(r.AddRecord(ctx, app.ServiceRecord{Corrects: first, At: app.InstantOf(r.clock.At), Content: "寄送通知。"}))
	log := must[app.LogView](t)(r.Log(ctx, day))
	if len(log.Additions) != 1 || log.Additions[0].Text != "更正 09:30 的记录：改为 2026年3月19日" || len(log.Log.Entries) != 1 {
		t.Errorf("the closed log got %+v", log.Additions)
	}
	if today := must[app.LogView](t)(r.Log(ctx, day.AddDays(1))); len(today.Log.Entries) != 1 || today.Log.Entries[0].RecordID != second {
		t.Errorf("the other day has %+v", today.Log.Entries)
	}
}

// A record written down on a wrong day and withdrawn owes no logs.
func TestWithdrawnRecordOwesNoLog(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	id := must[string](t)(r.AddRecord(ctx, app.ServiceRecord{
		CustomerID: c.ID, Channel: app.ChannelLetter, Content: "寄送通知。", At: app.InstantOf(r.clock.At.AddDate(0, 0, -9)),
	}))
	if days := must[[]app.LogDay](t)(r.LogDays(ctx, "2026-03")); len(days) < 5 {
		t.Fatalf("logs owed: %+v", days)
	}
	r.clock.Add(time.Minute)
	ok(t, r.WithdrawRecord(ctx, id, ""))
	if days := must[[]app.LogDay](t)(r.LogDays(ctx, "2026-03")); len(days) != 1 {
		t.Errorf("logs owed for days on which nothing was done: %+v", days)
	}
}
