package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestBreakLines(t *testing.T) {
	test.NewTempApp(t)
	unit := fyne.MeasureText("国", 14, fyne.TextStyle{}).Width
	lines := func(text string, cells float32) string {
		var out []string
		for _, l := range breakLines([]Span{{Text: text}}, unit*cells, 14) {
			s := ""
			for _, sp := range l {
				s += sp.Text
			}
			out = append(out, s)
		}
		return strings.Join(out, "|")
	}
	for _, c := range []struct {
		text string
		room float32
		want string
	}{
		{"一二三四五六", 3, "一二三|四五六"},
		{"一二三，四五", 3, "一二|三，四|五"}, // no line begins with a closing sign
		{"一二（三四）", 3, "一二|（三|四）"}, // nor ends with an opening one
		{"一\n二", 9, "一|二"},
		{"", 9, ""},
	} {
		if got := lines(c.text, c.room); got != c.want {
			t.Errorf("%q in %g: %q, want %q", c.text, c.room, got, c.want)
		}
	}
}

func TestEllipsis(t *testing.T) {
	test.NewTempApp(t)
	full := fyne.MeasureText("保险规划师", 14, fyne.TextStyle{}).Width
	if got := ellipsis("保险规划师", full, 14, fyne.TextStyle{}); got != "保险规划师" {
		t.Errorf("cut although it fits: %q", got)
	}
	got := ellipsis("保险规划师", full*0.7, 14, fyne.TextStyle{})
	if !strings.HasSuffix(got, "…") || fyne.MeasureText(got, 14, fyne.TextStyle{}).Width > full*0.7 {
		t.Errorf("cut to %q", got)
	}
}
