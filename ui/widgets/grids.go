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
}

func (l *gridLayout) rows(objects []fyne.CanvasObject) [][]fyne.CanvasObject {
	var rows [][]fyne.CanvasObject
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if n := len(rows); n == 0 || len(rows[n-1]) == l.columns {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], o)
	}
	return rows
}

func (l *gridLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.Size{}
	for i, row := range l.rows(objects) {
		h := float32(0)
		for _, o := range row {
			m := o.MinSize()
			h = max(h, m.Height)
			s.Width = max(s.Width, m.Width*float32(l.columns)+l.hgap*float32(l.columns-1))
		}
		s.Height += h
		if i > 0 {
			s.Height += l.vgap
		}
	}
	return s
}

func (l *gridLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	w := (s.Width - l.hgap*float32(l.columns-1)) / float32(l.columns)
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
