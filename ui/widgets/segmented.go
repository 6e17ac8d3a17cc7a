package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// Segmented chooses one of a few options that all stand side by side: a radio
// group, a filter or the tabs of a page. Left and Right move the choice.
type Segmented struct {
	widget.BaseWidget
	options []Option
	value   string
	changed func(id string)
	items   []*segment
	focused bool
}

// NewSegmented returns a control with value chosen; changed is called for
// choices of the user only.
func NewSegmented(options []Option, value string, changed func(id string)) *Segmented {
	s := &Segmented{options: options, value: value, changed: changed}
	for _, o := range options {
		it := &segment{owner: s, option: o}
		it.ExtendBaseWidget(it)
		s.items = append(s.items, it)
	}
	s.ExtendBaseWidget(s)
	return s
}

// Value returns the chosen id.
func (s *Segmented) Value() string { return s.value }

// Label returns the label of the chosen option.
func (s *Segmented) Label() string { return labelOf(s.options, s.value) }

// Set chooses without a call of changed.
func (s *Segmented) Set(id string) { s.value = id; s.Refresh() }

// SetLabel changes the label of an option, such as its count.
func (s *Segmented) SetLabel(id, label string) {
	for i := range s.items {
		if s.items[i].option.ID == id && s.items[i].option.Label != label {
			s.items[i].option.Label = label
			s.options[i].Label = label
			s.Refresh()
		}
	}
}

func (s *Segmented) choose(id string) {
	if id == s.value {
		return
	}
	s.Set(id)
	noteChange(s)
	if s.changed != nil {
		s.changed(id)
	}
}

// Part implements the test hook: the segment of an option id.
func (s *Segmented) Part(id string) fyne.CanvasObject {
	for _, it := range s.items {
		if it.option.ID == id {
			return it
		}
	}
	return nil
}

// TypedKey implements fyne.Focusable.
func (s *Segmented) TypedKey(key *fyne.KeyEvent) {
	at := -1
	for i, o := range s.options {
		if o.ID == s.value {
			at = i
		}
	}
	switch key.Name {
	case fyne.KeyLeft:
		if at > 0 {
			s.choose(s.options[at-1].ID)
		}
	case fyne.KeyRight, fyne.KeySpace:
		if at+1 < len(s.options) {
			s.choose(s.options[at+1].ID)
		}
	default:
		bubbleKey(s, key)
	}
}

// TypedRune implements fyne.Focusable.
func (s *Segmented) TypedRune(r rune) { bubbleRune(s, r) }

// FocusGained implements fyne.Focusable.
func (s *Segmented) FocusGained() { s.focused = true; intoSight(s); s.Refresh() }

// FocusLost implements fyne.Focusable.
func (s *Segmented) FocusLost() { s.focused = false; s.Refresh() }

// CreateRenderer implements fyne.Widget.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := &segmentedRenderer{s: s, ground: newRect()}
	r.paint()
	return r
}

type segmentedRenderer struct {
	s      *Segmented
	ground *canvas.Rectangle
}

func (r *segmentedRenderer) paint() {
	r.ground.FillColor = fynetheme.Color(theme.ColorGreySoft)
	r.ground.CornerRadius = theme.ControlRound
	r.ground.StrokeWidth = 0
	if r.s.focused {
		r.ground.StrokeColor, r.ground.StrokeWidth = fynetheme.Color(fynetheme.ColorNamePrimary), 1.5
	}
}

func (r *segmentedRenderer) MinSize() fyne.Size {
	w := float32(4)
	for _, it := range r.s.items {
		w += it.MinSize().Width
	}
	return fyne.NewSize(w, theme.ControlSize-2)
}

func (r *segmentedRenderer) Layout(size fyne.Size) {
	m := r.MinSize()
	r.ground.Resize(fyne.NewSize(m.Width, m.Height))
	r.ground.Move(fyne.NewPos(0, (size.Height-m.Height)/2))
	x := float32(2)
	for _, it := range r.s.items {
		w := it.MinSize().Width
		it.Move(fyne.NewPos(x, (size.Height-m.Height)/2+2))
		it.Resize(fyne.NewSize(w, m.Height-4))
		x += w
	}
}

func (r *segmentedRenderer) Refresh() {
	r.paint()
	r.Layout(r.s.Size())
	for _, it := range r.s.items {
		it.Refresh()
	}
	r.ground.Refresh()
}

func (r *segmentedRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.ground}
	for _, it := range r.s.items {
		out = append(out, it)
	}
	return out
}
func (r *segmentedRenderer) Destroy() {}

func (s *Segmented) inside() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(s.items))
	for i, it := range s.items {
		out[i] = it
	}
	return out
}

type segment struct {
	widget.BaseWidget
	owner   *Segmented
	option  Option
	hovered bool
}

func (g *segment) Tapped(*fyne.PointEvent)        { g.owner.choose(g.option.ID) }
func (g *segment) MouseIn(*desktop.MouseEvent)    { g.hovered = true; g.Refresh() }
func (g *segment) MouseMoved(*desktop.MouseEvent) {}
func (g *segment) MouseOut()                      { g.hovered = false; g.Refresh() }
func (g *segment) Cursor() desktop.Cursor         { return desktop.PointerCursor }

func (g *segment) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	r := &segmentRenderer{g: g, ground: newRect(), text: newLine(fynetheme.SizeNameText, false)}
	r.paint()
	return r
}

type segmentRenderer struct {
	g      *segment
	ground *canvas.Rectangle
	text   *canvas.Text
}

func (r *segmentRenderer) paint() {
	active := r.g.owner.value == r.g.option.ID
	r.ground.CornerRadius = theme.ControlRound - 2
	r.ground.FillColor, r.ground.StrokeWidth = noColor, 0
	r.text.Text = r.g.option.Label
	r.text.TextSize = fynetheme.Size(fynetheme.SizeNameText) - 1
	r.text.Alignment = fyne.TextAlignCenter
	r.text.TextStyle.Bold = active
	r.text.Color = fynetheme.Color(theme.ColorNeutral)
	switch {
	case active:
		r.ground.FillColor = fynetheme.Color(theme.ColorSurface)
		r.ground.StrokeColor, r.ground.StrokeWidth = fynetheme.Color(theme.ColorLine), 1
		r.text.Color = fynetheme.Color(fynetheme.ColorNamePrimary)
	case r.g.hovered:
		r.ground.FillColor = fynetheme.Color(fynetheme.ColorNameHover)
	}
}

func (r *segmentRenderer) MinSize() fyne.Size {
	return fyne.MeasureText(r.g.option.Label, r.text.TextSize, fyne.TextStyle{Bold: true}).Add(fyne.NewSize(20, 4))
}
func (r *segmentRenderer) Layout(s fyne.Size) { r.ground.Resize(s); r.text.Resize(s) }
func (r *segmentRenderer) Refresh() {
	r.paint()
	r.ground.Refresh()
	r.text.Refresh()
}

func (r *segmentRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.text}
}
func (r *segmentRenderer) Destroy() {}

// Options returns the options with their present labels.
func (s *Segmented) Options() []Option { return append([]Option(nil), s.options...) }
