package service_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// A whole day: rows as an import leaves them, the call, the visit, the closed log; written down once, right everywhere.
func TestWholeDay(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "欧阳娜")
	p := apptest.Policy(1, c, "2026-04-01")
	k := apptest.Case(p)
	r.seat(c, p, k)
	today := app.DateOf(r.clock.At)

	view := must[app.TodayView](t)(r.Today(ctx))
	for _, kind := range []app.DueKind{app.DueSign, app.DueOpenCard, app.DueFirstCall, app.DuePremium} {
		if find(view.Due, kind, c.ID) == nil {
			t.Errorf("the new card is not due for %s: %+v", kind, view.Due)
		}
	}
	queue := must[[]app.CallItem](t)(r.CallQueue(ctx, ""))
	if len(queue) != 1 || queue[0].Stage != app.StageFirstCall || queue[0].Reason != app.ReasonOrphan || queue[0].Blocked != "" {
		t.Fatalf("the queue is %+v", queue)
	}

	// The call agrees a visit this afternoon.
	r.at(10, 0)
	meeting := app.InstantOf(time.Date(2026, 3, 18, 15, 0, 0, 0, app.Shanghai))
	call := must[string](t)(r.RecordCall(ctx, app.CallResult{
		CustomerID: c.ID, PolicyID: p.ID, Stage: app.StageFirstCall, Spoke: c.Name, Phone: c.Phones[0].Number, Outcome: app.OutcomeAgreed,
		Content: "说明保单由我接手服务，核对了保单信息，提醒交费。", Attitude: "客气，愿意见面。", Answer: "客户问宽限期，已答复。",
		Items: []string{app.ItemFacts, app.ItemRemind}, Agreed: &app.Appointment{At: meeting, Place: "姑苏区人民路1号"},
	}))
	card := must[app.CardView](t)(r.Card(ctx, c.ID))
	if len(card.Records) != 1 || card.Records[0].Record.ID != call || card.Records[0].Author != "陈思" || !card.Records[0].Unsent {
		t.Errorf("the card shows %+v", card.Records)
	}
	if card.Records[0].Record.CaseID != k.ID || card.Cases[0].SignedAt == 0 {
		t.Error("the call does not belong to its case, or the case was not received")
	}
	if len(card.Appointments) != 1 || card.Appointments[0].RecordID != call || card.Appointments[0].EndAt != meeting+3600_000 {
		t.Fatalf("the call agreed %+v", card.Appointments)
	}
	view = must[app.TodayView](t)(r.Today(ctx))
	for _, gone := range []app.DueKind{app.DueSign, app.DueFirstCall, app.DuePremium, app.DueFirstVisit} {
		if i := find(view.Due, gone, c.ID); i != nil {
			t.Errorf("still due after the call: %+v", i)
		}
	}
	if find(view.Due, app.DueConfirm, c.ID) == nil || find(view.Due, app.DueAppointment, c.ID) == nil {
		t.Errorf("the visit is not on the Today page: %+v", view.Due)
	}
	if view.Unsent == 0 || view.UnsentSince == 0 {
		t.Error("nothing is said to be unsent")
	}

	// The second confirmation.
	r.at(14, 0)
	queue = must[[]app.CallItem](t)(r.CallQueue(ctx, ""))
	if len(queue) != 1 || queue[0].Stage != app.StageConfirm {
		t.Fatalf("the queue is %+v", queue)
	}
	appointment := card.Appointments[0].ID
	must[string](t)(r.RecordCall(ctx, app.CallResult{
		CustomerID: c.ID, PolicyID: p.ID, Stage: app.StageConfirm, Outcome: app.OutcomeConfirmed, AppointmentID: appointment, Content: "再次确认面访时间。",
	}))
	visits := must[[]app.VisitItem](t)(r.Visits(ctx, today))
	if len(visits) != 1 || visits[0].NeedsConfirm || visits[0].Appointment.ConfirmedAt == 0 || visits[0].District != "姑苏区" {
		t.Fatalf("the visits are %+v", visits)
	}

	// On site.
	r.at(14, 55)
	sheet := must[app.VisitSheet](t)(r.VisitSheet(ctx, appointment))
	v := sheet.Visit
	v.ArrivedAt, v.Packed, v.Steps = app.InstantOf(r.clock.At), app.PackingList, app.VisitSteps
	ok(t, r.SaveVisit(ctx, sheet.Visit, v))
	again := must[app.VisitSheet](t)(r.VisitSheet(ctx, appointment))
	if again.Visit.ID != v.ID || len(again.Visit.Packed) != len(app.PackingList) {
		t.Errorf("the visit begun was not found again: %+v", again.Visit)
	}
	survey := must[app.Survey](t)(r.PrintSurvey(ctx, c.ID, p.ID))
	if same := must[app.Survey](t)(r.PrintSurvey(ctx, c.ID, p.ID)); same.ID != survey.ID || !strings.HasPrefix(survey.FormNo, "MY20260318-") {
		t.Errorf("printing again gave %+v after %+v", same, survey)
	}
	r.at(15, 50)
	if open := must[app.LogView](t)(r.Log(ctx, today)).OpenVisits; len(open) != 1 || open[0].Appointment.ID != appointment {
		t.Errorf("open before the visit is written down: %+v", open)
	}
	for _, miss := range []string{"content", "attitude", "answer", "arrived_at"} {
		w := v
		w.Content, w.Attitude, w.Answer = "讲解条款，确认转账方式。", "热情。", "无疑问。"
		switch miss {
		case "content":
			w.Content = " "
		case "attitude":
			w.Attitude = ""
		case "answer":
			w.Answer = "\n"
		case "arrived_at":
			w.ArrivedAt = 0
		}
		_, err := r.FinishVisit(ctx, w)
		fails(t, err, app.ErrInvalid, miss)
	}
	v.Content, v.Attitude, v.Answer = "讲解条款，确认转账方式。", "热情。", "无疑问。"
	v.Items, v.SurveySigned = []string{app.ItemTerms, app.ItemPayWay, app.ItemTransfer}, true
	visit := must[string](t)(r.FinishVisit(ctx, v))
	_, err := r.FinishVisit(ctx, v)
	fails(t, err, app.ErrConflict, "")
	card = must[app.CardView](t)(r.Card(ctx, c.ID))
	if card.Records[0].Record.ID != visit || card.Records[0].Record.Stage != app.StageFirstVisit || len(card.Records) != 3 {
		t.Errorf("the card shows %+v", card.Records)
	}
	if len(card.Surveys) != 1 || card.Surveys[0].ID != survey.ID || card.Surveys[0].SignedAt == 0 {
		t.Errorf("the questionnaire is %+v", card.Surveys)
	}

	// The log fills itself; closing freezes it.
	want := app.DayFigures{Calls: 2, Reached: 2, Appointments: 1, Visits: 1, Surveys: 1, Reminded: 1, PayWays: 1, Transfers: 1}
	log := must[app.LogView](t)(r.Log(ctx, today))
	if log.Log.Figures != want || len(log.Log.Entries) != 3 || log.Log.Entries[0].Customer != "欧阳娜" {
		t.Errorf("the log has %+v and %+v", log.Log.Figures, log.Log.Entries)
	}
	if len(log.OpenVisits) != 0 {
		t.Errorf("open after the visit was written down: %+v", log.OpenVisits)
	}
	if !slices.Equal(log.Missing, []string{"development", "plan_done", "tomorrow"}) {
		t.Errorf("missing: %v", log.Missing)
	}
	filled := log.Log
	filled.Development, filled.PlanDone = "接触一位准客户。", "计划完成。"
	filled.Tomorrow = []app.PlanItem{{Kind: app.PlanService, Text: "整理资料"}}
	ok(t, r.SaveLog(ctx, log.Log, filled))
	log = must[app.LogView](t)(r.Log(ctx, today))
	more := log.Log
	more.Development = "接触两位准客户。"
	ok(t, r.SaveLog(ctx, log.Log, more))
	ok(t, r.CloseLog(ctx, today))
	fails(t, r.CloseLog(ctx, today), app.ErrLogClosed, "")
	fails(t, r.SaveLog(ctx, more, filled), app.ErrLogClosed, "")

	// A later fact of the closed day is an addition, and the frozen part stays.
	r.at(18, 0)
	must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelOnline, Content: "发送保单资料。"}))
	r.at(18, 1)
	ok(t, r.AddToLog(ctx, log.Log.ID, "补充：客户晚间来电致谢。"))
	closed := must[app.LogView](t)(r.Log(ctx, today))
	if closed.Log.Figures != want || closed.Log.Development != "接触两位准客户。" || len(closed.Additions) != 2 || closed.Log.ClosedAt == 0 {
		t.Errorf("the closed log is %+v", closed)
	}
	if closed.Additions[0].Entry.Channel != app.ChannelOnline || closed.Additions[0].Entry.Customer != "欧阳娜" || closed.Log.Entries[0].Customer != "欧阳娜" || closed.Additions[1].Text != "补充：客户晚间来电致谢。" {
		t.Errorf("the additions are %+v", closed.Additions)
	}
	frozen := must[app.WorkLog](t)(r.store.WorkLog(ctx, log.Log.ID))
	added := must[[]app.LogAddition](t)(r.store.AdditionsOf(ctx, log.Log.ID))
	if frozen.Entries[0].Customer != "欧阳**" || added[0].Entry.Customer != "欧阳**" {
		t.Errorf("what is sent names the customer in full: %q, %q", frozen.Entries[0].Customer, added[0].Entry.Customer)
	}
	view = must[app.TodayView](t)(r.Today(ctx))
	if view.Figures.Others != 1 || view.Month.Visits != 1 || find(view.Due, app.DueLog, "") != nil {
		t.Errorf("figures %+v, month %+v", view.Figures, view.Month)
	}
}
