package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// TestLooksAsBefore compares two pictures with those in testdata, which are
// drawn with our own fonts. After a wanted change look at the new ones in
// testdata/failed and move them.
func TestLooksAsBefore(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		start(t, mode)
		w := window(t, workbench(), 1366, 740)
		test.AssertImageMatches(t, "workbench-"+string(mode)+".png", w.Canvas().Capture())
		w = window(t, samples(), 560, 420)
		test.AssertImageMatches(t, "samples-"+string(mode)+".png", w.Canvas().Capture())
	}
}

// samples shows the small widgets in their states.
func samples() fyne.CanvasObject {
	off := widgets.Primary("不可用", nil, nil)
	off.Disable()
	return widgets.Page(widgets.VStack(10,
		widgets.HStack(8, widgets.Primary("保存", theme.IconCheck, nil), widgets.Secondary("打印", theme.IconPrint, nil).Key("F8"), widgets.DangerButton("作废", nil, nil), off),
		widgets.HStack(6, widgets.NewBadge("有效", widgets.Success), widgets.NewBadge("宽限期", widgets.Warning), widgets.NewBadge("效力中止", widgets.Danger), widgets.NewBadge("即将应缴", widgets.Info), widgets.NewBadge("已满期", widgets.Neutral)),
		widgets.NewBanner(widgets.Warning, "本机时间与中心相差 6 分钟，期间的记录会做标记，请校正时间后再登记服务记录，以免影响时效。", widgets.Secondary("校正", nil, nil).Compact()),
		widgets.NewSteps([]widgets.Step{{ID: "card", Text: "名片、工作证、身份证、展业证", Hint: "09:12", Done: true}, {ID: "shoe", Text: "鞋套"}}, 1, nil),
		widgets.NewStepper(0, 20, 14, nil),
		widgets.NewSegmented([]widgets.Option{{ID: "a", Label: "全部"}, {ID: "b", Label: "待缴"}}, "b", nil),
		widgets.NewSpans(widgets.Span{Text: "您好，请问是"}, widgets.Span{Text: "王建国先生", Tone: widgets.Info, Bold: true}, widgets.Span{Text: "吗？我是银保理财中心的保险规划师，今后由我为您服务。"}).Large(),
	))
}
