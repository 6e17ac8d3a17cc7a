package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Inline puts left and right beside a body that takes the rest; where less than least would be left for it, it goes on a line
// of its own below them. Tab runs from left to right.
func Inline(left, body, right fyne.CanvasObject, least, gap float32) *fyne.Container {
	return container.New(&inlineLayout{least: least, gap: gap}, left, body, right)
}

type inlineLayout struct{ least, gap, width float32 }

func (l *inlineLayout) broken(o []fyne.CanvasObject, width float32) bool {
	return width > 0 && width-o[0].MinSize().Width-o[2].MinSize().Width-2*l.gap < l.least
}

// MinSize implements fyne.Layout.
func (l *inlineLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b, c := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	s := fyne.NewSize(max(b.Width, a.Width+c.Width+l.gap), max(a.Height, c.Height))
	if l.broken(o, l.width) {
		s.Height += l.gap + b.Height
	} else {
		s.Height = max(s.Height, b.Height)
	}
	return s
}

// Layout implements fyne.Layout.
func (l *inlineLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	a, b, c := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	high := max(a.Height, c.Height)
	put(o[2], s.Width-c.Width, 0, c.Width, high)
	if l.broken(o, s.Width) {
		put(o[0], 0, 0, s.Width-c.Width-l.gap, high)
		put(o[1], 0, high+l.gap, s.Width, b.Height)
		return
	}
	put(o[0], 0, 0, a.Width, s.Height)
	put(o[1], a.Width+l.gap, 0, s.Width-a.Width-c.Width-2*l.gap, s.Height)
	put(o[2], s.Width-c.Width, 0, c.Width, s.Height)
}

// MinHeight gives an object at least a height.
func MinHeight(height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(minHeight(height), o)
}

type minHeight float32

// MinSize implements fyne.Layout.
func (h minHeight) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	return fyne.NewSize(m.Width, max(m.Height, float32(h)))
}

// Layout implements fyne.Layout.
func (minHeight) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// Beside puts a column at the right of a body: width wide, and where there is little room a share of it, but never less than
// least. Tab runs from the body to the column.
func Beside(body, column fyne.CanvasObject, width, least, share float32) *fyne.Container {
	return container.New(&besideLayout{most: width, least: least, share: share, right: true}, body, column)
}

// besideLayout lays a column and a body beside each other, the column first unless it is at the right.
type besideLayout struct {
	most, least, share float32
	right              bool
}

func (l *besideLayout) sides(o []fyne.CanvasObject) (column, body fyne.CanvasObject) {
	if l.right {
		return o[1], o[0]
	}
	return o[0], o[1]
}

// MinSize implements fyne.Layout.
func (l *besideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	column, body := l.sides(o)
	m := body.MinSize()
	return fyne.NewSize(m.Width+l.least+fynetheme.Padding(), max(m.Height, column.MinSize().Height))
}

// Layout implements fyne.Layout.
func (l *besideLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	column, body := l.sides(o)
	gap := fynetheme.Padding()
	w := min(l.most, max(l.least, s.Width*l.share))
	rest := max(0, s.Width-w-gap)
	at, start := float32(0), w+gap
	if l.right {
		at, start = rest+gap, 0
	}
	column.Move(fyne.NewPos(at, 0))
	column.Resize(fyne.NewSize(w, s.Height))
	body.Move(fyne.NewPos(start, 0))
	body.Resize(fyne.NewSize(rest, s.Height))
}
