package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/widgets"
)

func TestTabLeavesAFieldOfSeveralLines(t *testing.T) {
	test.NewTempApp(t)
	first, second := widgets.NewMultiEntry("", 2), widgets.NewEntry("")
	w := test.NewTempWindow(t, widgets.VStack(0, first, second))
	w.Canvas().Focus(first)
	if tab, ok := w.Canvas().Focused().(fyne.Tabbable); ok && tab.AcceptsTab() {
		t.Fatal("the field keeps the Tab key for itself")
	}
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(second) {
		t.Error("Tab did not reach the next field")
	}
}
