package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Banner is a message inside a page: what is the matter and, at its right,
// what to do about it. It hides itself while its text is empty.
type Banner struct {
	widget.BaseWidget
	tone    Tone
	text    string
	actions []fyne.CanvasObject
	below   bool
	content *fyne.Container
}

// NewBanner returns a banner.
func NewBanner(tone Tone, text string, actions ...fyne.CanvasObject) *Banner {
	b := &Banner{tone: tone, text: text, actions: actions, content: Stack()}
	b.ExtendBaseWidget(b)
	b.build()
	return b
}

// Below puts the actions below the message, for one that is long: beside it they would leave it too little room.
func (b *Banner) Below() *Banner {
	b.below = true
	b.build()
	return b
}

// Set changes the message; an empty text hides the banner.
func (b *Banner) Set(tone Tone, text string) {
	b.tone, b.text = tone, text
	b.build()
	b.Refresh()
}

// Value returns the message.
func (b *Banner) Value() string { return b.text }

func (b *Banner) build() {
	if b.text == "" {
		b.Hide()
		return
	}
	icon, para := Picture(b.tone.icon(), bannerIcon, b.tone.ink()), NewSpans(Span{Text: b.text, Tone: b.tone})
	said := &fyne.Container{Layout: withIcon{}, Objects: []fyne.CanvasObject{icon, para}}
	body := HStack(8, append([]fyne.CanvasObject{Grow(said)}, b.actions...)...)
	if b.below {
		body = VStack(6, said, Pad(0, 0, 0, bannerIcon+bannerGap, HStack(8, b.actions...)))
	}
	b.content.Objects = []fyne.CanvasObject{NewBox(b.tone.tint(), "", 6), Pad(7, 10, 7, 10, body)}
	b.content.Refresh()
	b.Show()
}

// CreateRenderer implements fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.content) }

func (b *Banner) inside() []fyne.CanvasObject { return []fyne.CanvasObject{b.content} }

// bannerIcon is the side of the sign of a banner, bannerGap what is between it and the message.
const (
	bannerIcon float32 = 18
	bannerGap  float32 = 8
)

// withIcon puts a message in the middle of the height there is, as that of a button beside it, and a sign before its
// first line.
type withIcon struct{}

func (withIcon) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[1].MinSize()
	return fyne.NewSize(m.Width+bannerIcon+bannerGap, max(m.Height, bannerIcon+2))
}

func (withIcon) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const left = bannerIcon + bannerGap
	o[1].Resize(fyne.NewSize(s.Width-left, o[1].MinSize().Height))
	h := o[1].MinSize().Height // once it has its width
	y := max(0, (s.Height-h)/2)
	o[1].Resize(fyne.NewSize(s.Width-left, h))
	o[1].Move(fyne.NewPos(left, y))
	o[0].Resize(fyne.NewSquareSize(bannerIcon))
	o[0].Move(fyne.NewPos(0, y+2))
}
