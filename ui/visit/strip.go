package visit

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// strip is the week above the list: for each day its weekday, its number and a dot for each visit.
type strip struct {
	cells   [weekLength]*dayCell
	content fyne.CanvasObject
}

func newStrip(chosen func(app.Date), move func(weeks int)) *strip {
	s := &strip{}
	var cells []fyne.CanvasObject
	weights := make([]float32, weekLength)
	for i := range s.cells {
		c := &dayCell{chosen: chosen}
		c.ExtendBaseWidget(c)
		s.cells[i], weights[i] = c, 1
		cells = append(cells, widgets.Tag(fmt.Sprintf("visit.day.%d", i), c))
	}
	s.content = widgets.HStack(0,
		widgets.Tag("visit.before", widgets.IconButton(theme.IconLeft, lang.X("visit.before", ""), func() { move(-1) }).Compact()),
		widgets.Grow(widgets.Columns(0, weights, cells...)),
		widgets.Tag("visit.after", widgets.IconButton(theme.IconRight, lang.X("visit.after", ""), func() { move(1) }).Compact()))
	return s
}

// set shows a week with one day chosen.
func (s *strip) set(days []app.DayPlan, chosen, today app.Date) {
	for i, c := range s.cells {
		if i < len(days) {
			c.day, c.on, c.today = days[i], days[i].Date == chosen, days[i].Date == today
			c.Refresh()
		}
	}
}

// mostDots is how many visits of a day are told apart in the strip.
const mostDots = 4

// dayCell is one day of the strip.
type dayCell struct {
	widget.BaseWidget
	day       app.DayPlan
	on, today bool
	hovered   bool
	chosen    func(app.Date)
}

// Tapped implements fyne.Tappable.
func (c *dayCell) Tapped(*fyne.PointEvent) {
	if c.day.Date != "" {
		c.chosen(c.day.Date)
	}
}

// MouseIn implements desktop.Hoverable.
func (c *dayCell) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (c *dayCell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *dayCell) MouseOut() { c.hovered = false; c.Refresh() }

// Cursor implements desktop.Cursorable.
func (c *dayCell) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (c *dayCell) CreateRenderer() fyne.WidgetRenderer {
	line := func(size float32, bold bool) *canvas.Text {
		t := canvas.NewText("", nil)
		t.TextSize, t.TextStyle.Bold, t.Alignment = size, bold, fyne.TextAlignCenter
		return t
	}
	r := &cellRenderer{cell: c, ground: canvas.NewRectangle(nil), name: line(11, false), number: line(15, true), dots: line(9, true)}
	r.ground.CornerRadius = theme.ControlRound
	r.paint()
	return r
}

type cellRenderer struct {
	cell               *dayCell
	ground             *canvas.Rectangle
	name, number, dots *canvas.Text
}

func (r *cellRenderer) paint() {
	c := r.cell
	if c.day.Date != "" {
		day := c.day.Date.Time()
		r.name.Text = lang.X(fmt.Sprintf("visit.weekday.%d", int(day.Weekday())), "")
		r.number.Text = strconv.Itoa(day.Day())
	}
	r.dots.Text = strings.Repeat("•", min(c.day.Appointments, mostDots))
	ground, name, number, dots := fyne.ThemeColorName(""), theme.ColorMuted, fynetheme.ColorNameForeground, fynetheme.ColorNamePrimary
	switch {
	case c.on:
		ground, name, number, dots = fynetheme.ColorNamePrimary, fynetheme.ColorNameForegroundOnPrimary, fynetheme.ColorNameForegroundOnPrimary, fynetheme.ColorNameForegroundOnPrimary
	case c.today:
		ground, name, number = theme.ColorSoft, fynetheme.ColorNamePrimary, fynetheme.ColorNamePrimary
	case c.hovered:
		ground = fynetheme.ColorNameHover
	case !c.day.WorkingDay:
		number = theme.ColorMuted
	}
	r.ground.Hidden = ground == ""
	if ground != "" {
		r.ground.FillColor = fynetheme.Color(ground)
	}
	r.name.Color, r.number.Color, r.dots.Color = fynetheme.Color(name), fynetheme.Color(number), fynetheme.Color(dots)
}

func (r *cellRenderer) MinSize() fyne.Size { return fyne.NewSize(32, 54) }

func (r *cellRenderer) Layout(s fyne.Size) {
	r.ground.Move(fyne.NewPos(1, 0))
	r.ground.Resize(fyne.NewSize(s.Width-2, s.Height))
	for _, l := range []struct {
		text *canvas.Text
		y, h float32
	}{{r.name, 4, 15}, {r.number, 19, 20}, {r.dots, 38, 12}} {
		l.text.Move(fyne.NewPos(0, l.y))
		l.text.Resize(fyne.NewSize(s.Width, l.h))
	}
}

func (r *cellRenderer) Refresh() {
	r.paint()
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *cellRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.name, r.number, r.dots}
}

func (r *cellRenderer) Destroy() {}

// monday returns the first day of a day's week (product §10).
func monday(day app.Date) app.Date { return day.AddDays(-(int(day.Time().Weekday()) + 6) % weekLength) }
