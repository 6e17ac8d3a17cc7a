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

// Cut returns a TrueType file that shows, at each code of the Basic Multilingual Plane, the glyph
// the font has for the rune it is mapped to. Codes whose rune the font lacks are left out. The same
// map gives the same bytes.
func (f *Font) Cut(codes map[rune]rune) []byte {
	c := cutting{font: f, index: map[int]int{0: 0}, order: []int{0}}
	var pairs []mapping
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		if glyph := f.glyphs[codes[code]]; glyph != 0 && code < 0xFFFF {
			pairs = append(pairs, mapping{int(code), c.add(int(glyph))})
		}
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
		"cmap": characterMap(pairs),
		"post": append([]byte{0, 3, 0, 0}, f.tables["post"][4:32]...),
		"OS/2": f.tables["OS/2"], "name": f.tables["name"],
	}
	for _, name := range []string{"cvt ", "fpgm", "prep", "gasp"} {
		if f.tables[name] != nil {
			tables[name] = f.tables[name]
		}
	}
	return file(tables)
}

// mapping is one entry of the character map.
type mapping struct{ code, glyph int }

// cutting collects the glyphs of one cut in their new order.
type cutting struct {
	font             *Font
	index            map[int]int // old glyph → new
	order            []int       // new glyph → old
	glyf, loca, hmtx []byte
}

func (c *cutting) add(old int) int {
	glyph, ok := c.index[old]
	if !ok {
		glyph = len(c.order)
		c.index[old] = glyph
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
		c.hmtx = be.AppendUint16(c.hmtx, f.advances[old])
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
	for {
		flags := be.Uint16(c.glyf[p:])
		be.PutUint16(c.glyf[p+2:], uint16(c.add(int(be.Uint16(c.glyf[p+2:])))))
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

// characterMap writes a format 4 table, one segment per run of consecutive codes and glyphs.
func characterMap(pairs []mapping) []byte {
	type segment struct{ first, last, glyph int }
	var segments []segment
	for _, p := range pairs {
		if n := len(segments) - 1; n >= 0 && segments[n].last == p.code-1 &&
			segments[n].glyph+p.code-segments[n].first == p.glyph {
			segments[n].last = p.code
			continue
		}
		segments = append(segments, segment{p.code, p.code, p.glyph})
	}
	// The format asks for a closing segment that maps 0xFFFF to glyph 0.
	segments = append(segments, segment{0xFFFF, 0xFFFF, 0x10000})
	n := len(segments)

	out := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12}
	searchRange, selector := searchFields(n, 2)
	for _, v := range []int{4, 16 + 8*n, 0, 2 * n, searchRange, selector, 2*n - searchRange} {
		out = be.AppendUint16(out, uint16(v))
	}
	for _, s := range segments {
		out = be.AppendUint16(out, uint16(s.last))
	}
	out = append(out, 0, 0)
	for _, s := range segments {
		out = be.AppendUint16(out, uint16(s.first))
	}
	for _, s := range segments {
		out = be.AppendUint16(out, uint16(s.glyph-s.first))
	}
	return append(out, make([]byte, 2*n)...)
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
	start, headAt := 12+16*len(names), 0
	var body []byte
	for _, name := range names {
		table := slices.Clone(tables[name])
		for len(table)%4 != 0 {
			table = append(table, 0)
		}
		if name == "head" {
			headAt = start + len(body)
		}
		out = append(out, name...)
		out = be.AppendUint32(out, sum(table))
		out = be.AppendUint32(out, uint32(start+len(body)))
		out = be.AppendUint32(out, uint32(len(tables[name])))
		body = append(body, table...)
	}
	out = append(out, body...)
	be.PutUint32(out[headAt+8:], 0xB1B0AFBA-sum(out))
	return out
}

// sum adds up data, whose length is a multiple of four, as 32-bit numbers.
func sum(data []byte) (total uint32) {
	for i := 0; i < len(data); i += 4 {
		total += be.Uint32(data[i:])
	}
	return total
}
