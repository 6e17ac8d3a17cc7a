package calls_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// RecordCall records and then looks what drafts the commit has left.
func (c *counted) RecordCall(ctx context.Context, r app.CallResult) (string, error) {
	id, err := c.Service.RecordCall(ctx, r)
	c.left, _ = c.Drafts(context.Background())
	return id, err
}

// crash leaves the room as a crash does: nothing is closed, and dialogs are gone with the window.
func (d *desk) crash() {
	for o := d.window.Canvas().Overlays(); o.Top() != nil; {
		o.Remove(o.Top())
	}
	d.window.Canvas().Unfocus()
	d.stage.DropToast()
	d.enter()
}

func entry(id string) *widgets.Entry {
	switch e := widgets.Find(id).(type) {
	case *widgets.DateEntry:
		return &e.Entry
	case *widgets.TimeEntry:
		return &e.Entry
	default:
		return e.(*widgets.Entry)
	}
}

func (d *desk) typeInto(id, text string) {
	d.t.Helper()
	d.window.Canvas().Focus(widgets.Find(id).(fyne.Focusable))
	test.Type(entry(id), text)
}

// Half an outcome is on the disk within a second and there again after a crash, in the room and from the list of what was
// begun; recording the call deletes it in the same transaction.
func TestHalfAnOutcomeSurvivesACrash(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.press('5')
	d.typeInto("calls.attitude", "说话客气")
	key := "calls.result/" + first.ID + "/" + app.OutcomeRefused
	d.keep.Keeps(key, "attitude", "说话客气")
	d.tap("calls.attitude.hesitant") // a phrase is typed text too
	draft := d.keep.Keeps(key, "attitude", entry("calls.attitude").Text)
	if draft.Room != "calls" || draft.About != first.ID || !strings.HasPrefix(draft.Title, first.Name) {
		t.Errorf("kept as %+v", draft)
	}
	typed := entry("calls.attitude").Text
	d.crash()
	d.Show(draft)
	if !d.sees("calls.form.submit") || entry("calls.attitude").Text != typed {
		t.Fatal("the form is not there again")
	}
	if !d.sees("draft") || !d.sees("draft.discard") {
		t.Error("it does not say that it was filled with what was left")
	}
	d.window.Canvas().Focus(widgets.Find("calls.pay_way").(fyne.Focusable))
	d.key(fyne.KeyRight)
	d.tap("calls.form.submit")
	if got := d.records(first.ID); len(got) != 1 || got[0].Attitude != typed {
		t.Fatalf("recorded %+v", got)
	}
	if len(d.service.left) != 0 {
		t.Errorf("the commit left %+v", d.service.left)
	}
	d.keep.Gone(key)
}

// A time that was proposed when the form was begun stays, though another would be proposed now.
func TestTheTimeProposedStaysWithTheDraft(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.press('1')
	if entry("calls.time").Text != "14:00" {
		t.Fatalf("proposed %s", entry("calls.time").Text)
	}
	d.keep.Pass()
	d.keep.Gone("calls.result/" + first.ID + "/" + app.OutcomeAgreed) // a proposal is nothing typed
	d.typeInto("calls.attitude", "好")
	d.keep.Keeps("calls.result/"+first.ID+"/"+app.OutcomeAgreed, "clock", "14:00")
	d.clock.At = d.clock.At.AddDate(0, 0, 1)
	d.crash()
	d.Show(nil)
	d.press('1')
	if entry("calls.time").Text != "14:00" || entry("calls.date").Text != "2026-03-18" || entry("calls.attitude").Text != "好" {
		t.Errorf("filled with %s %s %q", entry("calls.date").Text, entry("calls.time").Text, entry("calls.attitude").Text)
	}
}

// Escape leaves the form without a question; what was typed is kept, and can be given up from the message.
func TestEscapeKeepsWhatWasTyped(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.press('6')
	d.typeInto("calls.content", "不满意等待时间")
	d.key(fyne.KeyEscape)
	if d.sees("calls.form.submit") {
		t.Fatal("Escape does not leave")
	}
	key := "calls.result/" + first.ID + "/" + app.OutcomeComplaint
	d.keep.Keeps(key, "content", "不满意等待时间")
	d.press('6')
	if entry("calls.content").Text != "不满意等待时间" {
		t.Errorf("opened again it holds %q", entry("calls.content").Text)
	}
	d.key(fyne.KeyEscape)
	test.Tap(d.stage.Part("action").(fyne.Tappable))
	d.keep.Gone(key)
	d.press('6')
	if entry("calls.content").Text != "" || d.sees("draft") {
		t.Error("what was given up is still there")
	}
}

// A form left untouched leaves nothing, and says nothing.
func TestUntouchedThereIsNoDraft(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.press('5')
	d.key(fyne.KeyEscape)
	d.keep.Gone("calls.result/" + first.ID + "/" + app.OutcomeRefused)
	if text := d.stage.ToastText(); text != "" {
		t.Errorf("the window says %q", text)
	}
}

// A call that was dialled and not written down is still under way after a crash: its beginning and whom it went to.
func TestCallUnderWaySurvivesACrash(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.key(fyne.KeyReturn) // dial
	key := "calls.call/" + first.ID
	d.keep.Keeps(key, "number", first.Phones[0].Number)
	d.crash()
	d.clock.Add(5 * 60e9)
	d.Show(nil)
	d.press('3')
	d.key(fyne.KeyReturn)
	got := d.records(first.ID)
	if len(got) != 1 || got[0].At.Clock() != "09:30" {
		t.Fatalf("recorded %+v", got)
	}
	if len(d.service.left) != 0 {
		t.Errorf("the commit left %+v", d.service.left)
	}
	d.keep.Gone(key)
}

// What was typed about somebody who has gone can be read and given up; it opens no form.
func TestDraftOfSomebodyGone(t *testing.T) {
	first, _, rows := two()
	d := newDesk(t, theme.Light, rows...)
	d.Show(nil)
	d.press('6')
	d.typeInto("calls.content", "不满意")
	draft := d.keep.Keeps("calls.result/"+first.ID+"/"+app.OutcomeComplaint, "content", "不满意")
	d.crash()
	draft.About = apptest.Customer(99, "").ID
	d.Show(draft)
	if !d.sees("draft.stale.submit") || !d.sees("draft.stale.copy") {
		t.Fatal("what was typed is not shown")
	}
	d.tap("draft.stale.submit")
	d.keep.Gone(draft.Key)
}
