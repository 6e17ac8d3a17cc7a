package widgets

import (
	"time"

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
	s.tips.Objects, s.tipOf = nil, nil
	if on {
		text := newText(b.tip, fynetheme.SizeNameCaptionText, Neutral, false)
		text.color = theme.ColorOnToast
		bubble := Stack(NewBox(theme.ColorToast, "", 4), Pad(3, 8, 3, 8, text))
		at := placeOf(b)
		s.tipOf, s.tipAt = b, at
		at = at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(s))
		size := bubble.MinSize()
		x := at.X + (b.Size().Width-size.Width)/2
		bubble.Resize(size)
		bubble.Move(fyne.NewPos(min(max(4, x), s.Size().Width-size.Width-4), at.Y+b.Size().Height+4))
		s.tips.Objects = []fyne.CanvasObject{bubble}
		s.watchTip(b)
	}
	s.tips.Refresh()
}

func placeOf(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
}

// tipWatch is how often a tip in sight looks for its button.
const tipWatch = 250 * time.Millisecond

// watchTip looks after the button of the tip in sight: one that is removed, hidden or scrolled away gets no event that
// says so.
func (s *Stage) watchTip(b *Button) {
	time.AfterFunc(tipWatch, func() {
		fyne.Do(func() {
			if s.tipOf != b {
				return
			}
			if s.checkTip(); s.tipOf == b {
				s.watchTip(b)
			}
		})
	})
}

// checkTip takes the tip away if its button is no longer where it was.
func (s *Stage) checkTip() {
	if s.tipOf != nil && (!s.tipOf.Visible() || placeOf(s.tipOf) != s.tipAt) {
		s.dropTip()
	}
}

func (s *Stage) dropTip() {
	if s.tipOf != nil {
		s.tips.Objects, s.tipOf = nil, nil
		s.tips.Refresh()
	}
}

// dropTip takes the tip of a window away.
func dropTip(c fyne.Canvas) {
	if c == nil {
		return
	}
	if s := stageIn(c.Content()); s != nil {
		s.dropTip()
	}
}

// TipText returns the text of the tip in sight, "" for none.
func (s *Stage) TipText() string {
	text := ""
	for _, o := range s.tips.Objects {
		walkTexts(o, func(t *Text) { text = t.text })
	}
	return text
}
