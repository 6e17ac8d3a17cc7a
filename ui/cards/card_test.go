package cards_test

import (
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

func TestFactsAreSavedFieldByField(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.edit("cards.facts.occupation", "中学教师")
	r.edit("cards.facts.birth_date", "19800305")
	r.edit("cards.contact.quiet", "12点-14:30")
	got := r.customer(c.ID)
	if got.Occupation != "中学教师" || got.BirthDate != "1980-03-05" || got.QuietFrom != "12:00" || got.QuietTo != "14:30" {
		t.Errorf("stored %+v", got)
	}
	if v := facts().Value("occupation"); v != "中学教师" {
		t.Errorf("the card shows %s", v)
	}
}

// A wrong identity number is kept as typed and marked, never dropped (product §3).
func TestWrongIdentityNumberIsKeptAndMarked(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.edit("cards.facts.id_no", "110105194912310021")
	if got := r.customer(c.ID).IDNo; got != "110105194912310021" {
		t.Errorf("stored %q", got)
	}
	if s := widgets.Find("cards.doubts").(*widgets.Banner); !s.Visible() || !strings.Contains(s.Value(), "最后一位应为 X") {
		t.Errorf("the card says %q", s.Value())
	}
}

func TestPhones(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.press("cards.phone.add")
	r.write("cards.phone.number", "1391234567")
	r.write("cards.phone.label", "单位")
	r.press("cards.phone.form.submit")
	got := r.customer(c.ID).Phones
	if len(got) != 2 || got[1].Number != "1391234567" || got[1].Kind != app.PhoneInvalid || got[1].Label != "单位" {
		t.Fatalf("stored %+v", got)
	}
	if s := widgets.Find("cards.phone.doubts").(*widgets.Banner).Value(); !strings.Contains(s, "11 位") || !strings.Contains(s, "10 位") {
		t.Errorf("the card says %q", s)
	}
	r.press("cards.phone.1.edit")
	r.write("cards.phone.number", "")
	r.press("cards.phone.form.submit")
	if got := r.customer(c.ID).Phones; len(got) != 1 {
		t.Fatalf("the emptied number stays: %+v", got)
	}
	r.undo()
	if got := r.customer(c.ID).Phones; len(got) != 2 {
		t.Errorf("the undo does not bring it back: %+v", got)
	}
}

// A number that can be called is not replaced by one that cannot without being asked, and can be had back.
func TestGoodNumberIsNotSpoiltUnasked(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.press("cards.phone.0.edit")
	r.write("cards.phone.number", "1381234000")
	r.press("cards.phone.form.submit")
	if got := r.customer(c.ID).Phones[0].Number; got != c.Phones[0].Number {
		t.Fatalf("stored %s without asking", got)
	}
	if b := widgets.Find("cards.phone.form.submit").(*widgets.Button); b.Text() != "仍要保存" {
		t.Errorf("the button says %s", b.Text())
	}
	r.press("cards.phone.form.submit")
	if got := r.customer(c.ID).Phones[0].Number; got != "1381234000" {
		t.Fatalf("stored %s", got)
	}
	r.press("toast.action")
	if got := r.customer(c.ID).Phones[0].Number; got != c.Phones[0].Number {
		t.Errorf("after the undo %s", got)
	}
}

// Only an address that stands on the card can be found wrong.
func TestNewAddressIsNotOfferedAsWrong(t *testing.T) {
	r := open(t, apptest.Customer(1, "王芳"))
	shown := func(button string) bool {
		r.press(button)
		defer r.press("cards.address.form.cancel")
		return widgets.Find("cards.address.is_wrong") != nil
	}
	if shown("cards.address.add") || !shown("cards.address.0.edit") {
		t.Error("the tick for a wrong address belongs to editing only")
	}
}

func TestVerify(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.press("cards.phone.0.verify")
	r.press("cards.verify.form.submit")
	v, ok := r.card(c.ID).Verified["phones="+c.Phones[0].Number]
	if !ok || !v.OK || v.How != app.ChannelPhone || !strings.Contains(text("cards.phone.0"), "已核实") {
		t.Fatalf("stored %+v, shown %s", v, text("cards.phone.0"))
	}
	r.press("cards.phone.0.verify")
	r.press("cards.verify.result.wrong")
	r.press("cards.verify.form.submit")
	if got := r.customer(c.ID).Phones[0]; !got.Wrong {
		t.Error("a number found wrong is not marked")
	}
	if b := widgets.Find("cards.call").(*widgets.Button); !b.Disabled() {
		t.Error("a customer without a usable number can be called")
	}
}

func TestStagesOfACard(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	p := apptest.Policy(1, c, "2026-04-01")
	r := open(t, c, p, apptest.Case(p))
	if s := widgets.Find("cards.stage").(*widgets.Banner).Value(); !strings.Contains(s, "1 件资源等待签收") || !strings.Contains(s, "2026-03-19") {
		t.Errorf("the card says %q", s)
	}
	r.press("cards.stage.do")
	if r.card(c.ID).Cases[0].SignedAt == 0 {
		t.Fatal("the case is not signed for")
	}
	r.press("cards.stage.do")
	if r.customer(c.ID).OpenedOn != soon(0) {
		t.Fatal("the card is not opened")
	}
	r.Rune('s')
	if r.customer(c.ID).CheckedOn != soon(0) {
		t.Fatal("the data is not checked")
	}
	r.Rune('s')
	if r.failed != nil {
		t.Error(r.failed)
	}
}

func TestDoNotContactBlocksTheCall(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	c.DoNotContact = true
	r := open(t, c)
	r.Rune('c')
	r.press("cards.call")
	if len(r.went) != 0 || !strings.Contains(widgets.Find("cards.blocked").(*widgets.Banner).Value(), "勿扰") {
		t.Errorf("went %v", r.went)
	}
}

func TestCallAndPaperAreAboutTheChosenPolicy(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	p, q := apptest.Policy(1, c, "2026-04-01"), apptest.Policy(2, c, "2026-05-01")
	r := open(t, c, p, q)
	r.press("cards.policies.1")
	r.Rune('c')
	r.press("cards.print.survey")
	if len(r.went) != 1 || r.went[0] != "calls ["+c.ID+" "+q.ID+" ]" {
		t.Errorf("went to %q", r.went)
	}
	if len(r.print) != 1 || r.print[0] != "questionnaire "+c.ID+" "+q.ID {
		t.Errorf("printed %q", r.print)
	}
	r.press("cards.policies.1")
	r.press("cards.print.card")
	if len(r.print) != 2 || r.print[1] != "service_card "+c.ID+" "+p.ID {
		t.Errorf("printed %q", r.print)
	}
}

func TestPolicyUnfolds(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	p, q := apptest.Policy(1, c, "2026-02-01"), apptest.Policy(2, c, "2026-05-01")
	p.Doubts = []app.Doubt{{Column: "满期日", Text: "2020-02-30", Reason: "没有这一天"}}
	r := open(t, c, p, q)
	r.press("cards.policies.0")
	s := text("cards.policy")
	for _, want := range []string{p.Number, "宽限期", "宽限期至 2026-04-02，还剩 15 天", "2020-02-30", "没有这一天"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is not in %q", want, s)
		}
	}
	if text("cards.as_of") != "数据截至 2026-03-01" {
		t.Errorf("as of: %s", text("cards.as_of"))
	}
	r.press("cards.policies.head.next_due")
	r.press("cards.policies.head.next_due") // from the latest
	r.press("cards.policies.0")
	if s := text("cards.policy"); !strings.Contains(s, q.Number) {
		t.Errorf("sorted by the due day, the last first, the first line is %q", s)
	}
}

func TestKeptValueIsSettled(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	c.BestTime = "随时都可以"
	k := app.Kept{
		ID: app.DerivedID("kept", "1"), Kind: app.KindCustomer.Name, RowID: c.ID, CustomerID: c.ID, Field: "best_time", Value: `"晚饭后"`,
		Winner: `"随时都可以"`, Author: apptest.Planner, At: app.InstantOf(apptest.Now), Status: app.KeptOpen,
	}
	r := open(t, c, k)
	r.press("cards.kept.0.take")
	if got := r.customer(c.ID).BestTime; got != "晚饭后" {
		t.Errorf("stored %q", got)
	}
	if n := len(r.card(c.ID).Kept); n != 0 {
		t.Errorf("%d conflicts are still open", n)
	}
}
