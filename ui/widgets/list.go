package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// Row is one line of a List.
type Row struct {
	ID     string // what the row stands for; keeps the selection over SetRows
	Title  string // first line
	Beside string // muted, after the title
	Sub    string // second line
	Badge  string // at the right
	Tone   Tone   // of the badge
	Right  string // caption at the right of the second line
	Alert  bool   // the right caption in the danger colour
	Icon   fyne.Resource
	Header bool // a heading of a group: Title (and Right) only, not selectable
}

// List is a long list of rows of two lines, of which one may be selected.
// Rows are read through a function, from memory only.
type List struct {
	widget.BaseWidget
	virtual
	OnSelect func(row Row)                   // the user or Select chose a row
	OnOpen   func(row Row)                   // Enter or a second click
	OnKey    func(key *fyne.KeyEvent) bool   // first chance at a key; true: it was used
	OnMenu   func(row Row, at fyne.Position) // right click

	row     func(i int) Row
	empty   fyne.CanvasObject
	content *fyne.Container
}

// ListRowHeight is the height of a row in a List.
const ListRowHeight float32 = 54

// NewList returns an empty list. empty is shown while it has no rows; nil
// shows nothing.
func NewList(empty fyne.CanvasObject) *List {
	l := &List{row: func(int) Row { return Row{} }, empty: empty}
	l.virtual.init(l, ListRowHeight, func() rowView { return newListRow(l) })
	l.selectable = func(i int) bool { return !l.row(i).Header }
	l.onSelect = func(i int) {
		if l.OnSelect != nil {
			l.OnSelect(l.row(i))
		}
	}
	l.onOpen = func(i int) {
		if l.OnOpen != nil {
			l.OnOpen(l.row(i))
		}
	}
	l.onKey = func(k *fyne.KeyEvent) bool { return l.OnKey != nil && l.OnKey(k) }
	l.onMenu = func(i int, at fyne.Position) {
		if l.OnMenu != nil {
			l.OnMenu(l.row(i), at)
		}
	}
	l.content = Stack(l.scroll)
	if empty != nil {
		l.content.Add(empty)
	}
	l.content.Add(l.frame)
	l.ExtendBaseWidget(l)
	return l
}

// SetRows shows rows and keeps the selection on the row of the same id, without
// calling OnSelect.
func (l *List) SetRows(rows []Row) {
	l.short = nil
	for i, r := range rows {
		if r.Header {
			l.short = append(l.short, i)
		}
	}
	l.source(len(rows), func(i int) Row { return rows[i] })
}

// SetSource shows n rows read through row, none of them a heading; for lists
// too long for a slice.
func (l *List) SetSource(n int, row func(i int) Row) {
	l.short = nil
	l.source(n, row)
}

// SetSourceAt is SetSource for who knows the place of the row to be selected, -1 for none: it need not be looked for. It
// does not call OnSelect and does not scroll.
func (l *List) SetSourceAt(n int, row func(i int) Row, selected int) {
	l.short = nil
	l.show(n, row, selected)
}

func (l *List) source(n int, row func(i int) Row) {
	id, selected := "", -1
	if l.selected >= 0 {
		id = l.row(l.selected).ID
	}
	if id != "" {
		for i := 0; i < n; i++ {
			if row(i).ID == id {
				selected = i
				break
			}
		}
	}
	l.show(n, row, selected)
}

func (l *List) show(n int, row func(i int) Row, selected int) {
	l.row, l.selected = row, selected
	if l.empty != nil {
		if n == 0 {
			l.empty.Show()
		} else {
			l.empty.Hide()
		}
	}
	l.reset(n)
}

// Len returns how many rows there are.
func (l *List) Len() int { return l.count }

// Selected returns the selected row.
func (l *List) Selected() (Row, bool) {
	if l.selected < 0 || l.selected >= l.count {
		return Row{}, false
	}
	return l.row(l.selected), true
}

// Select selects a row by its place and calls OnSelect.
func (l *List) Select(i int) { l.choose(i, true) }

// SelectFirst selects the first row that can be selected.
func (l *List) SelectFirst() {
	l.clear()
	l.step(1)
}

// SelectID selects the row of an id and calls OnSelect; false if there is none.
func (l *List) SelectID(id string) bool {
	for i := 0; i < l.count; i++ {
		if l.row(i).ID == id {
			l.choose(i, true)
			return true
		}
	}
	return false
}

// MoveSelection moves the selection by n rows, as the arrow keys do.
func (l *List) MoveSelection(n int) { l.step(n) }

// Unselect selects nothing.
func (l *List) Unselect() { l.clear() }

// Part implements the test hook: the row at a place, if it is in sight.
func (l *List) Part(name string) fyne.CanvasObject { return l.part(name) }

func (v *virtual) part(name string) fyne.CanvasObject {
	i, err := strconv.Atoi(name)
	if err != nil {
		return nil
	}
	if it := v.item(i); it != nil && i < v.count {
		return it
	}
	return nil
}

// Refresh implements fyne.CanvasObject.
func (l *List) Refresh() {
	l.arrange(true)
	l.BaseWidget.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *List) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.content) }

func (l *List) inside() []fyne.CanvasObject { return []fyne.CanvasObject{l.content} }

type listRow struct {
	list                      *List
	row                       Row
	title, beside, sub, right *canvas.Text
	badge                     *badgePaint
	icon                      *canvas.Image
	shown                     fyne.Resource // what the icon is drawn from
}

func newListRow(l *List) *listRow {
	r := &listRow{
		list: l, title: newLine(fynetheme.SizeNameText, true), beside: newLine(fynetheme.SizeNameCaptionText, false),
		sub: newLine(fynetheme.SizeNameCaptionText, false), right: newLine(fynetheme.SizeNameCaptionText, false),
		badge: newBadgePaint(), icon: canvas.NewImageFromResource(nil),
	}
	r.icon.FillMode = canvas.ImageFillContain
	return r
}

func (r *listRow) bind(i int) { r.row = r.list.row(i) }

func (r *listRow) paint(bool) {
	muted := fynetheme.Color(theme.ColorMuted)
	r.title.Color, r.beside.Color, r.sub.Color, r.right.Color = fynetheme.Color(fynetheme.ColorNameForeground), muted, muted, muted
	if r.row.Header {
		r.title.Color = muted
	}
	if r.row.Alert {
		r.right.Color = fynetheme.Color(theme.ColorDanger)
	}
	r.badge.set(r.row.Badge, r.row.Tone)
	r.icon.Hidden = r.row.Icon == nil || r.row.Header
	if r.row.Icon != nil && !r.icon.Hidden {
		r.icon.Resource = theme.Tint(r.row.Icon, theme.ColorMuted)
		if r.shown != r.row.Icon {
			r.shown = r.row.Icon
			r.icon.Refresh() // the picture of the row that stood here before
		}
	}
}

func (r *listRow) layout(s fyne.Size) {
	const pad = 12
	left, right := float32(pad), s.Width-pad
	if r.row.Header {
		r.title.TextSize = fynetheme.Size(fynetheme.SizeNameCaptionText)
		r.title.Text, r.right.Text = r.row.Title, r.row.Right
		h := r.title.MinSize().Height
		y := s.Height - h - 6
		place(r.title, left, y)
		place(r.right, right-r.right.MinSize().Width, y)
		r.beside.Text, r.sub.Text, r.badge.text.Text = "", "", ""
		r.badge.set("", Neutral)
		return
	}
	if r.row.Icon != nil {
		r.icon.Move(fyne.NewPos(left, (s.Height-20)/2))
		r.icon.Resize(fyne.NewSquareSize(20))
		left += 30
	}
	r.title.TextSize = fynetheme.Size(fynetheme.SizeNameText)
	th, sh := lineHeight(fynetheme.SizeNameText), lineHeight(fynetheme.SizeNameCaptionText)
	top := (s.Height - 1 - th - sh - 2) / 2
	if r.row.Sub == "" && r.row.Right == "" {
		top = (s.Height - 1 - th) / 2
	}
	badge := r.badge.minSize()
	if r.row.Right == "" {
		r.badge.place(right-badge.Width, (s.Height-1-badge.Height)/2)
	} else {
		r.badge.place(right-badge.Width, top+(th-badge.Height)/2)
	}
	room := right - left
	if badge.Width > 0 {
		room -= badge.Width + 8
	}
	r.title.TextStyle = emphasis(r.row.Title, true)
	r.title.Text = ellipsis(r.row.Title, room, r.title.TextSize, r.title.TextStyle)
	place(r.title, left, top)
	used := r.title.MinSize().Width + 8
	r.beside.Text = ""
	if r.row.Beside != "" && room-used > 24 {
		r.beside.Text = ellipsis(r.row.Beside, room-used, r.beside.TextSize, r.beside.TextStyle)
	}
	place(r.beside, left+used, top+(th-sh)/2+1)
	r.right.Text = r.row.Right
	rw := float32(0)
	if r.row.Right != "" {
		rw = r.right.MinSize().Width + 8
		room = right - left
	}
	place(r.right, right-rw+8, top+th+2)
	r.sub.Text = ellipsis(r.row.Sub, room-rw, r.sub.TextSize, r.sub.TextStyle)
	place(r.sub, left, top+th+2)
}

func place(t *canvas.Text, x, y float32) {
	t.Move(fyne.NewPos(x, y))
	t.Resize(t.MinSize())
}

func (r *listRow) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.icon, r.title, r.beside, r.sub, r.right}, r.badge.objects()...)
}

// RowAt returns the row at a place.
func (l *List) RowAt(i int) Row { return l.row(i) }
