package truetype

import (
	"maps"
	"slices"
)

// Flags of a composite glyph's component.
const (
	wordArguments = 0x0001
	oneScale      = 0x0008
	moreFollow    = 0x0020
	twoScales     = 0x0040
	fourScales    = 0x0080
)

// Cut returns a TrueType file whose glyphs, from the first on, are those of the runes in their order; glyph 0 is the
// substitute, which also stands for runes the font lacks. It maps no characters: the glyphs are asked for by number.
// The same runes give the same bytes.
func (f *Font) Cut(runes []rune) []byte {
	c := cutting{font: f, parts: map[int]int{}, order: make([]int, 1, len(runes)+1)}
	for _, r := range runes {
		c.order = append(c.order, int(f.glyph(r)))
	}
	c.copyGlyphs()

	head := slices.Clone(f.tables["head"])
	be.PutUint32(head[8:], 0)
	be.PutUint16(head[50:], 1)
	hhea := slices.Clone(f.tables["hhea"])
	be.PutUint16(hhea[34:], uint16(len(c.order)))
	maxp := slices.Clone(f.tables["maxp"])
	be.PutUint16(maxp[4:], uint16(len(c.order)))
	tables := map[string][]byte{
		"head": head, "hhea": hhea, "maxp": maxp,
		"hmtx": c.hmtx, "loca": c.loca, "glyf": c.glyf,
		"cmap": noCharacters,
		"post": append([]byte{0, 3, 0, 0}, f.tables["post"][4:32]...),
		"OS/2": f.tables["OS/2"], "name": noNames,
	}
	for _, name := range []string{"cvt ", "fpgm", "prep", "gasp"} {
		if f.tables[name] != nil {
			tables[name] = f.tables[name]
		}
	}
	return file(tables)
}

var (
	// noCharacters is a character map of format 4 with nothing but the closing segment the format asks for.
	noCharacters = []byte{
		0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12,
		0, 4, 0, 24, 0, 0, 0, 2, 0, 2, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 1, 0, 0,
	}
	noNames = []byte{0, 0, 0, 0, 0, 6}
)

// cutting collects the glyphs of one cut in their new order.
type cutting struct {
	font             *Font
	parts            map[int]int // old glyph that is a part of others → new
	order            []int       // new glyph → old
	glyf, loca, hmtx []byte
}

// part returns the new number of a glyph that others are put together from.
func (c *cutting) part(old int) int {
	if old >= c.font.glyphs {
		return 0
	}
	glyph, ok := c.parts[old]
	if !ok {
		glyph = len(c.order)
		c.parts[old] = glyph
		c.order = append(c.order, old)
	}
	return glyph
}

// copyGlyphs writes outlines and metrics; the order grows while composites name their parts.
func (c *cutting) copyGlyphs() {
	f := c.font
	for i := 0; i < len(c.order); i++ {
		old := c.order[i]
		c.loca = be.AppendUint32(c.loca, uint32(len(c.glyf)))
		at := len(c.glyf)
		outline := f.outline(old)
		c.glyf = append(c.glyf, outline...)
		if len(outline) > 10 && int16(be.Uint16(outline)) < 0 {
			c.renumberParts(at + 10)
		}
		for len(c.glyf)%4 != 0 {
			c.glyf = append(c.glyf, 0)
		}
		c.hmtx = be.AppendUint16(c.hmtx, f.advance(old))
		bearing := 4*old + 2
		if old >= f.metrics {
			bearing = 4*f.metrics + 2*(old-f.metrics)
		}
		c.hmtx = append(c.hmtx, f.tables["hmtx"][bearing:bearing+2]...)
	}
	c.loca = be.AppendUint32(c.loca, uint32(len(c.glyf)))
}

// renumberParts gives the components of the composite glyph that starts at p their new numbers.
func (c *cutting) renumberParts(p int) {
	for p+4 <= len(c.glyf) { // a broken glyph may end before its last part
		flags := be.Uint16(c.glyf[p:])
		be.PutUint16(c.glyf[p+2:], uint16(c.part(int(be.Uint16(c.glyf[p+2:])))))
		p += 6
		if flags&wordArguments != 0 {
			p += 2
		}
		switch {
		case flags&oneScale != 0:
			p += 2
		case flags&twoScales != 0:
			p += 4
		case flags&fourScales != 0:
			p += 8
		}
		if flags&moreFollow == 0 {
			return
		}
	}
}

// searchFields returns the largest power of two not above n, times size, and its exponent.
func searchFields(n, size int) (searchRange, selector int) {
	power := 1
	for power*2 <= n {
		power *= 2
		selector++
	}
	return power * size, selector
}

// file puts the tables together in the order and with the sums the format asks for.
func file(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	searchRange, selector := searchFields(len(names), 16)
	out := be.AppendUint32(nil, 0x00010000)
	for _, v := range []int{len(names), searchRange, selector, 16*len(names) - searchRange} {
		out = be.AppendUint16(out, uint16(v))
	}
	at, headAt := 12+16*len(names), 0
	for _, name := range names {
		if name == "head" {
			headAt = at
		}
		out = append(out, name...)
		out = be.AppendUint32(out, sum(tables[name]))
		out = be.AppendUint32(out, uint32(at))
		out = be.AppendUint32(out, uint32(len(tables[name])))
		at += (len(tables[name]) + 3) &^ 3
	}
	out = slices.Grow(out, at-len(out))
	for _, name := range names {
		out = append(out, tables[name]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	be.PutUint32(out[headAt+8:], 0xB1B0AFBA-sum(out))
	return out
}

// sum adds up data, made up to a multiple of four with zeroes, as 32-bit numbers.
func sum(data []byte) (total uint32) {
	for ; len(data) >= 4; data = data[4:] {
		total += be.Uint32(data)
	}
	for i, b := range data {
		total += uint32(b) << (24 - 8*i)
	}
	return total
}
