package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"

	"golang.org/x/image/draw"
)

// ThumbSide is the longer side of a small picture, in pixels.
const ThumbSide = 256

// thumbQuality is that of the JPEG: what a list shows, at about 10 KB.
const thumbQuality = 70

// thumb makes the small picture: upright, on white, never larger than the picture itself.
func thumb(img image.Image, o orientation) ([]byte, error) {
	w, h := within(img.Bounds().Dx(), img.Bounds().Dy(), ThumbSide)
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src)
	draw.BiLinear.Scale(small, small.Bounds(), img, img.Bounds(), draw.Over, nil)
	var b bytes.Buffer
	err := jpeg.Encode(&b, o.upright(small), &jpeg.Options{Quality: thumbQuality})
	return b.Bytes(), err
}

// within returns the size of a picture whose longer side is at most side.
func within(w, h, side int) (int, int) {
	if longer := max(w, h); longer > side {
		return max(1, w*side/longer), max(1, h*side/longer)
	}
	return w, h
}

// deep reports whether a picture is decoded into more than eight bits for a colour.
func deep(c image.Config) bool {
	switch c.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model, color.Gray16Model, color.Alpha16Model:
		return true
	}
	return false
}

// progressive reports whether a JPEG is decoded as a whole before it has its pixels.
func progressive(b []byte) bool {
	const sof2 = 0xc2
	found := false
	segments(b, func(marker byte, _ []byte) bool {
		found = marker == sof2
		return !found
	})
	return found
}
