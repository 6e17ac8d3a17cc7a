package pdf

import "strings"

// alignment of a column.
type alignment int

const (
	alignLeft alignment = iota
	alignCenter
	alignRight
)

// column of a table: a head of one or two lines, and its width (mm).
type column struct {
	title string
	width float64
	align alignment
}

// table is a table over as many pages as its rows need; every page repeats the head.
type table struct {
	columns []column
	rows    [][]string // cells may hold line ends
	points  float64
	height  float64 // least height of a row (mm)
	blank   int     // least number of empty rows after the others, to write in by hand
	pen     float64 // height of these rows
	fill    bool    // as many of these rows as the page takes
}

const (
	cellSide = 1.6 // between a cell's line and its text (mm)
	cellEdge = 3.2 // above and below the lines of a row, together

	// leastTable is the height a table begins in at least, unless all of it is smaller (mm).
	leastTable = 60.0
	// leastCell is how small a fact may be set, of its size, to stay on one line.
	leastCell = 0.8
)

// headHeight returns the height of the table's head.
func (t table) headHeight() float64 {
	for _, c := range t.columns {
		if strings.Contains(c.title, "\n") {
			return 10.5
		}
	}
	return 8
}

// table draws t from the form's present height, or on the next page where its head would stand alone.
func (f *form) table(t table) {
	st := t.style()
	f.need(min(t.headHeight()+t.first(f), leastTable))
	part := f.openTable(t)
	step := t.step()
	for i, row := range t.rows {
		cells := t.wrap(row, st, f.faces)
		for first := true; first || longest(cells) > 0; first = false {
			lines, height := longest(cells), t.rowHeight(cells)
			if f.y+height > bodyBottom && !part.empty() {
				part.close()
				f.nextPage()
				part = f.openTable(t)
			}
			if room := int((bodyBottom - f.y - cellEdge) / step); lines > room {
				lines, height = room, bodyBottom-f.y
			}
			if i%2 == 1 {
				f.tint(margin, f.y, innerWidth, height, f.sheet.accent().tint(0.035))
			}
			cells = part.row(cells, lines, height, step, st)
		}
	}
	for blanks := 0; blanks < t.blank || t.fill && f.y+t.pen <= bodyBottom; blanks++ {
		if f.y+t.pen > bodyBottom {
			part.close()
			f.nextPage()
			part = f.openTable(t)
		}
		part.row(make([][]string, len(t.columns)), 0, t.pen, step, st)
	}
	part.close()
	f.y += 6.5
}

// first returns the height of the first row.
func (t table) first(f *form) float64 {
	switch {
	case len(t.rows) > 0:
		return t.rowHeight(t.wrap(t.rows[0], t.style(), f.faces))
	case t.blank > 0:
		return t.pen
	}
	return 0
}

func (t table) style() style { return style{points: t.points, ink: black} }

// step returns the distance of baselines in a cell.
func (t table) step() float64 { return lead(t.points, 1.34) }

// rowHeight returns the height that holds the cells.
func (t table) rowHeight(cells [][]string) float64 {
	return max(t.height, float64(longest(cells))*t.step()+cellEdge)
}

// wrap breaks the cells of a row into lines.
func (t table) wrap(row []string, st style, f *faces) [][]string {
	cells := make([][]string, len(t.columns))
	for i := range cells {
		if i < len(row) && row[i] != "" {
			cells[i] = t.columns[i].wrap(clean(row[i]), st, f)
		}
	}
	return cells
}

// wrap breaks the text of a cell into lines. A short fact that is a little too wide stays on one line and is set smaller: a
// day of the year reads badly in two pieces.
func (c column) wrap(s string, st style, f *faces) []string {
	room := c.width - 2*cellSide
	if c.align == alignLeft {
		return wrap(s, room, st, f)
	}
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if f.width(line, st)*leastCell <= room {
			lines = append(lines, line)
		} else {
			lines = append(lines, wrap(line, room, st, f)...)
		}
	}
	return lines
}

// narrowed returns the style in which a line of a cell fits its column.
func (c column) narrowed(line string, st style, f *faces) style {
	if w, room := f.width(line, st), c.width-2*cellSide; w > room {
		return st.sized(st.points * room / w)
	}
	return st
}

// longest returns the number of lines of the longest cell.
func longest(cells [][]string) int {
	most := 0
	for _, lines := range cells {
		most = max(most, len(lines))
	}
	return most
}

// tablePart is the part of a table that stands on one page.
type tablePart struct {
	form       *form
	table      table
	top        float64
	boundaries []float64 // lower edges of its rows
}

// openTable draws the head.
func (f *form) openTable(t table) *tablePart {
	part := &tablePart{form: f, table: t, top: f.y}
	height := t.headHeight()
	f.tint(margin, f.y, innerWidth, height, f.sheet.accent())
	st := style{points: 9, bold: true, ink: white}
	x := margin
	for _, c := range t.columns {
		lines := strings.Split(c.title, "\n")
		y := middle(f.y, height, 9) - float64(len(lines)-1)*lead(9, 1.25)/2
		for i, line := range lines {
			name, set := f.fitLine("列名", line, c.width-0.8, lead(9, 1.25), st)
			f.center(x, y+float64(i)*lead(9, 1.25), c.width, name, set)
		}
		x += c.width
	}
	f.y += height
	return part
}

func (p *tablePart) empty() bool { return len(p.boundaries) == 0 }

// row draws the first lines of the cells in a row of the given height and returns the rest of them.
func (p *tablePart) row(cells [][]string, lines int, height, step float64, st style) [][]string {
	f, x := p.form, margin
	rest := make([][]string, len(cells))
	for i, c := range p.table.columns {
		show := cells[i][:min(lines, len(cells[i]))]
		rest[i] = cells[i][len(show):]
		y := middle(f.y, height, st.points) - step*float64(len(show)-1)/2
		for k, line := range show {
			at := y + float64(k)*step
			switch c.align {
			case alignCenter:
				f.center(x, at, c.width, line, c.narrowed(line, st, f.faces))
			case alignRight:
				f.right(x+c.width-cellSide, at, line, c.narrowed(line, st, f.faces))
			default:
				f.justified(x+cellSide, at, c.width-2*cellSide, line, k == len(cells[i])-1, st)
			}
		}
		x += c.width
	}
	f.y += height
	p.boundaries = append(p.boundaries, f.y)
	return rest
}

// close draws the lines and the frame.
func (p *tablePart) close() {
	f, body := p.form, p.top+p.table.headHeight()
	for _, y := range p.boundaries[:max(0, len(p.boundaries)-1)] {
		f.line(margin, y, rightEdge, y, hair)
	}
	x := margin
	for _, c := range p.table.columns[:len(p.table.columns)-1] {
		x += c.width
		f.line(x, body, x, f.y, hair)
	}
	f.frame(margin, p.top, innerWidth, f.y-p.top, f.sheet.rule())
}
