package pdf

import (
	"strings"
	"unicode"
)

const (
	// neverFirst may not start a line (避头), neverLast may not end one (避尾): GB/T 15834.
	neverFirst = "，。、；：？！,.;:?!)）】》〉」』〕”’…—·％%℃‰々〃ー}]〗～〞＞"
	neverLast  = "（(【《〈「『〔“‘￥$¥{[〖〝＜№#"
)

// ideographic reports whether a line may break on either side of r.
func ideographic(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Hangul) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || strings.ContainsRune("“”‘’…—·×√✓□■○●①②③④⑤⑥⑦⑧⑨⑩", r)
}

// mayBreak reports whether a line may end after a and the next start with b.
func mayBreak(a, b rune) bool {
	switch {
	case b == ' ', strings.ContainsRune(neverFirst, b), strings.ContainsRune(neverLast, a):
		return false
	case a == ' ':
		return true
	}
	return ideographic(a) || ideographic(b)
}

// wrap breaks cleaned text into lines no wider than width (mm). A word wider than a line is broken
// where the line ends; spaces at a break are dropped. Every other character is kept, in order.
func wrap(s string, width float64, st style, f *faces) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines = append(lines, wrapParagraph([]rune(paragraph), width, st, f)...)
	}
	return lines
}

func wrapParagraph(text []rune, width float64, st style, f *faces) []string {
	var lines []string
	start, last, used := 0, 0, 0.0 // last: newest place a line may break, 0 none
	for i := 0; i < len(text); i++ {
		if i > start && mayBreak(text[i-1], text[i]) {
			last = i
		}
		used += f.advance(text[i], st)
		if used <= width+1e-6 || i == start || text[i] == ' ' {
			continue
		}
		if last <= start {
			last = i
		}
		lines = append(lines, strings.TrimRight(string(text[start:last]), " "))
		for start = last; start < len(text) && text[start] == ' '; {
			start++
		}
		last, used, i = 0, 0, start-1
	}
	if start < len(text) || len(lines) == 0 {
		lines = append(lines, strings.TrimRight(string(text[start:]), " "))
	}
	return lines
}
