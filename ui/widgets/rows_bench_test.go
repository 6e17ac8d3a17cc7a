package widgets_test

import (
	"fmt"
	"testing"
	"time"

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

// BenchmarkTableScroll scrolls tables of 1 000 and 100 000 rows by one wheel notch, in turns, and reports the ratio of
// what a step costs in the long one to the short one.
func BenchmarkTableScroll(b *testing.B) {
	app := test.NewTempApp(b)
	theme.Apply(app, theme.Light)
	var spent [2]time.Duration
	var steps [2]func()
	for k, n := range []int{1000, 100_000} {
		// No text stands in both: the widths of texts are remembered.
		cell := func(text string) func(int) widgets.Cell {
			return func(i int) widgets.Cell { return widgets.Cell{Text: fmt.Sprint(text, i*2+k)} }
		}
		t := widgets.NewTable([]widgets.Column[int]{
			{ID: "no", Label: "保单号", Width: 140, Render: cell("P2008"), Compare: func(a, b int) int { return a - b }},
			{ID: "name", Label: "投保人", Width: 90, Render: cell("王建国")},
			{ID: "product", Label: "险种", Width: 240, Weight: 1, Render: cell("瑞丰年年两全保险（分红型）")},
			{ID: "due", Label: "应缴日", Width: 110, Render: cell("2026-11-")},
			{ID: "state", Label: "状态", Width: 90, Render: func(int) widgets.Cell { return widgets.Cell{Text: "宽限期", Badge: true, Tone: widgets.Warning} }},
		}, func(i int) string { return fmt.Sprint(i) }, nil)
		w := test.NewTempWindow(b, t)
		w.Resize(fyne.NewSize(1000, 700))
		rows := make([]int, n)
		for i := range rows {
			rows[i] = i
		}
		t.SetRows(rows)
		scroll := t.Scroller()
		notch := float32(-25)
		steps[k] = func() {
			if scroll.Offset.Y > 30_000 || scroll.Offset.Y < 25 { // the short one is 34 000 high
				notch = -notch
				if scroll.Offset.Y < 25 {
					notch = -25
				}
			}
			began := time.Now()
			scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: notch}})
			spent[k] += time.Since(began)
		}
	}
	for b.Loop() {
		for range 20 {
			steps[0]()
			steps[1]()
		}
	}
	b.ReportMetric(float64(spent[1])/float64(spent[0]), "long/short")
	b.ReportMetric(float64(spent[1].Microseconds())/float64(20*b.N), "µs/step")
	b.ReportMetric(0, "ns/op")
}
