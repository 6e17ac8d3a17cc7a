package bench

import (
	"bytes"
	"io"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"github.com/jung-kurt/gofpdf"
	"github.com/signintech/gopdf"

	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/pdf"
)

// library writes forms as one file.
type library struct {
	name  string
	write func(w io.Writer, forms []pdf.Form) error
}

// libraries are what is compared; ours is the first.
var libraries = []library{
	{"fangce", func(w io.Writer, forms []pdf.Form) error {
		if len(forms) == 1 {
			_, err := forms[0].Write(w)
			return err
		}
		_, err := pdf.WriteAll(w, forms)
		return err
	}},
	{"gofpdf", func(w io.Writer, forms []pdf.Form) error { return plain(w, forms, gofpdf.New("P", "mm", "A4", "")) }},
	{"fpdf", func(w io.Writer, forms []pdf.Form) error { return plain(w, forms, fpdf.New("P", "mm", "A4", "")) }},
	{"gopdf", func(w io.Writer, forms []pdf.Form) error { return gopdfWrites(w, forms, nil) }},
	{"gopdf-parsed", func(w io.Writer, forms []pdf.Form) error { return gopdfWrites(w, forms, parsed) }},
}

// document is what gofpdf and its fork have in common.
type document interface {
	AddPage()
	AddUTF8FontFromBytes(family, style string, font []byte)
	SetFont(family, style string, size float64)
	SetTextColor(r, g, b int)
	SetFillColor(r, g, b int)
	SetDrawColor(r, g, b int)
	SetLineWidth(width float64)
	SetDashPattern(dashes []float64, phase float64)
	SetAutoPageBreak(auto bool, margin float64)
	Text(x, y float64, text string)
	Rect(x, y, w, h float64, style string)
	Line(x1, y1, x2, y2 float64)
	Output(w io.Writer) error
}

// plain draws with a library as its manual says: the whole fonts handed to it.
func plain(w io.Writer, forms []pdf.Form, doc document) error {
	doc.SetAutoPageBreak(false, 0)
	doc.AddUTF8FontFromBytes("regular", "", bytes.Clone(assets.Regular)) // they write into their fonts
	doc.AddUTF8FontFromBytes("bold", "", bytes.Clone(assets.Bold))
	for _, f := range forms {
		if err := pdf.Draw(f, plainDrawer{doc}); err != nil {
			return err
		}
	}
	return doc.Output(w)
}

type plainDrawer struct{ doc document }

func (d plainDrawer) Page() { d.doc.AddPage() }

func (d plainDrawer) Text(bold bool, x, y, points float64, text string, ink pdf.Colour) {
	d.doc.SetFont(family(bold), "", points)
	d.doc.SetTextColor(int(ink.R), int(ink.G), int(ink.B))
	d.doc.Text(x, y, text)
}

func (d plainDrawer) Fill(x, y, w, h float64, ink pdf.Colour) {
	d.doc.SetFillColor(int(ink.R), int(ink.G), int(ink.B))
	d.doc.Rect(x, y, w, h, "F")
}

func (d plainDrawer) pen(width float64, ink pdf.Colour, dotted bool) {
	d.doc.SetLineWidth(width)
	d.doc.SetDrawColor(int(ink.R), int(ink.G), int(ink.B))
	if dotted {
		d.doc.SetDashPattern([]float64{0.6, 0.8}, 0)
	} else {
		d.doc.SetDashPattern([]float64{}, 0)
	}
}

func (d plainDrawer) Line(x1, y1, x2, y2, width float64, ink pdf.Colour, dotted bool) {
	d.pen(width, ink, dotted)
	d.doc.Line(x1, y1, x2, y2)
}

func (d plainDrawer) Frame(x, y, w, h, width float64, ink pdf.Colour) {
	d.pen(width, ink, false)
	d.doc.Rect(x, y, w, h, "D")
}

func family(bold bool) string {
	if bold {
		return "bold"
	}
	return "regular"
}

// parsed are the fonts as gopdf can keep them from one document to the next.
var parsed = func() *gopdf.FontContainer {
	var c gopdf.FontContainer
	for name, data := range map[string][]byte{"regular": assets.Regular, "bold": assets.Bold} {
		if err := c.AddTTFFontData(name, data); err != nil {
			panic(err)
		}
	}
	return &c
}()

// gopdfWrites draws with gopdf, with fonts parsed for this document or before.
func gopdfWrites(w io.Writer, forms []pdf.Form, fonts *gopdf.FontContainer) error {
	var doc gopdf.GoPdf
	doc.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4})
	for name, data := range map[string][]byte{"regular": assets.Regular, "bold": assets.Bold} {
		var err error
		if fonts != nil {
			err = doc.AddTTFFontFromFontContainer(name, fonts)
		} else {
			err = doc.AddTTFFontData(name, data)
		}
		if err != nil {
			return err
		}
	}
	d := &gopdfDrawer{doc: &doc}
	for _, f := range forms {
		if err := pdf.Draw(f, d); err != nil {
			return err
		}
	}
	if d.err != nil {
		return d.err
	}
	_, err := doc.WriteTo(w)
	return err
}

const points = 72 / 25.4 // in a millimetre

type gopdfDrawer struct {
	doc *gopdf.GoPdf
	err error
}

func (d *gopdfDrawer) keep(err error) {
	if d.err == nil {
		d.err = err
	}
}

func (d *gopdfDrawer) Page() { d.doc.AddPage() }

func (d *gopdfDrawer) Text(bold bool, x, y, size float64, text string, ink pdf.Colour) {
	d.keep(d.doc.SetFont(family(bold), "", size))
	d.doc.SetTextColor(ink.R, ink.G, ink.B)
	d.doc.SetXY(x*points, y*points)
	d.keep(d.doc.Text(text))
}

func (d *gopdfDrawer) Fill(x, y, w, h float64, ink pdf.Colour) {
	d.doc.SetFillColor(ink.R, ink.G, ink.B)
	d.doc.RectFromUpperLeftWithStyle(x*points, y*points, w*points, h*points, "F")
}

func (d *gopdfDrawer) Line(x1, y1, x2, y2, width float64, ink pdf.Colour, dotted bool) {
	d.doc.SetLineWidth(width * points)
	d.doc.SetStrokeColor(ink.R, ink.G, ink.B)
	kind := ""
	if dotted {
		kind = "dotted"
	}
	d.doc.SetLineType(kind)
	d.doc.Line(x1*points, y1*points, x2*points, y2*points)
}

func (d *gopdfDrawer) Frame(x, y, w, h, width float64, ink pdf.Colour) {
	d.doc.SetLineWidth(width * points)
	d.doc.SetStrokeColor(ink.R, ink.G, ink.B)
	d.doc.SetLineType("")
	d.doc.RectFromUpperLeftWithStyle(x*points, y*points, w*points, h*points, "D")
}

// common is a name all libraries can draw: gofpdf and its fork stop at characters above U+FFFF.
func common(s string) string {
	return strings.NewReplacer("𬱖", "颖", "𠮷", "吉", "䶮", "严").Replace(s)
}
