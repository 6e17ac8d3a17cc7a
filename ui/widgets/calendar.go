package widgets

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// calendar shows a month, Monday first, to choose a day from.
type calendar struct {
	widget.BaseWidget
	month           time.Time // its first day
	today, selected string
	chosen          func(date string)
	closed          func() // Escape
	title           *Text
	days            *fyne.Container
	content         *fyne.Container
}

const dayFormat = "2006-01-02"

// newCalendar shows the month of selected, or of today if that is no date.
func newCalendar(today, selected string, chosen func(date string)) *calendar {
	c := &calendar{today: today, selected: selected, chosen: chosen, title: Strong("").Aligned(fyne.TextAlignCenter), days: Grid(7, 0, 0)}
	at, err := time.Parse(dayFormat, selected)
	if err != nil {
		at, _ = time.Parse(dayFormat, today)
	}
	c.month = at.AddDate(0, 0, 1-at.Day())
	head := HStack(0, IconButton(theme.IconLeft, "", func() { c.turn(-1) }).Compact(), Grow(c.title), IconButton(theme.IconRight, "", func() { c.turn(1) }).Compact())
	week := Grid(7, 0, 0)
	for i := range 7 {
		week.Add(FixedHeight(22, Caption(lang.L([...]string{
			"monday.short", "tuesday.short", "wednesday.short", "thursday.short", "friday.short", "saturday.short", "sunday.short",
		}[i])).Aligned(fyne.TextAlignCenter)))
	}
	c.content = VStack(4, head, week, c.days)
	c.ExtendBaseWidget(c)
	c.turn(0)
	return c
}

func (c *calendar) turn(months int) {
	c.month = c.month.AddDate(0, months, 0)
	c.title.Set(lang.X("date.month", "", map[string]any{"Y": c.month.Year(), "M": int(c.month.Month())}))
	c.days.Objects = nil
	first := c.month.AddDate(0, 0, -(int(c.month.Weekday())+6)%7)
	for i := range 42 {
		day := first.AddDate(0, 0, i)
		c.days.Objects = append(c.days.Objects, newDayCell(c, day))
	}
	c.days.Refresh()
}

// TypedKey implements fyne.Focusable: arrows move the day, PageUp and PageDown
// the month.
func (c *calendar) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		c.move(0, -1)
	case fyne.KeyRight:
		c.move(0, 1)
	case fyne.KeyUp:
		c.move(0, -7)
	case fyne.KeyDown:
		c.move(0, 7)
	case fyne.KeyPageUp:
		c.move(-1, 0)
	case fyne.KeyPageDown:
		c.move(1, 0)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if c.selected != "" {
			c.chosen(c.selected)
		}
	case fyne.KeyEscape:
		c.closed()
	}
}

// TypedRune implements fyne.Focusable.
func (c *calendar) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (c *calendar) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (c *calendar) FocusLost() {}

func (c *calendar) move(months, days int) {
	from := c.selected
	if from == "" {
		from = c.today
	}
	at, err := time.Parse(dayFormat, from)
	if err != nil {
		return
	}
	at = at.AddDate(0, months, days)
	c.selected, c.month = at.Format(dayFormat), at.AddDate(0, 0, 1-at.Day())
	c.turn(0)
}

// CreateRenderer implements fyne.Widget.
func (c *calendar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.content) }

func (c *calendar) inside() []fyne.CanvasObject { return []fyne.CanvasObject{c.content} }

type dayCell struct {
	widget.BaseWidget
	owner   *calendar
	date    string
	number  int
	other   bool // of the month before or after
	hovered bool
}

func newDayCell(c *calendar, day time.Time) *dayCell {
	d := &dayCell{owner: c, date: day.Format(dayFormat), number: day.Day(), other: day.Month() != c.month.Month()}
	d.ExtendBaseWidget(d)
	return d
}

// Tapped implements fyne.Tappable.
func (d *dayCell) Tapped(*fyne.PointEvent) { d.owner.chosen(d.date) }

// MouseIn implements desktop.Hoverable.
func (d *dayCell) MouseIn(*desktop.MouseEvent) { d.hovered = true; d.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (d *dayCell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (d *dayCell) MouseOut() { d.hovered = false; d.Refresh() }

// Cursor implements desktop.Cursorable.
func (d *dayCell) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (d *dayCell) CreateRenderer() fyne.WidgetRenderer {
	r := &dayRenderer{d: d, ground: newRect(), text: newLine(fynetheme.SizeNameText, false)}
	r.paint()
	return r
}

type dayRenderer struct {
	d      *dayCell
	ground *canvas.Rectangle
	text   *canvas.Text
}

func (r *dayRenderer) paint() {
	d := r.d
	ink := fynetheme.ColorNameForeground
	r.ground.FillColor, r.ground.CornerRadius, r.ground.StrokeWidth = noColor, 5, 0
	switch {
	case d.date == d.owner.selected:
		r.ground.FillColor, ink = fynetheme.Color(fynetheme.ColorNamePrimary), fynetheme.ColorNameForegroundOnPrimary
	case d.hovered:
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameHover)
	}
	if d.other && d.date != d.owner.selected {
		ink = theme.ColorFaint
	}
	if d.date == d.owner.today {
		r.ground.StrokeColor, r.ground.StrokeWidth = fynetheme.Color(fynetheme.ColorNamePrimary), 1
	}
	r.text.Text, r.text.Color = strconv.Itoa(d.number), fynetheme.Color(ink)
	r.text.TextSize = fynetheme.Size(fynetheme.SizeNameText) - 1
	r.text.Alignment = fyne.TextAlignCenter
}

func (r *dayRenderer) MinSize() fyne.Size { return fyne.NewSize(34, 28) }
func (r *dayRenderer) Layout(s fyne.Size) {
	r.ground.Move(fyne.NewPos(1, 1))
	r.ground.Resize(s.Subtract(fyne.NewSize(2, 2)))
	r.text.Resize(s)
}

func (r *dayRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.d)
}
func (r *dayRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.ground, r.text} }
func (r *dayRenderer) Destroy()                     {}
