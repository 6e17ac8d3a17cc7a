package scan

import (
	"context"
	"errors"
	"image"
	"math"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"
)

// ErrNoMark is returned where no code of a form can be read on a picture.
var ErrNoMark = errors.New("scan: no code found")

// Mark is the code of a form on a picture.
type Mark struct {
	Text string // the form's id as it was printed
	// Centres of the code's three squares in pixels of the picture, named as they stand on the upright page.
	topLeft, topRight, bottomLeft point
}

type point struct{ x, y float64 }

func (p point) plus(q point, share float64) point { return point{p.x + share*q.x, p.y + share*q.y} }
func (p point) to(q point) point                  { return point{q.x - p.x, q.y - p.y} }
func (p point) length() float64                   { return math.Hypot(p.x, p.y) }

// Turned is by how many degrees the picture has to be turned clockwise to be upright: −180 to 180.
func (m Mark) Turned() float64 {
	u := m.topLeft.to(m.topRight)
	return -math.Atan2(u.y, u.x) * 180 / math.Pi
}

// sizes are the longer sides in pixels at which a picture is looked at: the first reads most scans, smaller ones forgive
// noise, the largest a small code on a large photo.
var sizes = []int{1600, 1000, 2600, 700}

// Find reads the code of the form on a picture, whichever way it lies. Where a picture shows several forms, it is one of
// them. Returns ErrNoMark where there is none, or the context's error.
func Find(ctx context.Context, img image.Image) (Mark, error) {
	long := max(img.Bounds().Dx(), img.Bounds().Dy())
	if long == 0 {
		return Mark{}, ErrNoMark
	}
	done := map[int]bool{}
	for _, size := range sizes {
		size = min(size, long)
		if done[size] {
			continue
		}
		done[size] = true
		if err := ctx.Err(); err != nil {
			return Mark{}, err
		}
		small := grey(img, size)
		if m, ok := read(small); ok {
			return m.scaled(float64(long) / float64(size)), nil
		}
	}
	// A code as small as a stamp on a large table: in parts that overlap.
	full := grey(img, min(long, sizes[2]))
	back := float64(long) / float64(max(full.Rect.Dx(), full.Rect.Dy()))
	w, h := full.Rect.Dx(), full.Rect.Dy()
	for _, part := range []image.Rectangle{
		image.Rect(w*2/5, 0, w, h*2/5), image.Rect(0, 0, w*3/5, h*2/5), image.Rect(w*2/5, h*3/5, w, h), image.Rect(0, h*3/5, w*3/5, h),
		image.Rect(w/4, h/4, w*3/4, h*3/4), image.Rect(0, h*3/10, w*3/5, h*7/10), image.Rect(w*2/5, h*3/10, w, h*7/10),
	} {
		if err := ctx.Err(); err != nil {
			return Mark{}, err
		}
		cut := image.NewGray(image.Rect(0, 0, part.Dx(), part.Dy()))
		draw.Draw(cut, cut.Rect, full, part.Min, draw.Src)
		if m, ok := read(cut); ok {
			return m.moved(point{float64(part.Min.X), float64(part.Min.Y)}).scaled(back), nil
		}
	}
	return Mark{}, ErrNoMark
}

// grey returns the picture in grey on white, its longer side size pixels.
func grey(img image.Image, size int) *image.Gray {
	b := img.Bounds()
	long := max(b.Dx(), b.Dy())
	out := image.NewGray(image.Rect(0, 0, max(1, b.Dx()*size/long), max(1, b.Dy()*size/long)))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(out, out.Rect, img, b, draw.Over, nil)
	return out
}

// read looks for a code. The reader is not ours and the picture anybody's: a panic is a picture it cannot read.
func read(img *image.Gray) (m Mark, ok bool) {
	defer func() {
		if recover() != nil {
			m, ok = Mark{}, false
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		return Mark{}, false
	}
	r, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return Mark{}, false
	}
	at := r.GetResultPoints() // bottom left, top left, top right
	if len(at) < 3 || r.GetText() == "" {
		return Mark{}, false
	}
	of := func(p gozxing.ResultPoint) point { return point{p.GetX(), p.GetY()} }
	m = Mark{Text: r.GetText(), bottomLeft: of(at[0]), topLeft: of(at[1]), topRight: of(at[2])}
	return m, m.topLeft.to(m.topRight).length() > 4
}

func (m Mark) scaled(by float64) Mark {
	for _, p := range []*point{&m.topLeft, &m.topRight, &m.bottomLeft} {
		p.x, p.y = p.x*by, p.y*by
	}
	return m
}

func (m Mark) moved(by point) Mark {
	for _, p := range []*point{&m.topLeft, &m.topRight, &m.bottomLeft} {
		*p = p.plus(by, 1)
	}
	return m
}
