package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
)

// over lays a translucent theme colour on another one; base may be "".
func over(base, veil fyne.ThemeColorName) color.Color {
	v := color.NRGBAModel.Convert(fynetheme.Color(veil)).(color.NRGBA)
	if base == "" {
		return v
	}
	b := color.NRGBAModel.Convert(fynetheme.Color(base)).(color.NRGBA)
	mix := func(x, y uint8) uint8 { return uint8((int(x)*(255-int(v.A)) + int(y)*int(v.A)) / 255) }
	return color.NRGBA{R: mix(b.R, v.R), G: mix(b.G, v.G), B: mix(b.B, v.B), A: b.A}
}

// badgeRed is the ground of a count on the rail, which is dark in both themes.
var badgeRed = color.NRGBA{R: 0xE5, G: 0x48, B: 0x4D, A: 0xFF}

// noColor paints nothing; Fyne's software painter does not take a nil colour.
var noColor color.Color = color.Transparent

func newRect() *canvas.Rectangle { return canvas.NewRectangle(noColor) }
