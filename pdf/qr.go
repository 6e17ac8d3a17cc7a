package pdf

import (
	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"github.com/fangce/fangce/app"
)

// encode returns the QR code of a form's id, nil for none. Returns an error unless the id is printable
// ASCII, which every scanner reads the same way.
func encode(id string) (barcode.Barcode, error) {
	if id == "" {
		return nil, nil
	}
	for _, r := range id {
		if r < 0x20 || r > 0x7E {
			return nil, app.FieldErrorf(app.ErrInvalid, "form_id", "form_id 只能用 ASCII 字符：%q", id)
		}
	}
	code, err := qr.Encode(id, qr.M, qr.Auto)
	if err != nil {
		return nil, &app.Error{Code: app.ErrInvalid, Field: "form_id", Message: "form_id 太长，二维码放不下", Cause: err}
	}
	return code, nil
}

// drawCode draws a code of the given side with nothing but rectangles, so that it prints sharp at any
// resolution; nil draws nothing.
func (c *canvas) drawCode(x, y, side float64, code barcode.Barcode) {
	if code == nil {
		return
	}
	modules := code.Bounds().Dx()
	module := side / float64(modules)
	for row := range modules {
		for col := 0; col < modules; col++ {
			from := col
			for col < modules && dark(code.At(col, row)) {
				col++
			}
			if col > from {
				c.tint(x+float64(from)*module, y+float64(row)*module, float64(col-from)*module, module, black)
			}
		}
	}
}
