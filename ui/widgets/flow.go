package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Flow lays objects beside each other at their least widths and goes on in a new line where there is no room left.
func Flow(hgap, vgap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{hgap: hgap, vgap: vgap}, objects...)
}

// Apart lays two objects on one line, one at each end, or below each other where there is no room for both.
func Apart(gap float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{hgap: gap, vgap: gap, apart: true}, left, right)
}

// flowLayout is as high as its lines were at the width it had last.
type flowLayout struct {
	hgap, vgap, width float32
	apart             bool // the last of a line stands at its end
}

// MinSize implements fyne.Layout.
func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	least.Height = l.place(objects, l.width, func(o fyne.CanvasObject, _ fyne.Position, s fyne.Size) {
		least.Width = max(least.Width, o.MinSize().Width)
	})
	return least
}

// Layout implements fyne.Layout.
func (l *flowLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.place(objects, s.Width, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}

// place tells where everything goes, in the middle of its line, and returns the height of all lines. Without a width all is
// one line.
func (l *flowLayout) place(objects []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, at fyne.Position, s fyne.Size)) float32 {
	x, y, high := float32(0), float32(0), float32(0)
	var line []fyne.CanvasObject
	end := func() {
		at := float32(0)
		for i, o := range line {
			m := o.MinSize()
			if l.apart && i > 0 && i == len(line)-1 {
				at = max(at, width-m.Width)
			}
			w := m.Width
			if width > 0 {
				w = min(w, width)
			}
			put(o, fyne.NewPos(at, y+(high-m.Height)/2), fyne.NewSize(w, m.Height))
			at += m.Width + l.hgap
		}
		y, x, line = y+high, 0, nil
	}
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if len(line) > 0 && width > 0 && x+m.Width > width {
			end()
			y, high = y+l.vgap, 0
		}
		line = append(line, o)
		x, high = x+m.Width+l.hgap, max(high, m.Height)
	}
	end()
	return y
}

// Spare marks an object of an HStack that is left out where there is no room for it, the last of them first.
func Spare(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(spareLayout{}, o)
}

type spareLayout struct{}

// MinSize implements fyne.Layout.
func (spareLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout implements fyne.Layout.
func (spareLayout) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// spare returns an object as one that may be left out, nil if it may not.
func spare(o fyne.CanvasObject) *fyne.Container {
	if c, ok := o.(*fyne.Container); ok {
		if _, ok := c.Layout.(spareLayout); ok {
			return c
		}
	}
	return nil
}

// leaveOut shows as many of the spare objects as there is room for.
func (l *rowLayout) leaveOut(objects []fyne.CanvasObject, width float32) {
	room := width - l.MinSize(objects).Width
	for _, o := range objects {
		if c := spare(o); c != nil {
			need := c.MinSize().Width + l.gap
			c.Hidden = room < need || !c.Objects[0].Visible()
			if !c.Hidden {
				room -= need
			}
		}
	}
}
