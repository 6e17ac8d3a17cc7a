package pdf

import (
	"math"
	"strconv"
)

// Measures of charts (mm).
const (
	chartTitle = 8.0  // above the plot
	chartLeft  = 12.0 // for the numbers of the scale
	chartFoot  = 11.0 // for the names under the plot
	legendRow  = 5.0
)

// Colours of the second and third series; the first has the form's accent.
var (
	amber = Colour{201, 122, 28}
	teal  = Colour{46, 134, 120}
	rose  = Colour{176, 62, 74}
)

// series is a row of values of a chart; NaN is none.
type series struct {
	name   string
	values []float64
}

// chart is a picture with a scale at its left and a name under every place.
type chart struct {
	form       *form
	x, y, w, h float64 // of the whole, its title among it
	low, high  float64 // of the scale
	names      []string
}

// openChart draws the frame, the title, the scale and the names under it.
func (f *form) openChart(x, y, w, h float64, title, unit string, names []string, low, high float64) *chart {
	c := &chart{form: f, x: x, y: y, w: w, h: h, names: names}
	step := scaleStep((high - low) / 4)
	c.low, c.high = math.Floor(low/step+1e-9)*step, math.Ceil(high/step-1e-9)*step
	if c.high <= c.low {
		c.high = c.low + step
	}
	st := style{points: 9.5, bold: true, ink: soft}
	line, set := f.fitLine("图", title, w-30, 5, st)
	f.text(x+2, y+5, line, set)
	if unit != "" {
		f.right(x+w-2, y+5, "单位："+unit, style{points: 7.5, ink: grey})
	}
	small := style{points: 7.5, ink: grey}
	left, right := c.left(), c.right()
	for n := 0; ; n++ {
		v := c.low + float64(n)*step
		if v > c.high+step/2 {
			break
		}
		at := c.place(v)
		f.tint(left, at-0.05, right-left, 0.1, Colour{215, 215, 215})
		f.right(left-1.2, at+0.95, number(v), small)
	}
	slot := (right - left) / float64(max(1, len(names)))
	for i, name := range names {
		t := f.fit(name, slot-0.6, 7.5, small)
		if t.cut {
			f.keepWhole("图中名称", name)
		}
		for k, line := range t.lines {
			f.center(left+float64(i)*slot, c.bottom()+3.6+float64(k)*lead(t.style.points, tight), slot, line, t.style)
		}
	}
	f.frame(x, y, w, h, hair)
	f.line(left, c.bottom(), right, c.bottom(), pen{width: 0.2, ink: grey})
	return c
}

func (c *chart) left() float64   { return c.x + chartLeft }
func (c *chart) right() float64  { return c.x + c.w - 3 }
func (c *chart) top() float64    { return c.y + chartTitle + legendRow + 3 }
func (c *chart) bottom() float64 { return c.y + c.h - chartFoot }

// place returns where a value stands.
func (c *chart) place(v float64) float64 {
	share := (v - c.low) / (c.high - c.low)
	return c.bottom() - share*(c.bottom()-c.top())
}

// slot returns the middle of a place and its width.
func (c *chart) slot(i int) (middle, width float64) {
	width = (c.right() - c.left()) / float64(max(1, len(c.names)))
	return c.left() + (float64(i)+0.5)*width, width
}

// bars draws a bar for every value of every series, with the value above it where there is room.
func (c *chart) bars(all ...series) {
	f := c.form
	for k, s := range all {
		ink := f.series(k)
		for i, v := range s.values {
			if math.IsNaN(v) || i >= len(c.names) {
				continue
			}
			mid, width := c.slot(i)
			bar := min(width*0.72/float64(len(all)), 9)
			left := mid - bar*float64(len(all))/2 + float64(k)*bar
			f.tint(left+0.15, c.place(v), bar-0.3, max(0, c.bottom()-c.place(v)), ink)
			if text, st := number(v), (style{points: 7, ink: soft}); f.width(text, st) <= max(bar, width/float64(len(all))-0.4) {
				f.center(left, c.place(v)-0.9, bar, text, st)
			}
		}
	}
	c.legend(all)
}

// curves draws a line through the values of every series.
func (c *chart) curves(all ...series) {
	f := c.form
	for k, s := range all {
		ink := f.series(k)
		stroke := pen{width: 0.5, ink: ink, round: true}
		before := -1
		for i, v := range s.values {
			if math.IsNaN(v) || i >= len(c.names) {
				continue
			}
			x, width := c.slot(i)
			if before == i-1 && before >= 0 {
				from, _ := c.slot(before)
				f.line(from, c.place(s.values[before]), x, c.place(v), stroke)
			}
			before = i
			f.tint(x-0.7, c.place(v)-0.7, 1.4, 1.4, ink)
			if text, st := number(v), (style{points: 7, ink: ink}); len(all) == 1 && f.width(text, st) < width-0.4 {
				f.center(x-width/2, c.place(v)-1.6, width, text, st)
			}
		}
	}
	c.legend(all)
}

// legend names the series where there is more than one.
func (c *chart) legend(all []series) {
	if len(all) < 2 {
		return
	}
	f, x := c.form, c.left()
	for k, s := range all {
		f.tint(x, c.y+chartTitle+0.3, 2.4, 2.4, f.series(k))
		st := style{points: 8, ink: soft}
		f.text(x+3.4, c.y+chartTitle+2.5, s.name, st)
		x += 3.4 + f.width(s.name, st) + 5
	}
}

// series returns the colour of the nth series.
func (f *form) series(n int) Colour {
	return []Colour{f.sheet.accent().tint(0.85), amber, teal, rose}[n%4]
}

// bounds returns the least and the greatest of values, both 0 where there is none.
func bounds(all ...series) (low, high float64) {
	first := true
	for _, s := range all {
		for _, v := range s.values {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				continue
			}
			if first {
				low, high, first = v, v, false
			}
			low, high = min(low, v), max(high, v)
		}
	}
	return low, high
}

// scaleStep returns 1, 2 or 5 times a power of ten, not less than the step.
func scaleStep(step float64) float64 {
	if !(step > 0) || math.IsInf(step, 0) {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(step)))
	for _, n := range []float64{1, 2, 5} {
		if n*unit >= step*(1-1e-9) {
			return n * unit
		}
	}
	return 10 * unit
}

// number returns a value with at most two decimals, none that is nought.
func number(v float64) string {
	s := strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}
