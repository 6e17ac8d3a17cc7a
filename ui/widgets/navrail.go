package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// NavItem is one room on the rail.
type NavItem struct {
	ID, Label string
	Icon      fyne.Resource
	Bottom    bool // at the foot of the rail
}

// NavRail is the column at the left of the window that chooses the room. Each
// room is a stop of the Tab key; Space and Enter open it, Up and Down move.
type NavRail struct {
	widget.BaseWidget
	items   []*navButton
	active  string
	content *fyne.Container
}

// NewNavRail returns a rail; chosen is called when the user opens a room.
func NewNavRail(items []NavItem, chosen func(id string)) *NavRail {
	n := &NavRail{}
	var top, bottom []fyne.CanvasObject
	for _, it := range items {
		b := &navButton{rail: n, item: it, chosen: chosen}
		b.ExtendBaseWidget(b)
		n.items = append(n.items, b)
		if it.Bottom {
			bottom = append(bottom, b)
		} else {
			top = append(top, b)
		}
	}
	all := append(append(top, layout.NewSpacer()), bottom...)
	n.content = Stack(NewBox(theme.ColorRail, "", 0), FixedWidth(theme.RailWidth, Pad(10, 6, 8, 6, VStack(3, all...))))
	n.ExtendBaseWidget(n)
	return n
}

// SetActive shows which room is open.
func (n *NavRail) SetActive(id string) {
	n.active = id
	for _, b := range n.items {
		b.Refresh()
	}
}

// Active returns the open room.
func (n *NavRail) Active() string { return n.active }

// SetBadge shows a count on a room; 0 takes it away.
func (n *NavRail) SetBadge(id string, count int) {
	for _, b := range n.items {
		if b.item.ID == id && b.count != count {
			b.count = count
			b.Refresh()
		}
	}
}

// Part implements the test hook: the button of a room.
func (n *NavRail) Part(id string) fyne.CanvasObject {
	for _, b := range n.items {
		if b.item.ID == id {
			return b
		}
	}
	return nil
}

// CreateRenderer implements fyne.Widget.
func (n *NavRail) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(n.content) }

func (n *NavRail) inside() []fyne.CanvasObject { return []fyne.CanvasObject{n.content} }

type navButton struct {
	widget.BaseWidget
	rail             *NavRail
	item             NavItem
	chosen           func(id string)
	count            int
	hovered, focused bool
}

func (b *navButton) Tapped(*fyne.PointEvent)        { b.chosen(b.item.ID) }
func (b *navButton) Cursor() desktop.Cursor         { return desktop.PointerCursor }
func (b *navButton) MouseIn(*desktop.MouseEvent)    { b.hovered = true; b.Refresh() }
func (b *navButton) MouseMoved(*desktop.MouseEvent) {}
func (b *navButton) MouseOut()                      { b.hovered = false; b.Refresh() }
func (b *navButton) FocusGained()                   { b.focused = true; b.Refresh() }
func (b *navButton) FocusLost()                     { b.focused = false; b.Refresh() }
func (b *navButton) TypedRune(r rune) {
	if r != ' ' {
		bubbleRune(b, r)
	}
}

func (b *navButton) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.chosen(b.item.ID)
	case fyne.KeyUp, fyne.KeyDown:
		if c := canvasOf(b); c != nil && key.Name == fyne.KeyUp {
			c.FocusPrevious()
		} else if c != nil {
			c.FocusNext()
		}
	default:
		bubbleKey(b, key)
	}
}

func (b *navButton) CreateRenderer() fyne.WidgetRenderer {
	r := &navRenderer{
		b: b, ground: newRect(), dot: newRect(), img: canvas.NewImageFromResource(nil),
		text: newLine(fynetheme.SizeNameCaptionText, false), count: newLine(fynetheme.SizeNameCaptionText, true),
	}
	r.img.FillMode = canvas.ImageFillContain
	r.paint()
	return r
}

type navRenderer struct {
	b           *navButton
	ground, dot *canvas.Rectangle
	img         *canvas.Image
	text, count *canvas.Text
}

func (r *navRenderer) paint() {
	b := r.b
	active := b.rail.active == b.item.ID
	ink := theme.ColorRailText
	r.ground.FillColor, r.ground.CornerRadius, r.ground.StrokeWidth = noColor, 8, 0
	switch {
	case active:
		ink = theme.ColorOnRail
		r.ground.FillColor = fynetheme.Color(theme.ColorRailActive)
	case b.hovered:
		ink = theme.ColorOnRail
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameHover)
	}
	if b.focused {
		r.ground.StrokeColor, r.ground.StrokeWidth = fynetheme.Color(theme.ColorOnRail), 1.5
	}
	r.img.Resource = theme.Tint(b.item.Icon, ink)
	r.text.Text, r.text.Color, r.text.TextStyle.Bold = b.item.Label, fynetheme.Color(ink), active
	r.count.Text = ""
	if b.count > 0 {
		r.count.Text = strconv.Itoa(b.count)
		if b.count > 99 {
			r.count.Text = "99+"
		}
	}
	r.count.TextSize = 10
	r.count.Color = fynetheme.Color(theme.ColorOnRail)
	r.dot.FillColor, r.dot.CornerRadius = badgeRed, 8
	r.count.Hidden, r.dot.Hidden = b.count == 0, b.count == 0
}

func (r *navRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.RailWidth-12, 54) }

func (r *navRenderer) Layout(s fyne.Size) {
	r.ground.Resize(s)
	text := r.text.MinSize()
	const icon = 22
	top := (s.Height - icon - 2 - text.Height) / 2
	r.img.Resize(fyne.NewSquareSize(icon))
	r.img.Move(fyne.NewPos((s.Width-icon)/2, top))
	r.text.Resize(text)
	r.text.Move(fyne.NewPos((s.Width-text.Width)/2, top+icon+2))
	n := r.count.MinSize()
	w := max(16, n.Width+8)
	x := s.Width/2 + 5
	r.dot.Resize(fyne.NewSize(w, 16))
	r.dot.Move(fyne.NewPos(x, 3))
	r.count.Resize(n)
	r.count.Move(fyne.NewPos(x+(w-n.Width)/2, 3+(16-n.Height)/2))
}

func (r *navRenderer) Refresh() {
	r.paint()
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

func (r *navRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.img, r.text, r.dot, r.count}
}
func (r *navRenderer) Destroy() {}
