package picture

import "image"

// orientation says which way a camera was held: how the pixels must be turned to be upright (EXIF tag 0x0112).
type orientation int64

const upright orientation = 1

func (o orientation) known() bool { return o >= 1 && o <= 8 }

// turns reports whether width and height change places.
func (o orientation) turns() bool { return o >= 5 && o <= 8 }

// from returns which pixel of a w × h picture stands at x, y of the upright one.
func (o orientation) from(x, y, w, h int) (int, int) {
	switch o {
	case 2: // mirrored
		return w - 1 - x, y
	case 3: // upside down
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6: // to be turned clockwise
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8: // to be turned counter-clockwise
		return w - 1 - y, x
	}
	return x, y
}

// upright returns the picture turned.
func (o orientation) upright(img *image.RGBA) *image.RGBA {
	if o <= upright || !o.known() {
		return img
	}
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if o.turns() {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			sx, sy := o.from(x, y, w, h)
			out.SetRGBA(x, y, img.RGBAAt(sx, sy))
		}
	}
	return out
}
