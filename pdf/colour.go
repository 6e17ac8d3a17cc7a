package pdf

import (
	"errors"
	"fmt"
	"image/color"
	"strconv"
)

// Colour is red, green and blue from 0 to 255.
type Colour struct{ R, G, B uint8 }

// Navy is the accent of a form whose Sheet names none.
var Navy = Colour{31, 78, 121}

// MarshalText returns the colour as #1F4E79, "" for the zero Colour, which means the usual one.
func (c Colour) MarshalText() ([]byte, error) {
	if c == (Colour{}) {
		return nil, nil
	}
	return fmt.Appendf(nil, "#%02X%02X%02X", c.R, c.G, c.B), nil
}

// UnmarshalText reads what MarshalText writes.
func (c *Colour) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = Colour{}
		return nil
	}
	n, err := strconv.ParseUint(string(text[1:]), 16, 32)
	if err != nil || len(text) != 7 || text[0] != '#' {
		return errors.New("应为颜色，如 #1F4E79")
	}
	*c = Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}
	return nil
}

var (
	white     = Colour{255, 255, 255}
	black     = Colour{26, 26, 26}
	soft      = Colour{70, 70, 70}
	grey      = Colour{110, 110, 110}
	hairInk   = Colour{165, 165, 165}
	boxInk    = Colour{60, 60, 60}
	writeInk  = Colour{110, 110, 110}
	dottedInk = Colour{150, 150, 150}
	markInk   = Colour{236, 238, 241}
)

// Lines of the forms.
var (
	hair    = pen{width: 0.12, ink: hairInk}
	writing = pen{width: 0.18, ink: writeInk}
	dotted  = pen{width: 0.2, ink: dottedInk, dots: true}
)

// Dashes of a dotted line (mm).
const (
	dash    = 0.6
	dashGap = 0.8
)

// ints returns the parts as the backend takes them.
func (c Colour) ints() (r, g, b int) { return int(c.R), int(c.G), int(c.B) }

// tint returns the colour thinned with white: share 0 is white, 1 the colour itself.
func (c Colour) tint(share float64) Colour {
	thin := func(v uint8) uint8 { return uint8(255 - (255-float64(v))*share + 0.5) }
	return Colour{thin(c.R), thin(c.G), thin(c.B)}
}

// dark reports whether a dot of a code is to be printed.
func dark(c color.Color) bool {
	r, _, _, _ := c.RGBA()
	return r < 0x8000
}
