package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// modal is the layer a dialog lies on: a veil over the window and the card in
// its middle.
type modal struct {
	widget.BaseWidget
	card    *fyne.Container
	submit  func() // Ctrl+Enter
	changed func() // the user has changed an input
	left    func() // the focus has left a field; may be nil
	over    *fyne.Container
}

func newModal(card *fyne.Container) *modal {
	m := &modal{card: card, over: NewOver()}
	m.ExtendBaseWidget(m)
	return m
}

// Tapped implements fyne.Tappable: a click beside the card does nothing, so
// that nothing typed is lost.
func (m *modal) Tapped(*fyne.PointEvent) {}

// Over implements Covering.
func (m *modal) Over() *fyne.Container { return m.over }

func (m *modal) inside() []fyne.CanvasObject { return []fyne.CanvasObject{m.card} }

// CreateRenderer implements fyne.Widget.
func (m *modal) CreateRenderer() fyne.WidgetRenderer {
	r := &modalRenderer{m: m, veil: newRect(), ground: newRect()}
	r.paint()
	return r
}

type modalRenderer struct {
	m            *modal
	veil, ground *canvas.Rectangle
}

func (r *modalRenderer) paint() {
	r.veil.FillColor = fynetheme.Color(theme.ColorVeil)
	r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameOverlayBackground)
	r.ground.CornerRadius = theme.PanelRadius + 2
	r.ground.Shadow = canvas.Shadow{Color: color.NRGBA{A: 0x50}, BlurRadius: 18, Offset: fyne.NewPos(0, 6)}
	r.ground.StrokeColor, r.ground.StrokeWidth = fynetheme.Color(theme.ColorLine), 1
}

func (r *modalRenderer) MinSize() fyne.Size { return r.m.card.MinSize() }

func (r *modalRenderer) Layout(s fyne.Size) {
	r.veil.Resize(s)
	m := r.m.card.MinSize()
	at := fyne.NewPos((s.Width-m.Width)/2, max(10, (s.Height-m.Height)*0.42))
	r.ground.Move(at)
	r.ground.Resize(m)
	r.m.card.Move(at)
	r.m.card.Resize(m)
	r.m.over.Resize(s)
}

func (r *modalRenderer) Refresh() {
	r.paint()
	r.Layout(r.m.Size())
	canvas.Refresh(r.m)
}

func (r *modalRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.veil, r.ground, r.m.card, r.m.over}
}
func (r *modalRenderer) Destroy() {}
