package widgets

import (
	"image"
	"image/color"
	"math"

	fynetheme "fyne.io/fyne/v2/theme"
)

// inkPicture draws strokes with the width a pen leaves: thinner where the hand was fast. It draws only what was added since
// the last time, unless something else changed.
type inkPicture struct {
	ink    *Ink
	img    *image.RGBA
	color  color.NRGBA
	at     inkFit
	turn   int
	stroke int // strokes drawn to the end before
	point  int // points of the one after
}

// draw returns the strokes as a picture of that many pixels.
func (p *inkPicture) draw(w, h int) image.Image {
	if w <= 0 || h <= 0 {
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	}
	k := p.ink
	size := k.Size()
	at := k.fit(size)
	pixels := float32(1)
	if size.Width > 0 {
		pixels = float32(w) / size.Width
	}
	at.scale, at.dx, at.dy = at.scale*pixels, at.dx*pixels, at.dy*pixels
	ink := color.NRGBAModel.Convert(fynetheme.Color(fynetheme.ColorNameForeground)).(color.NRGBA)
	if p.img == nil || p.img.Rect.Dx() != w || p.img.Rect.Dy() != h || at != p.at || ink != p.color || p.turn != k.turn {
		p.img = image.NewRGBA(image.Rect(0, 0, w, h))
		p.at, p.color, p.turn, p.stroke, p.point = at, ink, k.turn, 0, 0
	}
	for ; p.stroke < len(k.strokes); p.stroke++ {
		last := p.stroke == len(k.strokes)-1 && k.drawing
		p.draws(k.strokes[p.stroke], p.point, !last, pixels)
		p.point = len(k.strokes[p.stroke]) / 3
		if last {
			return p.img
		}
		p.point = 0
	}
	return p.img
}

// Widths of the line of a pen in pixels of the window, and how its speed thins it.
const (
	penWide   = 3.4
	penThin   = 1.7
	penSlows  = 1.1 // pixels a millisecond at which half of the difference is gone
	penSteady = 0.7 // how much of its width a pen keeps from point to point
)

// draws draws a stroke from a point on; whole tells that nothing follows.
func (p *inkPicture) draws(s []int, from int, whole bool, pixels float32) {
	n := len(s) / 3
	at := func(i int) (x, y float64) {
		return float64(float32(s[3*i])*p.at.scale + p.at.dx), float64(float32(s[3*i+1])*p.at.scale + p.at.dy)
	}
	wide := penWide
	if p.ink.fixed { // a small picture has a thin line
		wide = max(1.2, min(penWide, float64(p.img.Rect.Dy())/float64(pixels)/14))
	}
	radius := func(w float64) float64 { return w / 2 * float64(pixels) }
	if n == 1 && whole {
		x, y := at(0)
		p.dab(x, y, x, y, radius(wide*1.3), radius(wide*1.3))
	}
	width := wide
	for i := 1; i < n; i++ {
		speed := math.Hypot(float64(s[3*i]-s[3*i-3]), float64(s[3*i+1]-s[3*i-2])) / inkUnit / math.Max(1, float64(s[3*i+2]-s[3*i-1]))
		goal := penThin/penWide*wide + (1-penThin/penWide)*wide/(1+speed/penSlows)
		before := width
		width = penSteady*width + (1-penSteady)*goal
		if i < from {
			continue
		}
		x1, y1 := at(i - 1)
		x2, y2 := at(i)
		mx, my := (x1+x2)/2, (y1+y2)/2
		if i == 1 {
			p.dab(x1, y1, mx, my, radius(before), radius(width))
		} else {
			x0, y0 := at(i - 2)
			p.bend((x0+x1)/2, (y0+y1)/2, x1, y1, mx, my, radius(before), radius(width))
		}
	}
	if n > 1 && whole {
		x1, y1 := at(n - 2)
		x2, y2 := at(n - 1)
		p.dab((x1+x2)/2, (y1+y2)/2, x2, y2, radius(width), radius(width*0.8))
	}
}

// bend draws the quadratic curve from a to b that leans to c.
func (p *inkPicture) bend(ax, ay, cx, cy, bx, by, ra, rb float64) {
	steps := max(2, int((math.Hypot(cx-ax, cy-ay)+math.Hypot(bx-cx, by-cy))/3))
	x, y, r := ax, ay, ra
	for i := 1; i <= steps; i++ {
		t := float64(i) / float64(steps)
		u := 1 - t
		nx, ny := u*u*ax+2*u*t*cx+t*t*bx, u*u*ay+2*u*t*cy+t*t*by
		nr := u*ra + t*rb
		p.dab(x, y, nx, ny, r, nr)
		x, y, r = nx, ny, nr
	}
}

// dab draws a straight piece with round ends.
func (p *inkPicture) dab(x1, y1, x2, y2, r1, r2 float64) {
	room := max(r1, r2) + 1
	box := image.Rect(int(math.Floor(min(x1, x2)-room)), int(math.Floor(min(y1, y2)-room)), int(math.Ceil(max(x1, x2)+room)), int(math.Ceil(max(y1, y2)+room))).Intersect(p.img.Rect)
	dx, dy := x2-x1, y2-y1
	long := dx*dx + dy*dy
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			px, py := float64(x)+0.5-x1, float64(y)+0.5-y1
			t := 0.0
			if long > 0 {
				t = min(max((px*dx+py*dy)/long, 0), 1)
			}
			cover := r1 + (r2-r1)*t + 0.5 - math.Hypot(px-t*dx, py-t*dy)
			if cover <= 0 {
				continue
			}
			p.cover(x, y, uint32(min(cover, 1)*255))
		}
	}
}

// cover inks a pixel; pieces of one line that overlap do not darken each other.
func (p *inkPicture) cover(x, y int, a uint32) {
	a = a * uint32(p.color.A) / 255
	i := p.img.PixOffset(x, y)
	if uint32(p.img.Pix[i+3]) >= a {
		return
	}
	c := p.color
	p.img.Pix[i], p.img.Pix[i+1], p.img.Pix[i+2], p.img.Pix[i+3] = uint8(uint32(c.R)*a/255), uint8(uint32(c.G)*a/255), uint8(uint32(c.B)*a/255), uint8(a)
}
