package pdf

import (
	"bytes"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"
)

// undated stands in the file's properties where the input says nothing; the machine's clock would
// make two files of one input differ.
var undated = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// pen is a stroke.
type pen struct {
	width float64 // mm
	ink   Colour
	dots  bool
	round bool // ends, so that pieces of a curve join
}

// backend draws recorded pages into a file with gofpdf: pages, lines, tints, pictures and bookmarks are its own. Text is
// written past it, and the fonts are put in at the end (fontobjects.go), because gofpdf knows no character above U+FFFF
// and takes most of a form's time for the tables of a font.
type backend struct {
	doc   *gofpdf.Fpdf
	faces *faces
	fonts [faceCount]subset
	piece []byte // of the page's content being put together
	known map[*picture]bool

	// What was set last, and whether anything was.
	pen           pen
	filling       Colour
	drawn, filled bool
}

// newBackend opens a file with the properties of its first form.
func newBackend(f *faces, title, subject string, printedAt time.Time) *backend {
	if printedAt.IsZero() {
		printedAt = undated
	}
	doc := gofpdf.New("P", "mm", "A4", "")
	doc.SetCompression(false) // pages are compressed when the fonts are put in
	doc.SetCatalogSort(true)
	doc.SetCreationDate(printedAt)
	doc.SetModificationDate(printedAt)
	doc.SetProducer("Fangce", false)
	doc.SetTitle(utf16Text(title), false)
	doc.SetSubject(utf16Text(subject), false)
	doc.SetAutoPageBreak(false, 0)
	doc.SetMargins(0, 0, 0)
	return &backend{doc: doc, faces: f, known: map[*picture]bool{}}
}

// draw replays the pages of a form, under a bookmark unless that is empty.
func (b *backend) draw(c *canvas, bookmark string) {
	for i := range c.pages {
		b.doc.AddPage()
		if i == 0 && bookmark != "" {
			b.doc.Bookmark(utf16Text(bookmark), 0, 0)
		}
		c.pages[i].replay(b)
	}
}

// write writes the file.
func (b *backend) write(w io.Writer) error {
	var whole wholeWrite
	if err := b.doc.Output(&whole); err != nil {
		return err
	}
	return finish(w, whole.data, b.faces, &b.fonts)
}

// wholeWrite keeps what is written to it; the backend's whole file comes in one piece and is not copied.
type wholeWrite struct{ data []byte }

func (w *wholeWrite) Write(p []byte) (int, error) {
	if w.data == nil {
		w.data = p
	} else {
		w.data = append(w.data[:len(w.data):len(w.data)], p...)
	}
	return len(p), nil
}

// silent begins text that stands for no text: a watermark does not get between the words that are copied.
const silent = "/Span <</ActualText ()>> BDC "

func (b *backend) text(face int, x, y, gap, turn float64, text string, st style) {
	out := append(b.piece[:0], "q "...)
	if turn != 0 {
		out = append(out, silent...)
	}
	for i, part := range [3]uint8{st.ink.R, st.ink.G, st.ink.B} {
		if i > 0 {
			out = append(out, ' ')
		}
		out = strconv.AppendFloat(out, float64(part)/255, 'f', 3, 64)
	}
	out = append(out, " rg BT /"...)
	out = append(out, fontNames[face]...)
	out = append(out, ' ')
	out = appendPoints(out, st.points)
	out = append(out, " Tf "...)
	if gap > 0 {
		out = append(appendPoints(out, gap/mmPerPoint), " Tc "...)
	}
	sin, cos := math.Sincos(turn)
	if turn != 0 {
		for _, v := range [4]float64{cos, sin, -sin, cos} {
			out = append(strconv.AppendFloat(out, v, 'f', 5, 64), ' ')
		}
	}
	out = append(appendPoints(out, x/mmPerPoint), ' ')
	out = appendPoints(out, (pageHeight-y)/mmPerPoint)
	if turn != 0 {
		out = append(out, " Tm ("...)
	} else {
		out = append(out, " Td ("...)
	}
	font := &b.fonts[face]
	for _, r := range text {
		code := font.code(r)
		for _, c := range [2]byte{byte(code >> 8), byte(code)} {
			switch c {
			case '(', ')', '\\':
				out = append(out, '\\', c)
			case '\r':
				out = append(out, '\\', 'r')
			default:
				out = append(out, c)
			}
		}
	}
	out = append(out, ") Tj ET"...)
	if turn != 0 {
		out = append(out, " EMC"...)
	}
	b.piece = append(out, " Q"...)
	b.doc.RawWriteBuf(bytes.NewReader(b.piece))
}

// appendPoints writes a length with as many decimals as a printer can show.
func appendPoints(out []byte, v float64) []byte {
	return strconv.AppendFloat(out, math.Round(v*1000)/1000, 'f', -1, 64)
}

func (b *backend) fill(x, y, w, h float64, fill Colour) {
	if !b.filled || b.filling != fill {
		b.filled, b.filling = true, fill
		b.doc.SetFillColor(fill.ints())
	}
	b.doc.Rect(x, y, w, h, "F")
}

// use takes up a pen; what it has in common with the one before is not said again. The backend keeps all of it from page
// to page.
func (b *backend) use(p pen) {
	last, first := b.pen, !b.drawn
	b.pen, b.drawn = p, true
	if first || p.width != last.width {
		b.doc.SetLineWidth(p.width)
	}
	if first || p.ink != last.ink {
		b.doc.SetDrawColor(p.ink.ints())
	}
	if first || p.round != last.round {
		ends := "butt"
		if p.round {
			ends = "round"
		}
		b.doc.SetLineCapStyle(ends)
	}
	if first || p.dots != last.dots {
		var dashes []float64
		if p.dots {
			dashes = []float64{dash, dashGap}
		}
		b.doc.SetDashPattern(dashes, 0)
	}
}

func (b *backend) line(x1, y1, x2, y2 float64, p pen) {
	b.use(p)
	b.doc.Line(x1, y1, x2, y2)
}

func (b *backend) frame(x, y, w, h float64, p pen) {
	b.use(p)
	b.doc.Rect(x, y, w, h, "D")
}

func (b *backend) picture(x, y, w, h float64, p *picture) {
	options := gofpdf.ImageOptions{ImageType: p.kind}
	if !b.known[p] {
		b.known[p] = true
		b.doc.RegisterImageOptionsReader(p.name, options, bytes.NewReader(p.data))
	}
	b.doc.ImageOptions(p.name, x, y, w, h, false, options, 0, "")
}
