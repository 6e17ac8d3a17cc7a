package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// LargeSize is the height of what is touched standing or by a stranger: a finger hits it.
const LargeSize float32 = 48

const (
	ratingWidth = 46
	ratingGap   = 6
)

// Rating chooses one of the numbers from high to low with large targets, or none yet. Digits and arrows choose too.
type Rating struct {
	widget.BaseWidget
	low, high, value int
	changed          func(int)
	focused          bool
	missing          bool
	cells            []*ratingCell // the highest first
}

// NewRating returns a rating with nothing chosen; changed is called for choices of the user only.
func NewRating(low, high int, changed func(int)) *Rating {
	r := &Rating{low: low, high: high, changed: changed}
	for n := high; n >= low; n-- {
		c := &ratingCell{of: r, n: n}
		c.ExtendBaseWidget(c)
		r.cells = append(r.cells, c)
	}
	r.ExtendBaseWidget(r)
	return r
}

// Value returns the number chosen, 0 for none.
func (r *Rating) Value() int { return r.value }

// Set chooses without a call of changed; 0 chooses none.
func (r *Rating) Set(n int) { r.value = n; r.refreshAll() }

// Mark shows that a choice is missing, until one is made.
func (r *Rating) Mark(on bool) { r.missing = on; r.refreshAll() }

func (r *Rating) choose(n int) {
	if n < r.low || n > r.high || n == r.value {
		return
	}
	r.missing = false
	r.Set(n)
	noteChange(r)
	if r.changed != nil {
		r.changed(n)
	}
}

func (r *Rating) refreshAll() {
	for _, c := range r.cells {
		c.Refresh()
	}
}

// Part implements the test hook: the cell of a number.
func (r *Rating) Part(id string) fyne.CanvasObject {
	for _, c := range r.cells {
		if strconv.Itoa(c.n) == id {
			return c
		}
	}
	return nil
}

// TypedKey implements fyne.Focusable.
func (r *Rating) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		if r.value == 0 {
			r.choose(r.high)
		} else {
			r.choose(r.value + 1)
		}
	case fyne.KeyRight:
		if r.value == 0 {
			r.choose(r.low)
		} else {
			r.choose(r.value - 1)
		}
	default:
		bubbleKey(r, k)
	}
}

// TypedRune implements fyne.Focusable.
func (r *Rating) TypedRune(c rune) {
	if n := int(c - '0'); n >= r.low && n <= r.high {
		r.choose(n)
		return
	}
	bubbleRune(r, c)
}

// FocusGained implements fyne.Focusable.
func (r *Rating) FocusGained() { r.focused = true; intoSight(r); r.refreshAll() }

// FocusLost implements fyne.Focusable.
func (r *Rating) FocusLost() { r.focused = false; r.refreshAll() }

// CreateRenderer implements fyne.Widget.
func (r *Rating) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	objects := make([]fyne.CanvasObject, len(r.cells))
	for i, c := range r.cells {
		objects[i] = Fixed(ratingWidth, LargeSize-4, c)
	}
	return widget.NewSimpleRenderer(HStack(ratingGap, objects...))
}

func (r *Rating) inside() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.cells))
	for i, c := range r.cells {
		out[i] = c
	}
	return out
}

// ratingCell is one number of a rating.
type ratingCell struct {
	widget.BaseWidget
	of      *Rating
	n       int
	hovered bool
}

// Tapped implements fyne.Tappable.
func (c *ratingCell) Tapped(*fyne.PointEvent) { c.of.choose(c.n) }

// MouseIn implements desktop.Hoverable.
func (c *ratingCell) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (c *ratingCell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *ratingCell) MouseOut() { c.hovered = false; c.Refresh() }

// Cursor implements desktop.Cursorable.
func (c *ratingCell) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (c *ratingCell) CreateRenderer() fyne.WidgetRenderer {
	r := &ratingRenderer{c: c, ground: newRect(), label: newLine(fynetheme.SizeNameSubHeadingText, true)}
	r.label.Alignment = fyne.TextAlignCenter
	r.paint()
	return r
}

type ratingRenderer struct {
	c      *ratingCell
	ground *canvas.Rectangle
	label  *canvas.Text
}

func (r *ratingRenderer) paint() {
	c := r.c
	r.ground.CornerRadius, r.ground.StrokeWidth = theme.ControlRound+2, 1
	fill, stroke, ink := theme.ColorSurface, fynetheme.ColorNameInputBorder, fynetheme.ColorNameForeground
	switch {
	case c.of.value == c.n:
		fill, stroke, ink = fynetheme.ColorNamePrimary, fynetheme.ColorNamePrimary, fynetheme.ColorNameForegroundOnPrimary
	case c.of.missing:
		fill, stroke = theme.ColorDangerSoft, theme.ColorDanger
	case c.hovered:
		fill = theme.ColorSoft
	}
	r.ground.FillColor, r.ground.StrokeColor = fynetheme.Color(fill), fynetheme.Color(stroke)
	if c.of.focused {
		r.ground.StrokeColor, r.ground.StrokeWidth = fynetheme.Color(fynetheme.ColorNamePrimary), 2
	}
	r.label.Text, r.label.Color = strconv.Itoa(c.n), fynetheme.Color(ink)
}

func (r *ratingRenderer) MinSize() fyne.Size { return fyne.NewSize(ratingWidth, LargeSize-4) }

func (r *ratingRenderer) Layout(s fyne.Size) {
	r.ground.Resize(s)
	m := r.label.MinSize()
	r.label.Resize(fyne.NewSize(s.Width, m.Height))
	r.label.Move(fyne.NewPos(0, (s.Height-m.Height)/2))
}

func (r *ratingRenderer) Refresh() {
	r.paint()
	r.ground.Refresh()
	r.label.Refresh()
}

func (r *ratingRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.label}
}
func (r *ratingRenderer) Destroy() {}
