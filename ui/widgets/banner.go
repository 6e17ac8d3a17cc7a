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
	para := NewSpans(Span{Text: b.text, Tone: b.tone})
	var text fyne.CanvasObject = HStack(8, append([]fyne.CanvasObject{Grow(centerV{}.wrap(para))}, b.actions...)...)
	if b.below {
		text = VStack(6, para, HStack(8, b.actions...))
	}
	left := Pad(1, 8, 0, 0, Picture(b.tone.icon(), 18, b.tone.ink()))
	body := Sides(VStack(0, left), text, nil)
	b.content.Objects = []fyne.CanvasObject{NewBox(b.tone.tint(), "", 6), Pad(7, 10, 7, 10, body)}
	b.content.Refresh()
	b.Show()
}

// CreateRenderer implements fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.content) }

func (b *Banner) inside() []fyne.CanvasObject { return []fyne.CanvasObject{b.content} }

// centerV keeps an object's full width and centres it vertically.
type centerV struct{}

func (c centerV) wrap(o fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: c, Objects: []fyne.CanvasObject{o}}
}
func (centerV) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }
func (centerV) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(s.Width, o[0].MinSize().Height))
	h := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(s.Width, h))
	o[0].Move(fyne.NewPos(0, max(0, (s.Height-h)/2)))
}
