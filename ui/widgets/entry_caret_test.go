package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// TestEntryKeepsComposing covers the keys that do not end a composition, and what does.
func TestEntryKeepsComposing(t *testing.T) {
	start(t, theme.Light)
	e := widgets.NewEntry("")
	w := window(t, widgets.VStack(0, e, widgets.NewEntry("")), 300, 100)
	entered := 0
	e.OnEnter = func() { entered++ }
	w.Canvas().Focus(e)
	tab := func() bool {
		keeps, ok := w.Canvas().Focused().(fyne.Tabbable)
		return ok && keeps.AcceptsTab()
	}
	if tab() {
		t.Error("Tab does not leave the field")
	}
	press(e, fyne.KeyW, fyne.KeyO, fyne.KeyM, fyne.KeyE, fyne.KeyN)
	press(e, fyne.Key2, fyne.KeySpace, fyne.KeyPageDown, fyne.KeyDown, fyne.KeyTab)
	if !e.Composing() || !tab() {
		t.Error("a digit, Space and keys that choose ended the composition")
	}
	press(e, fyne.KeyReturn)
	if entered != 0 {
		t.Error("Return of the input method was Enter of the form")
	}
	for what, ends := range map[string]func(){
		"a character": func() { e.TypedRune('我') },
		"Ctrl+Space": func() {
			e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeySpace, Modifier: fyne.KeyModifierControl})
		},
		"a click":       func() { e.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary}) },
		"another field": func() { w.Canvas().FocusNext(); w.Canvas().Focus(e) },
	} {
		press(e, fyne.KeyW)
		if !e.Composing() {
			t.Fatal("a letter without a character is not composing")
		}
		if ends(); e.Composing() {
			t.Errorf("%s did not end the composition", what)
		}
	}
}

func TestCaret(t *testing.T) {
	start(t, theme.Light)
	e, secret, note, search := widgets.NewEntry(""), widgets.NewPassword(""), widgets.NewMultiEntry("", 3), widgets.NewSearch("", nil)
	date := widgets.NewDateEntry("2026-11-20", nil)
	button := widgets.Primary("", nil, func() {})
	w := window(t, widgets.VStack(10, e, secret, note, search, date, button), 300, 500)
	at := func(f fyne.Focusable) fyne.Position {
		t.Helper()
		w.Canvas().Focus(f)
		p, ok := widgets.Caret(w.Canvas())
		if !ok {
			t.Fatalf("%T has no caret", f)
		}
		o, _ := f.(fyne.CanvasObject)
		from := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		if to := from.Add(o.Size()); p.X < from.X || p.X > to.X || p.Y < from.Y+14 || p.Y > to.Y {
			t.Errorf("the caret of %T is at %v, the field from %v to %v", f, p, from, to)
		}
		return p
	}
	w.Canvas().Unfocus()
	if _, ok := widgets.Caret(w.Canvas()); ok {
		t.Error("there is a caret though nothing has the focus")
	}
	for _, f := range []fyne.Focusable{secret, button} {
		w.Canvas().Focus(f)
		if _, ok := widgets.Caret(w.Canvas()); ok {
			t.Errorf("an input method may write into %T", f)
		}
	}

	before := at(e)
	test.Type(e, "你好")
	if after := at(e); after.X < before.X+20 || after.X > before.X+40 || after.Y != before.Y {
		t.Errorf("two characters moved the caret from %v to %v", before, after)
	}
	if with := at(search); with.X < before.X+10 {
		t.Errorf("the caret of a field with an icon is at %v", with)
	}
	at(date)

	before = at(note)
	test.Type(note, "甲\n乙")
	second := at(note)
	if second.Y < before.Y+15 || second.Y > before.Y+30 {
		t.Errorf("the second line moved the caret from %v to %v", before, second)
	}
	for range 9 {
		note.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	at(note) // scrolled
	test.Type(e, strings.Repeat("长", 60))
	at(e)
}

func TestWatchCaret(t *testing.T) {
	start(t, theme.Light)
	e := widgets.NewEntry("")
	w := window(t, e, 300, 60)
	told := ""
	widgets.WatchCaret(func(field fyne.CanvasObject, elsewhere bool) {
		if field != fyne.CanvasObject(e) {
			t.Errorf("told of %T", field)
		}
		if elsewhere {
			told += "elsewhere "
		} else {
			told += "along "
		}
	})
	defer widgets.WatchCaret(nil)
	w.Canvas().Focus(e)
	e.TypedRune('我')
	press(e, fyne.KeyLeft)
	e.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	w.Canvas().Unfocus()
	if told != "elsewhere along along elsewhere elsewhere " {
		t.Errorf("told %q", told)
	}
}
