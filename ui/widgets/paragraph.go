package widgets

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Span is a run of a paragraph with one look.
type Span struct {
	Text string
	Tone Tone
	Bold bool
}

// Paragraph is text of several lines, broken as Chinese is printed: no line
// begins with a closing sign or ends with an opening one (避头尾), Latin words
// and numbers stay whole.
type Paragraph struct {
	widget.BaseWidget
	spans   []Span
	size    fyne.ThemeSizeName
	leading float32 // height of a line, in lines of the font

	lines [][]Span
	width float32
	texts []fyne.CanvasObject
}

// NewParagraph returns a paragraph of body text.
func NewParagraph(text string) *Paragraph { return NewSpans(Span{Text: text}) }

// NewSpans returns a paragraph of several looks, such as a script with its
// filled place-holders in medium weight.
func NewSpans(spans ...Span) *Paragraph {
	p := &Paragraph{spans: spans, size: fynetheme.SizeNameText, leading: 1.08}
	p.ExtendBaseWidget(p)
	return p
}

// Small sets the caption size and the muted tone.
func (p *Paragraph) Small() *Paragraph {
	p.size = fynetheme.SizeNameCaptionText
	for i := range p.spans {
		if p.spans[i].Tone == Neutral {
			p.spans[i].Tone = Muted
		}
	}
	return p
}

// Large sets a size to read aloud from.
func (p *Paragraph) Large() *Paragraph {
	p.size, p.leading = fynetheme.SizeNameSubHeadingText, 1.25
	return p
}

// Set changes the text.
func (p *Paragraph) Set(text string) { p.SetSpans(Span{Text: text}) }

// SetSpans changes the text.
func (p *Paragraph) SetSpans(spans ...Span) {
	p.spans, p.width = spans, 0
	p.Refresh()
}

// Value returns the text.
func (p *Paragraph) Value() string {
	var b strings.Builder
	for _, s := range p.spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Resize implements fyne.CanvasObject; a new width breaks the lines anew.
func (p *Paragraph) Resize(s fyne.Size) {
	broken := s.Width != p.width
	p.BaseWidget.Resize(s)
	if broken && s.Width > 0 {
		p.Refresh()
	}
}

// HeightFor returns the height the text needs at a width.
func (p *Paragraph) HeightFor(width float32) float32 {
	lines := breakLines(p.spans, width, fynetheme.Size(p.size))
	return float32(len(lines)) * p.lineStep()
}

func (p *Paragraph) lineStep() float32 { return lineHeight(p.size) * p.leading }

// CreateRenderer implements fyne.Widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	r := &paragraphRenderer{p: p}
	r.paint()
	return r
}

type paragraphRenderer struct {
	p *Paragraph
}

func (r *paragraphRenderer) paint() {
	p := r.p
	width := p.Size().Width
	size := fynetheme.Size(p.size)
	if width > 0 {
		p.lines, p.width = breakLines(p.spans, width, size), width
	} else {
		p.lines = breakLines(p.spans, 1e6, size)
	}
	p.texts = p.texts[:0:0]
	step := p.lineStep()
	inset := (step - lineHeight(p.size)) / 2
	for i, line := range p.lines {
		x := float32(0)
		for _, s := range line {
			t := canvas.NewText(s.Text, fynetheme.Color(s.Tone.plain()))
			t.TextSize, t.TextStyle.Bold = size, s.Bold
			w := t.MinSize()
			t.Move(fyne.NewPos(x, float32(i)*step+inset))
			t.Resize(w)
			x += w.Width
			p.texts = append(p.texts, t)
		}
	}
}

func (r *paragraphRenderer) Layout(fyne.Size) {}

func (r *paragraphRenderer) MinSize() fyne.Size {
	lines := len(r.p.lines)
	return fyne.NewSize(2*lineHeight(r.p.size), float32(max(lines, 1))*r.p.lineStep())
}

func (r *paragraphRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.p)
}
func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.p.texts }
func (r *paragraphRenderer) Destroy()                     {}

const (
	notAtStart = "，。、；：？！）》」』】〉”’…—～·％℃,.;:?!)]}%"
	notAtEnd   = "（《「『【〈“‘([{￥¥$"
)

// breakLines breaks spans into lines no wider than width.
func breakLines(spans []Span, width, size float32) [][]Span {
	var lines [][]Span
	var line []piece
	used := float32(0)
	flush := func() {
		lines = append(lines, join(line))
		line, used = nil, 0
	}
	for _, p := range pieces(spans, size) {
		if p.text == "\n" {
			flush()
			continue
		}
		if used+p.width > width+0.5 && len(line) > 0 && !strings.Contains(notAtStart, p.text) {
			var carry []piece
			for len(line) > 1 && strings.Contains(notAtEnd, line[len(line)-1].text) {
				carry = append([]piece{line[len(line)-1]}, carry...)
				line = line[:len(line)-1]
			}
			flush()
			for _, c := range carry {
				line = append(line, c)
				used += c.width
			}
			if p.text == " " {
				continue
			}
		} else if used+p.width > width+0.5 && len(line) > 1 {
			// a closing sign takes the sign before it along to the next line
			last := line[len(line)-1]
			line = line[:len(line)-1]
			flush()
			line, used = []piece{last}, last.width
		}
		line = append(line, p)
		used += p.width
	}
	flush()
	return lines
}

type piece struct {
	text  string
	look  Span
	width float32
}

// pieces cuts spans where a line may break.
func pieces(spans []Span, size float32) []piece {
	var out []piece
	add := func(s string, look Span) {
		w := fyne.MeasureText(s, size, fyne.TextStyle{Bold: look.Bold}).Width
		out = append(out, piece{s, look, w})
	}
	for _, sp := range spans {
		sp.Bold = emphasis(sp.Text, sp.Bold).Bold
		word := ""
		for _, r := range strings.ReplaceAll(sp.Text, "\r", "") {
			if r < 0x250 && !unicode.IsSpace(r) && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-./@_+:", r)) {
				word += string(r)
				continue
			}
			if word != "" {
				add(word, sp)
				word = ""
			}
			add(string(r), sp)
		}
		if word != "" {
			add(word, sp)
		}
	}
	return out
}

func join(line []piece) []Span {
	var out []Span
	for _, p := range line {
		if n := len(out); n > 0 && out[n-1].Tone == p.look.Tone && out[n-1].Bold == p.look.Bold {
			out[n-1].Text += p.text
			continue
		}
		out = append(out, Span{Text: p.text, Tone: p.look.Tone, Bold: p.look.Bold})
	}
	return out
}
