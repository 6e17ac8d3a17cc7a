package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Badge is a short word on a tint: the status of a thing.
type Badge struct {
	widget.BaseWidget
	text string
	tone Tone
}

// NewBadge returns a badge; an empty text shows nothing.
func NewBadge(text string, tone Tone) *Badge {
	b := &Badge{text: text, tone: tone}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes the word and its tone.
func (b *Badge) Set(text string, tone Tone) {
	if b.text != text || b.tone != tone {
		b.text, b.tone = text, tone
		b.Refresh()
	}
}

// Value returns the word.
func (b *Badge) Value() string { return b.text }

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	r := &badgeRenderer{b: b, paint: newBadgePaint()}
	r.paint.set(b.text, b.tone)
	return r
}

type badgeRenderer struct {
	b     *Badge
	paint *badgePaint
}

func (r *badgeRenderer) Layout(s fyne.Size) {
	m := r.paint.minSize()
	r.paint.place(0, (s.Height-m.Height)/2)
}
func (r *badgeRenderer) MinSize() fyne.Size { return r.paint.minSize() }
func (r *badgeRenderer) Refresh() {
	r.paint.set(r.b.text, r.b.tone)
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}
func (r *badgeRenderer) Objects() []fyne.CanvasObject { return r.paint.objects() }
func (r *badgeRenderer) Destroy()                     {}

// badgePaint draws a badge; rows of lists use it without a widget per badge.
type badgePaint struct {
	ground *canvas.Rectangle
	text   *canvas.Text
}

func newBadgePaint() *badgePaint {
	return &badgePaint{newRect(), newLine(fynetheme.SizeNameCaptionText, false)}
}

func (p *badgePaint) set(text string, tone Tone) {
	p.text.Text = text
	p.text.TextSize = fynetheme.Size(fynetheme.SizeNameCaptionText)
	p.text.Color = fynetheme.Color(tone.ink())
	p.ground.FillColor = fynetheme.Color(tone.tint())
	p.ground.CornerRadius = 4
	p.ground.Hidden, p.text.Hidden = text == "", text == ""
}

// hide takes the badge away for now, where its column is left out.
func (p *badgePaint) hide(on bool) {
	p.ground.Hidden = on || p.text.Text == ""
	p.text.Hidden = p.ground.Hidden
}

func (p *badgePaint) minSize() fyne.Size {
	if p.text.Text == "" {
		return fyne.Size{}
	}
	return p.text.MinSize().Add(fyne.NewSize(12, 2))
}

func (p *badgePaint) place(x, y float32) {
	s := p.minSize()
	p.ground.Move(fyne.NewPos(x, y))
	p.ground.Resize(s)
	p.text.Move(fyne.NewPos(x+6, y+1))
	p.text.Resize(s.Subtract(fyne.NewSize(12, 2)))
}

func (p *badgePaint) objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.ground, p.text} }
