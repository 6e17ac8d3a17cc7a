package pdf

import (
	"math"
	"slices"
	"unicode/utf8"
)

// Layers of a page: the watermark lies under all, tints are painted before text and lines last, so that no tint covers
// text and no text touches a frame.
const (
	markLayer = iota
	tintLayer
	textLayer
	lineLayer
	layers
)

// act is one recorded act of drawing: which of the others its fields belong to says kind.
type act struct {
	kind       actKind
	face       int
	x, y, w, h float64 // of a line, w and h are its other end
	gap, turn  float64
	text       string
	style      style
	pen        pen
	picture    *picture
}

type actKind int

const (
	drawText actKind = iota
	drawFill
	drawLine
	drawFrame
	drawPicture
)

// surface is what recorded pages can be replayed on: a file, or a picture. Lengths are mm; the text is of one face, with
// gap mm after every character, turned anticlockwise about its start by turn radians.
type surface interface {
	text(face int, x, y, gap, turn float64, text string, st style)
	fill(x, y, w, h float64, fill Colour)
	line(x1, y1, x2, y2 float64, p pen)
	frame(x, y, w, h float64, p pen)
	picture(x, y, w, h float64, p *picture)
}

// canvas records pages. Lengths are mm, y grows downwards, text stands on its baseline.
type canvas struct {
	*faces
	pages []page
	page  int                 // being drawn
	cut   map[string][]string // fields that did not fit: name → what they should have said
}

// page is what is drawn on a page, by layer.
type page [layers][]act

func newCanvas() (*canvas, error) {
	f, err := loadFaces()
	if err != nil {
		return nil, err
	}
	return &canvas{faces: f, cut: map[string][]string{}}, nil
}

// addPage opens a page and draws on it from now on.
func (c *canvas) addPage() {
	c.page = len(c.pages)
	c.pages = append(c.pages, page{})
}

// on records an act on the page being drawn.
func (c *canvas) on(layer int, a act) {
	page := &c.pages[c.page]
	page[layer] = append(page[layer], a)
}

// replay draws a recorded page.
func (p *page) replay(s surface) {
	for _, layer := range p {
		for i := range layer {
			layer[i].replay(s)
		}
	}
}

func (a *act) replay(s surface) {
	switch a.kind {
	case drawText:
		s.text(a.face, a.x, a.y, a.gap, a.turn, a.text, a.style)
	case drawFill:
		s.fill(a.x, a.y, a.w, a.h, a.style.ink)
	case drawLine:
		s.line(a.x, a.y, a.w, a.h, a.pen)
	case drawFrame:
		s.frame(a.x, a.y, a.w, a.h, a.pen)
	case drawPicture:
		s.picture(a.x, a.y, a.w, a.h, a.picture)
	}
}

// text draws one line from x.
func (c *canvas) text(x, y float64, s string, st style) { c.spread(x, y, 0, s, st) }

// center draws one line in the middle of w.
func (c *canvas) center(x, y, w float64, s string, st style) {
	c.text(x+(w-c.width(s, st))/2, y, s, st)
}

// right draws one line that ends at x.
func (c *canvas) right(x, y float64, s string, st style) { c.text(x-c.width(s, st), y, s, st) }

// spread draws one line with gap mm of extra space after every character.
func (c *canvas) spread(x, y, gap float64, s string, st style) {
	c.runs(s, st, gap, func(face int, run string, along float64) {
		c.on(textLayer, act{kind: drawText, face: face, x: x + along, y: y, gap: gap, text: run, style: st})
	})
}

// turned draws one line from (x, y) upwards at an angle (radians), under everything else.
func (c *canvas) turned(x, y, angle float64, s string, st style) {
	sin, cos := math.Sincos(angle)
	c.runs(s, st, 0, func(face int, run string, along float64) {
		c.on(markLayer, act{kind: drawText, face: face, x: x + along*cos, y: y - along*sin, turn: angle, text: run, style: st})
	})
}

// runs parts a line into runs of one face and says how far along the line each of them starts.
func (c *canvas) runs(s string, st style, gap float64, draw func(face int, run string, along float64)) {
	run := make([]byte, 0, len(s))
	face, from, along := regular, 0.0, 0.0
	for _, r := range s {
		next, shown := c.pick(r, st)
		if next != face && len(run) > 0 {
			draw(face, string(run), from)
			run = run[:0]
		}
		if len(run) == 0 {
			face, from = next, along
		}
		run = utf8.AppendRune(run, shown)
		along += float64(c.faces[next].Width(shown))/1000*st.points*mmPerPoint + gap
	}
	if len(run) > 0 {
		draw(face, string(run), from)
	}
}

// paragraph draws text wrapped to w from the baseline y, justified, and returns the height used.
func (c *canvas) paragraph(x, y, w float64, s string, st style) float64 {
	lines := wrap(clean(s), w, st, c.faces)
	step := lead(st.points, leading+0.1)
	for i, line := range lines {
		c.justified(x, y+float64(i)*step, w, line, i == len(lines)-1, st)
	}
	return float64(len(lines)) * step
}

// justified draws a line of wrapped text so that it ends where its room of w mm ends, unless it is the last one, or so much
// shorter, because of a long word or a short paragraph, that its characters would be torn apart.
func (c *canvas) justified(x, y, w float64, line string, last bool, st style) {
	gap := 0.0
	if room := w - c.width(line, st); !last && room > 0 && room <= w*0.08 {
		letters, han := []rune(line), 0
		for _, r := range letters {
			if ideographic(r) {
				han++
			}
		}
		if han >= 8 && 2*han > len(letters) {
			gap = room / float64(len(letters)-1)
		}
	}
	c.spread(x, y, gap, line, st)
}

// boxed sets the value of a field into w × h at (x, y), left-aligned and centred in height, made
// smaller or wrapped where it must be. A value that is cut all the same is noted under the field's name.
func (c *canvas) boxed(x, y, w, h float64, field, value string, st style) {
	c.place(x, y, w, h, field, value, st, func(x, y, _ float64, line string, st style) { c.text(x, y, line, st) })
}

// centered is boxed with every line in the middle of the width.
func (c *canvas) centered(x, y, w, h float64, field, value string, st style) {
	c.place(x, y, w, h, field, value, st, c.center)
}

func (c *canvas) place(x, y, w, h float64, field, value string, st style, draw func(x, y, w float64, line string, st style)) {
	t := c.fit(value, w, h, st)
	if t.cut {
		c.keepWhole(field, value)
	}
	step := lead(t.style.points, tight)
	y = middle(y, h, t.style.points) - step*float64(len(t.lines)-1)/2
	for i, line := range t.lines {
		draw(x, y+float64(i)*step, w, line, t.style)
	}
}

// fitLine fits a text that has one line only; what is not on it is kept under the field's name.
func (c *canvas) fitLine(field, s string, w, h float64, st style) (line string, set style) {
	t := c.fit(s, w, h, st)
	if t.cut || len(t.lines) > 1 {
		c.keepWhole(field, s)
	}
	return t.lines[0], t.style
}

// keepWhole keeps what a field says in full where its place holds a part of it only.
func (c *canvas) keepWhole(field, whole string) {
	if !slices.Contains(c.cut[field], whole) {
		c.cut[field] = append(c.cut[field], whole)
	}
}

// tint fills a rectangle.
func (c *canvas) tint(x, y, w, h float64, fill Colour) {
	c.on(tintLayer, act{kind: drawFill, x: x, y: y, w: w, h: h, style: style{ink: fill}})
}

// line draws a straight line.
func (c *canvas) line(x1, y1, x2, y2 float64, p pen) {
	c.on(lineLayer, act{kind: drawLine, x: x1, y: y1, w: x2, h: y2, pen: p})
}

// frame draws the outline of a rectangle.
func (c *canvas) frame(x, y, w, h float64, p pen) {
	c.on(lineLayer, act{kind: drawFrame, x: x, y: y, w: w, h: h, pen: p})
}

// image draws a picture into a rectangle.
func (c *canvas) image(x, y, w, h float64, p *picture) {
	c.on(tintLayer, act{kind: drawPicture, x: x, y: y, w: w, h: h, picture: p})
}

// box draws a square to tick, its side in mm, and a tick in it if set.
func (c *canvas) box(x, y, side float64, ticked bool) {
	c.frame(x, y, side, side, pen{width: 0.22, ink: boxInk})
	if ticked {
		mark := pen{width: 0.5, ink: black}
		c.line(x+side*0.2, y+side*0.52, x+side*0.43, y+side*0.78, mark)
		c.line(x+side*0.43, y+side*0.78, x+side*0.86, y+side*0.18, mark)
	}
}
