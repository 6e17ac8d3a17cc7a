package pdf

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
	top, label := f.y, f.sheet.accent().tint(0.07)
	value := style{points: 10, ink: black}
	for i, row := range rows {
		height := f.gridHeight(row, value)
		if f.y+height > bodyBottom {
			f.frame(margin, top, innerWidth, f.y-top, f.sheet.rule())
			f.nextPage()
			top = f.y
		} else if i > 0 {
			f.line(margin, f.y, rightEdge, f.y, hair)
		}
		x := margin
		for _, c := range row {
			f.tint(x, f.y, labelWidth, height, label)
			if x > margin {
				f.line(x, f.y, x, f.y+height, hair)
			}
			name := f.fit(c.label, labelWidth-2.4, height, style{points: 9.5, bold: true, ink: soft})
			f.center(x, middle(f.y, height, name.style.points), labelWidth, name.lines[0], name.style)
			f.line(x+labelWidth, f.y, x+labelWidth, f.y+height, hair)
			f.boxed(x+labelWidth+2, f.y+0.4, f.gridRoom(c), height-0.8, c.label, c.value, value)
			if c.mark != "" {
				f.right(x+c.width-1.6, middle(f.y, height, 7.5), c.mark, style{points: 7.5, ink: f.sheet.accent()})
			}
			x += c.width
		}
		f.y += height
	}
	f.frame(margin, top, innerWidth, f.y-top, f.sheet.rule())
	f.y += 6.5
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
