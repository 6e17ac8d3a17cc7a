package widgets_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// stroke draws through points of a field as a pointer does.
func stroke(k *widgets.Ink, points ...fyne.Position) {
	k.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: points[0]}})
	k.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: points[0]}, Button: desktop.MouseButtonPrimary})
	for i, p := range points[1:] {
		k.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: p}, Dragged: fyne.NewDelta(p.X-points[i].X, p.Y-points[i].Y)})
	}
	k.DragEnd()
	k.MouseUp(&desktop.MouseEvent{})
}

// A finger is put down elsewhere without a move in between, and the press is told where the last stroke ended: no line
// joins the two. A mouse that was moved there draws from where it was pressed, however fast.
func TestInkOfAFinger(t *testing.T) {
	start(t, theme.Light)
	k := widgets.NewInk("", nil)
	window(t, k, 600, 200)
	at := fyne.NewPos
	press := func(p fyne.Position) {
		k.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary})
	}
	drag := func(points ...fyne.Position) {
		for _, p := range points {
			k.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: p}, Dragged: fyne.NewDelta(200, 0)})
		}
		k.DragEnd()
		k.MouseUp(&desktop.MouseEvent{})
	}
	drag(at(100, 100), at(120, 100)) // pressed on what was there before
	press(at(120, 100))
	drag(at(300, 50), at(320, 60))
	press(at(320, 60))
	drag(at(325, 62), at(360, 60))
	k.MouseMoved(&desktop.MouseEvent{})
	press(at(400, 100))
	drag(at(480, 100))
	s := k.Strokes()
	if len(s) != 4 || s[0][0] != 1000 || s[1][0] != 3000 || s[2][0] != 3200 || s[3][0] != 4000 {
		t.Errorf("strokes %v", s)
	}
}

func TestInkKeepsStrokesAsData(t *testing.T) {
	start(t, theme.Light)
	changed := 0
	k := widgets.NewInk("请在此签名", func() { changed++ })
	w := window(t, widgets.Fixed(600, 200, k), 600, 200)
	blank := w.Canvas().Capture()
	stroke(k, fyne.NewPos(100, 100), fyne.NewPos(200, 90), fyne.NewPos(200, 90), fyne.NewPos(300, 400))
	stroke(k, fyne.NewPos(150, 40))
	s := k.Strokes()
	if len(s) != 2 || len(s[0]) != 9 || s[0][0] != 1000 || s[0][4] != 900 || s[0][7] != 2000 || len(s[1]) != 3 || changed != 2 {
		t.Fatalf("strokes %v after %d changes", s, changed)
	}
	if width, height := k.Field(); width != 6000 || height != 2000 {
		t.Errorf("the field is %d × %d", width, height)
	}
	if s[1][2] < s[0][8] || k.Length() < 0.9 || k.Length() > 1.3 {
		t.Errorf("times %v, length %v", s, k.Length())
	}
	drawn := w.Canvas().Capture()
	if drawn.At(150, 95) == blank.At(150, 95) || drawn.At(150, 40) == blank.At(150, 40) || drawn.At(450, 60) != blank.At(450, 60) {
		t.Error("what was drawn is not seen, or more than that")
	}
	k.Undo()
	if got := w.Canvas().Capture(); len(k.Strokes()) != 1 || got.At(150, 40) == drawn.At(150, 40) || got.At(150, 95) != drawn.At(150, 95) {
		t.Error("a stroke taken back is still there, or others went too")
	}
	k.Clear()
	if !k.Empty() || changed != 4 || w.Canvas().Capture().At(150, 95) == drawn.At(150, 95) {
		t.Error("cleared, it is not empty")
	}
	k.Undo()
	k.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonSecondary})
	if !k.Empty() || changed != 4 {
		t.Error("the other button draws")
	}
	k.SetStrokes(s, 6000, 2000)
	if got := w.Canvas().Capture(); got.At(150, 95) != drawn.At(150, 95) {
		t.Error("strokes put back look different")
	}
}

// A window made smaller shows all of a name begun in a larger one, and goes on in its units.
func TestInkInASmallerField(t *testing.T) {
	start(t, theme.Light)
	k := widgets.NewInk("", nil)
	w := window(t, k, 600, 200)
	stroke(k, fyne.NewPos(500, 100), fyne.NewPos(590, 150))
	w.Resize(fyne.NewSize(400, 200))
	stroke(k, fyne.NewPos(200, 100), fyne.NewPos(390, 100))
	s := k.Strokes()
	if s[1][0] != 3000 || s[1][1] != 1000 || s[1][3] < 5840 || s[1][3] > 5860 {
		t.Errorf("strokes %v", s)
	}
}

func TestHoldWaits(t *testing.T) {
	start(t, theme.Light)
	done := 0
	h := widgets.NewHold("按住返回", func() { done++ })
	window(t, h, 200, 60)
	press := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	h.MouseDown(press)
	h.MouseUp(press)
	h.MouseDown(press)
	h.MouseOut()
	if time.Sleep(widgets.HoldTime / 4); done != 0 {
		t.Error("a tap was enough")
	}
	h.MouseIn(&desktop.MouseEvent{})
	if time.Sleep(widgets.HoldTime + 200*time.Millisecond); done != 0 {
		t.Error("the pointer over it was enough")
	}
	h.MouseIn(press) // of a finger
	for range 200 {
		if time.Sleep(25 * time.Millisecond); done > 0 {
			break
		}
	}
	if done != 1 {
		t.Errorf("held, it was done %d times", done)
	}
}

func TestRating(t *testing.T) {
	start(t, theme.Light)
	var got []int
	r := widgets.NewRating(1, 5, func(n int) { got = append(got, n) })
	w := window(t, r, 400, 60)
	r.Part("5").(fyne.Tappable).Tapped(nil)
	r.Part("5").(fyne.Tappable).Tapped(nil)
	w.Canvas().Focus(r)
	r.TypedRune('2')
	r.TypedRune('7')
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if len(got) != 3 || got[0] != 5 || got[1] != 2 || got[2] != 3 || r.Value() != 3 {
		t.Errorf("chosen %v", got)
	}
	for _, n := range []string{"1", "5"} {
		if s := r.Part(n).Size(); s.Height < 44 || s.Width < 44 {
			t.Errorf("the target of %s is %v", n, s)
		}
	}
}
