package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// rowView draws what stands in one row; the same view is bound to another row
// when the list scrolls, so bind reads memory only.
type rowView interface {
	bind(row int)
	layout(size fyne.Size)
	paint(selected bool)
	objects() []fyne.CanvasObject
}

// virtual is the list below List and Table: rows of one height of which only
// those in sight exist, one selected row, and the keyboard.
type virtual struct {
	outer      fyne.CanvasObject // the List or Table around the rows
	rowHeight  float32
	newRow     func() rowView
	selectable func(row int) bool // nil: all
	onSelect   func(row int)      // by the user or Select
	onOpen     func(row int)      // Enter or a second click
	onKey      func(*fyne.KeyEvent) bool
	onMenu     func(row int, at fyne.Position)

	count    int
	selected int // -1 for none
	focused  bool
	scroll   *container.Scroll
	body     *fyne.Container
	items    []*rowItem // row i lives in items[i % len(items)]
}

func (v *virtual) init(outer fyne.CanvasObject, rowHeight float32, newRow func() rowView) {
	v.outer, v.rowHeight, v.newRow, v.selected = outer, rowHeight, newRow, -1
	v.body = &fyne.Container{Layout: (*virtualLayout)(v)}
	v.scroll = container.NewVScroll(v.body)
	v.scroll.OnScrolled = func(fyne.Position) { v.arrange(false) }
}

type virtualLayout virtual

// MinSize implements fyne.Layout for the body of the scroller.
func (l *virtualLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(32, l.rowHeight*float32(l.count))
}

// Layout implements fyne.Layout for the body of the scroller.
func (l *virtualLayout) Layout([]fyne.CanvasObject, fyne.Size) { (*virtual)(l).arrange(false) }

// arrange binds and places the rows in sight; fresh binds all of them anew.
func (v *virtual) arrange(fresh bool) {
	size := v.scroll.Size()
	if size.Height <= 0 || size.Width <= 0 {
		return
	}
	if need := int(size.Height/v.rowHeight) + 2; need > len(v.items) {
		v.grow(need)
		fresh = true
	}
	first := max(0, int(v.scroll.Offset.Y/v.rowHeight))
	for i := range v.items {
		row := first + i
		it := v.items[row%len(v.items)]
		if row >= v.count {
			it.row = -1
			it.Hide()
			continue
		}
		if fresh || it.row != row {
			it.row = row
			it.view.bind(row)
			it.Show()
			it.Refresh()
		}
		it.Move(fyne.NewPos(0, float32(row)*v.rowHeight))
		it.Resize(fyne.NewSize(size.Width, v.rowHeight))
	}
}

func (v *virtual) grow(n int) {
	for len(v.items) < n {
		it := &rowItem{owner: v, row: -1, view: v.newRow()}
		it.ExtendBaseWidget(it)
		v.items = append(v.items, it)
		v.body.Objects = append(v.body.Objects, it)
	}
}

// reset takes a new number of rows and draws them.
func (v *virtual) reset(count int) {
	v.count = count
	if v.selected >= count {
		v.selected = -1
	}
	limit := max(0, v.rowHeight*float32(count)-v.scroll.Size().Height)
	if v.scroll.Offset.Y > limit {
		v.scroll.Offset.Y = limit
	}
	v.body.Resize(fyne.NewSize(v.scroll.Size().Width, max(v.scroll.Size().Height, v.rowHeight*float32(count))))
	v.arrange(true)
	v.scroll.Refresh()
}

// choose selects a row, brings it into sight and tells the room.
func (v *virtual) choose(row int, tell bool) {
	if row < 0 || row >= v.count || (v.selectable != nil && !v.selectable(row)) {
		return
	}
	before := v.selected
	v.selected = row
	v.reveal(row)
	v.repaint(before)
	v.repaint(row)
	if tell && v.onSelect != nil {
		v.onSelect(row)
	}
}

func (v *virtual) clear() {
	before := v.selected
	v.selected = -1
	v.repaint(before)
}

func (v *virtual) repaint(row int) {
	if it := v.item(row); it != nil {
		it.Refresh()
	}
}

func (v *virtual) item(row int) *rowItem {
	if row < 0 || len(v.items) == 0 {
		return nil
	}
	if it := v.items[row%len(v.items)]; it.row == row {
		return it
	}
	return nil
}

func (v *virtual) reveal(row int) {
	top, height := float32(row)*v.rowHeight, v.scroll.Size().Height
	if height <= 0 {
		return
	}
	switch offset := v.scroll.Offset.Y; {
	case top < offset:
		v.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+v.rowHeight > offset+height:
		v.scroll.ScrollToOffset(fyne.NewPos(0, top+v.rowHeight-height))
	default:
		return
	}
	v.arrange(false)
}

// step moves the selection by n rows, over rows that cannot be selected.
func (v *virtual) step(n int) {
	if v.count == 0 {
		return
	}
	dir := 1
	if n < 0 {
		dir = -1
	}
	row := v.selected + n
	if v.selected < 0 {
		row, dir = 0, 1
	}
	row = min(v.count-1, max(0, row))
	for v.selectable != nil && row >= 0 && row < v.count && !v.selectable(row) {
		row += dir
	}
	if row != v.selected {
		v.choose(row, true)
	}
}

// TypedKey implements fyne.Focusable.
func (v *virtual) TypedKey(key *fyne.KeyEvent) {
	if v.onKey != nil && v.onKey(key) {
		return
	}
	page := max(1, int(v.scroll.Size().Height/v.rowHeight)-1)
	switch key.Name {
	case fyne.KeyUp:
		v.step(-1)
	case fyne.KeyDown:
		v.step(1)
	case fyne.KeyPageUp:
		v.step(-page)
	case fyne.KeyPageDown:
		v.step(page)
	case fyne.KeyHome:
		v.step(-v.count)
	case fyne.KeyEnd:
		v.step(v.count)
	case fyne.KeyReturn, fyne.KeyEnter:
		if v.onOpen != nil && v.selected >= 0 {
			v.onOpen(v.selected)
			return
		}
		bubbleKey(v.outer, key)
	default:
		bubbleKey(v.outer, key)
	}
}

// TypedRune implements fyne.Focusable.
func (v *virtual) TypedRune(r rune) { bubbleRune(v.outer, r) }

// FocusGained implements fyne.Focusable.
func (v *virtual) FocusGained() { v.focused = true; v.repaint(v.selected) }

// FocusLost implements fyne.Focusable.
func (v *virtual) FocusLost() { v.focused = false; v.repaint(v.selected) }

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
	second := time.Since(it.tapped) < again && it.tapRow == row
	it.tapped, it.tapRow = time.Now(), row
	it.owner.takeFocus()
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
	return &rowRenderer{it: it, ground: canvas.NewRectangle(nil), mark: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil)}
}

type rowRenderer struct {
	it                 *rowItem
	ground, mark, line *canvas.Rectangle
}

func (r *rowRenderer) paint() {
	v := r.it.owner
	selected := r.it.row >= 0 && r.it.row == v.selected
	plain := v.selectable != nil && r.it.row >= 0 && r.it.row < v.count && !v.selectable(r.it.row)
	r.ground.FillColor = nil
	switch {
	case selected:
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameSelection)
	case plain:
		r.ground.FillColor = fynetheme.Color(theme.ColorSunken)
	case r.it.hovered:
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameHover)
	}
	r.mark.Hidden = !selected || !v.focused
	r.mark.FillColor = fynetheme.Color(fynetheme.ColorNamePrimary)
	r.line.FillColor = fynetheme.Color(fynetheme.ColorNameSeparator)
	r.it.view.paint(selected)
}

func (r *rowRenderer) Layout(s fyne.Size) {
	r.ground.Resize(s)
	r.mark.Resize(fyne.NewSize(3, s.Height-1))
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
	return append([]fyne.CanvasObject{r.ground, r.line, r.mark}, r.it.view.objects()...)
}
func (r *rowRenderer) Destroy() {}
