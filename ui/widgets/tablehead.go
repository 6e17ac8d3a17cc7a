package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

const (
	tableHeadHeight float32 = 30
	cellPad         float32 = 12
)

type headCell struct {
	id, label string
	align     fyne.TextAlign
	sortable  bool
}

// tableHead is the row of labels above a table.
type tableHead struct {
	widget.BaseWidget
	cells []*headLabel
	width []float32
}

func newTableHead(cells []headCell, sort func(id string)) *tableHead {
	h := &tableHead{}
	for _, c := range cells {
		l := &headLabel{headCell: c, sort: sort}
		l.ExtendBaseWidget(l)
		h.cells = append(h.cells, l)
	}
	h.ExtendBaseWidget(h)
	return h
}

func (h *tableHead) sorted(column int, down bool) {
	for i, c := range h.cells {
		c.active, c.down = i == column, down
		c.Refresh()
	}
}

func (h *tableHead) part(name string) fyne.CanvasObject {
	id, ok := strings.CutPrefix(name, "head.")
	if !ok {
		return nil
	}
	for _, c := range h.cells {
		if c.id == id {
			return c
		}
	}
	return nil
}

func (h *tableHead) inside() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(h.cells))
	for i, c := range h.cells {
		out[i] = c
	}
	return out
}

// CreateRenderer implements fyne.Widget.
func (h *tableHead) CreateRenderer() fyne.WidgetRenderer {
	return &tableHeadRenderer{h: h, ground: NewBox(theme.ColorSunken, "", 0), line: NewBox(theme.ColorLine, "", 0)}
}

type tableHeadRenderer struct {
	h            *tableHead
	ground, line *Box
}

func (r *tableHeadRenderer) Layout(s fyne.Size) {
	r.ground.Resize(s)
	r.line.Move(fyne.NewPos(0, s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width, 1))
	x := float32(0)
	for i, c := range r.h.cells {
		if i >= len(r.h.width) {
			return
		}
		if c.Hidden = r.h.width[i] == 0; c.Hidden {
			continue
		}
		c.Move(fyne.NewPos(x, 0))
		c.Resize(fyne.NewSize(r.h.width[i], s.Height-1))
		x += r.h.width[i]
	}
}
func (r *tableHeadRenderer) MinSize() fyne.Size { return fyne.NewSize(60, tableHeadHeight) }
func (r *tableHeadRenderer) Refresh()           { r.Layout(r.h.Size()); canvas.Refresh(r.h) }
func (r *tableHeadRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.ground, r.line}, r.h.inside()...)
}
func (r *tableHeadRenderer) Destroy() {}

// tableLayout fits the columns before head and rows are laid out.
type tableLayout struct {
	fit  func(width float32) []float32
	head *tableHead
}

func (l *tableLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(60, tableHeadHeight+TableRowHeight)
}

func (l *tableLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.head.width = l.fit(s.Width)
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(s.Width, tableHeadHeight))
	o[0].Refresh()
	o[1].Move(fyne.NewPos(0, tableHeadHeight))
	o[1].Resize(fyne.NewSize(s.Width, max(0, s.Height-tableHeadHeight)))
}

// headLabel is one label of the head; a tap sorts by its column.
type headLabel struct {
	widget.BaseWidget
	headCell
	sort         func(id string)
	active, down bool
	hovered      bool
}

// Tapped implements fyne.Tappable.
func (l *headLabel) Tapped(*fyne.PointEvent) {
	if l.sortable {
		l.sort(l.id)
	}
}

// MouseIn implements desktop.Hoverable.
func (l *headLabel) MouseIn(*desktop.MouseEvent) { l.hovered = l.sortable; l.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (l *headLabel) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *headLabel) MouseOut() { l.hovered = false; l.Refresh() }

// CreateRenderer implements fyne.Widget.
func (l *headLabel) CreateRenderer() fyne.WidgetRenderer {
	r := &headLabelRenderer{l: l, ground: newRect(), text: newLine(fynetheme.SizeNameCaptionText, false), arrow: canvas.NewImageFromResource(nil)}
	r.arrow.FillMode = canvas.ImageFillContain
	r.paint()
	return r
}

type headLabelRenderer struct {
	l      *headLabel
	ground *canvas.Rectangle
	text   *canvas.Text
	arrow  *canvas.Image
}

func (r *headLabelRenderer) paint() {
	name := theme.ColorMuted
	if r.l.active {
		name = fynetheme.ColorNamePrimary
	}
	r.text.Color, r.text.TextStyle.Bold = fynetheme.Color(name), r.l.active
	r.ground.FillColor = noColor
	if r.l.hovered {
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameHover)
	}
	r.arrow.Hidden = !r.l.active
	res := theme.IconUp
	if r.l.down {
		res = theme.IconDown
	}
	r.arrow.Resource = theme.Tint(res, name)
}

func (r *headLabelRenderer) Layout(s fyne.Size) {
	r.ground.Resize(s)
	room := s.Width - 2*cellPad
	r.text.Text = ellipsis(r.l.label, room, r.text.TextSize, r.text.TextStyle)
	m := r.text.MinSize()
	x := cellPad + slack(r.l.align, room-m.Width)
	r.text.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
	r.text.Resize(m)
	r.arrow.Resize(fyne.NewSquareSize(12))
	r.arrow.Move(fyne.NewPos(x+m.Width, (s.Height-12)/2))
}
func (r *headLabelRenderer) MinSize() fyne.Size { return fyne.NewSize(20, tableHeadHeight-1) }
func (r *headLabelRenderer) Refresh() {
	r.paint()
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}

func (r *headLabelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.text, r.arrow}
}
func (r *headLabelRenderer) Destroy() {}
