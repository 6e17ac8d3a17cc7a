package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// A digit typed beside the number stands for itself where both together are out of bounds, on either side of it.
func TestStepperTakesTheDigitTyped(t *testing.T) {
	theme.Apply(test.NewTempApp(t), theme.Light)
	for _, c := range []struct{ high, value, caret, typed, want int }{
		{6, 0, 0, 5, 5}, {6, 0, 1, 5, 5}, {6, 5, 0, 3, 3}, {6, 5, 1, 3, 3}, {6, 5, 1, 9, 5}, {20, 1, 1, 7, 17}, {20, 1, 0, 2, 2},
	} {
		told := -1
		s := widgets.NewStepper(0, c.high, c.value, func(n int) { told = n })
		w := test.NewTempWindow(t, s)
		w.Resize(fyne.NewSize(300, 60))
		w.Canvas().Focus(s.Field())
		s.Field().CursorColumn = c.caret
		s.Field().TypedRune(rune('0' + c.typed))
		if s.Value() != c.want || (told != c.want && c.want != c.value) {
			t.Errorf("%d typed at %d of %d gives %d, told %d, want %d", c.typed, c.caret, c.value, s.Value(), told, c.want)
		}
		w.Canvas().Unfocus()
		if s.Field().Text != string(rune('0'+c.want)) && c.want < 10 {
			t.Errorf("the field shows %q for %d", s.Field().Text, c.want)
		}
	}
}

func TestANumberAboveTheBoundBecomesTheBound(t *testing.T) {
	test.NewTempApp(t)
	s := widgets.NewStepper(0, 6, 0, nil)
	test.NewTempWindow(t, s)
	s.Field().SetText("9")
	if s.Value() != 6 || s.Field().Text != "6" {
		t.Errorf("9 of 6 became %d, shown as %q", s.Value(), s.Field().Text)
	}
}
