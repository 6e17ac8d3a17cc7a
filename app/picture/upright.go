package picture

import (
	"image"

	"golang.org/x/image/draw"
)

// Upright reads a picture for the screen: turned as the camera noted it, on white, its longer side at most side pixels.
// Errors: those of Look; ErrKind for a PDF.
func Upright(b []byte, side int) (image.Image, error) {
	k := KindOf(b)
	if k == None || k == PDF {
		return nil, ErrKind
	}
	c, err := config(k, b)
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return nil, ErrCutShort
	}
	if c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > bound(k, b, c) {
		return nil, ErrTooLarge
	}
	one <- struct{}{}
	defer func() { <-one }()
	img, err := decode(k, b)
	if err != nil {
		return nil, ErrCutShort
	}
	w, h := within(img.Bounds().Dx(), img.Bounds().Dy(), side)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(out, out.Bounds(), img, img.Bounds(), draw.Over, nil)
	return exif(k, b).orientation.upright(out), nil
}
