// Package truetype reads a TrueType font with glyf outlines once and cuts small files out of it.
//
// The forms need a few dozen of a font's thirty thousand glyphs. Handing the whole file to the PDF
// backend costs a full parse per document; a cut of what the document uses costs a fraction.
package truetype

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrFont says that the bytes are not a TrueType font this package can read.
var ErrFont = errors.New("not a readable TrueType font")

var be = binary.BigEndian

// Font is a parsed font. It never changes after Parse and is safe for concurrent use.
type Font struct {
	tables   map[string][]byte
	longLoca bool
	metrics  int // entries of hmtx that carry an advance
	advances []uint16
	unitsEm  int
	glyphs   map[rune]uint16
}

// required lists the tables without which no file can be cut.
var required = []string{"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap", "post", "OS/2", "name"}

// Parse reads a font. The font keeps data and never writes to it; the caller must not either.
// Returns ErrFont if data is no TrueType font with glyf outlines and a Unicode character map.
func Parse(data []byte) (font *Font, err error) {
	defer func() {
		if r := recover(); r != nil {
			font, err = nil, fmt.Errorf("%w: broken table: %v", ErrFont, r)
		}
	}()
	if len(data) < 12 || (be.Uint32(data) != 0x00010000 && be.Uint32(data) != 0x74727565) {
		return nil, fmt.Errorf("%w: wrong signature", ErrFont)
	}
	f := &Font{tables: map[string][]byte{}}
	for i := range int(be.Uint16(data[4:])) {
		entry := data[12+16*i:]
		offset, length := be.Uint32(entry[8:]), be.Uint32(entry[12:])
		end := uint64(offset) + uint64(length)
		if end > uint64(len(data)) {
			return nil, fmt.Errorf("%w: table %q goes beyond the end", ErrFont, entry[:4])
		}
		f.tables[string(entry[:4])] = data[offset:end:end]
	}
	for _, name := range required {
		if f.tables[name] == nil {
			return nil, fmt.Errorf("%w: table %q missing", ErrFont, name)
		}
	}
	f.unitsEm = int(be.Uint16(f.tables["head"][18:]))
	f.longLoca = be.Uint16(f.tables["head"][50:]) == 1
	f.metrics = int(be.Uint16(f.tables["hhea"][34:]))
	if f.unitsEm == 0 || f.metrics == 0 {
		return nil, fmt.Errorf("%w: no units or no metrics", ErrFont)
	}
	f.advances = make([]uint16, be.Uint16(f.tables["maxp"][4:]))
	for g := range f.advances {
		f.advances[g] = be.Uint16(f.tables["hmtx"][4*min(g, f.metrics-1):])
	}
	if err := f.readMap(); err != nil {
		return nil, err
	}
	for _, g := range f.glyphs {
		if int(g) >= len(f.advances) {
			return nil, fmt.Errorf("%w: character map names glyph %d of %d", ErrFont, g, len(f.advances))
		}
	}
	return f, nil
}

// Has reports whether the font shows r.
func (f *Font) Has(r rune) bool { return f.glyphs[r] != 0 }

// Width returns the advance of r in thousandths of an em; a missing r has the width of the
// font's substitute glyph.
func (f *Font) Width(r rune) int { return int(f.advances[f.glyphs[r]]) * 1000 / f.unitsEm }

// readMap fills glyphs from the widest Unicode map of the font: format 12, else format 4.
func (f *Font) readMap() error {
	table := f.tables["cmap"]
	var segments, groups []byte
	for i := range int(be.Uint16(table[2:])) {
		sub := table[be.Uint32(table[8+8*i:]):]
		switch be.Uint16(sub) {
		case 4:
			segments = sub
		case 12:
			groups = sub
		}
	}
	f.glyphs = map[rune]uint16{}
	switch {
	case groups != nil:
		f.readGroups(groups)
	case segments != nil:
		f.readSegments(segments)
	default:
		return fmt.Errorf("%w: no Unicode character map", ErrFont)
	}
	return nil
}

func (f *Font) readGroups(sub []byte) {
	for i := range int(be.Uint32(sub[12:])) {
		group := sub[16+12*i:]
		first, last, glyph := be.Uint32(group), be.Uint32(group[4:]), be.Uint32(group[8:])
		if last > 0x10FFFF {
			panic("character beyond Unicode")
		}
		for c := first; c <= last; c++ {
			f.glyphs[rune(c)] = uint16(glyph + c - first)
		}
	}
}

func (f *Font) readSegments(sub []byte) {
	count := int(be.Uint16(sub[6:])) / 2
	ends, starts := sub[14:], sub[16+2*count:]
	deltas, offsets := sub[16+4*count:], sub[16+6*count:]
	for i := range count {
		first, last := int(be.Uint16(starts[2*i:])), int(be.Uint16(ends[2*i:]))
		delta, offset := be.Uint16(deltas[2*i:]), int(be.Uint16(offsets[2*i:]))
		for c := first; c <= last && c < 0xFFFF; c++ {
			glyph := uint16(c) + delta
			if offset != 0 {
				if glyph = be.Uint16(offsets[2*i+offset+2*(c-first):]); glyph != 0 {
					glyph += delta
				}
			}
			if glyph != 0 {
				f.glyphs[rune(c)] = glyph
			}
		}
	}
}

// outline returns the glyph's description; empty for blanks.
func (f *Font) outline(glyph int) []byte {
	loca := f.tables["loca"]
	if f.longLoca {
		return f.tables["glyf"][be.Uint32(loca[4*glyph:]):be.Uint32(loca[4*glyph+4:])]
	}
	return f.tables["glyf"][2*int(be.Uint16(loca[2*glyph:])) : 2*int(be.Uint16(loca[2*glyph+2:]))]
}
