package ui

import "testing"

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		text, typed string
		want        int
	}{
		{"立即同步", "立即", matchBegin},
		{"立即同步", "同步", matchIn},
		{"立即同步", "ljtb", matchWhole},
		{"立即同步", "LJ", matchBegin},
		{"立即同步", "tb", matchIn},
		{"立即同步", "lijitongbu", matchWhole},
		{"立即同步", "liji t", matchBegin},
		{"立即同步", "lijtb", matchWhole},
		{"立即同步", "tongb", matchIn},
		{"立即同步", "lt", matchNone},
		{"立即同步", "wj", matchNone},
		{"打印重要客户", "zy", matchIn},
		{"打印重要客户", "cy", matchIn},
		{"打印重要客户", "打yin", matchBegin},
		{"打开 PDF 文件", "dkpdf", matchBegin},
		{"Sync now", "sync", matchBegin},
		{"Sync now", "syncnow", matchWhole},
		{"立即同步", "", matchIn},
		{"", "x", matchNone},
	} {
		if got := spell(c.text).match(c.typed); got != c.want {
			t.Errorf("%q in %q: %d, want %d", c.typed, c.text, got, c.want)
		}
	}
}
