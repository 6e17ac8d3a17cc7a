package widgets

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
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
	onTap      func(row int)      // instead of selecting and taking the keyboard; nil: those
	onOpen     func(row int)      // Enter or a second click
	onKey      func(*fyne.KeyEvent) bool
	onMenu     func(row int, at fyne.Position)

	marks    marks
	count    int
	short    []int // rows that are headings of groups, in order; they are lower
	selected int   // -1 for none
	focused  bool
	frame    *canvas.Rectangle // around the rows while they have the keyboard and none of them is selected
	scroll   *Scroller
	body     *fyne.Container
	items    []*rowItem // row i lives in items[i % len(items)]
}

func (v *virtual) init(outer fyne.CanvasObject, rowHeight float32, newRow func() rowView) {
	v.outer, v.rowHeight, v.newRow, v.selected = outer, rowHeight, newRow, -1
	v.frame = newRect()
	v.frame.StrokeWidth = 2
	v.frame.Hide()
	v.body = &fyne.Container{Layout: (*virtualLayout)(v)}
	v.scroll = Scroll(v.body)
	v.scroll.resized = func() { v.arrange(false) }
	v.scroll.OnScrolled = func(fyne.Position) { v.arrange(false) }
}

// virtualLayout gives the body of the scroller its full height.
type virtualLayout virtual

// MinSize implements fyne.Layout for the body of the scroller.
func (l *virtualLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(32, (*virtual)(l).top(l.count))
}

// Layout implements fyne.Layout for the body of the scroller; rows are placed
// by arrange once the scroller has its size.
func (l *virtualLayout) Layout([]fyne.CanvasObject, fyne.Size) {}

// arrange binds and places the rows in sight; fresh binds all of them anew.
func (v *virtual) arrange(fresh bool) {
	size := v.scroll.Size()
	if size.Height <= 0 || size.Width <= 0 {
		return
	}
	if need := int(size.Height/v.rowHeight) + 2 + min(len(v.short), 16); need > len(v.items) {
		v.grow(need)
		fresh = true
	}
	first := v.rowAt(v.scroll.Offset.Y)
	for i := range v.items {
		row := first + i
		it := v.items[row%len(v.items)]
		if row >= v.count {
			it.row = -1
			it.Hide()
			continue
		}
		it.Move(fyne.NewPos(0, v.top(row)))
		it.Resize(fyne.NewSize(size.Width, v.height(row)))
		if fresh || it.row != row {
			it.row = row
			it.view.bind(row)
			it.Show()
			it.Refresh()
		}
	}
}

// groupHeight is the height of a heading between rows.
const groupHeight float32 = 30

// top is where a row begins.
func (v *virtual) top(row int) float32 {
	return float32(row)*v.rowHeight - float32(sort.SearchInts(v.short, row))*(v.rowHeight-groupHeight)
}

func (v *virtual) height(row int) float32 {
	return v.top(row+1) - v.top(row)
}

// rowAt is the row at a distance from the beginning.
func (v *virtual) rowAt(y float32) int {
	return max(0, sort.Search(v.count, func(i int) bool { return v.top(i+1) > y }))
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
	limit := max(0, v.top(count)-v.scroll.Size().Height)
	if v.scroll.Offset.Y > limit {
		v.scroll.Offset.Y = limit
	}
	v.body.Resize(fyne.NewSize(v.scroll.Size().Width, max(v.scroll.Size().Height, v.top(count))))
	v.arrange(true)
	v.scroll.Refresh()
	v.showFrame()
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
	v.showFrame()
	if tell && v.onSelect != nil {
		v.onSelect(row)
	}
}

func (v *virtual) clear() {
	before := v.selected
	v.selected = -1
	v.repaint(before)
	v.showFrame()
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
	top, bottom, height := v.top(row), v.top(row+1), v.scroll.Size().Height
	if height <= 0 {
		return
	}
	switch offset := v.scroll.Offset.Y; {
	case top < offset:
		v.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > offset+height:
		v.scroll.ScrollToOffset(fyne.NewPos(0, bottom-height))
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
	dir, row := 1, v.selected+n // from before the first row while none is selected
	if n < 0 && v.selected >= 0 {
		dir = -1
	}
	row = v.nearest(min(v.count-1, max(0, row)), dir)
	if row >= 0 && row != v.selected {
		v.choose(row, true)
	}
}

// nearest is the next row from row in a direction that can be selected, or the
// one before it, -1 if there is none.
func (v *virtual) nearest(row, dir int) int {
	if v.selectable == nil {
		return row
	}
	for _, d := range []int{dir, -dir} {
		for i := row; i >= 0 && i < v.count; i += d {
			if v.selectable(i) {
				return i
			}
		}
	}
	return -1
}

// TypedKey implements fyne.Focusable.
func (v *virtual) TypedKey(key *fyne.KeyEvent) {
	if v.onKey != nil && v.onKey(key) {
		return
	}
	if v.keyMarks(key) {
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
func (v *virtual) TypedRune(r rune) {
	if r != ' ' || v.marks.key == nil { // Space has chosen the row
		bubbleRune(v.outer, r)
	}
}

// FocusGained implements fyne.Focusable.
func (v *virtual) FocusGained() { v.focused = true; v.repaint(v.selected); v.showFrame() }

// FocusLost implements fyne.Focusable.
func (v *virtual) FocusLost() { v.focused = false; v.repaint(v.selected); v.showFrame() }

// showFrame shows who has the keyboard where no selected row does.
func (v *virtual) showFrame() {
	if on := v.focused && v.selected < 0; on == v.frame.Hidden {
		v.frame.StrokeColor = fynetheme.Color(fynetheme.ColorNamePrimary)
		v.frame.Hidden = !on
		v.frame.Refresh()
	}
}
