package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// Box is a rectangle in theme colours that follows a change of theme.
type Box struct {
	widget.BaseWidget
	fill, stroke fyne.ThemeColorName
	radius       float32
	rect         *canvas.Rectangle
}

// NewBox returns a rectangle; an empty stroke draws no line.
func NewBox(fill, stroke fyne.ThemeColorName, radius float32) *Box {
	b := &Box{fill: fill, stroke: stroke, radius: radius, rect: newRect()}
	b.ExtendBaseWidget(b)
	return b
}

// SetFill changes the colour.
func (b *Box) SetFill(fill fyne.ThemeColorName) { b.fill = fill; b.Refresh() }

// CreateRenderer implements fyne.Widget.
func (b *Box) CreateRenderer() fyne.WidgetRenderer {
	b.paint()
	return &boxRenderer{WidgetRenderer: widget.NewSimpleRenderer(b.rect), b: b}
}

type boxRenderer struct {
	fyne.WidgetRenderer
	b *Box
}

func (r *boxRenderer) Refresh() { r.b.paint(); r.b.rect.Refresh() }

func (b *Box) paint() {
	b.rect.FillColor = noColor
	if b.fill != "" {
		b.rect.FillColor = fynetheme.Color(b.fill)
	}
	b.rect.CornerRadius = b.radius
	b.rect.StrokeWidth = 0
	if b.stroke != "" {
		b.rect.StrokeColor, b.rect.StrokeWidth = fynetheme.Color(b.stroke), 1
	}
}

// Surface lays an object on a white panel with a thin line around it.
func Surface(o fyne.CanvasObject) *fyne.Container {
	return Stack(NewBox(theme.ColorSurface, theme.ColorLine, theme.PanelRadius), o)
}

// Line returns a horizontal hairline.
func Line() fyne.CanvasObject {
	return FixedHeight(1, NewBox(theme.ColorLine, "", 0))
}

// Picture returns an icon of a size in a theme colour; "" keeps the foreground.
func Picture(res fyne.Resource, size float32, color fyne.ThemeColorName) fyne.CanvasObject {
	if color != "" {
		res = theme.Tint(res, color)
	}
	return Fixed(size, size, newGlyph(res))
}

// glyph is an icon that reads its resource anew when the theme changes.
type glyph struct {
	widget.BaseWidget
	res fyne.Resource
	img *canvas.Image
}

func newGlyph(res fyne.Resource) *glyph {
	g := &glyph{res: res}
	g.ExtendBaseWidget(g)
	return g
}

func (g *glyph) CreateRenderer() fyne.WidgetRenderer {
	g.img = canvas.NewImageFromResource(g.res)
	g.img.FillMode = canvas.ImageFillContain
	return &glyphRenderer{WidgetRenderer: widget.NewSimpleRenderer(g.img), g: g}
}

type glyphRenderer struct {
	fyne.WidgetRenderer
	g     *glyph
	drawn drawn
}

func (r *glyphRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(8) }
func (r *glyphRenderer) Refresh()           { r.g.img.Resource = r.g.res; r.drawn.refresh(r.g.img) }

// drawn remembers what picture an icon shows. Reading an SVG anew takes longer than all else a button does, and a container
// refreshes all that is in it: of the time to show a card it was two fifths.
type drawn struct {
	name  string // of the resource: an Icon's changes with its colour
	scale float32
}

// refresh draws an icon anew if it has to look otherwise than it does.
func (d *drawn) refresh(img *canvas.Image) {
	now := drawn{}
	if icon, ok := img.Resource.(*theme.Icon); ok && img.Image != nil {
		now.name = icon.Name()
		if c := fyne.CurrentApp().Driver().CanvasForObject(img); c != nil {
			now.scale = c.Scale()
		}
	}
	if now.name != "" && now == *d {
		return
	}
	*d = now
	img.Refresh()
}
