package preview

import (
	"fmt"
	"image"

	"fyne.io/fyne/v2"
)

// paper is what a page is taken for before the first picture: A4, in inches.
var paper = [2]float64{210 / 25.4, 297 / 25.4}

// open draws the pages for the first time.
func (s *sheets) open() {
	s.seen = s.scroll.Size()
	s.zoom = s.fitted()
	s.draw()
}

// fitted returns the size that the window decides.
func (s *sheets) fitted() float64 {
	widest := paper
	for i, p := range s.pages {
		if i == 0 || p.inches[0] > widest[0] {
			widest = p.inches
		}
	}
	seen := s.scroll.Size()
	across := float64(seen.Width-2*around-2) / (widest[0] * perInch)
	down := float64(seen.Height-2*around) / (widest[1] * perInch)
	switch s.fit {
	case first:
		return bounded(min(opening, across))
	case width:
		return bounded(across)
	case whole:
		return bounded(min(across, down))
	}
	return s.zoom
}

// refit gives the pages the size the window decides, unless the user has chosen one.
func (s *sheets) refit() {
	if zoom := s.fitted(); zoom != s.zoom {
		s.scale(zoom, fyne.NewPos(s.seen.Width/2, 0))
	}
}

func (s *sheets) fitWidth() { s.fit = width; s.refit() }
func (s *sheets) fitPage()  { s.fit = whole; s.refit() }
func (s *sheets) actual()   { s.resize(1, s.middle()) }

// step makes the pages one step larger or smaller.
func (s *sheets) step(by int) { s.resize(next(s.zoom, by > 0), s.middle()) }

// middle is the middle of what is seen.
func (s *sheets) middle() fyne.Position {
	seen := s.scroll.Size()
	return fyne.NewPos(seen.Width/2, seen.Height/2)
}

// resize gives the pages a size the user chose; what stands at the place (in the scroller) stays there.
func (s *sheets) resize(zoom float64, at fyne.Position) {
	s.fit = free
	s.scale(zoom, at)
}

func (s *sheets) scale(zoom float64, at fyne.Position) {
	zoom = bounded(zoom)
	by := float32(zoom / s.zoom)
	s.zoom = zoom
	if len(s.pages) == 0 {
		return
	}
	under := s.scroll.Offset.Add(at)
	offset := fyne.NewPos(under.X*by, (under.Y-around)*by+around).Subtract(at)
	s.place()
	s.to(offset)
	s.draw()
}

// turn scrolls to the page so many pages on.
func (s *sheets) turn(by int) {
	if i := s.page + by; i >= 0 && i < len(s.pages) {
		s.to(fyne.NewPos(s.scroll.Offset.X, s.pages[i].img.Position().Y-around/2))
	}
}

// dots returns the dots to the inch at which the pages are sharp.
func (s *sheets) dots() float64 { return s.zoom * perInch * s.ratio() }

// limited returns the dots to the inch to draw the pages with.
func (s *sheets) limited() float64 {
	inches := make([][2]float64, 0, len(s.pages))
	for _, p := range s.pages {
		inches = append(inches, p.inches)
	}
	return limit(s.dots(), inches)
}

// draw has the pages drawn for their present size, off the UI goroutine. One drawing runs at a time; it
// is followed by another if the size has changed meanwhile. The pages in sight are stretched until then.
func (s *sheets) draw() {
	sharp, dpi := s.dots(), s.limited()
	if s.drawing || sharp == s.drawn || !s.v.open {
		return
	}
	s.drawing = true
	ctx := s.v.ctx
	background(func() {
		pictures, err := s.v.d.Pages(ctx, dpi)
		if err == nil && len(pictures) == 0 {
			err = fmt.Errorf("the form %q has no pages", s.v.d.Title)
		}
		fyne.Do(func() {
			s.drawing = false
			s.drawn = sharp // a size that failed is not tried again by itself
			s.arrived(pictures, dpi, err)
		})
	})
}

func (s *sheets) arrived(pictures []image.Image, dpi float64, err error) {
	if !s.v.open {
		return
	}
	if err != nil {
		s.refused(err)
		return
	}
	s.swap(pictures, dpi)
	s.refit()
	s.draw()
}

// refused says that pages cannot be drawn: a preview without any closes, one that has some keeps them.
func (s *sheets) refused(err error) {
	if len(s.pages) == 0 {
		s.v.Close()
	}
	s.v.fail(err)
}
