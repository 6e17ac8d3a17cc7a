package intake

import (
	"strings"
	"unicode"

	"github.com/fangce/fangce/app"
)

// clean returns the text of a cell without what spreadsheets and the people before them add to keep numbers text:
// ="2008440101", a leading apostrophe or backtick, tabs, quotes around everything.
func clean(cell string) string {
	t := strings.TrimSpace(app.Visible(cell))
	for {
		before := t
		switch {
		case len(t) >= 3 && strings.HasPrefix(t, `="`) && strings.HasSuffix(t, `"`):
			t = strings.ReplaceAll(t[2:len(t)-1], `""`, `"`)
		case len(t) >= 4 && strings.HasPrefix(t, `＝“`) && strings.HasSuffix(t, `”`):
			t = strings.TrimSuffix(strings.TrimPrefix(t, `＝“`), `”`)
		case len(t) > 1 && t[0] == '=' && strings.Trim(t[1:], "0123456789.") == "":
			t = t[1:]
		case len(t) >= 2 && t[0] == '"' && t[len(t)-1] == '"':
			t = t[1 : len(t)-1]
		default:
			for _, mark := range []string{"'", "`", "‘", "’"} {
				t = strings.TrimPrefix(t, mark)
			}
		}
		if t = strings.TrimSpace(t); t == before {
			return t
		}
	}
}

// blank reports whether nothing stands in a cell.
func blank(cell string) bool { return cell == "" || clean(cell) == "" }

// placeholders stand in cells that hold nothing.
var placeholders = map[string]bool{
	"-": true, "--": true, "---": true, "—": true, "——": true, "/": true, "\\": true, "//": true, ".": true, "无": true, "空": true, "暂无": true,
	"未知": true, "不详": true, "未提供": true, "无数据": true, "(空)": true, "null": true, "n/a": true, "na": true, "nan": true, "none": true, "nil": true,
	"0000-00-00": true, "0000/00/00": true, "0000-00-00 00:00:00": true, "00000000": true,
}

// void reports whether a cleaned text stands for nothing.
func void(text string) bool {
	if len(text) > 24 {
		return false
	}
	return text == "" || placeholders[strings.ToLower(app.HalfWidth(text))]
}

// brokenCell says in Chinese why a cell cannot hold what was meant, "" if nothing shows.
func brokenCell(text string) string {
	switch {
	case text == "#公式":
		return "单元格是公式，文件里没有保存它的结果"
	case strings.ContainsRune(text, unicode.ReplacementChar):
		return "“" + text + "”里有不能识别的字符"
	case !strings.HasPrefix(text, "#"):
		return ""
	case strings.Trim(text, "#") == "":
		return "单元格太窄，导出时内容变成了 " + text
	}
	switch strings.ToUpper(text) {
	case "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!":
		return "单元格是 Excel 的错误值 " + text
	}
	return ""
}

// oneLine returns a text with its line breaks and runs of spaces made one space, or none between Han characters.
func oneLine(s string) string {
	var b strings.Builder
	last := rune(0)
	for i, f := range strings.Fields(s) {
		if first := []rune(f)[0]; i > 0 && (!unicode.Is(unicode.Han, last) || !unicode.Is(unicode.Han, first)) {
			b.WriteByte(' ')
		}
		b.WriteString(f)
		r := []rune(f)
		last = r[len(r)-1]
	}
	return b.String()
}
