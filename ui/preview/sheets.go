package preview

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/widgets"
)

// Space around and between pages.
const (
	around  float32 = 20
	between float32 = 16
)

// fitting says what decides the size of the pages.
type fitting int

const (
	free  fitting = iota // the user has chosen a size
	first                // nothing chosen yet
	width                // as wide as the window
	whole                // a page as large as the window
)

// sheets are the pages below each other on a grey ground.
type sheets struct {
	widget.BaseWidget
	v      *Viewer
	scroll *pane
	wait   *widgets.Text
	pages  []*sheet
	zoom   float64
	fit    fitting
	seen   fyne.Size // of the scroller, when last laid out
	page   int       // in sight

	drawing bool    // pages are being drawn
	drawn   float64 // dots to the inch the pages in sight were drawn for; 0: none yet
}

// sheet is a page: its picture, and a line around it.
type sheet struct {
	edge   *widgets.Box
	img    *canvas.Image
	inches [2]float64 // width and height of the paper
}

func newSheets(v *Viewer) *sheets {
	s := &sheets{v: v, zoom: 1, fit: first, wait: widgets.MutedText(lang.L("preview.wait")).Aligned(fyne.TextAlignCenter)}
	s.ExtendBaseWidget(s)
	s.scroll = newPane(s)
	s.scroll.OnScrolled = func(fyne.Position) { s.sight() }
	return s
}

// clear lets the pictures go.
func (s *sheets) clear() {
	s.pages = nil
	s.Refresh()
}

// swap shows pictures of dpi dots to the inch.
func (s *sheets) swap(pictures []image.Image, dpi float64) {
	s.wait.Hide()
	for len(s.pages) < len(pictures) {
		img := canvas.NewImageFromImage(nil)
		img.FillMode = canvas.ImageFillStretch
		img.ScaleMode = canvas.ImageScaleFastest // dot for dot; the card stretches what is still to be drawn anew
		s.pages = append(s.pages, &sheet{edge: widgets.NewBox(fynetheme.ColorNameInputBorder, "", 0), img: img})
	}
	s.pages = s.pages[:len(pictures)]
	for i, picture := range pictures {
		s.pages[i].img.Image = picture
		s.pages[i].measure(dpi)
	}
	s.place()
	for _, p := range s.pages {
		p.img.Refresh()
	}
	widgets.Tag("preview.page", s.scroll)
}

// measure takes the size of the paper from its picture. A picture is rounded up to whole dots, so the
// measure is kept while it agrees: else the size that fits the window would change with each drawing.
func (p *sheet) measure(dpi float64) {
	dots := p.img.Image.Bounds().Size()
	now := [2]float64{(float64(dots.X) - 0.5) / dpi, (float64(dots.Y) - 0.5) / dpi}
	if math.Abs(now[0]-p.inches[0]) > 2/dpi || math.Abs(now[1]-p.inches[1]) > 2/dpi {
		p.inches = now
	}
}

// size returns the size of a page in the window: that of its picture, dot for dot, if that was drawn for
// the present size.
func (s *sheets) size(p *sheet) fyne.Size {
	r := s.ratio()
	if now := s.dots(); s.drawn == now && s.limited() == now {
		size := p.img.Image.Bounds().Size()
		return fyne.NewSize(float32(float64(size.X)/r), float32(float64(size.Y)/r))
	}
	dots := func(inches float64) float32 { return float32(math.Ceil(inches*perInch*s.zoom*r-0.01) / r) }
	return fyne.NewSize(dots(p.inches[0]), dots(p.inches[1]))
}

// ratio returns the dots of the screen to a unit of the window.
func (s *sheets) ratio() float64 {
	const far = 1000
	x, _ := s.v.canvas.PixelCoordinateForPosition(fyne.NewPos(far, 0))
	if x <= 0 {
		return float64(s.v.canvas.Scale())
	}
	return float64(x) / far
}

// MinSize returns the size of all pages and the space around them.
func (s *sheets) MinSize() fyne.Size {
	least := fyne.NewSize(0, around)
	for _, p := range s.pages {
		size := s.size(p)
		least.Width = max(least.Width, size.Width+2*around)
		least.Height += size.Height + between
	}
	if len(s.pages) > 0 {
		least.Height += around - between
	}
	return least
}

// Resize lays the pages out. A new size of the window may mean a new size of the pages.
func (s *sheets) Resize(size fyne.Size) {
	s.BaseWidget.Resize(size)
	if now := s.scroll.Size(); now != s.seen {
		s.seen = now
		s.refit()
	}
	s.arrange(size)
}

// place gives the pages their places after a change of their sizes.
func (s *sheets) place() {
	s.scroll.Refresh()
	s.arrange(s.Size())
	s.Refresh()
	s.sight()
}

func (s *sheets) arrange(size fyne.Size) {
	r := float32(s.ratio())
	s.wait.Move(fyne.NewPos(0, s.scroll.Size().Height/2-20))
	s.wait.Resize(fyne.NewSize(s.scroll.Size().Width, 24))
	y := around
	for _, p := range s.pages {
		m := s.size(p)
		at := fyne.NewPos(float32(math.Round(float64((size.Width-m.Width)/2*r)))/r, float32(math.Round(float64(y*r)))/r)
		p.img.Move(at)
		p.img.Resize(m)
		p.edge.Move(at.SubtractXY(1, 1))
		p.edge.Resize(m.AddWidthHeight(2, 2))
		y += m.Height + between
	}
}

// to scrolls to a place.
func (s *sheets) to(offset fyne.Position) {
	s.scroll.ScrollToOffset(offset)
	s.sight()
}

// sight hides the pages far from what is seen, whose pictures the screen need not hold, and says which
// page is in sight.
func (s *sheets) sight() {
	top, height := s.scroll.Offset.Y, s.scroll.Size().Height
	s.page = 0
	for i, p := range s.pages {
		from, to := p.img.Position().Y, p.img.Position().Y+p.img.Size().Height
		if from < top+height/2 {
			s.page = i
		}
		near := to > top-height && from < top+2*height
		if near != p.img.Visible() {
			if near {
				p.img.Show()
			} else {
				p.img.Hide()
			}
		}
	}
	s.v.bar.show(s.page, len(s.pages), s.zoom)
}

// CreateRenderer implements fyne.Widget.
func (s *sheets) CreateRenderer() fyne.WidgetRenderer { return &sheetsRenderer{s} }

type sheetsRenderer struct{ s *sheets }

func (r *sheetsRenderer) MinSize() fyne.Size { return r.s.MinSize() }
func (r *sheetsRenderer) Layout(fyne.Size)   {}
func (r *sheetsRenderer) Refresh() {
	for _, p := range r.s.pages {
		p.edge.Refresh()
	}
	canvas.Refresh(r.s)
}

func (r *sheetsRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.s.wait}
	for _, p := range r.s.pages {
		out = append(out, p.edge, p.img)
	}
	return out
}
func (r *sheetsRenderer) Destroy() {}
