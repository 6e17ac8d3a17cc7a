package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// rowItem is one row in sight.
type rowItem struct {
	widget.BaseWidget
	owner   *virtual
	row     int
	view    rowView
	hovered bool
	tapped  time.Time
	tapRow  int
}

// again is how soon a second click on a row opens it.
const again = 400 * time.Millisecond

// Tapped implements fyne.Tappable.
func (it *rowItem) Tapped(*fyne.PointEvent) {
	row := it.row
	if v := it.owner; v.onTap != nil && row >= 0 && (v.selectable == nil || v.selectable(row)) {
		v.onTap(row)
		return
	}
	second := time.Since(it.tapped) < again && it.tapRow == row
	it.tapped, it.tapRow = time.Now(), row
	it.owner.takeFocus()
	if it.owner.tapMarks(row) {
		it.tapped = time.Time{}
		return
	}
	if second && it.owner.onOpen != nil {
		it.tapped = time.Time{}
		it.owner.onOpen(row)
		return
	}
	it.owner.choose(row, true)
}

// TappedSecondary implements fyne.SecondaryTappable.
func (it *rowItem) TappedSecondary(e *fyne.PointEvent) {
	it.owner.choose(it.row, true)
	if it.owner.onMenu != nil {
		it.owner.onMenu(it.row, e.AbsolutePosition)
	}
}

func (v *virtual) takeFocus() {
	if f, ok := v.outer.(fyne.Focusable); ok {
		FocusIn(f)
	}
}

// MouseIn implements desktop.Hoverable.
func (it *rowItem) MouseIn(*desktop.MouseEvent) { it.hovered = true; it.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (it *rowItem) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (it *rowItem) MouseOut() { it.hovered = false; it.Refresh() }

// CreateRenderer implements fyne.Widget.
func (it *rowItem) CreateRenderer() fyne.WidgetRenderer {
	return &rowRenderer{it: it, ground: newRect(), mark: newRect(), line: newRect(), tick: canvas.NewImageFromResource(nil)}
}

// tickSize is the mark of a chosen row, in the space before its text.
const tickSize = 11

type rowRenderer struct {
	it                 *rowItem
	ground, mark, line *canvas.Rectangle
	tick               *canvas.Image // the row is one of several chosen
}

func (r *rowRenderer) paint() {
	v := r.it.owner
	selected := r.it.row >= 0 && r.it.row == v.selected
	plain := v.selectable != nil && r.it.row >= 0 && r.it.row < v.count && !v.selectable(r.it.row)
	r.ground.FillColor = noColor
	switch {
	case selected:
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameSelection)
	case plain:
		r.ground.FillColor = fynetheme.Color(theme.ColorSunken)
	case r.it.hovered:
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameHover)
	}
	if chosen := v.marked(r.it.row); chosen {
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameSelection)
		if r.tick.Resource == nil {
			r.tick.Resource = theme.Tint(theme.IconCheck, fynetheme.ColorNamePrimary)
		}
		r.tick.Hidden = false
	} else {
		r.tick.Hidden = true
	}
	r.mark.Hidden = !selected || !v.focused
	r.mark.FillColor = fynetheme.Color(fynetheme.ColorNamePrimary)
	r.line.FillColor = fynetheme.Color(fynetheme.ColorNameSeparator)
	r.it.view.paint(selected)
}

func (r *rowRenderer) Layout(s fyne.Size) {
	r.ground.Resize(s)
	r.mark.Resize(fyne.NewSize(3, s.Height-1))
	r.tick.Move(fyne.NewPos(1, (s.Height-1-tickSize)/2))
	r.tick.Resize(fyne.NewSquareSize(tickSize))
	r.line.Move(fyne.NewPos(0, s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width, 1))
	r.it.view.layout(s)
}
func (r *rowRenderer) MinSize() fyne.Size { return fyne.NewSize(32, r.it.owner.rowHeight) }
func (r *rowRenderer) Refresh() {
	r.paint()
	if s := r.it.Size(); s.Width > 0 {
		r.it.view.layout(s)
	}
	canvas.Refresh(r.it)
}

func (r *rowRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.ground, r.line, r.mark, r.tick}, r.it.view.objects()...)
}
func (r *rowRenderer) Destroy() {}
