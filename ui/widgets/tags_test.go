package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

func TestLocate(t *testing.T) {
	start(t, theme.Light)
	widgets.EnableTags()
	button := widgets.Tag("here", widgets.Primary("保存", nil, nil))
	hidden := widgets.Tag("hidden", widgets.NewEntry(""))
	box := widgets.VStack(0, hidden)
	box.Hide()
	low := widgets.Tag("low", widgets.Secondary("远", nil, nil))
	half := widgets.Tag("half", widgets.Secondary("半", nil, nil))
	scroll := widgets.Scroll(widgets.VStack(0, widgets.FixedHeight(90, widgets.NewText("上")), half, widgets.FixedHeight(400, widgets.NewText("下")), low))
	w := window(t, widgets.Pad(10, 0, 0, 20, widgets.VStack(0, widgets.HStack(0, button), box, widgets.FixedHeight(100, scroll))), 400, 300)

	x, y, width, height, ok := widgets.Locate("here", w.Canvas())
	if !ok || x != 20 || y != 10 || width != int(button.Size().Width) || height != 32 {
		t.Errorf("here: %d %d %d %d %v", x, y, width, height, ok)
	}
	for _, id := range []string{"hidden", "low", "unknown", "here.part"} {
		if _, _, _, _, ok := widgets.Locate(id, w.Canvas()); ok {
			t.Errorf("%s was located", id)
		}
	}
	if _, y, _, h, ok := widgets.Locate("half", w.Canvas()); !ok || y != 132 || h != 10 {
		t.Errorf("half: y %d, height %d, %v; want the 10 pixels inside the scroller", y, h, ok)
	}
	d := widgets.ShowMessage(w.Canvas(), "提示", "内容")
	if _, _, _, _, ok := widgets.Locate("here", w.Canvas()); ok {
		t.Error("located behind a dialog")
	}
	d.Close()
	if _, _, _, _, ok := widgets.Locate("here", w.Canvas()); !ok {
		t.Error("not located after the dialog closed")
	}
}

func TestServeTags(t *testing.T) {
	start(t, theme.Light)
	widgets.EnableTags()
	n := widgets.Tag("nav", rail())
	w := window(t, widgets.Sides(n, widgets.NewText(""), nil), 400, 600)
	var out strings.Builder
	widgets.ServeTags(strings.NewReader("nav.cards\n\nnowhere\n"), &out, w)
	if got, want := out.String(), "nav.cards 6 67 56 54\nnowhere none\n"; got != want {
		t.Errorf("answered %q, want %q", got, want)
	}
}

func TestKeysOfAButtonReachTheWindow(t *testing.T) {
	start(t, theme.Light)
	pressed, keys := 0, ""
	b := widgets.Primary("保存", nil, func() { pressed++ })
	w := window(t, b, 100, 40)
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { keys += string(k.Name) })
	w.Canvas().Focus(b)
	press(b, fyne.KeySpace, fyne.KeyReturn, fyne.Key1)
	if pressed != 2 || keys != "1" {
		t.Errorf("pressed %d, keys at the window %q", pressed, keys)
	}
	b.Disable()
	press(b, fyne.KeyReturn)
	if pressed != 2 {
		t.Error("a disabled button was pressed")
	}
}
