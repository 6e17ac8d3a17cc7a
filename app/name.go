package app

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxName is how many characters a personal name may have: more than the longest on an identity card.
const MaxName = 60

// NormalName returns a personal name as it is stored: outer spaces and the padding inside two-character names (张　伟)
// removed, runs of spaces in other scripts made one, the many middle dots of transcribed names (・ • ‧ and a full stop
// between Han characters) made the one of the national standard (·). Characters are never exchanged for look-alikes.
func NormalName(s string) string {
	fields := strings.Fields(Visible(s))
	var b strings.Builder
	for i, f := range fields {
		if i > 0 && !(endsHan(fields[i-1]) || startsHan(f)) {
			b.WriteByte(' ')
		}
		b.WriteString(f)
	}
	runes := []rune(b.String())
	for i, r := range runes {
		switch r {
		case '・', '•', '‧', '∙', '⋅', '･', '●':
			runes[i] = '·'
		case '.', '．', '。', '﹒':
			if i > 0 && i < len(runes)-1 && unicode.Is(unicode.Han, runes[i-1]) && unicode.Is(unicode.Han, runes[i+1]) {
				runes[i] = '·'
			}
		}
	}
	return string(runes)
}

func endsHan(s string) bool {
	r := []rune(s)
	return len(r) > 0 && isNameHan(r[len(r)-1])
}

func startsHan(s string) bool {
	for _, r := range s {
		return isNameHan(r)
	}
	return false
}

// isNameHan takes the middle dots along, so that 阿不都 · 热合曼 closes up too.
func isNameHan(r rune) bool {
	return unicode.Is(unicode.Han, r) || strings.ContainsRune("·・•‧∙⋅･", r)
}

// longestName tells people from companies, whose names may hold digits.
const longestName = 6

// NameDoubt says in Chinese why a name cannot be quite right, "" if nothing is wrong with it: masked, garbled or with
// characters of a private area that only the sender's fonts know.
func NameDoubt(name string) string {
	for _, r := range name {
		switch {
		case r == '*' || r == '＊':
			return "姓名不完整，有字被 * 遮住"
		case r == unicode.ReplacementChar, r == '?', r == '？', r == '□', r == '〓':
			return "姓名里有未能识别的字"
		case unicode.Is(unicode.Co, r):
			return "姓名里有造字区的字，只有原系统能显示"
		case unicode.IsDigit(r) && utf8.RuneCountInString(name) <= longestName:
			return "姓名里有数字"
		}
	}
	return ""
}
