package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// Check is a box to tick with its label; with a hint it is a step of a list
// with a large target. Space toggles.
type Check struct {
	widget.DisableableWidget
	changed     func(on bool)
	label, hint string
	on, large   bool
	touch       bool // large enough for fingers

	hovered, focused bool
}

// NewCheck returns a box; changed is called for toggles of the user only.
func NewCheck(label string, on bool, changed func(on bool)) *Check {
	c := &Check{label: label, on: on, changed: changed}
	c.ExtendBaseWidget(c)
	return c
}

// Value reports whether the box is ticked.
func (c *Check) Value() bool { return c.on }

// Set ticks or clears the box without a call of changed.
func (c *Check) Set(on bool) {
	if c.on != on {
		c.on = on
		c.Refresh()
	}
}

// SetHint changes the small line beside the label, such as the time of the tick.
func (c *Check) SetHint(hint string) { c.hint = hint; c.Refresh() }

// Toggle ticks or clears the box as the user does.
func (c *Check) Toggle() {
	if c.Disabled() {
		return
	}
	c.on = !c.on
	c.Refresh()
	noteChange(c)
	if c.changed != nil {
		c.changed(c.on)
	}
}

// Tapped implements fyne.Tappable.
func (c *Check) Tapped(*fyne.PointEvent) { c.Toggle() }

// TypedKey implements fyne.Focusable.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeySpace {
		c.Toggle()
		return
	}
	bubbleKey(c, key)
}

// TypedRune implements fyne.Focusable.
func (c *Check) TypedRune(r rune) {
	if r != ' ' {
		bubbleRune(c, r)
	}
}

// FocusGained implements fyne.Focusable.
func (c *Check) FocusGained() { c.focused = true; intoSight(c); c.Refresh() }

// FocusLost implements fyne.Focusable.
func (c *Check) FocusLost() { c.focused = false; c.Refresh() }

// MouseIn implements desktop.Hoverable.
func (c *Check) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (c *Check) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *Check) MouseOut() { c.hovered = false; c.Refresh() }

// Cursor implements desktop.Cursorable.
func (c *Check) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	r := &checkRenderer{
		c: c, ground: newRect(), box: newRect(), tick: canvas.NewImageFromResource(nil),
		label: newLine(fynetheme.SizeNameText, false), hint: newLine(fynetheme.SizeNameCaptionText, false),
	}
	r.tick.FillMode = canvas.ImageFillContain
	r.paint()
	return r
}

type checkRenderer struct {
	c           *Check
	ground, box *canvas.Rectangle
	tick        *canvas.Image
	label, hint *canvas.Text
}

func (r *checkRenderer) paint() {
	c := r.c
	r.ground.FillColor, r.ground.StrokeWidth, r.ground.CornerRadius = noColor, 0, theme.ControlRound
	if c.hovered && !c.Disabled() {
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameHover)
	}
	r.box.CornerRadius, r.box.StrokeWidth = 4, 1.5
	r.box.FillColor, r.box.StrokeColor = fynetheme.Color(fynetheme.ColorNameInputBackground), fynetheme.Color(fynetheme.ColorNameInputBorder)
	ink, label := fynetheme.ColorNameForegroundOnPrimary, fynetheme.ColorNameForeground
	if c.on {
		name := fynetheme.ColorNamePrimary
		if c.Disabled() {
			name = fynetheme.ColorNameDisabled
		}
		r.box.FillColor, r.box.StrokeColor = fynetheme.Color(name), fynetheme.Color(name)
		if c.large {
			label = theme.ColorMuted
		}
	}
	if c.Disabled() {
		label = fynetheme.ColorNameDisabled
	}
	if c.focused {
		r.box.StrokeColor, r.box.StrokeWidth = fynetheme.Color(fynetheme.ColorNamePrimary), 2
		r.ground.StrokeColor, r.ground.StrokeWidth = fynetheme.Color(fynetheme.ColorNameFocus), 1.5
	}
	r.tick.Hidden = !c.on
	r.tick.Resource = theme.Tint(theme.IconCheck, ink)
	r.label.Text, r.label.Color = c.label, fynetheme.Color(label)
	r.hint.Text, r.hint.Color = c.hint, fynetheme.Color(theme.ColorMuted)
}

func (r *checkRenderer) box0() (height, side, pad float32) {
	if r.c.touch {
		return LargeSize, 24, 12
	}
	if r.c.large {
		return 40, 20, 10
	}
	return 28, 16, 4
}

func (r *checkRenderer) MinSize() fyne.Size {
	h, side, pad := r.box0()
	w := pad + side + 8 + r.label.MinSize().Width + pad
	if r.c.hint != "" {
		w += 10 + r.hint.MinSize().Width
	}
	return fyne.NewSize(w, h)
}

func (r *checkRenderer) Layout(s fyne.Size) {
	_, side, pad := r.box0()
	r.ground.Resize(s)
	r.box.Resize(fyne.NewSquareSize(side))
	r.box.Move(fyne.NewPos(pad, (s.Height-side)/2))
	r.tick.Resize(fyne.NewSquareSize(side - 2))
	r.tick.Move(fyne.NewPos(pad+1, (s.Height-side)/2+1))
	label, hint := r.label.MinSize(), r.hint.MinSize()
	x := pad + side + 8
	r.label.Move(fyne.NewPos(x, (s.Height-label.Height)/2))
	r.label.Resize(label)
	r.hint.Resize(hint)
	r.hint.Move(fyne.NewPos(max(x+label.Width+10, s.Width-pad-hint.Width), (s.Height-hint.Height)/2))
}

func (r *checkRenderer) Refresh() {
	r.paint()
	r.Layout(r.c.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *checkRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.box, r.tick, r.label, r.hint}
}
func (r *checkRenderer) Destroy() {}
