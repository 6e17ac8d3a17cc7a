package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Stack lays objects over each other.
func Stack(objects ...fyne.CanvasObject) *fyne.Container { return container.NewStack(objects...) }

// VStack lays objects below each other at their least heights.
func VStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnStack{gap}, objects...)
}

// HStack lays objects beside each other at their least widths, centred
// vertically. Spring takes the room that is left; a Text marked Clipped
// shrinks when there is too little.
func HStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap}, objects...)
}

// Spring returns an object that takes the room left in an HStack.
func Spring() fyne.CanvasObject { return Grow(&fyne.Container{}) }

// Grow lets an object take the room left in an HStack.
func Grow(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(growLayout{layout.NewStackLayout()}, o)
}

// Pad surrounds an object with space.
func Pad(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), o)
}

// Page surrounds the content of a page with the usual space.
func Page(o fyne.CanvasObject) *fyne.Container { return Pad(12, 14, 12, 14, o) }

// Columns lays objects beside each other in columns of given weights, all as
// high as the highest.
func Columns(gap float32, weights []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap, weights}, objects...)
}

// Grid lays objects in rows of n equal columns; each row is as high as its
// highest object.
func Grid(n int, hgap, vgap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&gridLayout{columns: n, hgap: hgap, vgap: vgap}, objects...)
}

// FittedGrid is a Grid of up to n columns: of fewer where the widest object does not fit into one.
func FittedGrid(n int, hgap, vgap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&gridLayout{columns: n, hgap: hgap, vgap: vgap, fitted: true}, objects...)
}

// Fixed gives an object a size whatever it asks for.
func Fixed(width, height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixedLayout{width, height}, o)
}

// FixedWidth gives an object a width and leaves it its height.
func FixedWidth(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixedLayout{width, 0}, o)
}

// FixedHeight gives an object a height and leaves it its width.
func FixedHeight(height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixedLayout{0, height}, o)
}

// Fill puts head above and foot below a body that takes the rest; head and
// foot may be nil. Tab runs from head to foot.
func Fill(head, body, foot fyne.CanvasObject) *fyne.Container {
	objects := []fyne.CanvasObject{}
	for _, o := range []fyne.CanvasObject{head, body, foot} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(&fillLayout{head, body, foot}, objects...)
}

// Sides puts left and right beside a body that takes the rest; either may be
// nil. Tab runs from left to right.
func Sides(left, body, right fyne.CanvasObject) *fyne.Container {
	objects := []fyne.CanvasObject{}
	for _, o := range []fyne.CanvasObject{left, body, right} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(layout.NewBorderLayout(nil, nil, left, right), objects...)
}

// Center puts an object in the middle at its least size.
func Center(o fyne.CanvasObject) *fyne.Container { return container.NewCenter(o) }

// growLayout is a stack that an HStack widens.
type growLayout struct{ stack fyne.Layout }

func (g growLayout) MinSize(o []fyne.CanvasObject) fyne.Size   { return g.stack.MinSize(o) }
func (g growLayout) Layout(o []fyne.CanvasObject, s fyne.Size) { g.stack.Layout(o, s) }

type fixedLayout struct{ width, height float32 }

func (f fixedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(f.width, f.height)
	for _, o := range objects {
		m := o.MinSize()
		if f.width == 0 {
			s.Width = max(s.Width, m.Width)
		}
		if f.height == 0 {
			s.Height = max(s.Height, m.Height)
		}
	}
	return s
}

func (f fixedLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		size := s
		if f.width > 0 {
			size.Width = f.width
		}
		if f.height > 0 {
			size.Height = f.height
		}
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

type rowLayout struct{ gap float32 }

func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.Size{}
	n := 0
	for _, o := range objects {
		if !o.Visible() || spare(o) != nil {
			continue
		}
		m := o.MinSize()
		s.Width += m.Width
		s.Height = max(s.Height, m.Height)
		n++
	}
	s.Width += l.gap * float32(max(n-1, 0))
	return s
}

func (l *rowLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	l.leaveOut(objects, s.Width)
	rest := s.Width - l.MinSize(objects).Width
	for _, o := range objects {
		if spare(o) != nil && o.Visible() {
			rest -= o.MinSize().Width + l.gap
		}
	}
	slack := float32(0) // what the clipped texts would like above their least width
	grows := 0
	for _, o := range objects {
		if o.Visible() {
			slack += wish(o)
			if growing(o) {
				grows++
			}
		}
	}
	given := min(1, max(0, rest)/max(slack, 1)) // share of that wish that is granted
	rest = max(0, rest-slack)
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		w, h := m.Width+wish(o)*given, m.Height
		if growing(o) {
			w += rest / float32(grows)
			h = s.Height
		}
		o.Move(fyne.NewPos(x, (s.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
		x += w + l.gap
	}
}

// wish is the width a clipped text would like above its least.
func wish(o fyne.CanvasObject) float32 {
	t, ok := o.(*Text)
	if !ok || !t.clip {
		return 0
	}
	return fyne.MeasureText(t.text, fynetheme.Size(t.size), t.style()).Width - t.MinSize().Width
}

func growing(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(growLayout)
	return ok
}
