package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// YearBar is one row of YearBars: something that lasts from one year to another. Years are fractions: 2026.5 is the middle of
// 2026.
type YearBar struct {
	Name, Detail string  // at the left, one above the other
	From, Until  float64 // Until 0: without end
	Strong       float64 // the part up to here is drawn darker; 0 none
	Off          bool    // drawn grey
	Note         string  // at the end of the bar
}

// YearBars draws bars over the years from First to Last, with a line at Now.
type YearBars struct {
	widget.BaseWidget
	rows        []YearBar
	first, last int
	now         float64
}

// Measures of YearBars.
const (
	yearBarRow   float32 = 40
	yearBarAxis  float32 = 26
	yearBarName  float32 = 230
	yearBarThick float32 = 14
)

// NewYearBars returns bars over the years first to last; last must lie after first.
func NewYearBars(rows []YearBar, first, last int, now float64) *YearBars {
	y := &YearBars{rows: rows, first: first, last: max(last, first+1), now: now}
	y.ExtendBaseWidget(y)
	return y
}

// Set shows other rows.
func (y *YearBars) Set(rows []YearBar, first, last int, now float64) {
	y.rows, y.first, y.last, y.now = rows, first, max(last, first+1), now
	y.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (y *YearBars) CreateRenderer() fyne.WidgetRenderer {
	y.ExtendBaseWidget(y)
	r := &yearBarsRenderer{y: y}
	r.build()
	return r
}

type yearBarsRenderer struct {
	y       *YearBars
	objects []fyne.CanvasObject
	years   []*canvas.Text
	ticks   []*canvas.Rectangle
	rows    []yearBarView
	now     *canvas.Rectangle
}

type yearBarView struct {
	name, detail, note *canvas.Text
	line, bar, strong  *canvas.Rectangle
}

func (r *yearBarsRenderer) build() {
	r.objects, r.rows, r.years, r.ticks = nil, nil, nil, nil
	for _, row := range r.y.rows {
		v := yearBarView{
			name: newLine(fynetheme.SizeNameText, true), detail: newLine(fynetheme.SizeNameCaptionText, false), note: newLine(fynetheme.SizeNameCaptionText, false),
			line: newRect(), bar: newRect(), strong: newRect(),
		}
		v.note.Text = row.Note
		r.rows = append(r.rows, v)
		r.objects = append(r.objects, v.line, v.bar, v.strong, v.name, v.detail, v.note)
	}
	r.now = newRect()
	r.objects = append(r.objects, r.now)
	r.paint()
}

func (r *yearBarsRenderer) paint() {
	r.now.FillColor = fynetheme.Color(Info.ink())
	for i, v := range r.rows {
		row := r.y.rows[i]
		v.line.FillColor = fynetheme.Color(theme.ColorLine)
		v.name.Color, v.detail.Color, v.note.Color = fynetheme.Color(Neutral.plain()), fynetheme.Color(Muted.plain()), fynetheme.Color(Muted.plain())
		v.bar.FillColor, v.strong.FillColor = fynetheme.Color(Info.tint()), fynetheme.Color(Info.ink())
		v.bar.StrokeColor, v.bar.StrokeWidth = fynetheme.Color(Info.ink()), 1
		if row.Off {
			v.bar.FillColor, v.bar.StrokeColor = fynetheme.Color(theme.ColorGreySoft), fynetheme.Color(theme.ColorLine)
		}
		v.bar.CornerRadius, v.strong.CornerRadius = 3, 3
	}
	for _, t := range r.years {
		t.Color = fynetheme.Color(Muted.plain())
	}
	for _, t := range r.ticks {
		t.FillColor = fynetheme.Color(theme.ColorLine)
	}
}

// MinSize implements fyne.WidgetRenderer.
func (r *yearBarsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(yearBarName+220, yearBarAxis+yearBarRow*float32(len(r.rows)))
}

// place returns where a year stands.
func (r *yearBarsRenderer) place(year float64, width float32) float32 {
	share := (year - float64(r.y.first)) / float64(r.y.last-r.y.first)
	return yearBarName + (width-yearBarName)*float32(min(max(share, 0), 1))
}

// Layout implements fyne.WidgetRenderer.
func (r *yearBarsRenderer) Layout(s fyne.Size) {
	r.axis(s)
	for i, v := range r.rows {
		row, top := r.y.rows[i], yearBarAxis+float32(i)*yearBarRow
		v.line.Move(fyne.NewPos(0, top))
		v.line.Resize(fyne.NewSize(s.Width, 1))
		v.name.Text = ellipsis(row.Name, yearBarName-12, v.name.TextSize, v.name.TextStyle)
		v.detail.Text = ellipsis(row.Detail, yearBarName-12, v.detail.TextSize, v.detail.TextStyle)
		v.name.Move(fyne.NewPos(0, top+3))
		v.name.Resize(v.name.MinSize())
		v.detail.Move(fyne.NewPos(0, top+21))
		v.detail.Resize(v.detail.MinSize())
		until := row.Until
		if until == 0 {
			until = float64(r.y.last)
		}
		left, right := r.place(row.From, s.Width), r.place(until, s.Width)
		y := top + (yearBarRow-yearBarThick)/2
		v.bar.Move(fyne.NewPos(left, y))
		v.bar.Resize(fyne.NewSize(max(right-left, 3), yearBarThick))
		v.strong.Hidden = row.Strong == 0 || row.Off
		if strong := min(r.place(row.Strong, s.Width), right); !v.strong.Hidden {
			v.strong.Move(fyne.NewPos(left, y))
			v.strong.Resize(fyne.NewSize(max(strong-left, 3), yearBarThick))
		}
		r.note(v, left, right, y, s.Width)
	}
	r.now.Move(fyne.NewPos(r.place(r.y.now, s.Width), yearBarAxis))
	r.now.Resize(fyne.NewSize(1.5, yearBarRow*float32(len(r.rows))))
}

// note places the text of a bar after its end, or before its beginning where there is no room, or else inside.
func (r *yearBarsRenderer) note(v yearBarView, left, right, y, width float32) {
	size := v.note.MinSize()
	x := right + 6
	switch {
	case x+size.Width <= width:
	case left-6-size.Width >= yearBarName:
		x = left - 6 - size.Width
	default:
		x = max(left+4, right-size.Width-6)
	}
	v.note.Move(fyne.NewPos(x, y+(yearBarThick-size.Height)/2))
	v.note.Resize(size)
}

// axis writes as many years as there is room for.
func (r *yearBarsRenderer) axis(s fyne.Size) {
	step := 1
	for _, next := range []int{1, 2, 5, 10, 20, 50} {
		step = next
		if (s.Width-yearBarName)/float32(r.y.last-r.y.first)*float32(next) >= 48 {
			break
		}
	}
	r.objects = r.objects[:len(r.rows)*6+1]
	r.years, r.ticks = r.years[:0], r.ticks[:0]
	for year := (r.y.first + step - 1) / step * step; year <= r.y.last; year += step {
		x := r.place(float64(year), s.Width)
		tick := newRect()
		tick.Move(fyne.NewPos(x, yearBarAxis-5))
		tick.Resize(fyne.NewSize(1, 5))
		name := newLine(fynetheme.SizeNameCaptionText, false)
		name.Text = strconv.Itoa(year)
		size := name.MinSize()
		name.Move(fyne.NewPos(min(x-size.Width/2, s.Width-size.Width), 2))
		name.Resize(size)
		r.years, r.ticks = append(r.years, name), append(r.ticks, tick)
		r.objects = append(r.objects, tick, name)
	}
	r.paint()
}

// Refresh implements fyne.WidgetRenderer.
func (r *yearBarsRenderer) Refresh() {
	if len(r.rows) != len(r.y.rows) {
		r.build()
	}
	for i := range r.rows {
		r.rows[i].note.Text = r.y.rows[i].Note
	}
	r.Layout(r.y.Size())
	canvas.Refresh(r.y)
}

// Objects implements fyne.WidgetRenderer.
func (r *yearBarsRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Destroy implements fyne.WidgetRenderer.
func (r *yearBarsRenderer) Destroy() {}
