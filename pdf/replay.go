package pdf

// Drawer is what a form can be drawn on that is no file and no picture of ours, such as another library's document.
// Lengths are mm from the upper left corner, sizes of text points; text stands on its baseline.
type Drawer interface {
	Page()
	Text(bold bool, x, y, points float64, text string, ink Colour)
	Fill(x, y, w, h float64, ink Colour)
	Line(x1, y1, x2, y2, width float64, ink Colour, dotted bool)
	Frame(x, y, w, h, width float64, ink Colour)
}

// Draw lays a form out and draws it on d; pictures, and what has no business in a comparison, the watermark, are left out.
func Draw(input Form, d Drawer) error {
	f, err := input.lay()
	if err != nil {
		return err
	}
	for i := range f.pages {
		d.Page()
		f.pages[i].replay(drawn{d})
	}
	return nil
}

// drawn is a Drawer as a surface.
type drawn struct{ to Drawer }

func (d drawn) text(face int, x, y, _, turn float64, text string, st style) {
	if turn == 0 {
		d.to.Text(face == bold, x, y, st.points, text, st.ink)
	}
}
func (d drawn) fill(x, y, w, h float64, fill Colour) { d.to.Fill(x, y, w, h, fill) }
func (d drawn) line(x1, y1, x2, y2 float64, p pen)   { d.to.Line(x1, y1, x2, y2, p.width, p.ink, p.dots) }
func (d drawn) frame(x, y, w, h float64, p pen)      { d.to.Frame(x, y, w, h, p.width, p.ink) }
func (d drawn) picture(_, _, _, _ float64, _ *picture) {
}
