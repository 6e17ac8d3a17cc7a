package pdf

import "strings"

// gridCell is a labelled value in a grid of facts.
type gridCell struct {
	label, value string
	mark         string  // small, at the right end: 已核实, 农历
	width        float64 // of label and value; the cells of a row add up to innerWidth
}

const (
	labelWidth = 21.5
	gridRow    = 8.4
	gridMost   = 30.0 // a value that needs more height than this is set smaller
)

// grid draws rows of facts, labels tinted, in one frame per page.
func (f *form) grid(rows [][]gridCell) {
	top := f.y
	for i, row := range rows {
		height := f.gridHeight(row, gridStyle)
		if f.y+height > bodyBottom {
			f.frame(margin, top, innerWidth, f.y-top, f.sheet.rule())
			f.nextPage()
			top = f.y
		} else if i > 0 {
			f.line(margin, f.y, rightEdge, f.y, hair)
		}
		f.gridLine(row, height)
		f.y += height
	}
	f.frame(margin, top, innerWidth, f.y-top, f.sheet.rule())
	f.y += 6.5
}

// gridStyle is how values are set.
var gridStyle = style{points: 10, ink: black}

// gridLine draws one row of facts, without the lines above and below it.
func (f *form) gridLine(row []gridCell, height float64) {
	x := margin
	for _, c := range row {
		f.gridLabel(x, height, c.label)
		if x > margin {
			f.line(x, f.y, x, f.y+height, hair)
		}
		f.boxed(x+labelWidth+2, f.y+0.4, f.gridRoom(c), height-0.8, c.label, c.value, gridStyle)
		if c.mark != "" {
			f.right(x+c.width-1.6, middle(f.y, height, 7.5), c.mark, style{points: 7.5, ink: f.sheet.accent()})
		}
		x += c.width
	}
}

// gridLabel draws the tinted name of a fact.
func (f *form) gridLabel(x, height float64, label string) {
	f.tint(x, f.y, labelWidth, height, f.sheet.accent().tint(0.07))
	name := style{points: 9.5, bold: true, ink: soft}
	lines := strings.Split(label, "\n")
	y := middle(f.y, height, name.points) - float64(len(lines)-1)*lead(name.points, 1.3)/2
	for i, line := range lines {
		shown, set := f.fitLine("项目名称", line, labelWidth-2.4, min(height, 7), name)
		f.center(x, y+float64(i)*lead(name.points, 1.3), labelWidth, shown, set)
	}
	f.line(x+labelWidth, f.y, x+labelWidth, f.y+height, hair)
}

// gridRoom returns the width a cell has for its value.
func (f *form) gridRoom(c gridCell) float64 {
	room := c.width - labelWidth - 3.4
	if c.mark != "" {
		room -= f.width(c.mark, style{points: 7.5}) + 1.5
	}
	return room
}

// gridHeight returns the height of a row: a value that two small lines do not hold makes it taller.
func (f *form) gridHeight(row []gridCell, st style) float64 {
	height := gridRow
	for _, c := range row {
		if t := f.fit(c.value, f.gridRoom(c), gridRow-0.8, st); len(t.lines) == 1 {
			continue
		}
		lines := wrap(oneLine(c.value), f.gridRoom(c), st, f.faces)
		height = max(height, min(gridMost, float64(len(lines))*lead(st.points, tight)+2.6))
	}
	return height
}
