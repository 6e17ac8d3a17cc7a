package widgets

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Cell is what a column shows of a row.
type Cell struct {
	Text  string
	Tone  Tone
	Bold  bool
	Badge bool // as a badge in its tone
}

// Column declares one column of a Table.
type Column[T any] struct {
	ID, Label string
	Width     float32          // least width
	Weight    float32          // share of the width left over; 0 stays at Width
	Spare     bool             // left out where there is no room for all, the last first
	Align     fyne.TextAlign   // of cells and label
	Compare   func(a, b T) int // sort order; nil: not sortable
	Render    func(row T) Cell // from memory only
}

// Table is a grid of rows with declared columns, a head that sorts, one
// selected row and the keyboard.
type Table[T any] struct {
	widget.BaseWidget
	virtual
	OnSelect func(row T)                   // the user or Select chose a row
	OnOpen   func(row T)                   // Enter or a second click
	OnKey    func(key *fyne.KeyEvent) bool // first chance at a key; true: it was used
	OnMenu   func(row T, at fyne.Position) // right click
	OnSort   func()                        // the user sorted otherwise

	columns []Column[T]
	key     func(row T) string
	all     []T
	filter  func(row T) bool
	order   []int // places in all, filtered and sorted
	sortBy  int   // -1: as given
	down    bool
	widths  []float32
	head    *tableHead
	empty   fyne.CanvasObject
	content *fyne.Container
}

// TableRowHeight is the height of a row in a Table.
const TableRowHeight float32 = 34

// NewTable returns an empty table. key names a row and keeps the selection
// over SetRows; nil keeps none. empty is shown while it has no rows.
func NewTable[T any](columns []Column[T], key func(row T) string, empty fyne.CanvasObject) *Table[T] {
	t := &Table[T]{columns: columns, key: key, sortBy: -1, empty: empty}
	t.virtual.init(t, TableRowHeight, func() rowView { return newTableRow(t) })
	t.onSelect = func(i int) {
		if t.OnSelect != nil {
			t.OnSelect(t.at(i))
		}
	}
	t.onOpen = func(i int) {
		if t.OnOpen != nil {
			t.OnOpen(t.at(i))
		}
	}
	t.onKey = func(k *fyne.KeyEvent) bool { return t.OnKey != nil && t.OnKey(k) }
	t.onMenu = func(i int, at fyne.Position) {
		if t.OnMenu != nil {
			t.OnMenu(t.at(i), at)
		}
	}
	labels := make([]headCell, len(columns))
	for i, c := range columns {
		labels[i] = headCell{id: c.ID, label: c.Label, align: c.Align, sortable: c.Compare != nil}
	}
	t.head = newTableHead(labels, func(id string) {
		t.SortBy(id)
		if t.OnSort != nil {
			t.OnSort()
		}
	})
	body := Stack(t.scroll)
	if empty != nil {
		body.Add(empty)
	}
	body.Add(t.frame)
	t.content = &fyne.Container{Layout: &tableLayout{fit: t.fit, head: t.head}, Objects: []fyne.CanvasObject{t.head, body}}
	t.ExtendBaseWidget(t)
	return t
}

func (t *Table[T]) at(i int) T { return t.all[t.order[i]] }

// SetRows shows rows; sort, filter and selection stay.
func (t *Table[T]) SetRows(rows []T) {
	id, had := "", false
	if t.key != nil && t.selected >= 0 && t.selected < len(t.order) {
		id, had = t.key(t.at(t.selected)), true
	}
	t.all = rows
	t.rebuild(id, had)
}

// SetFilter shows only the rows it accepts; nil shows all.
func (t *Table[T]) SetFilter(accept func(row T) bool) {
	id, had := "", false
	if t.key != nil && t.selected >= 0 && t.selected < len(t.order) {
		id, had = t.key(t.at(t.selected)), true
	}
	t.filter = accept
	t.rebuild(id, had)
}

// SortBy sorts by a column; the same column again turns the order round.
func (t *Table[T]) SortBy(id string) {
	for i, c := range t.columns {
		if c.ID != id || c.Compare == nil {
			continue
		}
		t.down = t.sortBy == i && !t.down
		t.sortBy = i
		t.head.sorted(i, t.down)
		t.SetRows(t.all)
		return
	}
}

// Sorted returns the column the rows are sorted by and whether from the end; "" as they were given.
func (t *Table[T]) Sorted() (id string, down bool) {
	if t.sortBy < 0 {
		return "", false
	}
	return t.columns[t.sortBy].ID, t.down
}

// Sort sorts by a column, from the end if down; "" and a column that cannot be sorted by show the rows as given. It does
// not call OnSort.
func (t *Table[T]) Sort(id string, down bool) {
	t.sortBy, t.down = -1, false
	for i, c := range t.columns {
		if c.ID == id && c.Compare != nil {
			t.sortBy, t.down = i, down
		}
	}
	t.head.sorted(t.sortBy, t.down)
	t.SetRows(t.all)
}

func (t *Table[T]) rebuild(id string, had bool) {
	t.order = t.order[:0]
	for i := range t.all {
		if t.filter == nil || t.filter(t.all[i]) {
			t.order = append(t.order, i)
		}
	}
	if t.sortBy >= 0 {
		compare := t.columns[t.sortBy].Compare
		sort.SliceStable(t.order, func(a, b int) bool {
			n := compare(t.all[t.order[a]], t.all[t.order[b]])
			if t.down {
				return n > 0
			}
			return n < 0
		})
	}
	t.selected = -1
	if had {
		for i := range t.order {
			if t.key(t.at(i)) == id {
				t.selected = i
				break
			}
		}
	}
	if t.empty != nil {
		if len(t.order) == 0 {
			t.empty.Show()
		} else {
			t.empty.Hide()
		}
	}
	t.reset(len(t.order))
}

// Len returns how many rows are shown.
func (t *Table[T]) Len() int { return t.count }

// Row returns the row shown at a place.
func (t *Table[T]) Row(i int) T { return t.at(i) }

// Selected returns the selected row.
func (t *Table[T]) Selected() (row T, ok bool) {
	if t.selected < 0 || t.selected >= len(t.order) {
		return row, false
	}
	return t.at(t.selected), true
}

// Select selects the row at a place and calls OnSelect.
func (t *Table[T]) Select(i int) { t.choose(i, true) }

// Unselect selects nothing.
func (t *Table[T]) Unselect() { t.clear() }

// Part implements the test hook: "<index>" for a row in sight,
// "head.<column id>" for a label of the head.
func (t *Table[T]) Part(name string) fyne.CanvasObject {
	if o := t.head.part(name); o != nil {
		return o
	}
	return t.part(name)
}

// Refresh implements fyne.CanvasObject.
func (t *Table[T]) Refresh() {
	t.arrange(true)
	t.BaseWidget.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (t *Table[T]) MinSize() fyne.Size { return fyne.NewSize(120, TableRowHeight*3) }

// HeightFor returns the height that shows n rows without scrolling.
func (t *Table[T]) HeightFor(n int) float32 { return tableHeadHeight + TableRowHeight*float32(n) }

// CreateRenderer implements fyne.Widget.
func (t *Table[T]) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.content) }

func (t *Table[T]) inside() []fyne.CanvasObject { return []fyne.CanvasObject{t.content} }

// fit gives every column its width.
func (t *Table[T]) fit(width float32) []float32 {
	sum, weights := float32(0), float32(0)
	for _, c := range t.columns {
		sum += c.Width
		weights += c.Weight
	}
	t.widths = make([]float32, len(t.columns))
	out := make([]bool, len(t.columns))
	for i := len(t.columns) - 1; i >= 0 && sum > width; i-- {
		if c := t.columns[i]; c.Spare {
			out[i], sum, weights = true, sum-c.Width, weights-c.Weight
		}
	}
	for i, c := range t.columns {
		w := c.Width
		switch {
		case out[i]:
			w = 0
		case width > sum && weights > 0:
			w += (width - sum) * c.Weight / weights
		case width < sum:
			w *= width / sum
		}
		t.widths[i] = w
	}
	return t.widths
}

type tableRow[T any] struct {
	table  *Table[T]
	cells  []Cell
	texts  []*canvas.Text
	badges []*badgePaint
}

func newTableRow[T any](t *Table[T]) *tableRow[T] {
	r := &tableRow[T]{table: t, cells: make([]Cell, len(t.columns))}
	for range t.columns {
		r.texts = append(r.texts, newLine(fynetheme.SizeNameText, false))
		r.badges = append(r.badges, newBadgePaint())
	}
	return r
}

func (r *tableRow[T]) bind(i int) {
	row := r.table.at(i)
	for c := range r.table.columns {
		r.cells[c] = r.table.columns[c].Render(row)
	}
}

func (r *tableRow[T]) paint(bool) {
	for i, c := range r.cells {
		t := r.texts[i]
		t.TextSize = fynetheme.Size(fynetheme.SizeNameText) - 1
		t.TextStyle = emphasis(c.Text, c.Bold)
		t.Color = fynetheme.Color(c.Tone.plain())
		t.Hidden = c.Badge
		if c.Badge {
			r.badges[i].set(c.Text, c.Tone)
		} else {
			r.badges[i].set("", Neutral)
		}
	}
}

func (r *tableRow[T]) layout(s fyne.Size) {
	x := float32(0)
	for i, c := range r.cells {
		if i >= len(r.table.widths) {
			return
		}
		w, room := r.table.widths[i], r.table.widths[i]-2*cellPad
		t := r.texts[i]
		t.Hidden = c.Badge || w == 0
		r.badges[i].hide(w == 0)
		if w == 0 {
			continue
		}
		if c.Badge {
			m := r.badges[i].minSize()
			r.badges[i].place(x+cellPad+slack(r.table.columns[i].Align, room-m.Width), (s.Height-1-m.Height)/2)
		} else {
			t.Text = ellipsis(c.Text, room, t.TextSize, t.TextStyle)
			m := t.MinSize()
			t.Move(fyne.NewPos(x+cellPad+slack(r.table.columns[i].Align, room-m.Width), (s.Height-1-m.Height)/2-1))
			t.Resize(m)
		}
		x += w
	}
}

func slack(a fyne.TextAlign, room float32) float32 {
	switch a {
	case fyne.TextAlignTrailing:
		return room
	case fyne.TextAlignCenter:
		return room / 2
	}
	return 0
}

func (r *tableRow[T]) objects() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i := range r.texts {
		out = append(out, r.texts[i])
		out = append(out, r.badges[i].objects()...)
	}
	return out
}
