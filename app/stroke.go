package app

import "math"

// InkPoint is a point of a signature drawn anew, measured in heights of the signature.
type InkPoint struct{ X, Y float64 }

// Limits of a signature. The longest name written slowly stays below a tenth of them; a row has to fit into a message.
const (
	MaxStrokes     = 400
	MaxInkPoints   = 20_000
	inkNumbers     = 3   // x, y, milliseconds
	leastSignature = 0.4 // length of the line, in heights of the field signed in: what is shorter slipped from the hand
)

// Length returns how long the line of a stroke is, in the units of its points.
func (s Stroke) Length() float64 {
	sum := 0.0
	for i := inkNumbers; i+1 < len(s); i += inkNumbers {
		sum += math.Hypot(float64(s[i]-s[i-inkNumbers]), float64(s[i+1]-s[i-inkNumbers+1]))
	}
	return sum
}

// Enough reports whether strokes are a signature and not a slip of the hand, in a field of that height.
func Enough(strokes []Stroke, height int64) bool {
	sum := 0.0
	for _, s := range strokes {
		sum += s.Length()
	}
	return height > 0 && sum >= leastSignature*float64(height)
}

// Valid reports whether a row can be a signature: strokes within bounds that say who signed what, or another signature that
// it takes back.
func (g Signature) Valid() bool {
	if g.Withdraws != "" {
		return len(g.Strokes) == 0 && g.Hash == ""
	}
	points := 0
	for _, s := range g.Strokes {
		if len(s) == 0 || len(s)%inkNumbers != 0 {
			return false
		}
		points += len(s) / inkNumbers
	}
	return len(g.Strokes) <= MaxStrokes && points <= MaxInkPoints && g.Width > 0 && g.Height > 0 &&
		Enough(g.Strokes, g.Height) && g.Signer != "" && (g.Role == SignerCustomer || g.Role == SignerPlanner) && ValidSha(g.Hash)
}

// Polylines returns strokes as smooth lines cut to what was drawn: from 0 to 1 downwards and from 0 to width to the right,
// for a form of any size. A stroke of one point is a line of one point. width is 0 where nothing was drawn.
func Polylines(strokes []Stroke) (lines [][]InkPoint, width float64) {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range strokes {
		for i := 0; i+1 < len(s); i += inkNumbers {
			x, y := float64(s[i]), float64(s[i+1])
			left, right, top, bottom = min(left, x), max(right, x), min(top, y), max(bottom, y)
		}
	}
	if right < left {
		return nil, 0
	}
	// A name that is one level line is as high as a fifth of its length, so that it does not fill the form.
	height := max(bottom-top, (right-left)/5, 1)
	sink := (height - (bottom - top)) / 2
	for _, s := range strokes {
		var raw []InkPoint
		for i := 0; i+1 < len(s); i += inkNumbers {
			raw = append(raw, InkPoint{(float64(s[i]) - left) / height, (float64(s[i+1]) - top + sink) / height})
		}
		if len(raw) > 0 {
			lines = append(lines, smooth(raw))
		}
	}
	return lines, max((right-left)/height, 0.01)
}

// smoothSteps is into how many pieces the curve through a point is divided.
const smoothSteps = 4

// smooth draws a quadratic curve from the middle of each piece to that of the next, through the bend at the point between.
func smooth(p []InkPoint) []InkPoint {
	if len(p) < 3 {
		return p
	}
	out := []InkPoint{p[0]}
	from := middle(p[0], p[1])
	out = append(out, from)
	for i := 1; i+1 < len(p); i++ {
		to := middle(p[i], p[i+1])
		for k := 1; k <= smoothSteps; k++ {
			t := float64(k) / smoothSteps
			u := 1 - t
			out = append(out, InkPoint{u*u*from.X + 2*u*t*p[i].X + t*t*to.X, u*u*from.Y + 2*u*t*p[i].Y + t*t*to.Y})
		}
		from = to
	}
	return append(out, p[len(p)-1])
}

func middle(a, b InkPoint) InkPoint { return InkPoint{(a.X + b.X) / 2, (a.Y + b.Y) / 2} }
