package pdf

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"
)

// undated stands in the file's properties where the input says nothing; the machine's clock would
// make two files of one input differ.
var undated = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// Names of the two faces in the backend.
var families = [2]string{"regular", "bold"}

// pen is a stroke.
type pen struct {
	width float64 // mm
	ink   Colour
	dots  bool
	round bool // ends, so that pieces of a curve join
}

// backend draws recorded pages into a file with gofpdf, which knows neither wrapping nor characters above U+FFFF.
type backend struct{ doc *gofpdf.Fpdf }

// write cuts the fonts, replays the pages and writes the file. The fonts cut for one document are its
// own: gofpdf writes into the bytes it is given.
func (c *canvas) write(w io.Writer, title, subject string, printedAt time.Time) error {
	if printedAt.IsZero() {
		printedAt = undated
	}
	doc := gofpdf.New("P", "mm", "A4", "")
	doc.SetCatalogSort(true)
	doc.SetCreationDate(printedAt)
	doc.SetModificationDate(printedAt)
	doc.SetProducer("Fangce", false)
	doc.SetTitle(title, true)
	doc.SetSubject(subject, true)
	doc.SetAutoPageBreak(false, 0)
	doc.SetMargins(0, 0, 0)
	for face, codes := range c.used {
		if len(codes) > 0 {
			doc.AddUTF8FontFromBytes(families[face], "", c.faces[face].Cut(codes))
		}
	}
	b := &backend{doc: doc}
	for i := range c.pages {
		doc.AddPage()
		c.replay(i, b)
	}
	var file bytes.Buffer
	if err := doc.Output(&file); err != nil {
		return fmt.Errorf("lay out %s: %w", title, err)
	}
	out, err := nameCharacters(file.Bytes(), c.used)
	if err != nil {
		return fmt.Errorf("lay out %s: %w", title, err)
	}
	if _, err := w.Write(out); err != nil {
		return fmt.Errorf("write %s: %w", title, err)
	}
	return nil
}

func (b *backend) text(face int, x, y, gap float64, s string, st style) {
	b.doc.SetFont(families[face], "", st.points)
	b.doc.SetTextColor(st.ink.ints())
	if gap > 0 {
		b.doc.RawWriteStr(strconv.FormatFloat(gap/mmPerPoint, 'f', 4, 64) + " Tc\n")
		defer b.doc.RawWriteStr("0 Tc\n")
	}
	b.doc.Text(x, y, s)
}

func (b *backend) fill(x, y, w, h float64, fill Colour) {
	b.doc.SetFillColor(fill.ints())
	b.doc.Rect(x, y, w, h, "F")
}

func (b *backend) use(p pen) {
	b.doc.SetLineWidth(p.width)
	b.doc.SetDrawColor(p.ink.ints())
	ends := "butt"
	if p.round {
		ends = "round"
	}
	b.doc.SetLineCapStyle(ends)
	if p.dots {
		b.doc.SetDashPattern([]float64{dash, dashGap}, 0)
	} else {
		b.doc.SetDashPattern([]float64{}, 0)
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
