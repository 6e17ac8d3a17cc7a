package app

import (
	"strings"
	"unicode"
)

// HalfWidth returns s with full-width Latin letters, digits and signs (１２３，（）) in their ASCII form, every kind of
// space as an ordinary one and invisible characters (zero-width, byte-order mark, controls other than line breaks and
// tabs) taken out. Han characters, and with them names, come back as they were.
func HalfWidth(s string) string {
	if isPlainASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '￥':
			return '¥'
		default:
			return visible(r)
		}
	}, s)
}

// Visible returns s with every kind of space as an ordinary one and invisible characters taken out, all else untouched.
func Visible(s string) string {
	if isPlainASCII(s) {
		return s
	}
	return strings.Map(visible, s)
}

func visible(r rune) rune {
	switch {
	case r >= 0x4e00 && r <= 0x9fff, r >= 0x20 && r < 0x7f, r == '\n' || r == '\r' || r == '\t':
		return r // nearly every character, before the tables are asked
	case r == '\u2028' || r == '\u2029' || r == '\u0085':
		return '\n'
	case unicode.Is(unicode.Zs, r):
		return ' '
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

func isPlainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7f || c < 0x20 && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

// WithoutSpaces returns s without any white space.
func WithoutSpaces(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
