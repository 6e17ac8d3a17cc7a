package app

import (
	"strconv"
	"strings"
)

// Money is an amount in fen (0.01 yuan).
type Money int64

// Yuan returns whole yuan as Money.
func Yuan(n int64) Money { return Money(n * 100) }

// String returns the amount in yuan with thousands separators and two decimals, such as 6,800.50.
func (m Money) String() string {
	neg := m < 0
	if neg {
		m = -m
	}
	whole := strconv.FormatInt(int64(m/100), 10)
	var b strings.Builder
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	cents := strconv.FormatInt(int64(m%100), 10)
	if len(cents) == 1 {
		cents = "0" + cents
	}
	s := b.String() + "." + cents
	if neg {
		return "-" + s
	}
	return s
}
