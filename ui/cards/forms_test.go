package cards_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

func TestRecordIsWrittenCorrectedAndWithdrawn(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.Rune('r')
	r.press("cards.record.channel.letter")
	r.press("cards.record.form.submit")
	if n := len(r.card(c.ID).Records); n != 0 {
		t.Fatal("a record without its content is stored")
	}
	r.write("cards.record.content", "寄送保全办理结果。")
	r.write("cards.record.attitude", "满意")
	r.press("cards.record.items.changes")
	r.press("cards.record.form.submit")
	all := r.card(c.ID).Records
	if len(all) != 1 || all[0].Record.Channel != app.ChannelLetter || all[0].Record.Content != "寄送保全办理结果。" || len(all[0].Record.Items) != 1 || !all[0].Unsent {
		t.Fatalf("stored %+v", all)
	}
	first := all[0].Record.ID

	r.press("cards.records." + first)
	r.write("cards.record.content", "寄送保全批单。")
	r.press("cards.record.form.submit")
	all = r.card(c.ID).Records
	if len(all) != 1 || all[0].Record.Content != "寄送保全批单。" || all[0].Record.Corrects != first || all[0].Record.Attitude != "满意" {
		t.Fatalf("corrected to %+v", all)
	}

	r.press("cards.records." + all[0].Record.ID)
	r.press("cards.record.withdraw")
	r.press("cards.withdraw.submit")
	if n := len(r.card(c.ID).Records); n != 0 {
		t.Fatalf("%d records stand after the withdrawal", n)
	}
	r.undo()
	if all := r.card(c.ID).Records; len(all) != 1 || all[0].Record.Content != "寄送保全批单。" {
		t.Errorf("after the undo: %+v", all)
	}
}

func TestUnfinishedRecordIsThereAgain(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.Rune('r')
	r.write("cards.record.content", "写了一半")
	r.press("cards.record.form.cancel")
	r.Rune('r')
	if got := widgets.Find("cards.record.content").(*widgets.Entry).Text; got != "写了一半" {
		t.Errorf("the form holds %q", got)
	}
}

func TestVisitIsPlannedAndUndone(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.Rune('v')
	r.write("cards.visit.day", "2026-03-20")
	r.press("cards.visit.form.submit")
	if n := len(r.card(c.ID).Appointments); n != 0 {
		t.Fatal("a visit without a time is stored")
	}
	r.write("cards.visit.time", "1430")
	r.press("cards.visit.form.submit")
	all := r.card(c.ID).Appointments
	if len(all) != 1 || all[0].At.Clock() != "14:30" || all[0].At.Date() != "2026-03-20" || !strings.Contains(all[0].Place, "人民路") {
		t.Fatalf("stored %+v", all)
	}
	r.press("cards.next")
	if len(r.went) != 1 || r.went[0] != "visit "+all[0].ID {
		t.Errorf("went %q", r.went)
	}
	r.undo()
	if n := len(r.card(c.ID).Appointments); n != 0 {
		t.Error("the undo does not cancel the visit")
	}
}

func TestNewProspect(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.Rune('n')
	r.write("cards.prospect.name", "尉迟恭")
	r.write("cards.prospect.phone", c.Phones[0].Number)
	r.press("cards.prospect.form.submit")
	if list().Len() != 1 {
		t.Fatal("a number that another customer has is taken without a word")
	}
	r.press("cards.prospect.form.submit")
	if list().Len() != 2 || name() != "尉迟恭" {
		t.Fatalf("%d customers, the card of %s", list().Len(), name())
	}
	if row, _ := list().Selected(); row.Title != "尉迟恭" || row.Badge != "准客户" {
		t.Errorf("the selected row is %+v", row)
	}
}

func TestFamily(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.press("cards.family.add")
	r.write("cards.family.name", "李明")
	r.press("cards.family.form.submit")
	if n := len(r.customer(c.ID).Family); n != 0 {
		t.Fatal("a relative without a relation is stored")
	}
	widgets.Find("cards.family.relation").(*widgets.Select).Set("子女")
	r.press("cards.family.form.submit")
	if got := r.customer(c.ID).Family; len(got) != 1 || got[0].Name != "李明" || got[0].Relation != "子女" {
		t.Errorf("stored %+v", got)
	}
	if !strings.Contains(r.toast, "李明") {
		t.Errorf("the toast says %q", r.toast)
	}
}

func TestKeysLeadFromSearchToListAndBack(t *testing.T) {
	r := open(t, apptest.Customer(1, "王芳"), apptest.Customer(2, "李强"))
	r.Find()
	search := widgets.Find("cards.search").(*widgets.Entry)
	if r.window.Canvas().Focused() != search {
		t.Fatal("Find does not put the keyboard into the search field")
	}
	search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if r.window.Canvas().Focused() != list() {
		t.Fatal("the arrow down does not lead into the list")
	}
	list().TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if r.window.Canvas().Focused() != search {
		t.Error("the arrow up on the first row does not lead back")
	}
}
