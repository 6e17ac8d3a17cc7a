package calls_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/theme"
)

func TestBlockedCustomerCannotBeCalled(t *testing.T) {
	for blocked, change := range map[string]func(*app.Customer){
		app.BlockedDoNotContact: func(c *app.Customer) { c.DoNotContact = true },
		app.BlockedQuietHours:   func(c *app.Customer) { c.QuietFrom, c.QuietTo = "09:00", "12:00" },
		app.BlockedNoPhone:      func(c *app.Customer) { c.Phones = nil },
		app.BlockedNoAdult:      func(c *app.Customer) { c.BirthDate = "2015-01-01" },
	} {
		c := apptest.Customer(1, "欧阳娜")
		change(&c)
		d := newDesk(t, theme.Light, c, apptest.Policy(1, c, "2026-03-25"))
		d.Show(nil)
		if !d.sees("calls.blocked") {
			t.Errorf("%s: nothing says why", blocked)
		}
		d.key(fyne.KeyReturn)
		d.press('1')
		d.tap("calls.outcome.agreed")
		if d.sees("calls.form.submit") {
			t.Errorf("%s: a call can be made", blocked)
		}
		if d.reveals() != 0 {
			t.Errorf("%s: a number was shown", blocked)
		}
	}
}

func TestCallUnderWayOutlastsQuietHours(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	c.QuietFrom, c.QuietTo = "10:00", "12:00"
	d := newDesk(t, theme.Light, c, apptest.Policy(1, c, "2026-03-25"))
	d.Show(nil)
	d.key(fyne.KeyReturn)
	d.clock.Add(40 * 60e9)
	d.Refresh()
	d.press('3')
	d.key(fyne.KeyReturn)
	if got := d.records(c.ID); len(got) != 1 || got[0].At.Clock() != "09:30" {
		t.Errorf("recorded %+v", got)
	}
}

func TestDialRevealsOnceAndSaysWhom(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	p := apptest.Policy(1, c, "2026-03-25")
	p.InsuredName, p.InsuredBirth, p.InsuredPhone, p.Relation = "欧阳小宝", "2000-01-01", "13912345678", "子女"
	d := newDesk(t, theme.Light, c, p)
	d.Show(nil)
	d.tap("calls.phone.1")
	d.tap("calls.phone.1")
	if n := d.reveals(); n != 1 {
		t.Errorf("%d reveals are noted", n)
	}
	d.press('3')
	d.key(fyne.KeyReturn)
	if got := d.records(c.ID); len(got) != 1 || got[0].Spoke != "欧阳小宝" || got[0].Phone != "13912345678" {
		t.Errorf("recorded %+v", got)
	}
}

func TestObjectionsAreOneKeyAway(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	p := apptest.Policy(1, c, "2026-04-01")
	d := newDesk(t, theme.Light, c, p, apptest.Case(p))
	d.publish(app.Script{
		ID: app.ScriptID(app.ReasonOrphan, app.StageFirstCall, app.ChannelPhone), Reason: app.ReasonOrphan, Stage: app.StageFirstCall,
		Channel: app.ChannelPhone, Version: 1, Steps: []app.ScriptStep{{Title: "开场", Text: "{称呼}您好。"}},
		Objections: []app.Objection{{Says: "没时间。", Answer: "只要十分钟。"}, {Says: "你是谁？", Answer: strings.Repeat("我是您的规划师。", 20)}},
	})
	d.Show(nil)
	d.key(fyne.KeyF3)
	if !d.sees("calls.answer_text") {
		t.Fatal("F3 shows no answer")
	}
	d.key(fyne.KeyEscape)
	if d.sees("calls.answer_text") {
		t.Error("Escape does not close the answer")
	}
	d.tap("calls.objection.0")
	after := c
	after.BestTime = "工作日晚上"
	if err := d.service.SaveCustomer(ctx, c, after); err != nil {
		t.Fatal(err)
	}
	d.Refresh()
	if !d.sees("calls.answer_text") {
		t.Error("a change of the card takes the answer away")
	}
	d.press('1')
	d.key(fyne.KeyReturn)
	got := d.records(c.ID)
	if len(got) != 1 || !strings.Contains(got[0].Answer, "没时间") || !strings.Contains(got[0].Answer, "你是谁") || got[0].ScriptID == "" {
		t.Errorf("recorded %+v", got)
	}
}

func TestTypingASearchIsNoOutcome(t *testing.T) {
	_, second, rows := two()
	outside := apptest.Customer(3, "赵敏")
	d := newDesk(t, theme.Light, append(rows, outside)...)
	d.Show(nil)
	d.Find()
	for _, r := range "1" {
		d.press(r)
	}
	if d.sees("calls.form.submit") {
		t.Fatal("a digit in the search field opened a form")
	}
	d.key(fyne.KeyEscape)
	test.Type(d.window.Canvas().Focused(), "wjg")
	d.key(fyne.KeyReturn)
	d.press('3')
	d.key(fyne.KeyReturn)
	if got := d.records(second.ID); len(got) != 1 {
		t.Errorf("the one found by initials was not called: %+v", got)
	}
	// A customer outside the queue is found too.
	d.Find()
	d.key(fyne.KeyEscape)
	test.Type(d.window.Canvas().Focused(), "zhaomin")
	d.key(fyne.KeyReturn)
	d.press('3')
	d.key(fyne.KeyReturn)
	if got := d.records(outside.ID); len(got) != 1 {
		t.Errorf("the one outside the queue was not called: %+v", got)
	}
}

func TestAnotherPolicyOfTheCustomer(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	first, other := apptest.Policy(1, c, "2026-03-25"), apptest.Policy(2, c, "2026-09-01")
	d := newDesk(t, theme.Light, c, first, other)
	d.Show(nil)
	d.tap("calls.policy.0")
	d.press('7')
	d.tap("calls.form.submit")
	if got := d.records(c.ID); len(got) != 1 || got[0].PolicyID != other.ID || got[0].Outcome != app.OutcomeDone {
		t.Errorf("recorded %+v", got)
	}
}

func TestFilter(t *testing.T) {
	c, caseless := apptest.Customer(1, "欧阳娜"), apptest.Customer(2, "王建国")
	p := apptest.Policy(1, c, "2026-12-01")
	d := newDesk(t, theme.Light, c, p, apptest.Case(p), caseless, apptest.Policy(2, caseless, "2026-03-25"))
	d.Show(nil)
	d.tap("calls.filter.first_call")
	if !d.sees("calls.list.0") || d.sees("calls.list.1") {
		t.Error("the filter of first calls does not hold the one")
	}
	d.Show([]string{caseless.ID, "", ""}) // a link leads out of the filter
	if !d.sees("calls.list.1") {
		t.Error("a link leaves the filter on")
	}
}
