package preview

import (
	"math"
	"strconv"
)

// Sizes of the pages: 1 is the size of the paper on a screen of 96 dots to the inch.
const (
	least   = 0.25
	most    = 2.5
	opening = 1.25 // at first pages are no larger than this, so that one sees a good part of them
	perInch = 96.0
)

// steps are the sizes the keys and buttons go through.
var steps = []float64{0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5}

// bounded returns a size within the limits.
func bounded(zoom float64) float64 { return min(most, max(least, zoom)) }

// next returns the step above or below a size.
func next(zoom float64, up bool) float64 {
	const near = 0.005
	if up {
		for _, s := range steps {
			if s > zoom+near {
				return s
			}
		}
		return most
	}
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i] < zoom-near {
			return steps[i]
		}
	}
	return least
}

func percent(zoom float64) string { return strconv.Itoa(int(math.Round(zoom*100))) + "%" }

// Limits of what is drawn; beyond them pages are drawn less fine and stretched.
const (
	tallest = 4096.0    // dots of a page's height: what every graphics card takes
	room    = 256 << 20 // bytes of all pages
)

// limit returns the dots to the inch to draw pages with that should have dpi; their widths and heights are
// given in inches.
func limit(dpi float64, inches [][2]float64) float64 {
	area := 0.0
	for _, page := range inches {
		dpi = min(dpi, tallest/max(page[0], page[1]))
		area += page[0] * page[1]
	}
	if area > 0 {
		dpi = min(dpi, math.Sqrt(room/4/area))
	}
	return dpi
}
