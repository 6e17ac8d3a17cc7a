package pdf

import "strings"

// Measures of framed boxes (mm).
const (
	penLine   = 7.8 // between two lines to write on by hand
	passEdge  = 2.6 // above and below a text, each
	signLine  = 10.5
	tickRow   = 7.6
	openGap   = 2.0 // between the title and a heading right under it
	leastText = 2   // lines of a text that may stand alone at the foot or the head of a page
)

// passageRoom is the width of a text in a box.
const passageRoom = innerWidth - labelWidth - 5

// stack is a column of boxes in one frame, each with its name at the left: facts, texts of any length, and things to tick. It
// goes over as many pages as it needs.
type stack struct {
	form  *form
	top   float64
	empty bool
}

// signer is a place to sign in a box: whose, and what stands there already.
type signer struct {
	role string
	name string
	on   string // as printed, "" to be written by hand
}

// openStack begins a frame.
func (f *form) openStack() *stack { return &stack{form: f, top: f.y, empty: true} }

// close draws the frame.
func (s *stack) close() {
	f := s.form
	if !s.empty {
		f.frame(margin, s.top, innerWidth, f.y-s.top, f.sheet.rule())
	}
	f.y += 6.5
}

// turn goes on on the next page.
func (s *stack) turn() {
	f := s.form
	if !s.empty {
		f.frame(margin, s.top, innerWidth, f.y-s.top, f.sheet.rule())
	}
	f.nextPage()
	s.top, s.empty = f.y, true
}

// begin makes room for a box of a height and draws the line above it.
func (s *stack) begin(height float64) {
	f := s.form
	if f.y+height > bodyBottom && f.y > bodyTop {
		s.turn()
	}
	if !s.empty {
		f.line(margin, f.y, rightEdge, f.y, hair)
	}
	s.empty = false
}

// facts draws rows of short labelled values.
func (s *stack) facts(rows ...[]gridCell) {
	for _, row := range rows {
		height := s.form.gridHeight(row, gridStyle)
		s.begin(height)
		s.form.gridLine(row, height)
		s.form.y += height
	}
}

// tick is something to tick.
type tick struct {
	name string
	on   bool
}

// choose draws things to tick, on as many lines as they need.
func (s *stack) choose(label string, ticks ...tick) {
	const side, gap, after = 3.5, 1.3, 5.0
	f, st := s.form, style{points: 10, ink: black}
	room := innerWidth - labelWidth - 4
	type place struct {
		x    float64
		line int
		name string
		set  style
	}
	places, x, line := make([]place, len(ticks)), 0.0, 0
	for i, t := range ticks {
		name, set := f.fitLine(label, t.name, room-side-gap, 5, st)
		w := side + gap + f.width(name, set)
		if x > 0 && x+w > room {
			x, line = 0, line+1
		}
		places[i] = place{x, line, name, set}
		x += w + after
	}
	height := max(gridRow, float64(line+1)*tickRow+0.8)
	s.begin(height)
	f.gridLabel(margin, height, label)
	for i, p := range places {
		y := f.y + (height-float64(line+1)*tickRow)/2 + float64(p.line)*tickRow
		at := margin + labelWidth + 2.4 + p.x
		f.box(at, y+(tickRow-side)/2, side, ticks[i].on)
		f.text(at+side+gap, middle(y, tickRow, p.set.points), p.name, p.set)
	}
	f.y += height
}

// passage draws a text of any length, or at least so many lines to write on where there is none, and under it the places to
// sign.
func (s *stack) passage(label, text string, least int, signers ...signer) {
	f := s.form
	step := lead(gridStyle.points, 1.5)
	var lines []string
	if text = strings.TrimSpace(clean(text)); text != "" {
		lines = wrap(text, passageRoom, gridStyle, f.faces)
	}
	sign := float64(len(signers)) * signLine
	written := len(lines) > 0
	for {
		height := max(float64(len(lines))*step+2*passEdge, gridRow)
		if !written {
			height = max(float64(least)*penLine+1, gridRow)
		}
		if f.y+height+sign <= bodyBottom || len(lines) <= leastText {
			s.begin(height + sign)
			s.part(label, lines, height, sign)
			if !written {
				s.rule(least)
			}
			s.sign(f.y+height, signers)
			f.y += height + sign
			return
		}
		room := int((bodyBottom - f.y - 2*passEdge) / step)
		if room < leastText+1 {
			s.turn()
			continue
		}
		room = min(room, len(lines)-leastText)
		height = float64(room)*step + 2*passEdge
		s.begin(height)
		s.part(label, lines[:room], height, 0)
		f.y += height
		lines = lines[room:]
		s.turn()
	}
}

// part draws the name and the lines of a text.
func (s *stack) part(label string, lines []string, height, below float64) {
	f, step := s.form, lead(gridStyle.points, 1.5)
	f.gridLabel(margin, height+below, label)
	y := middle(f.y, height, gridStyle.points) - float64(len(lines)-1)*step/2
	for i, line := range lines {
		f.justified(margin+labelWidth+2.4, y+float64(i)*step, passageRoom, line, i == len(lines)-1, gridStyle)
	}
}

// rule draws lines to write on by hand.
func (s *stack) rule(n int) {
	f := s.form
	for i := range n - 1 {
		y := f.y + 0.5 + float64(i+1)*penLine
		f.line(margin+labelWidth+2.4, y, rightEdge-2.4, y, dotted)
	}
}

// sign draws the places to sign, one under the other, at the right from y.
func (s *stack) sign(y float64, signers []signer) {
	f, st := s.form, style{points: 9.5, ink: soft}
	for _, by := range signers {
		base := y + signLine - 3.6
		day := by.on
		if day == "" {
			day = "　　　年　　月　　日"
		}
		f.right(rightEdge-3, base, day, st)
		line := rightEdge - 3 - 38.0
		f.line(line-42, base+1.4, line, base+1.4, writing)
		f.right(line-43.5, base, by.role, st)
		f.centered(line-41, base-4.6, 40, 6, by.role, by.name, style{points: 10.5, ink: black})
		y += signLine
	}
}
