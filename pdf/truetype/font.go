// Package truetype reads a TrueType font with glyf outlines and cuts small files out of it.
//
// The forms need a few dozen of a font's thirty thousand glyphs. Handing the whole file to the PDF
// backend costs a full parse per document; a cut of what the document uses costs a fraction. Nothing
// is unpacked when a font is opened: characters are looked up in the file's own tables.
package truetype

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrFont says that the bytes are not a TrueType font this package can read.
var ErrFont = errors.New("not a readable TrueType font")

var be = binary.BigEndian

// Font is an opened font. It never changes after Parse and is safe for concurrent use.
type Font struct {
	tables   map[string][]byte
	longLoca bool
	metrics  int // entries of hmtx that carry an advance
	glyphs   int
	unitsEm  int
	groups   []byte // format 12: twelve bytes each, by character
	segments []byte // format 4, where there are no groups
	latin    [128]uint16
}

// required lists the tables without which no file can be cut.
var required = []string{"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap", "post", "OS/2", "name"}

// Parse opens a font. The font keeps data and never writes to it; the caller must not either.
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
	f.glyphs = int(be.Uint16(f.tables["maxp"][4:]))
	if f.unitsEm == 0 || f.metrics == 0 {
		return nil, fmt.Errorf("%w: no units or no metrics", ErrFont)
	}
	each := 2
	if f.longLoca {
		each = 4
	}
	if len(f.tables["loca"]) < each*(f.glyphs+1) || len(f.tables["hmtx"]) < 4*f.metrics+2*max(0, f.glyphs-f.metrics) ||
		len(f.tables["post"]) < 32 || len(f.tables["head"]) < 54 || len(f.tables["OS/2"]) < 90 {
		return nil, fmt.Errorf("%w: a table is too short", ErrFont)
	}
	if err := f.findMap(); err != nil {
		return nil, err
	}
	for r := range f.latin {
		f.latin[r] = f.lookUp(rune(r))
	}
	return f, nil
}

// Has reports whether the font shows r.
func (f *Font) Has(r rune) bool { return f.glyph(r) != 0 }

// Width returns the advance of r in thousandths of an em; a missing r has the width of the
// font's substitute glyph.
func (f *Font) Width(r rune) int { return int(f.advance(int(f.glyph(r)))) * 1000 / f.unitsEm }

// Metrics are measures of a whole font in thousandths of an em, y upwards.
type Metrics struct {
	Ascent, Descent, CapHeight int
	Box                        [4]int // left, bottom, right, top of all glyphs together
}

// Metrics returns the measures of the font.
func (f *Font) Metrics() Metrics {
	scale := func(table string, at int) int { return int(int16(be.Uint16(f.tables[table][at:]))) * 1000 / f.unitsEm }
	m := Metrics{Ascent: scale("hhea", 4), Descent: scale("hhea", 6), CapHeight: scale("OS/2", 88)}
	for i := range m.Box {
		m.Box[i] = scale("head", 36+2*i)
	}
	return m
}

func (f *Font) advance(glyph int) uint16 {
	return be.Uint16(f.tables["hmtx"][4*min(glyph, f.metrics-1):])
}

// glyph returns the number of the glyph that shows r, 0 for none.
func (f *Font) glyph(r rune) uint16 {
	if r >= 0 && int(r) < len(f.latin) {
		return f.latin[r]
	}
	return f.lookUp(r)
}

// findMap chooses the widest Unicode map of the font: format 12, else format 4.
func (f *Font) findMap() error {
	table := f.tables["cmap"]
	for i := range int(be.Uint16(table[2:])) {
		sub := table[be.Uint32(table[8+8*i:]):]
		switch be.Uint16(sub) {
		case 4:
			if count := int(be.Uint16(sub[6:])) / 2; len(sub) < 16+8*count {
				return fmt.Errorf("%w: character map cut short", ErrFont)
			}
			f.segments = sub
		case 12:
			f.groups = sub[16 : 16+12*int(be.Uint32(sub[12:]))]
		}
	}
	if f.groups == nil && f.segments == nil {
		return fmt.Errorf("%w: no Unicode character map", ErrFont)
	}
	return nil
}

func (f *Font) lookUp(r rune) uint16 {
	glyph := 0
	if f.groups != nil {
		glyph = f.inGroups(uint32(r))
	} else {
		glyph = f.inSegments(int(r))
	}
	if glyph <= 0 || glyph >= f.glyphs {
		return 0
	}
	return uint16(glyph)
}

// inGroups searches the groups, which lie in the order of their characters.
func (f *Font) inGroups(r uint32) int {
	low, high := 0, len(f.groups)/12
	for low < high {
		middle := (low + high) / 2
		if be.Uint32(f.groups[12*middle+4:]) < r {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if 12*low >= len(f.groups) {
		return 0
	}
	group := f.groups[12*low:]
	if first := be.Uint32(group); first <= r {
		return int(be.Uint32(group[8:]) + r - first)
	}
	return 0
}

// inSegments searches the segments, which lie in the order of their characters.
func (f *Font) inSegments(r int) int {
	if r < 0 || r >= 0xFFFF {
		return 0
	}
	count := int(be.Uint16(f.segments[6:])) / 2
	ends, starts := f.segments[14:], f.segments[16+2*count:]
	deltas, offsets := f.segments[16+4*count:], f.segments[16+6*count:]
	low, high := 0, count
	for low < high {
		middle := (low + high) / 2
		if int(be.Uint16(ends[2*middle:])) < r {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == count || int(be.Uint16(starts[2*low:])) > r {
		return 0
	}
	delta, offset := be.Uint16(deltas[2*low:]), int(be.Uint16(offsets[2*low:]))
	if offset == 0 {
		return int(uint16(r) + delta)
	}
	at := 2*low + offset + 2*(r-int(be.Uint16(starts[2*low:])))
	if at+2 > len(offsets) {
		return 0
	}
	if glyph := be.Uint16(offsets[at:]); glyph != 0 {
		return int(glyph + delta)
	}
	return 0
}

// outline returns the glyph's description; empty for blanks and where the file is broken.
func (f *Font) outline(glyph int) []byte {
	if glyph >= f.glyphs {
		return nil
	}
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	from, to := 2*int(be.Uint16(loca[2*glyph:])), 2*int(be.Uint16(loca[2*glyph+2:]))
	if f.longLoca {
		from, to = int(be.Uint32(loca[4*glyph:])), int(be.Uint32(loca[4*glyph+4:]))
	}
	if from > to || to > len(glyf) {
		return nil
	}
	return glyf[from:to]
}
