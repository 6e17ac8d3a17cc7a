package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Least gives an object as much room as there is and never less than a size: where there is less, as with large letters on
// a small screen, it is scrolled both ways.
func Least(size fyne.Size, o fyne.CanvasObject) *LeastRoom {
	l := &LeastRoom{}
	l.Scroll.Content = container.New(leastLayout(size), o)
	l.Direction = container.ScrollBoth
	l.ExtendBaseWidget(l)
	return l
}

// LeastRoom is what Least makes.
type LeastRoom struct{ container.Scroll }

func (l *LeastRoom) inside() []fyne.CanvasObject { return []fyne.CanvasObject{l.Content} }

type leastLayout fyne.Size

// MinSize implements fyne.Layout: what is inside may ask for less or more, it gets this.
func (l leastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size(l) }

// Layout implements fyne.Layout.
func (l leastLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Resize(s)
		o.Move(fyne.Position{})
	}
}

// CreateRenderer implements fyne.Widget.
func (l *LeastRoom) CreateRenderer() fyne.WidgetRenderer {
	return bareScroll{l.Scroll.CreateRenderer()}
}
