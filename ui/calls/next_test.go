package calls_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

func textAt(t *testing.T, id string) string {
	t.Helper()
	o, ok := widgets.Find(id).(interface{ Value() string })
	if !ok {
		t.Fatalf("there is no text %s", id)
	}
	return o.Value()
}

func TestTheQueueSaysWhy(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	p := apptest.Policy(1, c, "2026-02-01")
	k := apptest.Case(p)
	k.PublishedOn = "2026-03-10"
	d := newDesk(t, theme.Light, c, p, k)
	d.Show(nil)
	for _, want := range []string{"宽限期还剩 15 天", "首次电话逾期 3 天"} {
		if got := textAt(t, "calls.why"); !strings.Contains(got, want) {
			t.Errorf("the sheet says %q, not %q", got, want)
		}
	}
}

func TestNextStepIsProposedAndChangedByOneKey(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	c.BestTime = "工作日晚上"
	d := newDesk(t, theme.Light, c, apptest.Policy(1, c, "2026-03-25"))
	d.Show(nil)
	d.key(fyne.KeyReturn)
	d.press('3')
	if got := textAt(t, "calls.proposed"); got != "今天 19:30再拨" {
		t.Fatalf("after no answer it proposes %q", got)
	}
	d.key(fyne.KeyF6)
	if got := textAt(t, "calls.proposed"); got != "保存后发一条信息" {
		t.Fatalf("the other proposal is %q", got)
	}
	d.key(fyne.KeyF6)
	d.key(fyne.KeyF6) // nothing, then the first again
	d.key(fyne.KeyReturn)
	got := d.records(c.ID)
	if len(got) != 1 || got[0].NextOn != "2026-03-18" || !strings.HasPrefix(got[0].NextStep, "19:30") {
		t.Fatalf("recorded %+v", got)
	}
	items, err := d.service.CallQueue(ctx, "")
	if err != nil || len(items) != 1 || !items[0].Later || items[0].CallAt.Clock() != "19:30" {
		t.Errorf("the queue holds %+v, %v", items, err)
	}
}

func TestOtherNumberIsDialledNext(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	c.Phones = append(c.Phones, app.Phone{Number: "13900001111", Kind: app.PhoneMobile})
	d := newDesk(t, theme.Light, c, apptest.Policy(1, c, "2026-03-25"))
	d.Show(nil)
	d.key(fyne.KeyReturn)
	d.press('3')
	d.key(fyne.KeyReturn)
	if d.reveals() != 2 {
		t.Fatalf("%d numbers were shown, want the first and the other", d.reveals())
	}
	d.clock.Add(time.Minute)
	d.press('3')
	if got := textAt(t, "calls.proposed"); strings.Contains(got, "改拨") {
		t.Errorf("a number tried today is proposed again: %s", got)
	}
	d.key(fyne.KeyReturn)
	got := d.records(c.ID)
	if len(got) != 2 || got[0].Phone == got[1].Phone {
		t.Errorf("recorded %+v", got)
	}
}

func TestTheAnswerLeadsOn(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	p := apptest.Policy(1, c, "2026-04-01")
	d := newDesk(t, theme.Light, c, p, apptest.Case(p))
	d.publish(app.Script{
		ID: app.ScriptID(app.ReasonOrphan, app.StageFirstCall, app.ChannelPhone), Reason: app.ReasonOrphan, Stage: app.StageFirstCall, Channel: app.ChannelPhone, Version: 1,
		Steps:      []app.ScriptStep{{Title: "开场", Text: "您好。"}, {Title: "约定见面", Text: "周四？"}, {Title: "道别", Text: "再见"}},
		Objections: []app.Objection{{Says: "没时间。", Answer: "十分钟。", More: []app.Objection{{Says: "下周也没空。", Answer: "那就{称呼}定。", Goes: 3}}}},
	})
	d.Show(nil)
	d.key(fyne.KeyF2)
	if !d.sees("calls.way.agrees") || !d.sees("calls.way.refuses") {
		t.Fatal("an answer leads nowhere")
	}
	d.press('a')
	if got := widgets.Find("calls.answer_text").(*widgets.Paragraph).Value(); got != "那就欧阳女士定。" {
		t.Fatalf("the further answer is %q", got)
	}
	d.press('y')
	if d.sees("calls.answer_text") {
		t.Error("the answer stays after the customer agreed")
	}
	d.key(fyne.KeyF2)
	d.press('n')
	if !d.sees("calls.form.submit") || !d.sees("calls.pay_way") {
		t.Fatal("a refusal does not lead to the way of paying")
	}
	d.key(fyne.KeyEscape)
	d.key(fyne.KeyEscape)
	d.press('1')
	d.key(fyne.KeyReturn)
	if got := d.records(c.ID); len(got) != 1 || !strings.Contains(got[0].Answer, "下周也没空") {
		t.Errorf("recorded %+v", got)
	}
}

func TestConfirmingIsOneFlow(t *testing.T) {
	a, b, c := apptest.Customer(1, "欧阳娜"), apptest.Customer(2, "王建国"), apptest.Customer(3, "李秀英")
	meeting := func(id string, c app.Customer, clock string, on app.Date) app.Appointment {
		return app.Appointment{ID: id, CustomerID: c.ID, PersonID: me.ID, At: app.NextAt(clock, on), Place: "家里", Status: app.AppointmentPlanned}
	}
	d := newDesk(t, theme.Light, a, b, c, apptest.Policy(3, c, "2026-03-20"), meeting("m1", a, "16:00", "2026-03-18"), meeting("m2", b, "10:00", "2026-03-19"))
	d.Show(nil)
	d.press('c')
	if !d.sees("calls.list.1") || d.sees("calls.list.2") {
		t.Fatal("not the two meetings to confirm are listed")
	}
	d.press('1') // as agreed
	d.key(fyne.KeyReturn)
	d.press('5') // cancelled
	d.tap("calls.form.submit")
	if d.sees("calls.list.0") {
		t.Error("a meeting is left to confirm")
	}
	if len(d.records(a.ID)) != 1 || len(d.records(b.ID)) != 1 {
		t.Error("not both calls were recorded")
	}
	d.press('c')
	if !d.sees("calls.list.0") {
		t.Error("the key does not lead back to the whole queue")
	}
}

func TestMessageByOneKey(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	d := newDesk(t, theme.Light, c, apptest.Policy(1, c, "2026-03-25"))
	d.publish(app.Script{ID: "t", Stage: app.StagePayment, Channel: app.ChannelMessage, Topic: "before", Title: "提醒", Steps: []app.ScriptStep{{Text: "{称呼}您好"}}})
	d.Show(nil)
	d.press('m')
	d.key(fyne.KeyReturn)
	d.key(fyne.KeyReturn)
	if got := d.records(c.ID); len(got) != 1 || got[0].Channel != app.ChannelOnline {
		t.Errorf("recorded %+v", got)
	}
}

func TestNarrowAndOrder(t *testing.T) {
	a, b := apptest.Customer(1, "欧阳娜"), apptest.Customer(2, "王建国")
	p, q := apptest.Policy(1, a, "2026-02-01"), apptest.Policy(2, b, "2026-03-25")
	q.Premium = app.Yuan(90000)
	d := newDesk(t, theme.Light, a, p, b, q)
	d.Show(nil)
	choose := func(id, label string) { widgets.Find(id).(*widgets.Select).SetSelected(label) }
	choose("calls.order", "保费从高到低")
	d.key(fyne.KeyHome)
	choose("calls.narrowing", "宽限期内")
	if !d.sees("calls.list.0") || d.sees("calls.list.1") {
		t.Error("not the one in grace is listed")
	}
	choose("calls.narrowing", "不限情况")
	if !d.sees("calls.list.1") {
		t.Error("the others do not come back")
	}
}

func TestCommands(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	d := newDesk(t, theme.Light, c, apptest.Policy(1, c, "2026-03-25"))
	before := d.Commands()
	if len(before) == 0 || before[0].Why() == "" {
		t.Error("one can dial with nobody chosen")
	}
	d.Show(nil)
	seen := map[string]bool{}
	for _, k := range d.Commands() {
		if k.Why() != "" || k.Label == "" || k.Run == nil {
			t.Errorf("%+v cannot be done: %s", k, k.Why())
		}
		seen[k.ID] = true
	}
	for _, id := range []string{"calls.dial", "calls.message", "calls.confirm", "calls.agreed", "calls.no_answer"} {
		if !seen[id] {
			t.Errorf("there is no command %s", id)
		}
	}
}
