package pdf

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"testing"

	"github.com/fangce/fangce/app"
)

// twoColours is a flag, red at the left and blue at the right, w × h.
func twoColours(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, image.Rect(0, 0, w/2, h), image.NewUniform(color.RGBA{200, 20, 20, 255}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(w/2, 0, w, h), image.NewUniform(color.RGBA{20, 20, 200, 255}), image.Point{}, draw.Src)
	return img
}

// rotatedJPEG is a photograph with a note of the camera's direction, and of its place, which nobody needs on paper.
func rotatedJPEG(t testing.TB, orientation uint16) []byte {
	t.Helper()
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, twoColours(80, 40), nil); err != nil {
		t.Fatal(err)
	}
	notes := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	notes = binary.LittleEndian.AppendUint16(notes, orientation)
	notes = append(notes, 0, 0)
	notes = append(notes, "\x0e\x01\x02\x00\x06\x00\x00\x00\x26\x00\x00\x00\x00\x00\x00\x00SECRET"...)
	out := append([]byte{0xFF, 0xD8, 0xFF, 0xE1}, binary.BigEndian.AppendUint16(nil, uint16(len(notes)+2))...)
	out = append(out, notes...)
	return append(out, plain.Bytes()[2:]...)
}

// A picture stands upright as the camera noted, and nothing of its notes comes into the file.
func TestPictureIsUpright(t *testing.T) {
	for orientation, redAt := range map[uint16]image.Point{1: {10, 20}, 3: {70, 20}, 6: {20, 10}, 8: {20, 70}} {
		p, err := preparePicture("logo", rotatedJPEG(t, orientation))
		if err != nil {
			t.Fatal(err)
		}
		if r, _, b, _ := p.shown.At(redAt.X, redAt.Y).RGBA(); r < b {
			t.Errorf("orientation %d: red is not at %v of %v", orientation, redAt, p.shown.Bounds())
		}
		if bytes.Contains(p.data, []byte("SECRET")) || bytes.Contains(p.data, []byte("Exif")) {
			t.Errorf("orientation %d: the camera's notes are in the file", orientation)
		}
		again, err := jpeg.Decode(bytes.NewReader(p.data))
		if err != nil || again.Bounds() != p.shown.Bounds() {
			t.Errorf("orientation %d: written as %v: %v", orientation, again.Bounds(), err)
		}
	}
}

// A picture takes no more pixels than paper shows; a small one is not blown up.
func TestPictureSize(t *testing.T) {
	for _, size := range []image.Point{{4000, 1000}, {900, 3200}, {30, 20}} {
		var file bytes.Buffer
		if err := png.Encode(&file, twoColours(size.X, size.Y)); err != nil {
			t.Fatal(err)
		}
		p, err := preparePicture("logo", file.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		longer := max(size.X, size.Y)
		if got := p.shown.Bounds().Size(); max(got.X, got.Y) != min(longer, maxSide) || got.X*size.Y-got.Y*size.X > size.X+size.Y {
			t.Errorf("%v became %v", size, got)
		}
	}
}

// What is cut short, damaged or no picture at all is refused in words that name the field.
func TestPictureRefused(t *testing.T) {
	whole := rotatedJPEG(t, 1)
	var drawing bytes.Buffer
	if err := png.Encode(&drawing, twoColours(300, 200)); err != nil {
		t.Fatal(err)
	}
	cases := map[string][]byte{
		"cut short": whole[:len(whole)/2], "PNG cut short": drawing.Bytes()[:drawing.Len()-20], "text": []byte("客户服务满意度调查问卷"), "a PDF": []byte("%PDF-1.3\n%%EOF"), "two bytes": whole[:2],
	}
	for name, file := range cases {
		_, err := Questionnaire{Sheet: Sheet{Logo: file}}.Write(&bytes.Buffer{})
		if app.Code(err) != app.ErrInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
