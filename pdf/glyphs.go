package pdf

import (
	"fmt"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// outlinesKept bounds the outlines kept of one face; a thousand take about 2 MB.
const outlinesKept = 6000

// outline is the shape of a glyph in units of the font, y downwards.
type outline struct {
	segments sfnt.Segments
	bounds   fixed.Rectangle26_6
}

// outlines gives the shapes of a face's glyphs. It is safe for concurrent use.
type outlines struct {
	font   *sfnt.Font
	units  fixed.Int26_6 // of an em
	lock   sync.RWMutex
	loaded map[rune]*outline
}

// loadOutlines reads the faces a second time: what cuts them for a file keeps no shapes.
var loadOutlines = sync.OnceValues(func() (*[faceCount]*outlines, error) {
	var out [faceCount]*outlines
	for face, data := range fontFiles {
		parsed, err := sfnt.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("read outlines of embedded font %d: %w", face, err)
		}
		out[face] = &outlines{font: parsed, units: fixed.Int26_6(parsed.UnitsPerEm()), loaded: map[rune]*outline{}}
	}
	return &out, nil
})

// of returns the shape of r, nil if it has none, as a space.
func (o *outlines) of(r rune) *outline {
	o.lock.RLock()
	shape, ok := o.loaded[r]
	o.lock.RUnlock()
	if ok {
		return shape
	}
	shape = o.load(r)
	o.lock.Lock()
	defer o.lock.Unlock()
	if len(o.loaded) >= outlinesKept {
		clear(o.loaded)
	}
	o.loaded[r] = shape
	return shape
}

// load reads the shape of r from the font. What cannot be read is blank: the fonts are embedded and a
// test reads every glyph the forms print.
func (o *outlines) load(r rune) *outline {
	var buf sfnt.Buffer
	glyph, err := o.font.GlyphIndex(&buf, r)
	if err != nil {
		return nil
	}
	// At a size of as many pixels as the em has units the scaled outline is the font's own.
	segments, err := o.font.LoadGlyph(&buf, glyph, o.units<<6, nil)
	if err != nil || len(segments) == 0 {
		return nil
	}
	own := append(sfnt.Segments(nil), segments...) // the buffer's otherwise
	return &outline{segments: own, bounds: own.Bounds()}
}
