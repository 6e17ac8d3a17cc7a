package widgets_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// BenchmarkListScroll scrolls a list of 100 000 rows by one wheel notch.
func BenchmarkListScroll(b *testing.B) {
	app := test.NewTempApp(b)
	theme.Apply(app, theme.Light)
	l := widgets.NewList(nil)
	w := test.NewTempWindow(b, l)
	w.Resize(fyne.NewSize(330, 700))
	l.SetSource(100_000, func(i int) widgets.Row {
		return widgets.Row{ID: fmt.Sprint(i), Title: "王建国", Beside: "38 岁", Sub: fmt.Sprintf("138 %04d · 康宁终身重大疾病保险", i), Badge: "宽限期", Right: "还剩 12 天"}
	})
	for b.Loop() {
		l.MoveSelection(1)
	}
}

// BenchmarkListSetRows replaces 5 000 rows, as a keystroke in a search does.
func BenchmarkListSetRows(b *testing.B) {
	app := test.NewTempApp(b)
	theme.Apply(app, theme.Light)
	l := widgets.NewList(nil)
	w := test.NewTempWindow(b, l)
	w.Resize(fyne.NewSize(330, 700))
	list := make([]widgets.Row, 5000)
	for i := range list {
		list[i] = widgets.Row{ID: fmt.Sprint(i), Title: "王建国", Sub: "138 0013 8000", Badge: "宽限期"}
	}
	for b.Loop() {
		l.SetRows(list)
	}
}
