package service_test

import (
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
)

// What an outcome demands: 002 §二.一.4 (way of paying), 002 §三.一.2 (content).
func TestRecordCallDemands(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c, apptest.Policy(1, c, "2026-10-01"))
	soon := app.InstantOf(r.clock.At.Add(24 * time.Hour))
	for _, x := range []struct {
		name  string
		call  app.CallResult
		field string
	}{
		{"no outcome", app.CallResult{Content: "x"}, "outcome"},
		{"agreed without a meeting", app.CallResult{Outcome: app.OutcomeAgreed, Content: "x"}, "at"},
		{"agreed without a time", app.CallResult{Outcome: app.OutcomeAgreed, Content: "x", Agreed: &app.Appointment{Place: "家里"}}, "at"},
		{"agreed for yesterday", app.CallResult{Outcome: app.OutcomeAgreed, Content: "x", Agreed: &app.Appointment{At: soon - 2*86400_000, Place: "家里"}}, "at"},
		{"agreed for an hour ago", app.CallResult{Outcome: app.OutcomeAgreed, Content: "x", Agreed: &app.Appointment{At: soon - 25*3600_000, Place: "家里"}}, "at"},
		{"agreed without a place", app.CallResult{Outcome: app.OutcomeAgreed, Content: "x", Agreed: &app.Appointment{At: soon, Place: " "}}, "place"},
		{"agreed without content", app.CallResult{Outcome: app.OutcomeAgreed, Agreed: &app.Appointment{At: soon, Place: "家里"}}, "content"},
		{"refused without a way of paying", app.CallResult{Outcome: app.OutcomeRefused, Content: "x"}, "pay_way"},
		{"complaint without content", app.CallResult{Outcome: app.OutcomeComplaint}, "content"},
		{"call back without content", app.CallResult{Outcome: app.OutcomeCallBack}, "content"},
		{"confirmed without an appointment", app.CallResult{Outcome: app.OutcomeConfirmed, Content: "x"}, "appointment"},
		{"promise without a day", app.CallResult{Outcome: app.OutcomeDone, Content: "x", Promise: "查红利"}, "promise_by"},
		{"in the future", app.CallResult{Outcome: app.OutcomeDone, Content: "x", StartedAt: soon}, "at"},
	} {
		x.call.CustomerID = c.ID
		_, err := r.RecordCall(ctx, x.call)
		t.Run(x.name, func(t *testing.T) { fails(t, err, app.ErrInvalid, x.field) })
	}
	_, err := r.RecordCall(ctx, app.CallResult{CustomerID: "nobody", Outcome: app.OutcomeNoAnswer})
	fails(t, err, app.ErrNotFound, "")
	if card := must[app.CardView](t)(r.Card(ctx, c.ID)); len(card.Records) != 0 {
		t.Errorf("a refused call was written down: %+v", card.Records)
	}
}

func TestUnansweredCalls(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	p := apptest.Policy(1, c, "2026-04-01")
	r.seat(c, p, apptest.Case(p))
	must[string](t)(r.RecordCall(ctx, app.CallResult{CustomerID: c.ID, Outcome: app.OutcomeNoAnswer, Stage: app.StageFirstCall}))
	item := must[[]app.CallItem](t)(r.CallQueue(ctx, service.CallsFirst))[0]
	if item.Tries != 1 || item.LastCall == 0 {
		t.Errorf("after one try: %+v", item)
	}
	r.clock.Add(time.Minute)
	wrong := must[string](t)(r.RecordCall(ctx, app.CallResult{CustomerID: c.ID, Outcome: app.OutcomeWrong, Phone: c.Phones[0].Number, Stage: app.StageFirstCall}))
	item = must[[]app.CallItem](t)(r.CallQueue(ctx, ""))[0]
	if item.Blocked != app.BlockedNoPhone || item.Tries != 2 || item.Stage != app.StageFirstCall {
		t.Errorf("after a wrong number: %+v", item)
	}
	fails(t, r.MayCall(ctx, c.ID), app.ErrDoNotContact, app.BlockedNoPhone)
	card := must[app.CardView](t)(r.Card(ctx, c.ID))
	if !card.Customer.Phones[0].Wrong || card.Records[0].Record.Content == "" {
		t.Errorf("the number is not marked, or the record has no content: %+v", card.Records[0])
	}
	r.clock.Add(time.Minute)
	ok(t, r.WithdrawRecord(ctx, wrong, "点错了"))
	card = must[app.CardView](t)(r.Card(ctx, c.ID))
	if card.Customer.Phones[0].Wrong || len(card.Records) != 1 {
		t.Errorf("taking the record back left %+v", card)
	}
}

func TestWithdrawUndoesWhatFollowed(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	meeting := app.InstantOf(r.clock.At.Add(2 * time.Hour))
	call := must[string](t)(r.RecordCall(ctx, app.CallResult{
		CustomerID: c.ID, Outcome: app.OutcomeAgreed, Content: "约见面。", Agreed: &app.Appointment{At: meeting, Place: "家里"},
	}))
	r.clock.Add(time.Minute)
	ok(t, r.WithdrawRecord(ctx, call, ""))
	if v := must[[]app.VisitItem](t)(r.Visits(ctx, meeting.Date())); len(v) != 0 {
		t.Errorf("the meeting agreed by a withdrawn call stands: %+v", v)
	}
	fails(t, r.WithdrawRecord(ctx, call, ""), app.ErrConflict, "")

	id := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: c.ID, At: meeting, Place: "家里"}))
	sheet := must[app.VisitSheet](t)(r.VisitSheet(ctx, id))
	v := sheet.Visit
	v.Content, v.Attitude, v.Answer, v.ArrivedAt = "核对资料。", "好。", "无。", app.InstantOf(r.clock.At)
	visit := must[string](t)(r.FinishVisit(ctx, v))
	r.clock.Add(time.Minute)
	ok(t, r.WithdrawRecord(ctx, visit, ""))
	sheet = must[app.VisitSheet](t)(r.VisitSheet(ctx, id))
	if sheet.Item.Appointment.Status != app.AppointmentPlanned || sheet.Visit.RecordID != "" || sheet.Visit.Content == "" {
		t.Errorf("the visit cannot be finished again: %+v", sheet.Item)
	}
	if f := must[app.TodayView](t)(r.Today(ctx)).Figures; f != (app.DayFigures{}) {
		t.Errorf("figures count what was withdrawn: %+v", f)
	}
	must[string](t)(r.FinishVisit(ctx, sheet.Visit))
}

func TestCorrection(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	first := must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelLetter, Content: "寄送红利通知。"}))
	at := app.InstantOf(r.clock.At)
	r.clock.Add(time.Hour)
	second := must[string](t)(r.AddRecord(ctx, app.ServiceRecord{Corrects: first, Content: "寄送保单年度报告。"}))
	card := must[app.CardView](t)(r.Card(ctx, c.ID))
	if len(card.Records) != 1 || card.Records[0].Record.ID != second || card.Records[0].Record.At != at || card.Records[0].Record.Channel != app.ChannelLetter {
		t.Errorf("the card shows %+v", card.Records)
	}
	if f := must[app.TodayView](t)(r.Today(ctx)).Figures; f.Others != 1 {
		t.Errorf("both are counted: %+v", f)
	}
	_, err := r.AddRecord(ctx, app.ServiceRecord{Corrects: first, Content: "再改。"})
	fails(t, err, app.ErrConflict, "")
}

func TestCallQueueByDueDate(t *testing.T) {
	r := newRoom(t, planner)
	var rows []any
	names := []string{"王芳", "李强", "赵敏", "孙丽", "周杰"}
	due := []app.Date{"2026-04-10", "2026-02-10", "2025-06-01", "2026-03-20", "2027-01-01"}
	for i := range names {
		c := apptest.Customer(i, names[i])
		if i == 3 {
			c.DoNotContact = true
		}
		p := apptest.Policy(i, c, due[i])
		rows = append(rows, c, p)
		if i == 4 {
			rows = append(rows, apptest.Case(p))
		}
	}
	r.seat(rows...)
	line := func(filter string) (out []string) {
		for _, i := range must[[]app.CallItem](t)(r.CallQueue(ctx, filter)) {
			out = append(out, i.Name+"/"+i.Stage+"/"+i.Blocked)
		}
		return out
	}
	if got, want := line(""), []string{"李强/payment/", "孙丽/payment/do_not_contact", "王芳/payment/", "周杰/first_call/", "赵敏/payment/"}; !slices.Equal(got, want) {
		t.Errorf("the queue is %v, want %v", got, want)
	}
	if got := line(service.CallsFirst); !slices.Equal(got, []string{"周杰/first_call/"}) {
		t.Errorf("first calls: %v", got)
	}
	li := apptest.Customer(1, "")
	must[string](t)(r.RecordCall(ctx, app.CallResult{
		CustomerID: li.ID, Stage: app.StagePayment, Outcome: app.OutcomeRefused, Content: "客户不愿见面，保费走银行转账。", PayWay: "银行转账",
	}))
	if got := line(service.CallsPremium); slices.Contains(got, "李强/payment/") {
		t.Errorf("reminded and still in the queue: %v", got)
	}
	// In the last 15 days of grace the premium is spoken of once more.
	r.clock.At = time.Date(2026, 3, 28, 9, 0, 0, 0, app.Shanghai)
	if got := line(service.CallsPremium); !slices.Contains(got, "李强/payment/") {
		t.Errorf("the grace period ends unspoken of: %v", got)
	}
}

func TestCallBackComesBack(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	must[string](t)(r.RecordCall(ctx, app.CallResult{CustomerID: c.ID, Stage: app.StageReturn, Outcome: app.OutcomeCallBack, Content: "在开会。"}))
	if q := must[[]app.CallItem](t)(r.CallQueue(ctx, "")); len(q) != 0 {
		t.Errorf("called back on the same day: %+v", q)
	}
	r.clock.Add(24 * time.Hour)
	if q := must[[]app.CallItem](t)(r.CallQueue(ctx, "")); len(q) != 1 || q[0].Stage != app.StageReturn {
		t.Errorf("the next working day: %+v", q)
	}
	if i := find(must[app.TodayView](t)(r.Today(ctx)).Due, app.DueNext, c.ID); i == nil || i.DaysLate != 0 || i.Note != "再次致电" {
		t.Errorf("due: %+v", i)
	}
	must[string](t)(r.RecordCall(ctx, app.CallResult{CustomerID: c.ID, Stage: app.StageReturn, Outcome: app.OutcomeNoAnswer}))
	if q := must[[]app.CallItem](t)(r.CallQueue(ctx, "")); len(q) != 1 {
		t.Errorf("a call nobody answered settled it: %+v", q)
	}
	r.clock.Add(time.Minute)
	must[string](t)(r.RecordCall(ctx, app.CallResult{CustomerID: c.ID, Stage: app.StageReturn, Outcome: app.OutcomeDone, Content: "已回访。"}))
	if q := must[[]app.CallItem](t)(r.CallQueue(ctx, "")); len(q) != 0 {
		t.Errorf("still to call: %+v", q)
	}
}

func TestCallSheet(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "欧阳娜")
	p := apptest.Policy(1, c, "2026-04-01")
	q := apptest.Policy(2, c, "2026-02-01")
	r.seat(c, p, q, apptest.Case(p))
	apply(t, r.store, app.StreamScripts, app.Script{
		ID: app.ScriptID(app.ReasonOrphan, app.StageFirstCall, app.ChannelPhone), Reason: app.ReasonOrphan, Stage: app.StageFirstCall,
		Channel: app.ChannelPhone, Version: 1, Steps: []app.ScriptStep{{Title: "开场", Text: "{称呼}您好，我是{公司}的{规划师}，您的{险种}应缴日是{应缴日}，账号{账号}。"}},
		Objections: []app.Objection{{Says: "没时间", Answer: "{称呼}，只要十分钟。"}},
	})
	sheet := must[app.CallSheet](t)(r.CallSheet(ctx, c.ID, p.ID, ""))
	if sheet.Item.Stage != app.StageFirstCall || sheet.Item.Reason != app.ReasonOrphan || sheet.Policy == nil || len(sheet.Callees) != 1 {
		t.Fatalf("the sheet is %+v", sheet.Item)
	}
	if got, want := sheet.Script.Steps[0].Text, "欧阳女士您好，我是瑞禾人寿的陈思，您的瑞丰年年两全保险（分红型）应缴日是2026年4月1日，账号____。"; got != want {
		t.Errorf("the script says\n%s, want\n%s", got, want)
	}
	if sheet.Script.Objections[0].Answer != "欧阳女士，只要十分钟。" {
		t.Errorf("the answer is %s", sheet.Script.Objections[0].Answer)
	}
	if sheet := must[app.CallSheet](t)(r.CallSheet(ctx, c.ID, "", "")); sheet.Item.PolicyID != q.ID {
		t.Errorf("without a policy it is the one due first, not %s", sheet.Item.PolicyNo)
	}
}
