package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"sync"

	"github.com/fangce/fangce/app"
	pictures "github.com/fangce/fangce/app/picture"
)

// Bounds of pictures on paper.
const (
	maxSide      = 1600 // pixels of the longer side; A4 with margins at 240 dots to the inch
	photoQuality = 90   // quality a photograph is written with
	keptPictures = 16   // a batch has one logo, not many
)

// picture is a picture made ready for paper: upright, on white, no larger than maxSide.
type picture struct {
	name  string // in the file
	kind  string // of data, as the backend names it
	data  []byte
	shown image.Image
}

// size returns the size that fills w × h mm in one of its directions.
func (p *picture) size(w, h float64) (width, height float64) {
	b := p.shown.Bounds()
	scale := min(w/float64(b.Dx()), h/float64(b.Dy()))
	return float64(b.Dx()) * scale, float64(b.Dy()) * scale
}

var ready = struct {
	sync.Mutex
	pictures map[[32]byte]*picture
}{pictures: map[[32]byte]*picture{}}

// preparePicture reads a picture file. What the camera noted of its direction is obeyed; nothing else of the file comes
// onto paper, neither place nor time nor the program that made it. Returns an app.Error about the field if the file is no
// picture, is cut short, or has more pixels than can be decoded.
func preparePicture(field string, file []byte) (*picture, error) {
	key := sha256.Sum256(file)
	ready.Lock()
	known := ready.pictures[key]
	ready.Unlock()
	if known != nil {
		return known, nil
	}
	shown, err := pictures.Upright(file, maxSide)
	if err != nil {
		return nil, &app.Error{Code: app.ErrInvalid, Field: field, Message: pictureWords(err), Cause: err}
	}
	p := &picture{name: "P" + hex.EncodeToString(key[:8]), kind: "PNG", shown: shown}
	var out bytes.Buffer
	if pictures.KindOf(file) == pictures.JPEG {
		p.kind = "JPG"
		err = jpeg.Encode(&out, shown, &jpeg.Options{Quality: photoQuality})
	} else {
		err = png.Encode(&out, shown)
	}
	if err != nil {
		return nil, &app.Error{Code: app.ErrInvalid, Field: field, Message: "图片无法使用", Cause: err}
	}
	p.data = out.Bytes()
	ready.Lock()
	defer ready.Unlock()
	if len(ready.pictures) >= keptPictures {
		clear(ready.pictures)
	}
	ready.pictures[key] = p
	return p, nil
}

func pictureWords(err error) string {
	switch {
	case errors.Is(err, pictures.ErrCutShort):
		return "图片不完整或已损坏"
	case errors.Is(err, pictures.ErrTooLarge):
		return "图片像素过多"
	}
	return "不是可用的图片文件（JPEG、PNG、WebP、TIFF、BMP 或 GIF）"
}
