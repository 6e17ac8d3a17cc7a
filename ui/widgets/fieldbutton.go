package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// fieldButton is the sign at the end of a field that opens what helps to fill it. The keyboard passes it by: Tab goes from
// field to field, and a key of the field does the same.
type fieldButton struct {
	widget.BaseWidget
	icon    fyne.Resource
	tap     func()
	hovered bool
}

func newFieldButton(icon fyne.Resource, tap func()) *fieldButton {
	b := &fieldButton{icon: icon, tap: tap}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped implements fyne.Tappable.
func (b *fieldButton) Tapped(*fyne.PointEvent) { b.tap() }

// MouseIn implements desktop.Hoverable.
func (b *fieldButton) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (b *fieldButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *fieldButton) MouseOut() { b.hovered = false; b.Refresh() }

// Cursor implements desktop.Cursorable.
func (b *fieldButton) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (b *fieldButton) CreateRenderer() fyne.WidgetRenderer {
	r := &fieldButtonRenderer{b: b, ground: newRect(), img: canvas.NewImageFromResource(nil)}
	r.ground.CornerRadius, r.img.FillMode = theme.ControlRound, canvas.ImageFillContain
	r.paint()
	return r
}

type fieldButtonRenderer struct {
	b      *fieldButton
	ground *canvas.Rectangle
	img    *canvas.Image
}

func (r *fieldButtonRenderer) paint() {
	r.ground.FillColor = noColor
	if r.b.hovered {
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameHover)
	}
	r.img.Resource = theme.Tint(r.b.icon, theme.ColorMuted)
}

func (r *fieldButtonRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(theme.CompactSize) }

func (r *fieldButtonRenderer) Layout(s fyne.Size) {
	const icon = 15
	r.ground.Resize(s)
	r.img.Resize(fyne.NewSquareSize(icon))
	r.img.Move(fyne.NewPos((s.Width-icon)/2, (s.Height-icon)/2))
}

func (r *fieldButtonRenderer) Refresh() {
	r.paint()
	r.ground.Refresh()
	r.img.Refresh()
	canvas.Refresh(r.b)
}

func (r *fieldButtonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.img}
}
func (r *fieldButtonRenderer) Destroy() {}
