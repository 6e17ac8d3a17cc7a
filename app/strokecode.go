package app

import (
	"encoding/json"
	"math"
	"strings"
)

// Strokes travel and lie in databases as text: of each number how it differs from the one three before, in digits of five
// bits, the lowest first, of which all but the last are marked; the sign is the lowest bit. That is a third of what the
// numbers themselves take.
const (
	codeDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	codeBits   = 5
	codeMore   = 1 << codeBits
)

// MarshalJSON implements json.Marshaler.
func (s Stroke) MarshalJSON() ([]byte, error) {
	out := make([]byte, 1, 2+2*len(s))
	out[0] = '"'
	for i, n := range s {
		if i >= inkNumbers {
			n -= s[i-inkNumbers]
		}
		u := uint64(n) << 1
		if n < 0 {
			u = ^u
		}
		for ; u >= codeMore; u >>= codeBits {
			out = append(out, codeDigits[codeMore|u%codeMore])
		}
		out = append(out, codeDigits[u])
	}
	return append(out, '"'), nil
}

// UnmarshalJSON implements json.Unmarshaler. It also reads the plain numbers that were written at first.
func (s *Stroke) UnmarshalJSON(b []byte) error {
	var text string
	if len(b) == 0 || b[0] != '"' {
		return json.Unmarshal(b, (*[]int)(s))
	}
	if err := json.Unmarshal(b, &text); err != nil {
		return err
	}
	out := make(Stroke, 0, len(text)/2)
	var u uint64
	shift := 0
	for _, c := range []byte(text) {
		d := strings.IndexByte(codeDigits, c)
		if d < 0 || shift > 30 {
			return Errorf(ErrInvalid, "签名笔迹无法识别")
		}
		u |= uint64(d%codeMore) << shift
		if shift += codeBits; d >= codeMore {
			continue
		}
		n := int(u >> 1)
		if u&1 != 0 {
			n = ^n
		}
		if i := len(out); i >= inkNumbers {
			n += out[i-inkNumbers]
		}
		out, u, shift = append(out, n), 0, 0
	}
	if shift > 0 {
		return Errorf(ErrInvalid, "签名笔迹无法识别")
	}
	*s = out
	return nil
}

// thinnest is by how much a point may lie beside the line through its neighbours to be left out, in heights of the field.
const thinnest = 1.0 / 400

// Thin returns strokes without the points nobody would miss, in a field of that height.
func Thin(strokes []Stroke, height int64) []Stroke {
	out := make([]Stroke, len(strokes))
	for i, s := range strokes {
		if n := len(s) / inkNumbers; n > 2 && len(s)%inkNumbers == 0 {
			out[i] = thin(s, 0, n-1, thinnest*float64(height), append(Stroke{}, s[:inkNumbers]...))
		} else {
			out[i] = s
		}
	}
	return out
}

// thin appends those points behind the first up to the last that are needed.
func thin(s Stroke, first, last int, near float64, out Stroke) Stroke {
	at := func(i int) (float64, float64) { return float64(s[i*inkNumbers]), float64(s[i*inkNumbers+1]) }
	x1, y1 := at(first)
	x2, y2 := at(last)
	far, most := 0, near
	for i := first + 1; i < last; i++ {
		x, y := at(i)
		d := math.Hypot(x-x1, y-y1)
		if long := math.Hypot(x2-x1, y2-y1); long > 0 {
			along := min(max(((x-x1)*(x2-x1)+(y-y1)*(y2-y1))/long/long, 0), 1)
			d = math.Hypot(x-x1-along*(x2-x1), y-y1-along*(y2-y1))
		}
		if d > most {
			far, most = i, d
		}
	}
	if far == 0 {
		return append(out, s[last*inkNumbers:last*inkNumbers+inkNumbers]...)
	}
	return thin(s, far, last, near, thin(s, first, far, near, out))
}
