package scan

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
)

// Width of an upright page in pixels: 200 dots to the inch of A4 at most.
const maxWidth = 1654

// a4 is the height of an A4 page in widths.
const a4 = 297.0 / 210.0

// Upright returns the picture of a form turned upright. Where the sheet can be told from what it lies on, the result is the
// sheet alone, square and as A4; otherwise the whole picture, turned until its lines are level.
func Upright(img image.Image, m Mark) image.Image {
	src := image.NewRGBA(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(src, src.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(src, src.Rect, img, img.Bounds().Min, draw.Over)
	if c, ok := sheet(src, m); ok {
		w := min(maxWidth, math.Max(c[0].to(c[1]).length(), c[3].to(c[2]).length()))
		out := image.NewRGBA(image.Rect(0, 0, int(w), int(w*a4)))
		fill(out, src, perspective(square(float64(out.Rect.Dx()), float64(out.Rect.Dy())), c))
		return out
	}
	degrees := m.Turned()
	quarter := math.Round(degrees/90) * 90
	if off := degrees - quarter; math.Abs(off) < 10 {
		degrees = quarter + level(src, quarter, off)
	}
	return turned(src, degrees)
}

// turned returns a picture turned clockwise; a side of what was turned by about a quarter becomes the other.
func turned(src *image.RGBA, degrees float64) image.Image {
	w, h := float64(src.Rect.Dx()), float64(src.Rect.Dy())
	ow, oh := w, h
	if q := int(math.Round(degrees/90)) % 2; q != 0 {
		ow, oh = h, w
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	out := image.NewRGBA(image.Rect(0, 0, int(ow), int(oh)))
	fill(out, src, func(x, y float64) (float64, float64) {
		x, y = x-ow/2, y-oh/2
		return x*cos + y*sin + w/2, -x*sin + y*cos + h/2
	})
	return out
}

// fill draws every pixel of out from the place of src that where gives; beyond src is white.
func fill(out, src *image.RGBA, where func(x, y float64) (float64, float64)) {
	for y := range out.Rect.Dy() {
		row := out.Pix[y*out.Stride : y*out.Stride+4*out.Rect.Dx()]
		for x := range out.Rect.Dx() {
			sx, sy := where(float64(x)+0.5, float64(y)+0.5)
			c := sample(src, sx-0.5, sy-0.5)
			row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = c.R, c.G, c.B, c.A
		}
	}
}

// sample returns the colour at a place between pixels.
func sample(src *image.RGBA, x, y float64) color.RGBA {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	if x < -0.5 || y < -0.5 || x > float64(w)-0.5 || y > float64(h)-0.5 {
		return color.RGBA{255, 255, 255, 255}
	}
	x, y = min(max(x, 0), float64(w-1)), min(max(y, 0), float64(h-1))
	left, top := int(x), int(y)
	fx, fy := x-float64(left), y-float64(top)
	right, low := min(left+1, w-1), min(top+1, h-1)
	a, b := src.Pix[top*src.Stride+4*left:], src.Pix[top*src.Stride+4*right:]
	d, e := src.Pix[low*src.Stride+4*left:], src.Pix[low*src.Stride+4*right:]
	wa, wb, wd, we := (1-fx)*(1-fy), fx*(1-fy), (1-fx)*fy, fx*fy
	var c [3]byte
	for k := range c {
		c[k] = byte(wa*float64(a[k]) + wb*float64(b[k]) + wd*float64(d[k]) + we*float64(e[k]) + 0.5)
	}
	return color.RGBA{c[0], c[1], c[2], 255}
}

// square returns the corners of a page, from the top left one clockwise.
func square(w, h float64) [4]point { return [4]point{{0, 0}, {w, 0}, {w, h}, {0, h}} }

// perspective returns what carries four places to four others, and all between them.
func perspective(from, to [4]point) func(x, y float64) (float64, float64) {
	var a [8][9]float64
	for i, p := range from {
		q := to[i]
		a[2*i] = [9]float64{p.x, p.y, 1, 0, 0, 0, -p.x * q.x, -p.y * q.x, q.x}
		a[2*i+1] = [9]float64{0, 0, 0, p.x, p.y, 1, -p.x * q.y, -p.y * q.y, q.y}
	}
	for col := range 8 {
		best := col
		for row := col; row < 8; row++ {
			if math.Abs(a[row][col]) > math.Abs(a[best][col]) {
				best = row
			}
		}
		a[col], a[best] = a[best], a[col]
		for row := range 8 {
			if row == col || a[col][col] == 0 {
				continue
			}
			times := a[row][col] / a[col][col]
			for k := col; k < 9; k++ {
				a[row][k] -= times * a[col][k]
			}
		}
	}
	var t [8]float64
	for i := range t {
		t[i] = a[i][8] / a[i][i]
	}
	return func(x, y float64) (float64, float64) {
		d := t[6]*x + t[7]*y + 1
		return (t[0]*x + t[1]*y + t[2]) / d, (t[3]*x + t[4]*y + t[5]) / d
	}
}

// level returns, near a first guess, by how many degrees more than quarter turns a picture has to be turned for its lines to
// be level: where the darkness of its rows differs most. A code is too small to say it better than to half a degree.
func level(src *image.RGBA, quarter, guess float64) float64 {
	small := grey(turned(shrunk(src), quarter), pageSide)
	w, h := small.Rect.Dx(), small.Rect.Dy()
	best, most := guess, -1.0
	for off := guess - 1.2; off <= guess+1.2; off += 0.1 {
		tan := math.Tan(off * math.Pi / 180)
		rows := make([]float64, h)
		for y := h / 20; y < h-h/20; y++ {
			for x := w / 20; x < w-w/20; x++ {
				if to := y + int(math.Round((float64(x)-float64(w)/2)*tan)); to >= 0 && to < h {
					rows[to] += float64(255 - small.Pix[y*small.Stride+x])
				}
			}
		}
		sharp := 0.0
		for y := 1; y < h; y++ {
			d := rows[y] - rows[y-1]
			sharp += d * d
		}
		if sharp > most {
			best, most = off, sharp
		}
	}
	return best
}

// shrunk returns a picture small enough to try turns on.
func shrunk(src *image.RGBA) *image.RGBA {
	long := max(src.Rect.Dx(), src.Rect.Dy())
	if long <= 2*pageSide {
		return src
	}
	out := image.NewRGBA(image.Rect(0, 0, max(1, src.Rect.Dx()*2*pageSide/long), max(1, src.Rect.Dy()*2*pageSide/long)))
	draw.ApproxBiLinear.Scale(out, out.Rect, src, src.Rect, draw.Src, nil)
	return out
}
