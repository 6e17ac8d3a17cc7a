package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// Stepper is a whole number within bounds, such as a score of 0 to 20: minus,
// the number as a field to type into, plus, and a bar. Up and Down change it.
type Stepper struct {
	widget.BaseWidget
	low, high, value int
	changed          func(int)
	field            *Entry
	bar              *ProgressLine
	minus, plus      *stepKey
	content          *fyne.Container
}

// NewStepper returns a stepper; changed is called for changes of the user only.
func NewStepper(low, high, value int, changed func(int)) *Stepper {
	s := &Stepper{low: low, high: high, value: value, changed: changed}
	s.field = NewEntry("")
	s.field.Set(strconv.Itoa(value))
	s.field.OnChanged = func(text string) {
		n, err := strconv.Atoi(narrow(text))
		switch {
		case err != nil:
		case n >= low && n <= high:
			s.take(n)
		default:
			s.overtype(narrow(text))
		}
	}
	s.field.OnBlur = func() { s.Set(s.value) }
	s.field.OnKey = func(key *fyne.KeyEvent) bool {
		switch key.Name {
		case fyne.KeyUp:
			s.move(1)
		case fyne.KeyDown:
			s.move(-1)
		default:
			return false
		}
		return true
	}
	s.minus = newStepKey(theme.IconMinus, func() { s.move(-1) })
	s.plus = newStepKey(theme.IconAdd, func() { s.move(1) })
	s.bar = NewProgressLine(s.share(), Info)
	s.content = HStack(4, s.minus, FixedWidth(52, s.field), s.plus, Grow(Pad(0, 0, 0, 8, s.bar)))
	s.ExtendBaseWidget(s)
	return s
}

// Bare leaves the bar away: the number is no share of anything. It returns the stepper.
func (s *Stepper) Bare() *Stepper {
	s.bar.Hide()
	return s
}

// overtype takes a digit typed beside the number for a new number where both together are out of bounds: a 5 typed before
// the 0 of an empty score is 5, not 50.
func (s *Stepper) overtype(text string) {
	was := strconv.Itoa(s.value)
	for i := range text {
		n, err := strconv.Atoi(text[i : i+1])
		if err == nil && n >= s.low && n <= s.high && text[:i]+text[i+1:] == was {
			s.take(n)
			s.field.Set(strconv.Itoa(n))
			s.field.CursorColumn = 1
			return
		}
	}
	// A number typed alone that is above the bound becomes the bound, in sight, rather than nothing.
	if n, err := strconv.Atoi(text); err == nil && len(text) == 1 && n > s.high {
		s.take(s.high)
		s.field.Set(strconv.Itoa(s.high))
	}
}

func (s *Stepper) move(by int) {
	n := min(s.high, max(s.low, s.value+by))
	s.take(n)
	s.field.Set(strconv.Itoa(n))
	noteChange(s)
}

func (s *Stepper) take(n int) {
	if n == s.value {
		return
	}
	s.value = n
	s.bar.Set(s.share())
	if s.changed != nil {
		s.changed(n)
	}
}

func (s *Stepper) share() float64 {
	if s.high == s.low {
		return 0
	}
	return float64(s.value-s.low) / float64(s.high-s.low)
}

// Value returns the number.
func (s *Stepper) Value() int { return s.value }

// Set changes the number without a call of changed.
func (s *Stepper) Set(n int) {
	s.value = min(s.high, max(s.low, n))
	s.field.Set(strconv.Itoa(s.value))
	s.bar.Set(s.share())
}

// SetTone colours the bar.
func (s *Stepper) SetTone(t Tone) { s.bar.SetTone(t) }

// Field returns the field to focus.
func (s *Stepper) Field() *Entry { return s.field }

// Part implements the test hook: "field", "minus" and "plus".
func (s *Stepper) Part(name string) fyne.CanvasObject {
	switch name {
	case "field":
		return s.field
	case "minus":
		return s.minus
	case "plus":
		return s.plus
	}
	return nil
}

// CreateRenderer implements fyne.Widget.
func (s *Stepper) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

func (s *Stepper) inside() []fyne.CanvasObject { return []fyne.CanvasObject{s.content} }
