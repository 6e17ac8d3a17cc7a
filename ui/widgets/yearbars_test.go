package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// TestYearBarsLookAsBefore compares a timeline with the picture in testdata: a bar with years paid, one that begins before
// the first year and has no end, a grey one, and a short one at the right edge whose note stands before it.
func TestYearBarsLookAsBefore(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		start(t, mode)
		w := window(t, widgets.Page(widgets.NewYearBars([]widgets.YearBar{
			{Name: "王建国", Detail: "瑞丰守护定期寿险", From: 2020.9, Until: 2040.9, Strong: 2039.9, Note: "至 2040-11-30"},
			{Name: "李秀英", Detail: "瑞丰安康终身重大疾病保险（分红型）超长的险种名称会被截断", From: 2008, Strong: 2028.5, Note: "终身"},
			{Name: "王小宝", Detail: "瑞丰启程少儿教育年金保险", From: 2016, Until: 2036, Off: true, Note: "效力中止"},
			{Name: "王小宝", Detail: "百万医疗险", From: 2045.3, Until: 2046, Note: "至 2045-12-31"},
		}, 2012, 2046, 2026.9)), 900, 220)
		test.AssertImageMatches(t, "years-"+string(mode)+".png", w.Canvas().Capture())
	}
}
