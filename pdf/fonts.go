package pdf

import (
	"fmt"
	"sync"

	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/pdf/truetype"
)

// geta is printed for a character no font has.
const geta = '〓'

const (
	mmPerPoint = 25.4 / 72
)

// The faces. Rare is asked for what the others lack.
const (
	regular = iota
	bold
	rare
	faceCount
)

// faces are the typefaces of the forms: parsed once, shared by all documents, never written to.
type faces [faceCount]*truetype.Font

var fontFiles = [faceCount][]byte{assets.Regular, assets.Bold, assets.Rare}

var loadFaces = sync.OnceValues(func() (*faces, error) {
	var f faces
	for i, data := range fontFiles {
		font, err := truetype.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("read embedded font %d: %w", i, err)
		}
		f[i] = font
	}
	return &f, nil
})

// style is how a piece of text is set.
type style struct {
	points float64
	bold   bool
	ink    Colour
}

func (st style) sized(points float64) style { st.points = points; return st }

// has reports whether some face shows r.
func (f *faces) has(r rune) bool { return f[regular].Has(r) || f[bold].Has(r) || f[rare].Has(r) }

// pick returns the face that shows r in the style, and the rune it shows: bold text takes a character
// the bold face lacks from the regular one, both from the rare one, and geta stands for what all lack.
func (f *faces) pick(r rune, st style) (face int, shown rune) {
	switch {
	case st.bold && f[bold].Has(r):
		return bold, r
	case f[regular].Has(r):
		return regular, r
	case f[rare].Has(r):
		return rare, r
	}
	return regular, geta
}

// advance returns the width of r in mm.
func (f *faces) advance(r rune, st style) float64 {
	face, shown := f.pick(r, st)
	return float64(f[face].Width(shown)) / 1000 * st.points * mmPerPoint
}

// width returns the width of s in mm.
func (f *faces) width(s string, st style) float64 {
	total := 0.0
	for _, r := range s {
		total += f.advance(r, st)
	}
	return total
}
