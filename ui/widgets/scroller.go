package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// Scroller lets its content run over its height. Unlike Fyne's it gives the
// content its width before it asks for the height, so that wrapped text is
// measured as it will stand.
type Scroller struct {
	container.Scroll
	resized func()
}

// Scroll returns a scroller for an object.
func Scroll(o fyne.CanvasObject) *Scroller {
	s := &Scroller{Scroll: container.Scroll{Content: o, Direction: container.ScrollVerticalOnly}}
	s.ExtendBaseWidget(s)
	return s
}

// Resize implements fyne.CanvasObject.
func (s *Scroller) Resize(size fyne.Size) {
	widthFirst(s.Content, size.Width)
	s.Scroll.Resize(size)
	if s.resized != nil {
		s.resized()
	}
}

// Refresh implements fyne.CanvasObject.
func (s *Scroller) Refresh() {
	if s.Content != nil {
		widthFirst(s.Content, s.Size().Width)
	}
	s.Scroll.Refresh()
}

// Top scrolls to the beginning, as a room does when it shows another thing.
func (s *Scroller) Top() { s.ScrollToTop() }

func (s *Scroller) inside() []fyne.CanvasObject {
	if s.Content == nil {
		return nil
	}
	return []fyne.CanvasObject{s.Content}
}

// widthFirst gives an object a new width and its old height, so that what it
// then says about its least height is true for that width.
func widthFirst(o fyne.CanvasObject, width float32) {
	if s := o.Size(); s.Width != width && width > 0 {
		o.Resize(fyne.NewSize(width, s.Height))
	}
}

// CreateRenderer implements fyne.Widget: Fyne's scroller without the shadows
// at its ends, which look like dirt on a white panel. What is left besides the
// content are the bars, which follow the pointer.
func (s *Scroller) CreateRenderer() fyne.WidgetRenderer {
	return bareScroll{s.Scroll.CreateRenderer()}
}

type bareScroll struct{ fyne.WidgetRenderer }

// Objects implements fyne.WidgetRenderer.
func (b bareScroll) Objects() []fyne.CanvasObject {
	all := b.WidgetRenderer.Objects()
	out := make([]fyne.CanvasObject, 0, 3)
	for i, o := range all {
		if _, bar := o.(desktop.Hoverable); i == 0 || bar {
			out = append(out, o)
		}
	}
	return out
}
