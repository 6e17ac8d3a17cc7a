package widgets_test

import (
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

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

// Ctrl+Enter saves wherever the focus is, as in the rooms, but not what an input method still composes.
func TestFormCtrlEnter(t *testing.T) {
	start(t, theme.Light)
	w := window(t, widgets.NewStage(widgets.NewText("底")), 800, 600)
	inRoom := 0
	ctrlEnter := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}
	line, lines, day := widgets.NewEntry(""), widgets.NewMultiEntry("", 3), widgets.NewDateEntry("2026-11-22", nil)
	choice := widgets.NewSelect([]widgets.Option{{ID: "a", Label: "甲"}}, nil)
	submitted := 0
	for _, registered := range []bool{false, true} {
		if registered {
			widgets.AddShortcut(w.Canvas(), ctrlEnter, func() { inRoom++ })
		}
		for _, at := range []fyne.Focusable{line, lines, day, choice} {
			submitted = 0
			d := widgets.ShowForm(w.Canvas(), widgets.Form{
				Title:    "新建",
				Fields:   []widgets.FormField{{Label: "一", Input: line}, {Label: "二", Input: lines}, {Label: "三", Input: day}, {Label: "四", Input: choice}},
				OnSubmit: func() error { submitted++; return nil },
			})
			w.Canvas().Focus(at)
			if e, ok := at.(*widgets.Entry); ok {
				press(e, fyne.KeyW)
				e.TypedShortcut(ctrlEnter)
				if submitted != 0 {
					t.Fatal("submitted while an input method composed")
				}
				e.TypedRune('王')
			}
			if s, ok := at.(fyne.Shortcutable); ok {
				s.TypedShortcut(ctrlEnter)
			} else {
				widgets.TriggerShortcut(w.Canvas(), ctrlEnter)
			}
			if submitted != 1 || d.Open() {
				t.Errorf("from %T: submitted %d times, open %v", at, submitted, d.Open())
				d.Close()
			}
		}
	}
	if inRoom != 0 {
		t.Error("the room behind the dialog was told")
	}
}

func TestFormErrorGoesWhenMended(t *testing.T) {
	start(t, theme.Light)
	widgets.EnableTags()
	w := window(t, widgets.NewStage(widgets.NewText("底")), 800, 600)
	name := widgets.NewEntry("")
	box := widgets.NewCheck("收到", false, nil)
	d := widgets.ShowForm(w.Canvas(), widgets.Form{
		Title: "新建", Fields: []widgets.FormField{{Label: "姓名", Input: name}, {Label: "", Input: box}},
		OnSubmit: func() error { return errors.New("请填写姓名") },
	})
	for _, mend := range []func(){func() { test.Type(name, "王") }, func() { press(name, fyne.KeyBackspace) }, box.Toggle} {
		d.Submit()
		if d.Problem() == "" {
			t.Fatal("the error is not shown")
		}
		mend()
		if d.Problem() != "" {
			t.Error("the error stands though an input was changed")
		}
	}
	d.Submit()
	press(name, fyne.KeyLeft)
	if d.Problem() == "" {
		t.Error("moving the cursor took the error away")
	}
}

// A day that does not exist is marked as soon as the field is left.
func TestDateEntryMarksWhatIsNoDay(t *testing.T) {
	start(t, theme.Light)
	d, other := widgets.NewDateEntry("2026-11-22", nil), widgets.NewEntry("")
	w := window(t, widgets.VStack(4, d, other), 300, 100)
	marked := func() bool {
		for _, o := range test.WidgetRenderer(d).Objects() {
			if r, ok := o.(*canvas.Rectangle); ok && r.Visible() && r.StrokeColor == fynetheme.Color(fynetheme.ColorNameError) {
				return true
			}
		}
		return false
	}
	w.Canvas().Focus(d)
	test.Type(d, "2015-13-45")
	w.Canvas().Focus(other)
	if !marked() {
		t.Error("13月45日 is not marked")
	}
	w.Canvas().Focus(d)
	d.SetText("2015-12-31")
	w.Canvas().Focus(other)
	if marked() {
		t.Error("the mended day is marked")
	}
}

// The name of an icon button leaves when the button is pressed, removed or covered by a dialog.
func TestTipLeaves(t *testing.T) {
	start(t, theme.Light)
	b := widgets.IconButton(theme.IconClose, "修改", nil)
	holder := widgets.VStack(0, b)
	stage := widgets.NewStage(widgets.Pad(20, 20, 20, 20, holder))
	w := window(t, stage, 800, 600)
	for name, leave := range map[string]func(){
		"pressed": func() { b.OnTap = func() {}; test.Tap(b) },
		"a dialog": func() {
			d := widgets.ShowForm(w.Canvas(), widgets.Form{Title: "改"})
			if stage.TipText() != "" {
				t.Error("the tip stands below a dialog")
			}
			d.Close()
		},
		"removed": func() {
			holder.RemoveAll()
			time.Sleep(600 * time.Millisecond) // the stage looks every quarter of a second
			holder.Add(b)
		},
	} {
		w.Canvas().Focus(b)
		b.MouseIn(nil)
		if stage.TipText() != "修改" {
			t.Fatalf("%s: the tip is %q", name, stage.TipText())
		}
		leave()
		if stage.TipText() != "" {
			t.Errorf("%s: the tip stands", name)
		}
		w.Canvas().Unfocus()
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

// Escape in the search of a dialog empties it, and where it is empty closes the dialog at once.
func TestEscapeInTheSearchOfADialog(t *testing.T) {
	start(t, theme.Light)
	w := window(t, widgets.NewStage(widgets.NewText("底")), 800, 600)
	search := widgets.NewSearch("", nil)
	d := widgets.ShowForm(w.Canvas(), widgets.Form{Title: "帮助", Submit: "-", First: search, Body: search})
	search.SetText("签名")
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if search.Text != "" || !d.Open() {
		t.Fatalf("with a text: %q, open %v", search.Text, d.Open())
	}
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if d.Open() {
		t.Error("without a text the dialog stays open")
	}
}

// A dialog whose work takes its time says what it does, and takes that back after an error.
func TestDialogSaysWhatItDoes(t *testing.T) {
	start(t, theme.Light)
	widgets.EnableTags()
	w := window(t, widgets.NewStage(widgets.NewText("底")), 800, 600)
	release := make(chan struct{})
	d := widgets.ShowForm(w.Canvas(), widgets.Form{
		ID: "work", Title: "口令", Submit: "修改", Working: "正在修改口令…",
		Work: func() error { <-release; return errors.New("口令不正确") },
	})
	d.Submit()
	b := widgets.Find("work.submit").(*widgets.Button)
	if b.Text() != "正在修改口令…" || !b.Disabled() {
		t.Errorf("while it works the button says %q", b.Text())
	}
	close(release)
	for began := time.Now(); d.Problem() == "" && time.Since(began) < time.Minute; {
		time.Sleep(time.Millisecond)
	}
	if b.Text() != "修改" || b.Disabled() {
		t.Errorf("after an error the button says %q", b.Text())
	}
}
