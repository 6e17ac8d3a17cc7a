package demo

import (
	"hash/fnv"
	"math/rand/v2"
	"strconv"
)

// dice is a source of chances that belongs to one thing, so that a change to one customer leaves all others as they are.
type dice struct{ r *rand.Rand }

// newDice returns the dice of the thing that key names.
func newDice(seed int64, key ...string) dice {
	h := fnv.New64a()
	for _, k := range key {
		_, _ = h.Write([]byte(k + "\x00"))
	}
	return dice{rand.New(rand.NewPCG(uint64(seed), h.Sum64()))}
}

// in returns a number from lo to hi, both included.
func (d dice) in(lo, hi int) int {
	if hi <= lo {
		return lo
	}
	return lo + d.r.IntN(hi-lo+1)
}

// chance reports true in n of 100 cases.
func (d dice) chance(n int) bool { return d.r.IntN(100) < n }

// digits returns n digits.
func (d dice) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + d.r.IntN(10))
	}
	return string(b)
}

// one returns one of the elements.
func one[T any](d dice, from []T) T { return from[d.r.IntN(len(from))] }

// share is a choice that comes up in weight of all cases.
type share[T any] struct {
	what   T
	weight int
}

// of returns one of the choices by their weights.
func of[T any](d dice, shares []share[T]) T {
	total := 0
	for _, s := range shares {
		total += s.weight
	}
	n := d.r.IntN(total)
	for _, s := range shares {
		if n -= s.weight; n < 0 {
			return s.what
		}
	}
	return shares[0].what
}

func itoa(n int) string { return strconv.Itoa(n) }
