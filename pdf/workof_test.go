package pdf_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/pdf"
)

func at(clock string) app.Instant {
	t, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-23 "+clock, app.Shanghai)
	if err != nil {
		panic(err)
	}
	return app.InstantOf(t)
}

var planner = app.Person{Name: "陈雅琴", StaffNo: "JZ0086", Unit: "一部二组", Licence: "000137", Phone: "0551-62340086", SupervisorID: "boss"}

// A log on paper masks whom it is about, wherever the name stands, and carries the mark that stands.
func TestWorkLogOf(t *testing.T) {
	v := app.LogView{
		Log: app.WorkLog{
			Date: "2026-11-23", Status: app.LogClosed, ClosedAt: at("18:42"), Figures: app.DayFigures{Calls: 2, PayWays: 1}, Development: "转介绍一人",
			Entries: []app.LogEntry{
				{RecordID: "r1", At: at("09:12"), Customer: "欧阳建国", Channel: app.ChannelPhone, Outcome: app.OutcomeNoAnswer},
				{RecordID: "r2", At: at("10:00"), Customer: "王**", Channel: app.ChannelVisit, Content: "面谈", NextStep: "再访", NextOn: "2026-11-30"},
			},
			Tomorrow: []app.PlanItem{{Kind: app.PlanCollection, CustomerName: "尉迟文斌", Text: "尉迟文斌应缴保费", At: "10:00"}},
		},
		Person: planner, DueAt: at("09:00"), Marker: map[string]string{"boss": "周海涛"},
		Additions: []app.LogAddition{{At: at("20:15"), Text: "改期", Entry: app.LogEntry{RecordID: "r3", At: at("20:10"), Customer: "王颖", Channel: app.ChannelPhone, Content: "来电"}}},
		Marks:     []app.LogMark{{MarkerID: "boss", Score: 9, Criteria: map[string]int{"calls": 4, "plan": 5}, Morning: true, MarkedAt: at("09:30"), FollowUp: "2026-11-27"}},
	}
	got := pdf.WorkLogOf(sheet(), v)
	want := []pdf.LogEntry{
		{At: "09:12", Channel: "电话", Customer: "欧阳**", Content: "【无人接听】"}, {At: "10:00", Channel: "上门", Customer: "王**", Content: "面谈", Next: "11月30日 再访"},
	}
	if !reflect.DeepEqual(got.Entries, want) {
		t.Errorf("entries %+v", got.Entries)
	}
	if !reflect.DeepEqual(got.Tomorrow, []pdf.LogPlan{{Kind: "收费服务", At: "10:00", Customer: "尉迟**", Text: "尉迟**应缴保费"}}) {
		t.Errorf("plan %+v", got.Tomorrow)
	}
	if got.Additions[0] != (pdf.LogExtra{At: "2026年11月23日 20:15", Text: "20:10 电话 王**；来电；改期"}) {
		t.Errorf("additions %+v", got.Additions)
	}
	if m := got.Mark; m.Score != 9 || m.By != "周海涛" || !m.Morning || m.Evening || m.On != "2026-11-23" || len(m.Parts) != 2 || m.Parts[1].Max != 2 {
		t.Errorf("mark %+v", m)
	}
	if got.Stage != pdf.StageConfirmed {
		t.Errorf("stage %q", got.Stage)
	}
	open := v
	open.Marks, open.Log.Status = nil, app.LogOpen
	if got := pdf.WorkLogOf(sheet(), open); got.Stage != pdf.StageDraft {
		t.Errorf("stage of an open log %q", got.Stage)
	}
	file, report := write(t, got)
	wants(t, file, "欧阳**", "2026年11月23日18:42", "不合格", "转介绍一人")
	if len(report.Missing)+len(report.Cut) > 0 {
		t.Errorf("report %+v", report)
	}
}

func TestVisitPlanOf(t *testing.T) {
	visits := []app.VisitItem{
		{Name: "王颖", Sex: app.SexFemale, Phone: "13800138000", Address: "人民路1号", Appointment: app.Appointment{At: at("14:00"), EndAt: at("15:00"), Urgency: 2, Purpose: "面谈", ConfirmedAt: at("09:00")}},
		{Name: "张三", Appointment: app.Appointment{At: at("10:00"), Urgency: 1, Place: "中心", Status: app.AppointmentDone}},
		{Name: "李四", Appointment: app.Appointment{At: at("11:00"), Status: app.AppointmentCancelled}},
	}
	got := pdf.VisitPlanOf(sheet(), "2026-11-23", "2026-11-23", visits, planner)
	want := []pdf.PlanVisit{
		{On: "2026-11-23", At: "14:00", Until: "15:00", Urgency: "一般", Customer: "王颖（女士）", Phone: "138****8000", Place: "人民路1号", Channel: "上门", Purpose: "面谈", Standing: "已确认"},
		{On: "2026-11-23", At: "10:00", Urgency: "紧急", Customer: "张三", Place: "中心", Channel: "上门", Standing: "已完成"},
	}
	if !reflect.DeepEqual(got.Visits, want) {
		t.Errorf("visits %+v", got.Visits)
	}
}

// The list of a visit about a premium leaves out what is for new business.
func TestVisitChecklistOf(t *testing.T) {
	got := pdf.VisitChecklistOf(sheet(), app.VisitSheet{
		Item:  app.VisitItem{Name: "王颖", Phone: "13800138000", Appointment: app.Appointment{At: at("14:00"), EndAt: at("15:00"), Place: "中心", ConfirmedAt: at("09:05")}},
		Visit: app.Visit{Packed: []string{"pen"}, Steps: []string{"early"}}, Stage: app.StagePayment,
	}, planner)
	names := map[string]bool{}
	for _, i := range got.Items {
		names[i.Name] = i.Done
	}
	if _, there := names["投保单"]; there || !names["签字笔"] || names["鞋套"] || !got.Steps[0].Done || got.Steps[1].Done {
		t.Errorf("items %+v, steps %+v", got.Items, got.Steps)
	}
	if got.Phone != "138****8000" || got.Confirmed != "11月23日 09:05 已确认" {
		t.Errorf("got %+v", got)
	}
}

func TestContactBookOf(t *testing.T) {
	lines := []app.BookLine{
		{Name: "王颖", Phone: "13800138000", Address: "人民路1号", Due: "2026-11-30", Standing: app.BookWay, PayWay: "银行转账", Policy: app.Policy{Number: "001", InsuredName: "王小", Premium: app.Yuan(980), AsOf: "2026-11-20"}},
		{Name: "张三", Standing: app.BookOpen, Policy: app.Policy{Number: "002", HolderName: "张三丰", AsOf: "2026-11-19"}},
	}
	got := pdf.ContactBookOf(sheet(), "2026-11", lines, planner)
	if got.AsOf != "2026-11-20" || got.Lines[0].Holder != "王颖" || got.Lines[1].Holder != "张三丰" || got.Lines[0].Standing != "已确认方式" || got.Lines[0].Phone != "13800138000" || got.Lines[0].DueOn != "2026-11-30" {
		t.Errorf("got %+v", got)
	}
}

// A list of which one case is still open has no day of receipt.
func TestReceiptListOf(t *testing.T) {
	cases := []app.CaseWork{
		{Case: app.Case{Category: app.CategoryRenewal, Reason: app.ReasonOrphan, Rank: 2, PublishedOn: "2026-11-16", SignBy: "2026-11-19", SignedAt: at("10:00")}, Policy: app.Policy{Number: "001", Premium: app.Yuan(980), NextDue: "2026-12-03", MaturesOn: "2036-12-03", MaturityAmount: app.Yuan(1)}, Card: app.Customer{Name: "王颖"}},
		{Case: app.Case{Category: app.CategoryMaturing, Reason: app.ReasonNew}, Policy: app.Policy{Number: "002", MaturesOn: "2026-12-12", MaturityAmount: app.Yuan(120_000)}},
	}
	got := pdf.ReceiptListOf(sheet(), "2026-12", cases, planner)
	want := []pdf.ReceiptCase{
		{PolicyNo: "001", Customer: "王颖", Category: "续期", Reason: "孤儿保单", Rank: 2, On: "2026-12-03", Amount: app.Yuan(980), SignedAt: "11月23日"},
		{PolicyNo: "002", Category: "满期", Reason: "新分配", On: "2026-12-12", Amount: app.Yuan(120_000)},
	}
	if !reflect.DeepEqual(got.Cases, want) || got.SignedOn != "" || got.SignBy != "2026-11-19" {
		t.Errorf("got %+v", got)
	}
	cases[1].Case.SignedAt = at("11:00")
	if got := pdf.ReceiptListOf(sheet(), "2026-12", cases, planner); got.SignedOn != "2026-11-23" {
		t.Errorf("signed on %q", got.SignedOn)
	}
}

func TestInvitationOf(t *testing.T) {
	a := app.Activity{Title: "联谊会", Kind: app.ActivityParty, StartsAt: at("14:00"), EndsAt: at("17:00"), Place: "会议中心", Note: "抽奖"}
	got := pdf.InvitationOf(sheet(), a, app.InvitationRow{Name: "王颖", Sex: app.SexFemale, Invitation: app.Invitation{Guests: 2}}, planner, "2026-11-20")
	if got.Until != "17:00" || got.On != "2026-11-23" || got.Host != sheet().Centre || got.Guests != 2 || got.Kind != "客户联谊会" || got.IssuedOn != "2026-11-20" {
		t.Errorf("got %+v", got)
	}
	a.EndsAt = app.InstantOf(at("09:00").Time().AddDate(0, 0, 1))
	if got := pdf.InvitationOf(sheet(), a, app.InvitationRow{}, planner, ""); got.Until != "11月24日 09:00" {
		t.Errorf("ends %s", got.Until)
	}
	file, _ := write(t, got)
	wants(t, file, "尊敬的王颖女士：", "携家人", "14:00–17:00", "抽奖", "0551-62340086")
}
