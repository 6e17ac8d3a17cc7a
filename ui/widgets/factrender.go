package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
)

type factRenderer struct {
	c      *factCell
	ground *canvas.Rectangle
	pencil *glyph
}

func (r *factRenderer) shown() fyne.CanvasObject {
	if r.c.para != nil {
		return r.c.para
	}
	return r.c.value
}

func (r *factRenderer) paint() {
	c := r.c
	r.ground.CornerRadius, r.ground.FillColor, r.ground.StrokeWidth = 5, noColor, 0
	open := c.editor != nil
	if c.hovered && c.editable() && !open {
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameHover)
	}
	if c.focused && !open {
		r.ground.StrokeColor, r.ground.StrokeWidth = fynetheme.Color(fynetheme.ColorNamePrimary), 1.5
	}
	r.pencil.Hidden = !c.editable() || !c.hovered || open
	r.shown().(interface{ Hide() }).Hide()
	if !open {
		r.shown().Show()
	}
	c.badge.Hidden = open
	c.failed.Hidden = c.failed.text == ""
	c.label.Hidden = !c.failed.Hidden
}

func (r *factRenderer) MinSize() fyne.Size {
	h := factHeight
	if r.c.para != nil {
		h = max(h, factLabelHeight+r.c.para.MinSize().Height+8)
		if r.c.editor != nil {
			h = max(h, factLabelHeight+r.c.editor.MinSize().Height+4)
		}
	}
	return fyne.NewSize(80, h)
}

func (r *factRenderer) Layout(s fyne.Size) {
	const inset = 6
	c := r.c
	r.ground.Move(fyne.NewPos(-inset, 0))
	r.ground.Resize(fyne.NewSize(s.Width+2*inset, s.Height-2))
	label := min(c.label.MinSize().Width+wish(c.label), s.Width)
	c.label.Move(fyne.NewPos(0, 3))
	c.label.Resize(fyne.NewSize(label, factLabelHeight-2))
	c.failed.Move(fyne.NewPos(0, 3))
	c.failed.Resize(fyne.NewSize(s.Width, factLabelHeight-2))
	badge := c.badge.MinSize()
	c.badge.Move(fyne.NewPos(label+6, 2))
	c.badge.Resize(badge)
	r.pencil.Resize(fyne.NewSquareSize(14))
	r.pencil.Move(fyne.NewPos(s.Width-16, 5))
	v := r.shown()
	if c.para != nil {
		v.Move(fyne.NewPos(0, factLabelHeight+2))
		v.Resize(fyne.NewSize(s.Width, s.Height-factLabelHeight-4))
	} else {
		h := v.MinSize().Height
		v.Move(fyne.NewPos(0, factLabelHeight+2))
		v.Resize(fyne.NewSize(s.Width, h))
	}
	if c.editor != nil {
		h := c.editor.MinSize().Height
		c.editor.Move(fyne.NewPos(-inset, factLabelHeight-1))
		c.editor.Resize(fyne.NewSize(s.Width+2*inset, h))
	}
}

func (r *factRenderer) Refresh() {
	r.paint()
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *factRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.ground, r.c.label, r.c.failed, r.c.badge, r.shown(), r.pencil}
	if r.c.editor != nil {
		out = append(out, r.c.editor)
	}
	return out
}
func (r *factRenderer) Destroy() {}
