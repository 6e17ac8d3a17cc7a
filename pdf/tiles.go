package pdf

import "strconv"

// figure is a count with its name.
type figure struct {
	name string
	n    int
	unit string
}

const tileHeight = 13.5

// tiles draws figures side by side, so many to a row; blank ones are to be written by hand.
func (f *form) tiles(figures []figure, perRow int, blank bool) {
	w := innerWidth / float64(perRow)
	rows := (len(figures) + perRow - 1) / perRow
	f.need(float64(rows) * tileHeight)
	top := f.y
	for i, g := range figures {
		x, y := margin+float64(i%perRow)*w, top+float64(i/perRow)*tileHeight
		name, set := f.fitLine("指标", g.name, w-2, 5, style{points: 8.5, ink: grey})
		f.center(x, y+5, w, name, set)
		unit := style{points: 8.5, ink: grey}
		if blank {
			f.right(x+w-3, y+10.9, g.unit, unit)
			f.line(x+5, y+11.6, x+w-7, y+11.6, writing)
		} else {
			n := style{points: 13, bold: true, ink: f.sheet.accent()}
			if g.n == 0 {
				n.bold, n.ink = false, grey
			}
			text := strconv.Itoa(g.n)
			left := x + (w-f.width(text, n)-1-f.width(g.unit, unit))/2
			f.text(left, y+11.2, text, n)
			f.text(left+f.width(text, n)+1, y+11, g.unit, unit)
		}
		if i%perRow > 0 {
			f.line(x, y, x, y+tileHeight, hair)
		}
		if i%perRow == 0 && i > 0 {
			f.line(margin, y, rightEdge, y, hair)
		}
	}
	f.frame(margin, top, innerWidth, float64(rows)*tileHeight, f.sheet.rule())
	f.y = top + float64(rows)*tileHeight + 6.5
}
