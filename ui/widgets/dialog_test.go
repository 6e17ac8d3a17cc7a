package widgets_test

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

func TestFormKeys(t *testing.T) {
	start(t, theme.Light)
	w := window(t, widgets.NewStage(widgets.NewText("底")), 800, 600)
	atWindow := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { atWindow++ })
	name, note := widgets.NewEntry(""), widgets.NewMultiEntry("", 3)
	submitted, cancelled := 0, 0
	var refuse error
	open := func() *widgets.Dialog {
		return widgets.ShowForm(w.Canvas(), widgets.Form{
			Title: "新建", Fields: []widgets.FormField{{Label: "姓名", Input: name, Required: true}, {Label: "备注", Input: note}},
			OnSubmit: func() error { submitted++; return refuse }, OnCancel: func() { cancelled++ },
		})
	}
	d := open()
	if w.Canvas().Focused() != name {
		t.Fatal("the first field has no focus")
	}
	press(name, fyne.KeyW, fyne.KeyReturn) // consumed by an input method
	if submitted != 0 || !d.Open() {
		t.Fatal("Enter of an input method submitted the form")
	}
	name.TypedRune('王')
	refuse = errors.New("姓名太短")
	press(name, fyne.KeyReturn)
	if submitted != 1 || !d.Open() {
		t.Fatalf("refused: submitted %d, open %v", submitted, d.Open())
	}
	refuse = nil
	press(name, fyne.KeyReturn)
	if submitted != 2 || d.Open() {
		t.Fatalf("accepted: submitted %d, open %v", submitted, d.Open())
	}
	d = open()
	w.Canvas().Focus(note)
	press(note, fyne.KeyReturn)
	if submitted != 2 || note.Text != "\n" {
		t.Fatal("Enter in a field of several lines submitted the form")
	}
	press(note, fyne.KeyEscape)
	if d.Open() || cancelled != 1 {
		t.Fatalf("Escape: open %v, cancelled %d", d.Open(), cancelled)
	}
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF5})
	if atWindow != 1 {
		t.Error("the window's key handler was not put back")
	}
}

func TestConfirmDangerFocusesNo(t *testing.T) {
	start(t, theme.Light)
	w := window(t, widgets.NewStage(widgets.NewText("底")), 800, 600)
	widgets.EnableTags()
	yes := 0
	d := widgets.ShowConfirm(w.Canvas(), widgets.Confirm{ID: "ask", Title: "作废", Text: "确定作废这条记录？", Danger: true, OnYes: func() { yes++ }})
	press(w.Canvas().Focused(), fyne.KeyReturn)
	if d.Open() || yes != 0 {
		t.Fatal("Enter did what cannot be taken back")
	}
	widgets.ShowConfirm(w.Canvas(), widgets.Confirm{ID: "ask", Title: "关账", OnYes: func() { yes++ }})
	if _, _, _, _, ok := widgets.Locate("ask.submit", w.Canvas()); !ok {
		t.Error("the button of the dialog cannot be located")
	}
	press(w.Canvas().Focused(), fyne.KeyReturn)
	if yes != 1 {
		t.Error("Enter on a plain question did not answer yes")
	}
}

func TestFactEditing(t *testing.T) {
	start(t, theme.Light)
	var saved []string
	var refuse error
	save := func(v string) error { saved = append(saved, v); return refuse }
	f := widgets.NewFacts(2, "2026-11-22", []widgets.Fact{
		{ID: "name", Label: "姓名", Value: "王建国"},
		{ID: "phone", Label: "手机", Value: "138 0013 8000", Raw: "13800138000", Edit: widgets.EditText, Save: save},
		{ID: "birth", Label: "生日", Value: "3月5日", Raw: "1988-03-05", Edit: widgets.EditDate, Save: save},
	})
	w := window(t, f, 600, 200)
	test.Tap(f.Part("name").(fyne.Tappable))
	if w.Canvas().Focused() != nil {
		t.Fatal("a fact that is read only opened a field")
	}
	test.Tap(f.Part("phone").(fyne.Tappable))
	e, ok := w.Canvas().Focused().(*widgets.Entry)
	if !ok || e.Text != "13800138000" {
		t.Fatalf("no field with the raw value has the focus: %T", w.Canvas().Focused())
	}
	press(e, fyne.KeyReturn)
	if len(saved) != 0 {
		t.Fatal("an unchanged value was saved")
	}
	f.Edit("phone")
	e = w.Canvas().Focused().(*widgets.Entry)
	e.SetText("1390000")
	refuse = errors.New("位数不对")
	press(e, fyne.KeyReturn)
	if w.Canvas().Focused() != e {
		t.Fatal("a refused value closed the field")
	}
	refuse = nil
	e.SetText("13900001111")
	w.Canvas().Unfocus()
	if len(saved) != 2 || saved[1] != "13900001111" {
		t.Fatalf("saved %q", saved)
	}
	f.Edit("birth")
	d := w.Canvas().Focused().(*widgets.DateEntry)
	d.SetText("2026-02-30")
	press(d, fyne.KeyReturn)
	if len(saved) != 2 {
		t.Fatal("a day that does not exist was saved")
	}
	press(d, fyne.KeyEscape)
	if _, still := w.Canvas().Focused().(*widgets.DateEntry); still || len(saved) != 2 {
		t.Fatal("Escape did not give up")
	}
	f.Edit("birth")
	d = w.Canvas().Focused().(*widgets.DateEntry)
	d.SetText("19880306")
	press(d, fyne.KeyReturn)
	if len(saved) != 3 || saved[2] != "1988-03-06" {
		t.Fatalf("saved %q", saved)
	}
}

func TestToastUndo(t *testing.T) {
	start(t, theme.Light)
	widgets.EnableTags()
	stage := widgets.NewStage(widgets.NewText("底"))
	w := window(t, stage, 800, 600)
	undone := false
	widgets.ShowToast(w.Canvas(), widgets.Toast{Text: "已记录", Action: "撤销", Do: func() { undone = true }})
	if stage.ToastText() != "已记录" {
		t.Fatalf("toast shows %q", stage.ToastText())
	}
	if w.Canvas().Overlays().Top() != nil {
		t.Error("a toast blocks the window")
	}
	if _, _, _, _, ok := widgets.Locate("toast.action", w.Canvas()); !ok {
		t.Error("the button of the toast cannot be located")
	}
	test.Tap(stage.Part("action").(fyne.Tappable))
	if !undone || stage.ToastText() != "" {
		t.Errorf("undone %v, toast %q", undone, stage.ToastText())
	}
}

// TestEscapeClosesWhatIsOnTop opens the calendar of a date in a dialog.
func TestEscapeClosesWhatIsOnTop(t *testing.T) {
	start(t, theme.Light)
	w := window(t, widgets.NewStage(widgets.NewText("底")), 800, 600)
	date := widgets.NewDateEntry("2026-11-22", nil)
	d := widgets.ShowForm(w.Canvas(), widgets.Form{Title: "约定", Fields: []widgets.FormField{{Label: "日期", Input: date}}})
	button := date.ActionItem.(fyne.Tappable)
	test.Tap(button)
	if len(w.Canvas().Overlays().List()) != 2 {
		t.Fatal("no calendar is open")
	}
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if len(w.Canvas().Overlays().List()) != 1 || !d.Open() {
		t.Fatal("Escape did not close the calendar alone")
	}
	test.Tap(button)
	press(w.Canvas().Focused(), fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn)
	if date.Value() != "2026-11-30" || len(w.Canvas().Overlays().List()) != 1 {
		t.Errorf("chosen %q", date.Value())
	}
}
