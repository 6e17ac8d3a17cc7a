package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// Option is one thing to choose: ID is for the program, Label for people.
type Option struct {
	ID, Label string
}

func labelOf(options []Option, id string) string {
	for _, o := range options {
		if o.ID == id {
			return o.Label
		}
	}
	return ""
}

// Select chooses one of several options from a menu.
type Select struct {
	widget.Select
	OnEscape func() // nil: the window's key handler gets it

	options []Option
	changed func(id string)
	has     bool // has the focus
}

// NewSelect returns a select with nothing chosen; changed is called for
// choices of the user only.
func NewSelect(options []Option, changed func(id string)) *Select {
	s := &Select{options: options, changed: changed}
	s.PlaceHolder = lang.L("common.choose")
	s.Options = labels(options)
	s.OnChanged = s.chosen
	s.ExtendBaseWidget(s)
	return s
}

func labels(options []Option) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.Label
	}
	return out
}

func (s *Select) chosen(label string) {
	defer noteChange(s)
	if s.changed == nil {
		return
	}
	for _, o := range s.options {
		if o.Label == label {
			s.changed(o.ID)
			return
		}
	}
}

// Value returns the chosen id, "" for none.
func (s *Select) Value() string {
	for _, o := range s.options {
		if o.Label == s.Selected {
			return o.ID
		}
	}
	return ""
}

// Set chooses without a call of changed; an unknown id chooses nothing.
func (s *Select) Set(id string) {
	s.Selected = labelOf(s.options, id)
	s.Refresh()
}

// SetChoices replaces the options and keeps the choice where it still exists.
func (s *Select) SetChoices(options []Option) {
	id := s.Value()
	s.options = options
	s.Options = labels(options)
	s.Set(id)
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		s.Select.TypedKey(key)
	case fyne.KeyEscape:
		if s.OnEscape != nil {
			s.OnEscape()
			return
		}
		bubbleKey(s, key)
	default:
		bubbleKey(s, key)
	}
}

// MinSize implements fyne.CanvasObject: wide enough for every option.
func (s *Select) MinSize() fyne.Size {
	m := s.Select.MinSize()
	size := fynetheme.Size(fynetheme.SizeNameText)
	for _, o := range append(s.options, Option{Label: s.PlaceHolder}) {
		m.Width = max(m.Width, fyne.MeasureText(o.Label, size, fyne.TextStyle{}).Width+46)
	}
	m.Height = max(m.Height, theme.ControlSize)
	return m
}

// FocusGained implements fyne.Focusable.
func (s *Select) FocusGained() { s.has = true; intoSight(s); s.Select.FocusGained() }

// FocusLost implements fyne.Focusable.
func (s *Select) FocusLost() { s.has = false; s.Select.FocusLost() }

// CreateRenderer implements fyne.Widget: Fyne's select has no line around it.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	r := &selectFrame{WidgetRenderer: s.Select.CreateRenderer(), s: s, line: newRect()}
	r.paint()
	return r
}

type selectFrame struct {
	fyne.WidgetRenderer
	s    *Select
	line *canvas.Rectangle
}

func (r *selectFrame) paint() {
	name := fynetheme.ColorNameInputBorder
	if r.s.has {
		name = fynetheme.ColorNamePrimary
	}
	r.line.StrokeColor, r.line.StrokeWidth, r.line.CornerRadius = fynetheme.Color(name), 1, theme.ControlRound
}

func (r *selectFrame) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.line.Resize(size)
}

func (r *selectFrame) Refresh() {
	r.WidgetRenderer.Refresh()
	r.paint()
	r.line.Refresh()
}

func (r *selectFrame) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.line)
}
