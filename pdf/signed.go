package pdf

import "github.com/fangce/fangce/app"

// Signed is a name that was signed on the screen.
type Signed struct {
	Strokes []app.Stroke `json:"strokes"`
	On      app.Date     `json:"on"`
}

// inkWidth is how thick the line of a signature is (mm): that of a fibre pen.
const inkWidth = 0.42

// sign draws a signature as large as it fits into a rectangle, standing on its lower edge from the left.
func (c *canvas) sign(x, y, w, h float64, s Signed) {
	lines, width := app.Polylines(s.Strokes)
	if width == 0 {
		return
	}
	scale := min(h, w/width)
	top := y + h - scale
	ink := pen{width: inkWidth, ink: black, round: true}
	for _, l := range lines {
		from := l[0]
		if len(l) == 1 {
			l = append(l, app.InkPoint{X: from.X + 0.01, Y: from.Y})
		}
		for _, to := range l[1:] {
			if to == from {
				continue // the pen rested
			}
			c.line(x+from.X*scale, top+from.Y*scale, x+to.X*scale, top+to.Y*scale, ink)
			from = to
		}
	}
}
