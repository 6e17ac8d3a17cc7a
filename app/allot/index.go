package allot

import "hash/maphash"

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

// add returns the number under which an equal text was added before, or adds this one under n. text tells a text by its
// number.
func (x *index) add(s string, n uint32, text func(uint32) string) (first uint32, known bool) {
	const low = 1<<32 - 1
	h := maphash.String(x.seed, s)
	for i := h & uint64(len(x.slots)-1); ; i = (i + 1) & uint64(len(x.slots)-1) {
		slot := x.slots[i]
		if slot == 0 {
			x.slots[i] = h&^low | uint64(n+1)
			return n, false
		}
		if slot&^low == h&^low {
			if n := uint32(slot&low) - 1; text(n) == s {
				return n, true
			}
		}
	}
}

// clear empties the table for other texts.
func (x *index) clear() { clear(x.slots) }
