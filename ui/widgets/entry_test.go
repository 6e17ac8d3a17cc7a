package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

func press(e fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		e.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// TestEntryWhileComposing replays what GLFW reports while an input method
// composes: letter keys without characters, and the editing keys it consumed.
func TestEntryWhileComposing(t *testing.T) {
	start(t, theme.Light)
	e := widgets.NewEntry("")
	window(t, e, 300, 60)
	entered, escaped := 0, 0
	e.OnEnter = func() { entered++ }
	e.OnEscape = func() { escaped++ }
	e.SetText("王")
	e.CursorColumn = 1

	press(e, fyne.KeyJ, fyne.KeyI, fyne.KeyA) // "jia" in the input method
	if !e.Composing() {
		t.Fatal("three keys without characters are not composing")
	}
	press(e, fyne.KeyBackspace, fyne.KeyLeft, fyne.KeyReturn)
	if e.Text != "王" || entered != 0 {
		t.Fatalf("keys of the input method reached the field: %q, %d submitted", e.Text, entered)
	}
	press(e, fyne.KeyJ)
	press(e, fyne.KeyEscape)
	if escaped != 0 {
		t.Fatal("Escape of the input method reached the field")
	}
	press(e, fyne.KeyJ)
	e.TypedRune('建')
	if e.Text != "王建" {
		t.Fatalf("committed text is %q", e.Text)
	}
	press(e, fyne.KeyBackspace, fyne.KeyReturn, fyne.KeyEscape)
	if e.Text != "王" || entered != 1 || escaped != 1 {
		t.Fatalf("after composing: %q, entered %d, escaped %d", e.Text, entered, escaped)
	}
}

func TestEntryCommit(t *testing.T) {
	start(t, theme.Light)
	e := widgets.NewEntry("")
	w := window(t, e, 300, 60)
	var saved []string
	e.OnCommit = func(s string) { saved = append(saved, s) }
	e.Set("旧")
	w.Canvas().Focus(e)
	w.Canvas().Unfocus()
	if len(saved) != 0 {
		t.Fatalf("nothing was changed, saved %q", saved)
	}
	w.Canvas().Focus(e)
	e.SetText(" 新 ")
	press(e, fyne.KeyReturn)
	w.Canvas().Unfocus()
	if len(saved) != 1 || saved[0] != "新" {
		t.Fatalf("saved %q, want one 新", saved)
	}
}

func TestEntryHandsOnWhatItDoesNotUse(t *testing.T) {
	start(t, theme.Light)
	e := widgets.NewEntry("")
	w := window(t, e, 300, 60)
	found, keys := 0, ""
	widgets.AddShortcut(w.Canvas(), &desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierControl}, func() { found++ })
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { keys += string(k.Name) + " " })
	w.Canvas().Focus(e)
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierControl})
	if found != 1 {
		t.Error("Ctrl+F did not reach the window")
	}
	press(e, fyne.KeyF5, fyne.KeyEscape, fyne.KeyDown, fyne.KeyReturn)
	if keys != "F5 Escape Down Return " {
		t.Errorf("keys at the window: %s", keys)
	}
	widgets.ShowMessage(w.Canvas(), "提示", "内容")
	widgets.TriggerShortcut(w.Canvas(), &desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierControl})
	if found != 1 {
		t.Error("a shortcut of the window worked behind a dialog")
	}
}

func TestMultiEntryKeepsEnter(t *testing.T) {
	start(t, theme.Light)
	e := widgets.NewMultiEntry("", 3)
	window(t, e, 300, 120)
	entered := 0
	e.OnEnter = func() { entered++ }
	test.Type(e, "甲")
	press(e, fyne.KeyReturn)
	test.Type(e, "乙")
	if e.Text != "甲\n乙" || entered != 0 {
		t.Fatalf("text %q, entered %d", e.Text, entered)
	}
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	if entered != 1 {
		t.Error("Ctrl+Enter did not submit")
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2026-11-22": "2026-11-22", "20261122": "2026-11-22", "2026/1/2": "2026-01-02", "2026年11月22日": "2026-11-22", "2026.1.2": "2026-01-02",
		"11-22": "2026-11-22", "1122": "2026-11-22", "3月5日": "2026-03-05", "": "", "　": "", "２０２６－１１－２２": "2026-11-22", "2024-02-29": "2024-02-29",
	} {
		if got, ok := widgets.ParseDate(in, "2026-05-01"); !ok || got != want {
			t.Errorf("ParseDate(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"2026-02-30", "2026-13-01", "明天", "2026", "1", "2026-11", "99999999"} {
		if got, ok := widgets.ParseDate(in, "2026-05-01"); ok {
			t.Errorf("ParseDate(%q) = %q, want refused", in, got)
		}
	}
}

func TestParseTime(t *testing.T) {
	for in, want := range map[string]string{"14:30": "14:30", "1430": "14:30", "9:05": "09:05", "9点半": "09:30", "9": "09:00", "14：30": "14:30", "9时5分": "09:05", "": ""} {
		if got, ok := widgets.ParseTime(in); !ok || got != want {
			t.Errorf("ParseTime(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"25:00", "9:60", "下午", "123"} {
		if got, ok := widgets.ParseTime(in); ok {
			t.Errorf("ParseTime(%q) = %q, want refused", in, got)
		}
	}
}

func TestDateEntry(t *testing.T) {
	start(t, theme.Light)
	var got []string
	d := widgets.NewDateEntry("2026-11-22", func(s string) { got = append(got, s) })
	w := window(t, d, 300, 60)
	w.Canvas().Focus(d)
	d.SetText("1203")
	w.Canvas().Unfocus()
	if d.Text != "2026-12-03" || len(got) != 1 || got[0] != "2026-12-03" {
		t.Fatalf("text %q, told %q", d.Text, got)
	}
	w.Canvas().Focus(d)
	press(d, fyne.KeyUp, fyne.KeyUp, fyne.KeyDown)
	if d.Value() != "2026-12-04" {
		t.Errorf("after two days up and one down: %s", d.Value())
	}
	d.SetText("2026-02-30")
	w.Canvas().Unfocus()
	if d.Valid() || d.Value() != "" || d.Text != "2026-02-30" || len(got) != 1 {
		t.Errorf("a day that does not exist: %q valid %v, told %q", d.Text, d.Valid(), got)
	}
}
