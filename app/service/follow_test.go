package service_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// What a second confirmation may bring: another time moves the meeting, a refusal cancels it.
func TestConfirmationMovesOrCancels(t *testing.T) {
	r := newRoom(t, planner)
	c, d := apptest.Customer(1, "单雄信"), apptest.Customer(2, "秦琼")
	r.seat(c, d)
	when := app.InstantOf(r.clock.At.Add(2 * time.Hour))
	moved := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: c.ID, At: when, Place: "家里"}))
	off := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: d.ID, At: when + 3600_000, Place: "家里"}))
	queue := must[[]app.CallItem](t)(r.CallQueue(ctx, ""))
	if len(queue) != 2 || queue[0].Stage != app.StageConfirm || queue[0].At != when {
		t.Fatalf("the queue is %+v", queue)
	}
	if sheet := must[app.CallSheet](t)(r.CallSheet(ctx, c.ID, "", app.StageConfirm)); sheet.Appointment == nil || sheet.Appointment.ID != moved {
		t.Fatalf("the sheet is about %+v", sheet.Appointment)
	}
	must[string](t)(r.RecordCall(ctx, app.CallResult{
		CustomerID: c.ID, Stage: app.StageConfirm, Outcome: app.OutcomeAgreed, AppointmentID: moved, Content: "客户要求改到明天。",
		Agreed: &app.Appointment{At: when + 86400_000, Place: "单位"},
	}))
	must[string](t)(r.RecordCall(ctx, app.CallResult{
		CustomerID: d.ID, Stage: app.StageConfirm, Outcome: app.OutcomeRefused, AppointmentID: off, Content: "客户改变主意。", PayWay: "银行转账",
	}))
	today, next := must[[]app.VisitItem](t)(r.Visits(ctx, when.Date())), must[[]app.VisitItem](t)(r.Visits(ctx, when.Date().AddDays(1)))
	if len(today) != 0 || len(next) != 1 || next[0].Appointment.ID != moved || next[0].Appointment.Place != "单位" || next[0].NeedsConfirm {
		t.Errorf("today %+v, tomorrow %+v", today, next)
	}
	_, err := r.RecordCall(ctx, app.CallResult{
		CustomerID: d.ID, Stage: app.StageConfirm, Outcome: app.OutcomeConfirmed, AppointmentID: off, Content: "确认。",
	})
	fails(t, err, app.ErrConflict, "")
}

// A next step stays open until its day; a later record that names one of its own replaces it.
func TestNextStepReplaced(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	add := func(channel, outcome string, on app.Date) {
		t.Helper()
		r.clock.Add(time.Minute)
		must[string](t)(r.AddRecord(ctx, app.ServiceRecord{
			CustomerID: c.ID, Channel: channel, Outcome: outcome, Content: "联系客户。", NextStep: "送资料", NextOn: on,
		}))
	}
	next := func() (days []app.Date) {
		for _, i := range must[app.TodayView](t)(r.Today(ctx)).Due {
			if i.Kind == app.DueNext {
				days = append(days, i.By)
			}
		}
		return days
	}
	add(app.ChannelPhone, app.OutcomeDone, "2026-03-20")
	add(app.ChannelOnline, app.OutcomeDone, "")
	if got := next(); len(got) != 1 || got[0] != "2026-03-20" {
		t.Errorf("a contact before its day settled the next step: %v", got)
	}
	add(app.ChannelPhone, app.OutcomeNoAnswer, "2026-03-23")
	if got := next(); len(got) != 1 || got[0] != "2026-03-23" {
		t.Errorf("the next step was not replaced: %v", got)
	}
}

// A letter is no follow-up call after a no-show, and no conversation before a return visit.
func TestLettersSettleNothing(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	id := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: c.ID, At: app.InstantOf(r.clock.At), Place: "家里"}))
	ok(t, r.NoShow(ctx, must[app.VisitSheet](t)(r.VisitSheet(ctx, id)).Visit, false, "", nil))
	r.clock.Add(time.Hour)
	must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelLetter, Content: "留信。"}))
	if find(must[app.TodayView](t)(r.Today(ctx)).Due, app.DueNoShow, c.ID) == nil {
		t.Error("a letter settled the no-show")
	}
	r.clock.Add(time.Hour)
	must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelPhone, Content: "电话告知。"}))
	if find(must[app.TodayView](t)(r.Today(ctx)).Due, app.DueNoShow, c.ID) != nil {
		t.Error("the call did not settle the no-show")
	}
	r.clock.Add(80 * 24 * time.Hour)
	must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelGift, Content: "寄贺卡。"}))
	r.clock.Add(11 * 24 * time.Hour)
	if i := find(must[app.TodayView](t)(r.Today(ctx)).Due, app.DueReturn, c.ID); i == nil || i.By != "2026-06-18" {
		t.Errorf("three months after the call to a B customer, a return visit is due as %+v", i)
	}
}

func TestOpenLogKeepsToItsFields(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	today := app.DateOf(r.clock.At)
	log := must[app.LogView](t)(r.Log(ctx, today))
	ok(t, r.SaveLog(ctx, log.Log, log.Log))
	log = must[app.LogView](t)(r.Log(ctx, today))
	forged := log.Log
	forged.Figures.Calls, forged.Entries, forged.Status, forged.Development = 99, []app.LogEntry{{Content: "假"}}, app.LogClosed, "拓展一户。"
	ok(t, r.SaveLog(ctx, log.Log, forged))
	must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelLetter, Content: "寄信。"}))
	log = must[app.LogView](t)(r.Log(ctx, today))
	if log.Log.Status != app.LogOpen || log.Log.Figures != (app.DayFigures{Others: 1}) || log.Log.Development != "拓展一户。" || len(log.Additions) != 0 {
		t.Errorf("the open log is %+v", log)
	}
	if row := must[app.WorkLog](t)(r.store.WorkLog(ctx, log.Log.ID)); len(row.Entries) != 0 || row.Figures.Calls != 0 {
		t.Errorf("entries are stored before the day is closed: %+v", row)
	}
	fails(t, r.AddToLog(ctx, log.Log.ID, "补充"), app.ErrConflict, "")
	fails(t, r.CloseLog(ctx, today.AddDays(1)), app.ErrInvalid, "date")
}
