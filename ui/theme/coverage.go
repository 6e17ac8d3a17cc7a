package theme

import (
	"encoding/binary"
	"sync"

	"github.com/fangce/fangce/assets"
)

// CanEmphasise reports whether the medium font has every character of s. It
// is cut to the common ones; a rare name such as 𠮷田 is shown in Regular, whole,
// instead of with a box in it.
func CanEmphasise(s string) bool {
	set := mediumSet()
	for _, r := range s {
		if int(r)/64 >= len(set) || set[r/64]&(1<<(r%64)) == 0 {
			if r > ' ' {
				return false
			}
		}
	}
	return true
}

var mediumSet = sync.OnceValue(func() []uint64 { return coverage(assets.Medium) })

// coverage returns a bit per character that a TrueType file has a glyph for,
// read from its format 12 character map; nil if it has none.
func coverage(file []byte) []uint64 {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(file[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(file[at:])) }
	if len(file) < 12 {
		return nil
	}
	cmap := 0
	for i := range u16(4) {
		if entry := 12 + 16*i; string(file[entry:entry+4]) == "cmap" {
			cmap = u32(entry + 8)
		}
	}
	if cmap == 0 {
		return nil
	}
	for i := range u16(cmap + 2) {
		sub := cmap + u32(cmap+4+8*i+4)
		if u16(sub) != 12 {
			continue
		}
		set := make([]uint64, 0x30000/64)
		for g := range u32(sub + 12) {
			group := sub + 16 + 12*g
			for r := u32(group); r <= u32(group+4) && r < 0x30000; r++ {
				set[r/64] |= 1 << (r % 64)
			}
		}
		return set
	}
	return nil
}
