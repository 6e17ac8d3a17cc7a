package cards

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/widgets"
)

// wheel lies over a table that stands at its full height inside a scroller and hands the mouse wheel to the scroller; a
// table would keep it though it has nothing to scroll. Everything else falls through to the table.
type wheel struct {
	widget.BaseWidget
	to *widgets.Scroller
}

func newWheel() *wheel {
	w := &wheel{}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled implements fyne.Scrollable.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	if w.to != nil {
		w.to.Scrolled(e)
	}
}

// MinSize implements fyne.CanvasObject.
func (w *wheel) MinSize() fyne.Size { return fyne.NewSize(0, 0) }

// CreateRenderer implements fyne.Widget.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
