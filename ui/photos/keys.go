package photos

import (
	"image"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/fangce/fangce/ui/widgets"
)

// The viewer itself keeps the keyboard focus, so that its keys work whatever was pressed last.
var (
	_ fyne.Focusable    = (*Viewer)(nil)
	_ fyne.Tabbable     = (*Viewer)(nil)
	_ fyne.Shortcutable = (*Viewer)(nil)
)

// line is how far an arrow key scrolls.
const line float32 = 60

// TypedKey implements fyne.Focusable.
func (v *Viewer) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		v.Close()
	case fyne.KeyLeft, fyne.KeyPageUp, fyne.KeyBackspace:
		v.step(-1)
	case fyne.KeyRight, fyne.KeyPageDown, fyne.KeySpace:
		v.step(1)
	case fyne.KeyHome:
		v.show(0)
	case fyne.KeyEnd:
		v.show(len(v.d.Items) - 1)
	case fyne.KeyUp:
		v.scroll.ScrollToOffset(v.scroll.Offset.SubtractXY(0, line))
	case fyne.KeyDown:
		v.scroll.ScrollToOffset(v.scroll.Offset.AddXY(0, line))
	case fyne.KeyReturn, fyne.KeyEnter:
		if !v.d.Items[v.at].Picture {
			v.openElsewhere()
		}
	}
}

// TypedRune implements fyne.Focusable.
func (v *Viewer) TypedRune(r rune) {
	switch r {
	case 'r', 'R':
		v.rotate()
	case 'f', 'F', '-', '0':
		v.size(false)
	case '1', '+', '=':
		v.size(true)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (v *Viewer) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*desktop.CustomShortcut); ok {
		widgets.TriggerShortcut(v.canvas, s) // the lock
	}
}

// AcceptsTab implements fyne.Tabbable.
func (v *Viewer) AcceptsTab() bool { return true }

// FocusGained implements fyne.Focusable.
func (v *Viewer) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (v *Viewer) FocusLost() {}

// turned returns a picture turned to the right by quarters.
func turned(img image.Image, quarters int) image.Image {
	if quarters%4 == 0 {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	from, ok := img.(*image.RGBA)
	if !ok {
		from = image.NewRGBA(b)
		draw.Draw(from, b, img, b.Min, draw.Src)
	}
	size := image.Rect(0, 0, w, h)
	if quarters%2 == 1 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		row := from.Pix[y*from.Stride:]
		for x := range w {
			tx, ty := h-1-y, x
			switch quarters % 4 {
			case 2:
				tx, ty = w-1-x, h-1-y
			case 3:
				tx, ty = y, w-1-x
			}
			copy(out.Pix[ty*out.Stride+4*tx:][:4], row[4*x:4*x+4])
		}
	}
	return out
}
