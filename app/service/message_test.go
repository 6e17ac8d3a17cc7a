package service_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/assets"
)

// published gives a room the scripts and texts a centre starts with.
func (r room) published() {
	r.t.Helper()
	all, err := app.ScriptsIn(assets.Scripts)
	if err != nil {
		r.t.Fatal(err)
	}
	rows := make([]any, len(all))
	for i, s := range all {
		rows[i] = s
	}
	apply(r.t, r.store, app.StreamScripts, rows...)
}

func TestMessages(t *testing.T) {
	r := newRoom(t, planner)
	r.published()
	c := apptest.Customer(1, "欧阳娜")
	p := apptest.Policy(1, c, "2026-03-01")
	other := apptest.Policy(2, c, "2026-09-01")
	lapsed := apptest.Policy(3, c, "2025-06-01")
	lapsed.Product = "旧保单"
	meeting := app.Appointment{
		ID: "a1", CustomerID: c.ID, PersonID: planner.ID, At: app.InstantOf(time.Date(2026, 3, 19, 10, 0, 0, 0, app.Shanghai)), Place: "人民路1号",
		Status: app.AppointmentPlanned, PolicyID: other.ID,
	}
	silent := apptest.Customer(2, "王建国")
	silent.DoNotContact = true
	r.seat(c, p, other, lapsed, apptest.Case(p), meeting, silent)
	activity := app.Activity{ID: "act", Title: "春日养生讲座", StartsAt: meeting.At, Place: "三楼会议室", Status: app.ActivityPlanned}
	apply(t, r.store, app.StreamActivities, activity)

	first := func(want app.MessageWant) app.Message {
		t.Helper()
		want.CustomerID = c.ID
		list, err := r.Messages(ctx, want)
		if err != nil || len(list) == 0 {
			t.Fatalf("%+v: %d texts, %v", want, len(list), err)
		}
		for _, m := range list {
			if strings.ContainsAny(m.Text, "{}") || m.ScriptID == "" || m.To != c.Name || m.Title == "" {
				t.Errorf("%+v", m)
			}
		}
		return list[0]
	}
	for _, c := range []struct {
		want app.MessageWant
		says []string
	}{
		{app.MessageWant{Stage: app.StagePayment}, []string{"欧阳女士您好", "瑞丰年年两全保险", "4月30日", "——瑞禾人寿陈思"}},
		{app.MessageWant{Stage: app.StageConfirm}, []string{"明天上午10点", "人民路1号"}},
		{app.MessageWant{Stage: app.StageConfirm, AppointmentID: "a1"}, []string{"明天上午10点"}},
		{app.MessageWant{Stage: app.StageLapsed}, []string{"旧保单"}},
		{app.MessageWant{Stage: app.StageInvite, ActivityID: "act"}, []string{"春日养生讲座", "3月19日（周四）", "三楼会议室"}},
		{app.MessageWant{Stage: app.StageFestival, Topic: "mid_autumn"}, []string{"中秋"}},
		{app.MessageWant{Stage: app.StageFestival, Topic: "no_such"}, []string{"欧阳女士"}},
		{app.MessageWant{Stage: app.StageFirstCall, Topic: "introduce"}, []string{"已经离职", "00001144"}},
	} {
		m := first(c.want)
		for _, says := range c.says {
			if !strings.Contains(m.Text, says) {
				t.Errorf("%+v: %s does not say %q", c.want, m.Text, says)
			}
		}
	}
	if m := first(app.MessageWant{}); m.Stage != app.StageConfirm {
		t.Errorf("without an occasion %s comes first", m.Stage)
	}
	if _, err := r.Messages(ctx, app.MessageWant{CustomerID: silent.ID}); app.Code(err) != app.ErrDoNotContact {
		t.Errorf("a text to who asked for none: %v", err)
	}
}

func TestRecordMessage(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "欧阳娜")
	p := apptest.Policy(1, c, "2026-03-25")
	r.seat(c, p)
	if _, err := r.RecordMessage(ctx, app.MessageSent{MessageWant: app.MessageWant{CustomerID: c.ID}, Text: " "}); app.Code(err) != app.ErrInvalid {
		t.Errorf("an empty text is recorded: %v", err)
	}
	id, err := r.RecordMessage(ctx, app.MessageSent{
		MessageWant: app.MessageWant{CustomerID: c.ID, PolicyID: p.ID, Stage: app.StageFestival, Topic: "spring"}, ScriptID: "s1", Title: "春节", Text: "新春快乐",
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.store.Record(ctx, id)
	if err != nil || got.Channel != app.ChannelOnline || got.Stage != app.StageFestival || got.ScriptID != "s1" || got.Outcome != app.OutcomeDone ||
		!strings.Contains(got.Content, "春节") || !strings.Contains(got.Content, "新春快乐") || len(got.Items) != 1 || got.Items[0] != app.ItemGreeting {
		t.Errorf("recorded %+v, %v", got, err)
	}
	// Who was sent a reminder has still to be called: nobody knows that it was read.
	if _, err := r.RecordMessage(ctx, app.MessageSent{MessageWant: app.MessageWant{CustomerID: c.ID, PolicyID: p.ID, Stage: app.StagePayment}, Text: "请留足余额"}); err != nil {
		t.Fatal(err)
	}
	queue, err := r.CallQueue(ctx, "premium")
	if err != nil || len(queue) != 1 {
		t.Errorf("after a reminder by text the queue is %+v, %v", queue, err)
	}
	if err := r.WithdrawRecord(ctx, id, "误记"); err != nil {
		t.Error(err)
	}
}
