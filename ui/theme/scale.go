package theme

import (
	"os"
	"strconv"

	"fyne.io/fyne/v2"
)

// Scales are the sizes the window can be shown in, in percent. The drawing library rounds to tenths.
var Scales = []int{100, 120, 150, 180, 200}

// scaleKey is where the drawing library looks for the size whenever its settings change.
const scaleKey = "FYNE_SCALE"

// Scale returns the size the window is shown in, in percent: what was set last, or what the environment said at the start.
func Scale() int {
	v, err := strconv.ParseFloat(os.Getenv(scaleKey), 32)
	if err != nil || v <= 0 {
		return 100
	}
	return int(v*100 + 0.5)
}

// SetScale shows the window in a size, in percent, beside what the screen itself asks for. It holds from the next Apply, or
// for a window that is made later; a size out of reach changes nothing.
func SetScale(percent int) {
	if percent < Scales[0] || percent > Scales[len(Scales)-1] {
		return
	}
	_ = os.Setenv(scaleKey, strconv.FormatFloat(float64(percent)/100, 'f', 1, 32)) // the name is no odd one
}

// Shrunk returns what is left of a size on the same screen in the scale now.
func Shrunk(s fyne.Size) fyne.Size {
	k := float32(Scale()) / 100
	return fyne.NewSize(s.Width/k, s.Height/k)
}
