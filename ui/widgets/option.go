package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
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
