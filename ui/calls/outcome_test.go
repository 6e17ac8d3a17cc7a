package calls_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/theme"
)

// two returns two customers whose premiums fall due one after the other.
func two() (first, second app.Customer, rows []any) {
	first, second = apptest.Customer(1, "欧阳娜"), apptest.Customer(2, "王建国")
	return first, second, []any{first, apptest.Policy(1, first, "2026-03-25"), second, apptest.Policy(2, second, "2026-03-28")}
}

func TestNoAnswerGoesOnAndIsTakenBack(t *testing.T) {
	first, second, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.press('3')
	d.key(fyne.KeyReturn)
	if got := d.records(first.ID); len(got) != 1 || got[0].Outcome != app.OutcomeNoAnswer || got[0].Content == "" {
		t.Fatalf("recorded %+v", got)
	}
	d.press('3')
	d.key(fyne.KeyReturn)
	if got := d.records(second.ID); len(got) != 1 {
		t.Fatalf("the next of the queue was not opened: %+v", got)
	}
	test.Tap(d.stage.Part("action").(fyne.Tappable))
	if got := d.records(second.ID); len(got) != 0 {
		t.Errorf("after the undo there stands %+v", got)
	}
	d.press('3')
	d.key(fyne.KeyReturn)
	if got := d.records(second.ID); len(got) != 1 {
		t.Errorf("the undo does not lead back to the customer: %+v", got)
	}
}

func TestRefusalNeedsTheWayOfPaying(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.press('5')
	d.key(fyne.KeyReturn)
	if got := d.records(first.ID); len(got) != 0 {
		t.Fatalf("saved without the way of paying (002 §二.一.4): %+v", got)
	}
	if !d.sees("calls.form.submit") || !d.sees("calls.pay_way") {
		t.Fatal("the form was closed")
	}
	d.key(fyne.KeyRight) // the first way
	d.key(fyne.KeyReturn)
	got := d.records(first.ID)
	if len(got) != 1 || got[0].PayWay != app.PayAuto || got[0].Outcome != app.OutcomeRefused {
		t.Fatalf("recorded %+v", got)
	}
}

func TestRefusalWithoutAPremium(t *testing.T) {
	c := apptest.Customer(1, "欧阳娜")
	p := apptest.Policy(1, c, "")
	p.Mode, p.NextDue = app.ModeSingle, ""
	d := newDesk(t, theme.Light, c, p, apptest.Case(p))
	d.Show(nil)
	d.press('5')
	if d.sees("calls.pay_way") {
		t.Error("asks how a premium will be paid that is not to come")
	}
	d.tap("calls.form.submit")
	got := d.records(c.ID)
	if len(got) != 1 || got[0].PayWay != "" || slices.Contains(got[0].Items, app.ItemPayWay) || strings.Contains(got[0].Content, "交费方式") {
		t.Fatalf("recorded %+v", got)
	}
}

func TestWrongNumberIsMarked(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.press('4')
	d.key(fyne.KeyReturn)
	card, err := d.service.Card(ctx, first.ID)
	if err != nil || !card.Customer.Phones[0].Wrong {
		t.Errorf("the number is not marked: %+v, %v", card.Customer.Phones, err)
	}
}

func TestCallBackHasADay(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.press('2')
	for _, r := range "20260320" { // replaces the proposed day
		d.press(r)
	}
	d.key(fyne.KeyReturn)
	if got := d.records(first.ID); len(got) != 1 || got[0].NextOn != "2026-03-20" || got[0].NextStep == "" {
		t.Fatalf("recorded %+v", got)
	}
}

func TestAttitudeWithOnePress(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.press('1')
	d.tap("calls.attitude.cool")
	d.tap("calls.attitude.hesitant") // another one takes its place
	d.tap("calls.form.submit")
	if got := d.records(first.ID); len(got) != 1 || got[0].Attitude != "有些顾虑" {
		t.Errorf("recorded %+v", got)
	}
}

func TestAttitudeBesideOwnWords(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	if _, err := d.service.Plan(ctx, app.Appointment{CustomerID: first.ID, At: app.InstantOf(apptest.Now.Add(5 * time.Hour)), Place: "观前街支行"}); err != nil {
		t.Fatal(err)
	}
	d.Show([]string{first.ID, "", app.StageConfirm})
	d.press('1') // the attitude has the focus
	test.Type(d.window.Canvas().Focused(), "怕误了交费")
	d.tap("calls.attitude.cool")
	d.tap("calls.attitude.hesitant")
	d.tap("calls.form.submit")
	if got := d.records(first.ID); len(got) != 1 || got[0].Attitude != "有些顾虑，怕误了交费" {
		t.Errorf("recorded %+v", got)
	}
}

// A customer who cannot talk about today's meeting now is called again before it, not on another day.
func TestCallBackBeforeTheMeeting(t *testing.T) {
	for _, x := range []struct {
		in   time.Duration // from now to the meeting
		want string
	}{
		{5 * time.Hour, "10:30"}, {30 * time.Hour, "10:30"}, {40 * time.Minute, "09:50"},
	} {
		c, _, rows := two()
		d := newDesk(t, theme.Light, rows...)
		if _, err := d.service.Plan(ctx, app.Appointment{CustomerID: c.ID, At: app.InstantOf(apptest.Now.Add(x.in)), Place: "观前街支行"}); err != nil {
			t.Fatal(err)
		}
		d.Show([]string{c.ID, "", app.StageConfirm})
		d.press('2')
		d.key(fyne.KeyReturn)
		got := d.records(c.ID)
		if len(got) != 1 || got[0].NextOn != "2026-03-18" || !strings.HasPrefix(got[0].NextStep, x.want) {
			t.Errorf("a meeting in %v: recorded %+v, want a call at %s of the day", x.in, got, x.want)
		}
	}
}

func TestComplaintIsInTheCustomersWords(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.press('6')
	test.Type(d.window.Canvas().Focused(), "扣款前没有通知我")
	d.tap("calls.form.submit")
	if got := d.records(first.ID); len(got) != 1 || got[0].Content != "扣款前没有通知我" || got[0].PromiseBy != "2026-03-19" || got[0].Promise == "" {
		t.Fatalf("recorded %+v", got)
	}
}

func TestSecondConfirmation(t *testing.T) {
	c, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	id, err := d.service.Plan(ctx, app.Appointment{CustomerID: c.ID, At: app.InstantOf(apptest.Now.Add(5 * time.Hour)), Place: "观前街支行"})
	if err != nil {
		t.Fatal(err)
	}
	d.Show([]string{c.ID, "", app.StageConfirm})
	if !d.sees("calls.outcome.confirmed") {
		t.Fatal("the meeting cannot be confirmed")
	}
	d.press('7') // another time
	for _, r := range "2026-03-19" {
		d.press(r)
	}
	d.key(fyne.KeyReturn)
	visits, err := d.service.Visits(ctx, "2026-03-19")
	if err != nil || len(visits) != 1 || visits[0].Appointment.ID != id || visits[0].Appointment.At.Clock() != "14:30" {
		t.Fatalf("the meeting is %+v, %v", visits, err)
	}
}

func TestConfirmed(t *testing.T) {
	c, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	if _, err := d.service.Plan(ctx, app.Appointment{CustomerID: c.ID, At: app.InstantOf(apptest.Now.Add(5 * time.Hour)), Place: "观前街支行"}); err != nil {
		t.Fatal(err)
	}
	d.Show(nil) // confirmations stand first
	d.tap("calls.outcome.confirmed")
	d.key(fyne.KeyEscape)
	d.press('1')
	d.key(fyne.KeyReturn)
	visits, err := d.service.Visits(ctx, "2026-03-18")
	if err != nil || len(visits) != 1 || visits[0].NeedsConfirm || visits[0].Appointment.ConfirmedAt == 0 {
		t.Fatalf("the meeting is %+v, %v", visits, err)
	}
	if got := d.records(c.ID); len(got) != 1 || !strings.Contains(got[0].Content, "观前街支行") || got[0].Attitude != "" {
		t.Errorf("recorded %+v", got) // saved with two keys, without an attitude nobody saw
	}
}
