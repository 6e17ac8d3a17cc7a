package pdf

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Bounds of the resolution of Pages (dots per inch).
const (
	MinDPI = 18
	MaxDPI = 600
)

// Pages returns pictures of a form's pages, dpi dots to the inch, and says what to look at: the same
// pages Write writes. Lines are as sharp as the dots allow; none is thinner than one. Returns an error
// if the form id is not printable ASCII or dpi lies outside MinDPI to MaxDPI.
func Pages(input Form, dpi float64) ([]image.Image, Report, error) {
	if !(dpi >= MinDPI && dpi <= MaxDPI) {
		return nil, Report{}, fmt.Errorf("pages of %g dots to the inch", dpi)
	}
	f, err := input.lay()
	if err != nil {
		return nil, Report{}, err
	}
	shapes, err := loadOutlines()
	if err != nil {
		return nil, Report{}, err
	}
	size := image.Rect(0, 0, int(math.Ceil(pageWidth/25.4*dpi)), int(math.Ceil(pageHeight/25.4*dpi)))
	pages := make([]image.Image, len(f.pages))
	s := screen{canvas: f.canvas, shapes: shapes, scale: dpi / 25.4}
	for i := range pages {
		s.page = image.NewRGBA(size)
		draw.Draw(s.page, size, image.White, image.Point{}, draw.Src)
		f.pages[i].replay(&s)
		pages[i] = s.page
	}
	return pages, f.report(input), nil
}

// screen is the surface that draws a page into a picture.
type screen struct {
	canvas *canvas
	shapes *[faceCount]*outlines
	scale  float64 // dots per mm
	page   *image.RGBA
	raster vector.Rasterizer
}

func (c Colour) uniform() *image.Uniform {
	return image.NewUniform(color.RGBA{R: c.R, G: c.G, B: c.B, A: 0xFF})
}

func (s *screen) text(face int, x, y, gap, turn float64, text string, st style) {
	ink := st.ink.uniform()
	em := st.points * mmPerPoint * s.scale // dots
	x, y = x*s.scale, y*s.scale
	sin, cos := math.Sincos(turn)
	for _, r := range text {
		if shape := s.shapes[face].of(r); shape != nil {
			per := em / float64(s.shapes[face].units) / 64 // the shape's numbers are 64ths of a unit
			s.glyph(shape, x, y, per*cos, per*sin, ink)
		}
		step := float64(s.canvas.faces[face].Width(r))/1000*em + gap*s.scale
		x, y = x+step*cos, y-step*sin
	}
}

// glyph draws a shape with its origin at (x, y): along and up are the dots its numbers go along the line and, where the
// line is turned, up.
func (s *screen) glyph(shape *outline, x, y, along, up float64, ink image.Image) {
	place := func(px, py fixed.Int26_6) (float64, float64) {
		return x + float64(px)*along + float64(py)*up, y + float64(py)*along - float64(px)*up
	}
	box := image.Rectangle{}
	for i, corner := range [4]fixed.Point26_6{
		shape.bounds.Min, {X: shape.bounds.Max.X, Y: shape.bounds.Min.Y}, shape.bounds.Max, {X: shape.bounds.Min.X, Y: shape.bounds.Max.Y},
	} {
		cx, cy := place(corner.X, corner.Y)
		dots := image.Rect(int(math.Floor(cx)), int(math.Floor(cy)), int(math.Floor(cx))+1, int(math.Floor(cy))+1)
		if i == 0 {
			box = dots
		} else {
			box = box.Union(dots)
		}
	}
	if !box.Overlaps(s.page.Rect) {
		return
	}
	at := func(p fixed.Point26_6) (float32, float32) {
		px, py := place(p.X, p.Y)
		return float32(px - float64(box.Min.X)), float32(py - float64(box.Min.Y))
	}
	s.raster.Reset(box.Dx(), box.Dy())
	for i, seg := range shape.segments {
		ax, ay := at(seg.Args[0])
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				s.raster.ClosePath()
			}
			s.raster.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			s.raster.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			bx, by := at(seg.Args[1])
			s.raster.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			bx, by := at(seg.Args[1])
			cx, cy := at(seg.Args[2])
			s.raster.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	s.raster.ClosePath()
	s.paint(box, ink)
}

// paint fills what the rasteriser holds, whose origin lies at box.Min.
func (s *screen) paint(box image.Rectangle, ink image.Image) {
	if box.In(s.page.Rect) {
		s.raster.Draw(s.page, box, ink, image.Point{})
		return
	}
	mask := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy())) // the rasteriser does not clip
	s.raster.DrawOp = draw.Src
	s.raster.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	s.raster.DrawOp = draw.Over
	draw.DrawMask(s.page, box, ink, image.Point{}, mask, image.Point{}, draw.Over)
}

// picture draws a picture scaled to the rectangle.
func (s *screen) picture(x, y, w, h float64, p *picture) {
	to := image.Rect(int(math.Round(x*s.scale)), int(math.Round(y*s.scale)), int(math.Round((x+w)*s.scale)), int(math.Round((y+h)*s.scale)))
	xdraw.CatmullRom.Scale(s.page, to, p.shown, p.shown.Bounds(), xdraw.Over, nil)
}

// fill draws a tint or a dot of a code up to whole dots: neighbours meet without a seam.
func (s *screen) fill(x, y, w, h float64, fill Colour) {
	s.block(math.Round(x*s.scale), math.Round(y*s.scale), math.Round((x+w)*s.scale), math.Round((y+h)*s.scale), fill)
}

func (s *screen) block(x1, y1, x2, y2 float64, fill Colour) {
	draw.Draw(s.page, image.Rect(int(x1), int(y1), int(x2), int(y2)), fill.uniform(), image.Point{}, draw.Src)
}

// stroke returns the whole dots a stroke of the pen covers whose middle is at mm.
func (s *screen) stroke(at float64, p pen) (from, to float64) {
	width := max(1, math.Round(p.width*s.scale))
	from = math.Round(at*s.scale - width/2)
	return from, from + width
}

func (s *screen) line(x1, y1, x2, y2 float64, p pen) {
	switch {
	case y1 == y2 && p.dots:
		s.dashes(min(x1, x2), max(x1, x2), y1, p)
	case y1 == y2:
		top, bottom := s.stroke(y1, p)
		s.block(math.Round(min(x1, x2)*s.scale), top, math.Round(max(x1, x2)*s.scale), bottom, p.ink)
	case x1 == x2:
		left, right := s.stroke(x1, p)
		s.block(left, math.Round(min(y1, y2)*s.scale), right, math.Round(max(y1, y2)*s.scale), p.ink)
	default:
		s.slant(x1, y1, x2, y2, p)
	}
}

// dashes draws a horizontal line of dashes.
func (s *screen) dashes(x1, x2, y float64, p pen) {
	top, bottom := s.stroke(y, p)
	for x := x1; x < x2; x += dash + dashGap {
		from, to := math.Round(x*s.scale), math.Round(min(x+dash, x2)*s.scale)
		s.block(from, top, max(from+1, to), bottom, p.ink)
	}
}

// slant draws a line of any direction.
func (s *screen) slant(x1, y1, x2, y2 float64, p pen) {
	x1, y1, x2, y2 = x1*s.scale, y1*s.scale, x2*s.scale, y2*s.scale
	half := max(1, p.width*s.scale) / 2 / math.Hypot(x2-x1, y2-y1)
	dx, dy := (y1-y2)*half, (x2-x1)*half // across the line
	box := image.Rect(int(math.Floor(min(x1, x2)-math.Abs(dx))), int(math.Floor(min(y1, y2)-math.Abs(dy))),
		int(math.Ceil(max(x1, x2)+math.Abs(dx))), int(math.Ceil(max(y1, y2)+math.Abs(dy))))
	s.raster.Reset(box.Dx(), box.Dy())
	at := func(x, y float64) (float32, float32) {
		return float32(x - float64(box.Min.X)), float32(y - float64(box.Min.Y))
	}
	s.raster.MoveTo(at(x1+dx, y1+dy))
	s.raster.LineTo(at(x2+dx, y2+dy))
	s.raster.LineTo(at(x2-dx, y2-dy))
	s.raster.LineTo(at(x1-dx, y1-dy))
	s.raster.ClosePath()
	s.paint(box, p.ink.uniform())
}

// frame draws the outline of a rectangle.
func (s *screen) frame(x, y, w, h float64, p pen) {
	left, leftEnd := s.stroke(x, p)
	right, rightEnd := s.stroke(x+w, p)
	top, topEnd := s.stroke(y, p)
	bottom, bottomEnd := s.stroke(y+h, p)
	s.block(left, top, rightEnd, topEnd, p.ink)
	s.block(left, bottom, rightEnd, bottomEnd, p.ink)
	s.block(left, top, leftEnd, bottomEnd, p.ink)
	s.block(right, top, rightEnd, bottomEnd, p.ink)
}
