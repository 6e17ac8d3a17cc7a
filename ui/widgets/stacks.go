package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
)

// columnStack lays objects below each other at their least heights; a
// layout.Spacer takes the height that is left.
type columnStack struct{ gap float32 }

// MinSize implements fyne.Layout.
func (l *columnStack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.Size{}
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if _, ok := o.(layout.SpacerObject); ok {
			continue
		}
		m := o.MinSize()
		s.Width = max(s.Width, m.Width)
		s.Height += m.Height
		n++
	}
	s.Height += l.gap * float32(max(0, n-1))
	return s
}

// Layout implements fyne.Layout.
func (l *columnStack) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			widthFirst(o, s.Width)
		}
	}
	rest := max(0, s.Height-l.MinSize(objects).Height)
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if _, ok := o.(layout.SpacerObject); ok {
			y += rest
			continue
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(s.Width, h))
		y += h + l.gap
	}
}

// fillLayout puts a head above and a foot below a body that takes the rest.
type fillLayout struct{ head, body, foot fyne.CanvasObject }

// MinSize implements fyne.Layout.
func (l *fillLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	s := fyne.Size{}
	for _, o := range []fyne.CanvasObject{l.head, l.body, l.foot} {
		if o == nil || !o.Visible() {
			continue
		}
		m := o.MinSize()
		s.Width = max(s.Width, m.Width)
		s.Height += m.Height
	}
	return s
}

// Layout implements fyne.Layout.
func (l *fillLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	top, bottom := float32(0), s.Height
	if l.head != nil && l.head.Visible() {
		widthFirst(l.head, s.Width)
		top = l.head.MinSize().Height
		l.head.Move(fyne.NewPos(0, 0))
		l.head.Resize(fyne.NewSize(s.Width, top))
	}
	if l.foot != nil && l.foot.Visible() {
		widthFirst(l.foot, s.Width)
		h := l.foot.MinSize().Height
		bottom -= h
		l.foot.Move(fyne.NewPos(0, bottom))
		l.foot.Resize(fyne.NewSize(s.Width, h))
	}
	if l.body != nil {
		l.body.Move(fyne.NewPos(0, top))
		l.body.Resize(fyne.NewSize(s.Width, max(0, bottom-top)))
	}
}
