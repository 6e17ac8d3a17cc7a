package simtest

import (
	"crypto/rand"
	"encoding/binary"
	mathrand "math/rand/v2"
	"sync"
)

// chance draws the decisions of one part of a run. Parts have their own, so that one that draws more than before does not
// change all others.
type chance struct{ *mathrand.Rand }

func newChance(seed uint64, part uint64) chance {
	return chance{mathrand.New(mathrand.NewPCG(seed, part*0x9e3779b97f4a7c15+1))}
}

// one is true once in n times.
func (c chance) one(n int) bool { return c.IntN(n) == 0 }

// of is true in percent of all cases.
func (c chance) of(percent int) bool { return c.IntN(100) < percent }

// between returns a number from low to high, both included.
func (c chance) between(low, high int) int { return low + c.IntN(high-low+1) }

func pick[T any](c chance, list []T) T { return list[c.IntN(len(list))] }

// dice stands in for the system's source of random numbers, so that ids, tokens and nonces follow from the seed.
type dice struct {
	mu sync.Mutex
	r  *mathrand.ChaCha8
}

// Read implements io.Reader.
func (d *dice) Read(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.r.Read(p)
}

// loadDice makes everything random in this process follow from a seed.
func loadDice(seed uint64) {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	rand.Reader = &dice{r: mathrand.NewChaCha8(key)}
}
