package widgets

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/fangce/fangce/ui/theme"
)

// showTip names a button that shows only its icon, on the stage below it. A
// window without a stage, or one with a dialog open, shows none.
func (b *Button) showTip(on bool) {
	if b.tip == "" {
		return
	}
	c := canvasOf(b)
	if c == nil {
		return
	}
	s := stageIn(c.Content())
	if s == nil || (on && c.Overlays().Top() != nil) {
		return
	}
	s.tips.Objects = nil
	if on {
		text := newText(b.tip, fynetheme.SizeNameCaptionText, Neutral, false)
		text.color = theme.ColorOnToast
		bubble := Stack(NewBox(theme.ColorToast, "", 4), Pad(3, 8, 3, 8, text))
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
		at = at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(s))
		size := bubble.MinSize()
		x := at.X + (b.Size().Width-size.Width)/2
		bubble.Resize(size)
		bubble.Move(fyne.NewPos(min(max(4, x), s.Size().Width-size.Width-4), at.Y+b.Size().Height+4))
		s.tips.Objects = []fyne.CanvasObject{bubble}
	}
	s.tips.Refresh()
}
