package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// ProgressLine is a thin bar that is filled to a share.
type ProgressLine struct {
	widget.BaseWidget
	value float64
	tone  Tone
}

// NewProgressLine returns a bar; value lies between 0 and 1.
func NewProgressLine(value float64, tone Tone) *ProgressLine {
	p := &ProgressLine{value: value, tone: tone}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes the share.
func (p *ProgressLine) Set(value float64) { p.value = value; p.Refresh() }

// SetTone changes the tone.
func (p *ProgressLine) SetTone(tone Tone) { p.tone = tone; p.Refresh() }

// CreateRenderer implements fyne.Widget.
func (p *ProgressLine) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	r := &progressRenderer{p: p, track: newRect(), bar: newRect()}
	r.paint()
	return r
}

type progressRenderer struct {
	p          *ProgressLine
	track, bar *canvas.Rectangle
}

func (r *progressRenderer) paint() {
	tone := r.p.tone
	if tone == Neutral {
		tone = Info
	}
	r.track.FillColor, r.track.CornerRadius = fynetheme.Color(tone.tint()), 3
	r.bar.FillColor, r.bar.CornerRadius = fynetheme.Color(tone.ink()), 3
}
func (r *progressRenderer) MinSize() fyne.Size { return fyne.NewSize(40, 6) }
func (r *progressRenderer) Layout(s fyne.Size) {
	h := min(s.Height, 6)
	y := (s.Height - h) / 2
	r.track.Move(fyne.NewPos(0, y))
	r.track.Resize(fyne.NewSize(s.Width, h))
	r.bar.Move(fyne.NewPos(0, y))
	r.bar.Resize(fyne.NewSize(s.Width*float32(min(1, max(0, r.p.value))), h))
}

func (r *progressRenderer) Refresh() {
	r.paint()
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func (r *progressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.bar}
}
func (r *progressRenderer) Destroy() {}

// BarRow is a progress line with its label at the left and its figure at the
// right.
func BarRow(label, figure string, value float64, tone Tone) *fyne.Container {
	return Columns(10, []float32{1.2, 5, 1.6},
		NewText(label).Clipped(), NewProgressLine(value, tone), NewText(figure).Clipped().Aligned(fyne.TextAlignTrailing))
}

// Figure is one number of a page with its caption, such as today's calls.
func Figure(caption, number string, tone Tone) *fyne.Container {
	n := Title(number).Toned(tone)
	return VStack(0, n, Caption(caption))
}

// FigureTile is a Figure on a small panel, as high as its neighbours in Columns.
func FigureTile(caption, number string, tone Tone) *fyne.Container {
	return Stack(NewBox(theme.ColorSurface, theme.ColorLine, theme.PanelRadius), Pad(8, 12, 8, 12, Figure(caption, number, tone)))
}
