package picture_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
	"time"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"github.com/fangce/fangce/app/picture"
)

// sample is a picture whose upper left quarter is red, the rest blue.
func sample(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{B: 255, A: 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{R: 255, A: 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

// webpSample is a picture of one pixel.
var webpSample, _ = base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")

// encoded returns the sample in every kind.
func encoded(t testing.TB, w, h int) map[picture.Kind][]byte {
	t.Helper()
	out := map[picture.Kind][]byte{picture.WebP: webpSample}
	img := sample(w, h)
	for kind, encode := range map[picture.Kind]func(*bytes.Buffer) error{
		picture.JPEG: func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) },
		picture.PNG:  func(b *bytes.Buffer) error { return png.Encode(b, img) },
		picture.GIF:  func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) },
		picture.BMP:  func(b *bytes.Buffer) error { return bmp.Encode(b, img) },
		picture.TIFF: func(b *bytes.Buffer) error { return tiff.Encode(b, img, nil) },
	} {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		out[kind] = b.Bytes()
	}
	return out
}

func TestEveryKindIsKnownByItsContent(t *testing.T) {
	for kind, b := range encoded(t, 640, 400) {
		f, err := picture.Look(b)
		if err != nil || f.Kind != kind {
			t.Errorf("%s: %s, %v", kind, f.Kind, err)
			continue
		}
		w, h := 640, 400
		if kind == picture.WebP {
			w, h = 1, 1
		}
		if f.Width != w || f.Height != h {
			t.Errorf("%s: %d × %d", kind, f.Width, f.Height)
		}
		small, err := jpeg.Decode(bytes.NewReader(f.Thumb))
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if s := small.Bounds(); kind != picture.WebP && (s.Dx() != 256 || s.Dy() != 160) {
			t.Errorf("%s: small picture %v", kind, s)
		}
	}
	f, err := picture.Look([]byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"))
	if err != nil || f.Kind != picture.PDF || f.Thumb != nil || f.Width != 0 {
		t.Errorf("%+v %v", f, err)
	}
	for _, none := range []string{"", "hello", "PK\x03\x04 a spreadsheet", "<html><body>not found</body></html>"} {
		if _, err := picture.Look([]byte(none)); !errors.Is(err, picture.ErrKind) {
			t.Errorf("%q: %v", none, err)
		}
	}
}

// A picture that is cut short is refused wherever it is cut, but for what may lie behind its end.
func TestPicturesCutShortAreRefused(t *testing.T) {
	for kind, b := range encoded(t, 320, 200) {
		for _, n := range []int{12, len(b) / 4, len(b) / 2, len(b) * 3 / 4, len(b) - 20, len(b) - 3} {
			if n < 12 || n >= len(b) || kind == picture.TIFF && n > len(b)/2 {
				continue // a TIFF ends with what is not needed to read it
			}
			if _, err := picture.Look(b[:n]); err == nil {
				t.Errorf("%s: %d of %d bytes pass", kind, n, len(b))
			}
		}
	}
	if _, err := picture.Look([]byte("%PDF-1.4\n1 0 obj\n<<>>\nend")); !errors.Is(err, picture.ErrCutShort) {
		t.Errorf("half a PDF: %v", err)
	}
}

func TestHugePicturesAreRefusedBeforeTheyAreDecoded(t *testing.T) {
	b := encoded(t, 16, 16)[picture.PNG]
	big := bytes.Clone(b)
	binary.BigEndian.PutUint32(big[16:], 60_000)
	binary.BigEndian.PutUint32(big[20:], 60_000)
	binary.BigEndian.PutUint32(big[29:], crc(big[12:29]))
	if _, err := picture.Look(big); !errors.Is(err, picture.ErrTooLarge) {
		t.Errorf("3 600 million pixels: %v", err)
	}
	binary.BigEndian.PutUint32(big[16:], 6_000)
	binary.BigEndian.PutUint32(big[20:], 5_000)
	big[24] = 16 // bits for a colour
	binary.BigEndian.PutUint32(big[29:], crc(big[12:29]))
	if _, err := picture.Look(big); !errors.Is(err, picture.ErrTooLarge) {
		t.Errorf("30 million pixels of 16 bits: %v", err)
	}
}

func crc(b []byte) uint32 {
	c := ^uint32(0)
	for _, x := range b {
		c ^= uint32(x)
		for range 8 {
			c = c>>1 ^ 0xedb88320&-(c&1)
		}
	}
	return ^c
}

// withExif puts notes into a JPEG.
func withExif(jpg []byte, order binary.ByteOrder, orientation uint16, taken string) []byte {
	var x bytes.Buffer
	if order == binary.LittleEndian {
		x.WriteString("II*\x00")
	} else {
		x.WriteString("MM\x00*")
	}
	put := func(v any) { _ = binary.Write(&x, order, v) }
	put(uint32(8))
	put(uint16(2))
	put([]uint16{0x0112, 3})
	put(uint32(1))
	put([]uint16{orientation, 0})
	put([]uint16{0x8769, 4})
	put(uint32(1))
	put(uint32(38))
	put(uint32(0))
	put(uint16(1)) // at 38
	put([]uint16{0x9003, 2})
	put(uint32(len(taken) + 1))
	put(uint32(56))
	put(uint32(0))
	x.WriteString(taken + "\x00") // at 56
	app1 := append([]byte("Exif\x00\x00"), x.Bytes()...)
	out := append([]byte{}, jpg[:2]...)
	out = append(out, 0xff, 0xe1, byte((len(app1)+2)>>8), byte(len(app1)+2))
	return append(append(out, app1...), jpg[2:]...)
}

// Where the red quarter of the sample stands once a picture of that orientation is upright.
var corners = map[uint16][2]int{
	1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1},
}

func TestPicturesAreTurnedUpright(t *testing.T) {
	jpg := encoded(t, 600, 400)[picture.JPEG]
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		for o, corner := range corners {
			f, err := picture.Look(withExif(jpg, order, o, "2026:03:18 09:30:05"))
			if err != nil {
				t.Fatal(err)
			}
			w, h := 600, 400
			if o >= 5 {
				w, h = h, w
			}
			if f.Width != w || f.Height != h {
				t.Errorf("orientation %d: %d × %d", o, f.Width, f.Height)
			}
			if want := time.Date(2026, 3, 18, 1, 30, 5, 0, time.UTC); !f.TakenAt.Equal(want) {
				t.Errorf("taken %v", f.TakenAt)
			}
			small, err := jpeg.Decode(bytes.NewReader(f.Thumb))
			if err != nil {
				t.Fatal(err)
			}
			s := small.Bounds()
			for y := range 2 {
				for x := range 2 {
					r, _, b, _ := small.At(s.Dx()/4+x*s.Dx()/2, s.Dy()/4+y*s.Dy()/2).RGBA()
					if red := r > b; red != (corner == [2]int{x, y}) {
						t.Errorf("orientation %d: the quarter at %d, %d is red: %v", o, x, y, red)
					}
				}
			}
		}
	}
	for _, odd := range []uint16{0, 9, 65535} {
		if f, err := picture.Look(withExif(jpg, binary.BigEndian, odd, "0000:00:00 00:00:00")); err != nil || f.Width != 600 || !f.TakenAt.IsZero() {
			t.Errorf("orientation %d: %+v %v", odd, f, err)
		}
	}
}

func TestSmallPicturesLieOnWhite(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	f, err := picture.Look(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	small, err := jpeg.Decode(bytes.NewReader(f.Thumb))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, bl, _ := small.At(20, 20).RGBA(); r < 0xf000 || g < 0xf000 || bl < 0xf000 {
		t.Error("nothing at all is not white")
	}
}

func FuzzLook(f *testing.F) {
	jpg := encoded(f, 16, 16)[picture.JPEG]
	f.Add(withExif(jpg, binary.LittleEndian, 6, "2026:03:18 09:30:05"))
	f.Add(withExif(jpg, binary.BigEndian, 3, "2026:03:18 09:30:05"))
	for _, b := range encoded(f, 8, 8) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		facts, err := picture.Look(b)
		if err == nil && facts.Kind != picture.PDF && (facts.Width <= 0 || facts.Height <= 0 || len(facts.Thumb) == 0) {
			t.Errorf("%+v", facts)
		}
	})
}
