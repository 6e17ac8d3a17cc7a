package app

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// LeastPassphrase is the least number of characters of a passphrase.
const LeastPassphrase = 6

// Strength says how well a passphrase stands up to somebody who tries many.
type Strength int

// The strengths. A passphrase that is too short is refused, the others are advice.
const (
	StrengthShort  Strength = iota // fewer characters than a passphrase must have
	StrengthWeak                   // found within days by whoever has the laptop
	StrengthFair                   // found with great effort only
	StrengthStrong                 // not found
)

// Bits from which a passphrase counts as fair and as strong. A guess costs a quarter of a second of a machine like the
// laptop; 2^36 of them keep a thousand such machines busy for half a year, 2^52 for a lifetime and more.
const (
	bitsFair   = 36
	bitsStrong = 52
)

// bitsRepeated is what a character is worth that repeats the one before or counts on from it, as in 111 or abc.
const bitsRepeated = 0.7

// commonPassphrases are tried first by everybody; anything that begins with one of them is worth little more.
var commonPassphrases = []string{
	"123456", "654321", "password", "passw0rd", "qwerty", "asdfgh", "zxcvbn", "1qaz2wsx", "iloveyou", "admin", "abc123",
	"a123456", "woaini", "5201314", "147258", "fangce", "访册", "口令", "密码",
}

// PassphraseStrength estimates how hard a passphrase is to guess, from what kinds of characters it has and how far they
// repeat. It is a hint while typing, no proof.
func PassphraseStrength(p string) Strength {
	if utf8.RuneCountInString(p) < LeastPassphrase {
		return StrengthShort
	}
	switch bits := passphraseBits(p); {
	case bits >= bitsStrong:
		return StrengthStrong
	case bits >= bitsFair:
		return StrengthFair
	}
	return StrengthWeak
}

func passphraseBits(p string) float64 {
	rest := strings.ToLower(p)
	known := 0.0
	for _, c := range commonPassphrases {
		if tail, ok := strings.CutPrefix(rest, c); ok {
			p, known = p[len(p)-len(tail):], 8
			break
		}
	}
	each := math.Log2(float64(alphabet(p)))
	bits := known
	var before rune
	seen := map[rune]int{}
	for _, r := range p {
		switch step := r - before; {
		case step >= -1 && step <= 1:
			bits += bitsRepeated
		case seen[r] > 1:
			bits += each / 2
		default:
			bits += each
		}
		seen[r]++
		before = r
	}
	return bits
}

// alphabet is how many characters a passphrase draws from, by the kinds it has.
func alphabet(p string) int {
	const digits, letters, signs, han = 10, 26, 33, 2500 // of the Han, those in daily use
	var d, l, u, s, h int
	for _, r := range p {
		switch {
		case r >= '0' && r <= '9':
			d = digits
		case unicode.IsUpper(r):
			u = letters
		case unicode.Is(unicode.Han, r):
			h = han
		case unicode.IsLetter(r):
			l = letters
		default:
			s = signs
		}
	}
	return max(d+l+u+s+h, 2)
}
