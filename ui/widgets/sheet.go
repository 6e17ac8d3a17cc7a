package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Sheet is a page over the whole window with what it does on keys no field uses, on files dropped on it, and when it goes.
type Sheet struct {
	widget.BaseWidget
	content fyne.CanvasObject
	OnKey   func(k *fyne.KeyEvent) bool // nil: none
	OnRune  func(r rune) bool
	OnDrop  func(paths []string)
	OnGone  func() // it is no longer in sight
}

// NewSheet returns a page that shows content.
func NewSheet(content fyne.CanvasObject) *Sheet {
	s := &Sheet{content: content}
	s.ExtendBaseWidget(s)
	return s
}

// Key hands a key to the page and reports whether it has a use for it.
func (s *Sheet) Key(k *fyne.KeyEvent) bool { return s.OnKey != nil && s.OnKey(k) }

// Rune hands a letter to the page and reports whether it has a use for it.
func (s *Sheet) Rune(r rune) bool { return s.OnRune != nil && s.OnRune(r) }

// DropFiles hands files dropped on the window to the page.
func (s *Sheet) DropFiles(paths []string) {
	if s.OnDrop != nil {
		s.OnDrop(paths)
	}
}

// Gone tells the page that it is no longer in sight.
func (s *Sheet) Gone() {
	if s.OnGone != nil {
		s.OnGone()
	}
}

func (s *Sheet) inside() []fyne.CanvasObject { return []fyne.CanvasObject{s.content} }

// CreateRenderer implements fyne.Widget.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// AtMost puts an object in the middle, no wider than that.
func AtMost(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(atMost(width), o)
}

type atMost float32

func (a atMost) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		m = m.Max(o.MinSize())
	}
	return m
}

func (a atMost) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	w := min(s.Width, float32(a))
	for _, o := range objects {
		o.Resize(fyne.NewSize(w, s.Height))
		o.Move(fyne.NewPos((s.Width-w)/2, 0))
	}
}
