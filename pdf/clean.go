package pdf

import (
	"strings"
	"unicode"
)

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n",
	"\u2028", "\n", "\u2029", "\n", "\t", "    ", "\u00a0", " ", "\u202f", " ")

// clean returns s without what has no place on paper: invalid UTF-8 becomes U+FFFD, control, zero-width
// and direction characters and variation selectors go, every kind of line end becomes \n.
func clean(s string) string {
	s = lineEnds.Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.Is(unicode.C, r) && !unicode.Is(unicode.Co, r), // control, format, surrogate
			r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF: // variation selectors
			return -1
		}
		return r
	}, s)
}

// oneLine is clean for places that hold one line: line ends and runs of spaces become one space.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(clean(s), func(r rune) bool { return r == ' ' || r == '\n' }), " ")
}
