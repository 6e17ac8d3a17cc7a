package pdf

// Layers of a page: tints are painted first, lines last, so that no tint covers text and no text
// touches a frame.
const (
	tintLayer = iota
	textLayer
	lineLayer
	layers
)

// drawing is one recorded act.
type drawing func(surface)

// surface is what recorded pages can be replayed on: a file, or a picture. Lengths are mm; the text is
// of one face, in the codes of canvas.code, with gap mm after every character.
type surface interface {
	text(face int, x, y, gap float64, codes string, st style)
	fill(x, y, w, h float64, fill Colour)
	line(x1, y1, x2, y2 float64, p pen)
	frame(x, y, w, h float64, p pen)
}

// canvas records pages. Lengths are mm, y grows downwards, text stands on its baseline.
type canvas struct {
	*faces
	pages [][layers][]drawing
	page  int              // being drawn
	used  [2]map[rune]rune // face → code → rune: what the cut must hold
	alias map[rune]rune    // rune above U+FFFF → private-use code
	cut   map[string]bool  // fields that did not fit
}

func newCanvas() (*canvas, error) {
	f, err := loadFaces()
	if err != nil {
		return nil, err
	}
	return &canvas{
		faces: f, used: [2]map[rune]rune{{}, {}},
		alias: map[rune]rune{}, cut: map[string]bool{},
	}, nil
}

// addPage opens a page and draws on it from now on.
func (c *canvas) addPage() {
	c.page = len(c.pages)
	c.pages = append(c.pages, [layers][]drawing{})
}

// on records an act on the page being drawn.
func (c *canvas) on(layer int, d drawing) {
	page := &c.pages[c.page]
	page[layer] = append(page[layer], d)
}

// replay draws a recorded page.
func (c *canvas) replay(page int, s surface) {
	for _, layer := range c.pages[page] {
		for _, draw := range layer {
			draw(s)
		}
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

// spread draws one line with gap mm of extra space after every character. The line is cut into runs
// of one face.
func (c *canvas) spread(x, y, gap float64, s string, st style) {
	var run []rune
	face, from := regular, x
	flush := func() {
		if len(run) > 0 {
			face, from, code := face, from, string(run)
			c.on(textLayer, func(s surface) { s.text(face, from, y, gap, code, st) })
			run = nil
		}
	}
	for _, r := range s {
		next, shown := c.pick(r, st)
		if next != face || len(run) == 0 {
			flush()
			face, from = next, x
		}
		run = append(run, c.code(next, shown))
		x += float64(c.faces[next].Width(shown))/1000*st.points*mmPerPoint + gap
	}
	flush()
}

// code notes that the face's cut must show r and returns the code that asks for it. The backend
// addresses U+0000–U+FFFF only; characters above take private-use codes.
func (c *canvas) code(face int, r rune) rune {
	code := r
	if r > 0xFFFF {
		var ok bool
		if code, ok = c.alias[r]; !ok {
			code = 0xE000 + rune(len(c.alias))
			c.alias[r] = code
		}
	}
	c.used[face][code] = r
	return code
}

// paragraph draws text wrapped to w from the baseline y, justified, and returns the height used.
func (c *canvas) paragraph(x, y, w float64, s string, st style) float64 {
	lines := wrap(clean(s), w, st, c.faces)
	step := lead(st.points, leading+0.1)
	for i, line := range lines {
		gap, count := w-c.width(line, st), float64(len([]rune(line)))
		if i == len(lines)-1 || count < 8 || gap > w*0.08 {
			gap = 0
		}
		c.spread(x, y+float64(i)*step, gap/max(1, count-1), line, st)
	}
	return float64(len(lines)) * step
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
		c.cut[field] = true
	}
	step := lead(t.style.points, tight)
	y = middle(y, h, t.style.points) - step*float64(len(t.lines)-1)/2
	for i, line := range t.lines {
		draw(x, y+float64(i)*step, w, line, t.style)
	}
}

// tint fills a rectangle.
func (c *canvas) tint(x, y, w, h float64, fill Colour) {
	c.on(tintLayer, func(s surface) { s.fill(x, y, w, h, fill) })
}

// line draws a straight line.
func (c *canvas) line(x1, y1, x2, y2 float64, p pen) {
	c.on(lineLayer, func(s surface) { s.line(x1, y1, x2, y2, p) })
}

// frame draws the outline of a rectangle.
func (c *canvas) frame(x, y, w, h float64, p pen) {
	c.on(lineLayer, func(s surface) { s.frame(x, y, w, h, p) })
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
