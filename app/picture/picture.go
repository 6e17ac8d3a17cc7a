package picture

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"time"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"
)

// Kind is what a file is.
type Kind string

// Kinds of files, by their MIME types. None is a file of no kind known here.
const (
	None Kind = ""
	JPEG Kind = "image/jpeg"
	PNG  Kind = "image/png"
	WebP Kind = "image/webp"
	TIFF Kind = "image/tiff"
	BMP  Kind = "image/bmp"
	GIF  Kind = "image/gif"
	PDF  Kind = "application/pdf"
)

// Bounds of what is decoded, in pixels. Kinds of pictures that take more memory for a pixel while they are decoded are
// bounded lower, so that none takes much more than 400 MB.
const (
	MaxPixels     = 50_000_000
	MaxHeavy      = 25_000_000 // more than eight bits for a colour, progressive JPEG
	maxSide       = 65_535
	minPictureLen = 12 // bytes; shorter files are no picture
)

// Errors of Look.
var (
	ErrKind     = errors.New("picture: neither a picture of a known kind nor a PDF")
	ErrCutShort = errors.New("picture: the file is cut short or damaged")
	ErrTooLarge = errors.New("picture: more pixels than can be shown")
)

// Facts are what a file turned out to be.
type Facts struct {
	Kind          Kind
	Width, Height int       // as shown, upright; 0 for a PDF
	TakenAt       time.Time // as the camera noted it; zero if it did not
	Thumb         []byte    // a JPEG within ThumbSide; nil for a PDF
}

// one lets one picture be decoded at a time.
var one = make(chan struct{}, 1)

// KindOf tells what a file is by how it begins.
func KindOf(b []byte) Kind {
	begins := func(s string) bool { return len(b) >= len(s) && string(b[:len(s)]) == s }
	switch {
	case len(b) < minPictureLen:
		return None
	case begins("\xff\xd8\xff"):
		return JPEG
	case begins("\x89PNG\r\n\x1a\n"):
		return PNG
	case begins("RIFF") && string(b[8:12]) == "WEBP":
		return WebP
	case begins("II*\x00"), begins("MM\x00*"):
		return TIFF
	case begins("BM"):
		return BMP
	case begins("GIF87a"), begins("GIF89a"):
		return GIF
	case begins("%PDF-"):
		return PDF
	}
	return None
}

// Look reads a whole file. Errors: ErrKind, ErrCutShort, ErrTooLarge.
func Look(b []byte) (Facts, error) {
	f := Facts{Kind: KindOf(b)}
	switch {
	case f.Kind == None:
		return f, ErrKind
	case !ends(f.Kind, b):
		return f, ErrCutShort
	case f.Kind == PDF:
		return f, nil
	}
	c, err := config(f.Kind, b)
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return f, ErrCutShort
	}
	if c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > bound(f.Kind, b, c) {
		return f, ErrTooLarge
	}
	one <- struct{}{}
	defer func() { <-one }()
	img, err := decode(f.Kind, b)
	if err != nil || img.Bounds().Dx() != c.Width || img.Bounds().Dy() != c.Height {
		return f, ErrCutShort
	}
	notes := exif(f.Kind, b)
	f.TakenAt = notes.taken
	f.Width, f.Height = c.Width, c.Height
	if notes.orientation.turns() {
		f.Width, f.Height = c.Height, c.Width
	}
	f.Thumb, err = thumb(img, notes.orientation)
	return f, err
}

// config reads a picture's size. The decoders of the libraries are called by name: what programs have registered with
// package image does not matter.
func config(k Kind, b []byte) (c image.Config, err error) {
	defer survive(&err)
	r := bytes.NewReader(b)
	switch k {
	case JPEG:
		return jpeg.DecodeConfig(r)
	case PNG:
		return png.DecodeConfig(r)
	case WebP:
		return webp.DecodeConfig(r)
	case TIFF:
		return tiff.DecodeConfig(r)
	case BMP:
		return bmp.DecodeConfig(r)
	default:
		return gif.DecodeConfig(r)
	}
}

// decode reads the first picture of a file.
func decode(k Kind, b []byte) (img image.Image, err error) {
	defer survive(&err)
	r := bytes.NewReader(b)
	switch k {
	case JPEG:
		return jpeg.Decode(r)
	case PNG:
		return png.Decode(r)
	case WebP:
		return webp.Decode(r)
	case TIFF:
		return tiff.Decode(r)
	case BMP:
		return bmp.Decode(r)
	default:
		return gif.Decode(r)
	}
}

// survive turns a decoder that panics on a file nobody has thought of into one that refuses it.
func survive(err *error) {
	if recover() != nil {
		*err = ErrCutShort
	}
}

// bound returns how many pixels a picture may have.
func bound(k Kind, b []byte, c image.Config) int {
	if deep(c) || k == JPEG && progressive(b) {
		return MaxHeavy
	}
	return MaxPixels
}

// ends reports whether a file has the end that its kind has, where the decoders would not notice that it is missing.
func ends(k Kind, b []byte) bool {
	const look = 4 << 10
	tail := b[max(0, len(b)-look):]
	switch k {
	case PDF:
		return bytes.Contains(tail, []byte("%%EOF"))
	case GIF:
		return bytes.IndexByte(tail, 0x3b) >= 0
	case WebP:
		size := int64(b[4]) | int64(b[5])<<8 | int64(b[6])<<16 | int64(b[7])<<24
		return int64(len(b)) >= size+8
	}
	return true
}
