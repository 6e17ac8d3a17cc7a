package widgets

import "fyne.io/fyne/v2"

type columnLayout struct {
	gap     float32
	weights []float32
}

func (l *columnLayout) weight(i int) float32 {
	if i < len(l.weights) {
		return l.weights[i]
	}
	return 1
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.Size{}
	for i, o := range objects {
		m := o.MinSize()
		s.Width += m.Width
		s.Height = max(s.Height, m.Height)
		if i > 0 {
			s.Width += l.gap
		}
	}
	return s
}

func (l *columnLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	sum := float32(0)
	for i := range objects {
		sum += l.weight(i)
	}
	room := s.Width - l.gap*float32(len(objects)-1)
	x := float32(0)
	for i, o := range objects {
		w := room * l.weight(i) / sum
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, s.Height))
		x += w + l.gap
	}
}

type gridLayout struct {
	columns    int
	hgap, vgap float32
	fitted     bool    // fewer columns where the widest object does not fit
	width      float32 // had last, of a fitted one
}

// fit returns how many columns there are.
func (l *gridLayout) fit(objects []fyne.CanvasObject) int {
	if !l.fitted || l.width == 0 {
		return l.columns
	}
	widest := float32(0)
	for _, o := range objects {
		if o.Visible() {
			widest = max(widest, o.MinSize().Width)
		}
	}
	return max(1, min(l.columns, int((l.width+l.hgap)/(widest+l.hgap))))
}

func (l *gridLayout) rows(objects []fyne.CanvasObject) [][]fyne.CanvasObject {
	var rows [][]fyne.CanvasObject
	columns := l.fit(objects)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if n := len(rows); n == 0 || len(rows[n-1]) == columns {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], o)
	}
	return rows
}

func (l *gridLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.Size{}
	columns := l.fit(objects)
	if l.fitted {
		columns = 1
	}
	for i, row := range l.rows(objects) {
		h := float32(0)
		for _, o := range row {
			m := o.MinSize()
			h = max(h, m.Height)
			s.Width = max(s.Width, m.Width*float32(columns)+l.hgap*float32(columns-1))
		}
		s.Height += h
		if i > 0 {
			s.Height += l.vgap
		}
	}
	return s
}

func (l *gridLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	columns := float32(l.fit(objects))
	w := (s.Width - l.hgap*(columns-1)) / columns
	y := float32(0)
	for _, row := range l.rows(objects) {
		h := float32(0)
		for i, o := range row {
			widthFirst(o, w)
			o.Move(fyne.NewPos(float32(i)*(w+l.hgap), y))
			h = max(h, o.MinSize().Height)
		}
		for _, o := range row {
			o.Resize(fyne.NewSize(w, h))
		}
		y += h + l.vgap
	}
}
