package pdf

import (
	"strings"
	"testing"
)

func testFaces(t testing.TB) *faces {
	t.Helper()
	f, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var tenPoints = style{points: 10, ink: black}

// ems returns the width of n Han characters at ten points.
func ems(n float64) float64 { return n * 10 * mmPerPoint }

// The rules of GB/T 15834 on where marks may stand, and what a wrapper loses when it is careless.
func TestWrap(t *testing.T) {
	cases := []struct {
		name, text string
		ems        float64
		want       string // lines parted by |
	}{
		{"fits", "客户服务", 4, "客户服务"},
		{"no character is lost at a break", "一二三四五六七八九十", 4, "一二三四|五六七八|九十"},
		{"no comma first", "保险规划师，您好", 5, "保险规划|师，您好"},
		{"no full stop first", "核实信息。提醒", 4, "核实信|息。提醒"},
		{"two marks stay together", "他说“好。”了", 4, "他说|“好。”|了"},
		{"no opening bracket last", "保单变更（保全）", 5, "保单变更|（保全）"},
		{"no opening quote last", "请打在“是”上", 4, "请打在|“是”上"},
		{"no currency sign last", "保费为￥5", 4, "保费为|￥5"},
		{"no percent sign first", "涨了一成半约15%", 7.2, "涨了一成半约|15%"},
		{"no middle dot first", "阿依古丽·买买提", 4, "阿依古|丽·买买|提"},
		{"no dash alone", "分红——不保证", 3, "分|红——|不保证"},
		{"words stay whole", "微信 wangting1968 联系", 8, "微信|wangting1968 联|系"},
		{"numbers stay whole", "保费6,800.50元已缴", 5.2, "保费|6,800.50元|已缴"},
		{"a word wider than the line", "20210830004577122021083000457712", 5, "202108300|045771220|210830004|57712"},
		{"spaces at a break go", "上午      下午", 2, "上午|下午"},
		{"line ends", "甲\n\n乙", 4, "甲||乙"},
		{"above U+FFFF", "王𬱖𠮷田䶮", 2, "王𬱖|𠮷田|䶮"},
		{"narrower than a character", "客户", 0.5, "客|户"},
		{"empty", "", 4, ""},
	}
	f := testFaces(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(wrap(c.text, ems(c.ems), tenPoints, f), "|")
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// Whatever the text and the width: nothing is lost, nothing overflows, no line starts with a closing mark
// where there was another place to break.
func FuzzWrap(f *testing.F) {
	faces := testFaces(f)
	f.Add("客户问“分红是否保证”，已说明红利水平不确定、不作保证；客户签署授权（2026年10月8日）。", 5.0)
	f.Add("。。。。。。，，，，！！", 2.0)
	f.Add("（（（（（（（（", 3.0)
	f.Add("a b  c   d    e 王𬱖 13800138000 😀", 1.0)
	f.Add(strings.Repeat("——", 30), 7.0)
	f.Fuzz(func(t *testing.T, text string, width float64) {
		if !(width >= 1 && width <= 60) || len(text) > 4000 {
			t.Skip()
		}
		text = clean(text)
		lines := wrap(text, ems(width), tenPoints, faces)
		squeeze := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Fatalf("lost text: %q from %q", got, text)
		}
		for _, line := range lines {
			if w := faces.width(line, tenPoints); w > ems(width)+1e-3 && len([]rune(line)) > 1 {
				t.Fatalf("line %q is %.2f mm wide, room %.2f", line, w, ems(width))
			}
		}
	})
}

func TestClean(t *testing.T) {
	cases := map[string]string{
		"王\x00芳":      "王芳",
		"王\u200b芳":    "王芳",
		"王\ufeff芳":    "王芳",
		"葛\U000E0100": "葛",
		"\u202e王芳":    "王芳",
		"甲\r\n乙\r丙":   "甲\n乙\n丙",
		"甲\t乙":        "甲    乙",
		"甲\xff乙":      "甲\uFFFD乙",
		"阿依古丽·买买提":    "阿依古丽·买买提",
	}
	for in, want := range cases {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFit(t *testing.T) {
	f := testFaces(t)
	cases := []struct {
		name, text string
		lines      int
		shrunk     bool
		cut        bool
	}{
		{"as it is", "尉迟恭", 1, false, false},
		{"a little smaller", strings.Repeat("长", 11), 1, true, false},
		{"on two lines", strings.Repeat("长", 15), 2, true, false},
		{"cut", strings.Repeat("长", 400), 2, true, true},
	}
	w, h := ems(10), 6.2
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := f.fit(c.text, w, h, tenPoints)
			if len(got.lines) != c.lines || got.style.points < 10 != c.shrunk || got.cut != c.cut {
				t.Errorf("got %d lines at %.2f points, cut %v", len(got.lines), got.style.points, got.cut)
			}
			for _, line := range got.lines {
				if f.width(line, got.style) > w+1e-6 {
					t.Errorf("%q is wider than its box", line)
				}
			}
		})
	}
}

// A wrapped line ends where its room ends; the last one, and one that a long word left short, keep their own spacing.
func TestJustified(t *testing.T) {
	c, err := newCanvas()
	if err != nil {
		t.Fatal(err)
	}
	c.addPage()
	cases := []struct {
		name, line string
		last       bool
		want       float64 // ems where the line ends, of a room of ten and a half
	}{
		{"nearly full", "续期保费应交日前提醒", false, 10.5},
		{"the last", "续期保费应交日前提醒", true, 10},
		{"short", "续期保费应交日前", false, 8},
		{"a number", "2021083000457712", false, 0},
	}
	for _, k := range cases {
		c.pages[0] = page{}
		c.justified(0, 0, ems(10.5), k.line, k.last, tenPoints)
		a := c.pages[0][textLayer][0]
		letters := float64(len([]rune(k.line)))
		end := c.width(k.line, tenPoints) + a.gap*(letters-1)
		if want := ems(k.want); k.want > 0 && (end < want-0.01 || end > want+0.01) || k.want == 0 && a.gap != 0 {
			t.Errorf("%s: ends at %.2f mm, want %.2f, gap %.3f", k.name, end, want, a.gap)
		}
	}
}
