package app

import (
	"strings"
	"unicode/utf8"
)

// MaskPhone hides the middle of a phone number: 138****1234, 021-****5678. Short or odd numbers keep their last two
// characters at most.
func MaskPhone(s string) string {
	if area, local, ok := strings.Cut(s, "-"); ok && utf8.RuneCountInString(local) >= 7 {
		return area + "-" + maskMiddle(local, 0, 4)
	}
	switch n := utf8.RuneCountInString(s); {
	case n >= 11:
		return maskMiddle(s, 3, 4)
	case n >= 7:
		return maskMiddle(s, 0, 4)
	default:
		return maskMiddle(s, 0, min(2, n/2))
	}
}

// MaskIDNo hides the birth date and sequence of an identity number: 310***********1234.
func MaskIDNo(s string) string {
	if n := utf8.RuneCountInString(s); n < 12 {
		return maskMiddle(s, 0, min(2, n/2))
	}
	return maskMiddle(s, 3, 4)
}

// MaskAccount keeps the last four digits of an account.
func MaskAccount(s string) string {
	if utf8.RuneCountInString(s) <= 4 {
		return s
	}
	r := []rune(s)
	return "****" + string(r[len(r)-4:])
}

// MaskName keeps the surname, whatever the length of the rest: 王**, 欧阳**, 阿**.
func MaskName(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	return Surname(s) + "**"
}

func maskMiddle(s string, head, tail int) string {
	r := []rune(s)
	if len(r) <= head+tail {
		return s
	}
	n := len(r) - head - tail
	if head == 3 && len(r) <= 13 || head == 0 {
		n = 4
	}
	return string(r[:head]) + strings.Repeat("*", n) + string(r[len(r)-tail:])
}
