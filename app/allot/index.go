package allot

import (
	"hash/maphash"
	"runtime"
)

// index finds equal texts among many: an open table of 64-bit slots, each the upper half of a text's hash and the number
// of the text that came first. It takes a tenth of the room of a map.
type index struct {
	slots []uint64
	seed  maphash.Seed
}

func newIndex(texts int) *index {
	size := 16
	for size < 2*texts {
		size *= 2
	}
	return &index{slots: make([]uint64, size), seed: maphash.MakeSeed()}
}

// block is how many texts are hashed ahead, so that the memory their slots lie in is fetched at once and not one after
// another.
const block = 64

// addAll adds n texts, which text tells by their numbers, and calls each with the number of the first that is equal: its
// own if there was none before. It ends where each returns false. The table must be empty.
func (x *index) addAll(n int, text func(uint32) string, each func(i, first uint32) bool) {
	mask := uint64(len(x.slots) - 1)
	var hashes [block]uint64
	var fetched uint64
	for from := 0; from < n; from += block {
		ahead := min(block, n-from)
		for i := range ahead {
			hashes[i] = maphash.String(x.seed, text(uint32(from+i)))
		}
		for i := range ahead {
			fetched |= x.slots[hashes[i]&mask]
		}
		for i := range ahead {
			if !each(uint32(from+i), x.add(hashes[i], uint32(from+i), text)) {
				return
			}
		}
	}
	runtime.KeepAlive(fetched)
}

// add returns the number of the first text equal to that of number n, whose hash is h.
func (x *index) add(h uint64, n uint32, text func(uint32) string) uint32 {
	const low = 1<<32 - 1
	mask := uint64(len(x.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		slot := x.slots[i]
		if slot == 0 {
			x.slots[i] = h&^low | uint64(n+1)
			return n
		}
		if slot&^low == h&^low {
			if first := uint32(slot&low) - 1; text(first) == text(n) {
				return first
			}
		}
	}
}

// clear empties the table for other texts.
func (x *index) clear() { clear(x.slots) }
