package intake

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fangce/fangce/app"
)

// ruinedPattern is what a spreadsheet makes of a long number: 2.00844E+17, 2E+17.
var ruinedPattern = regexp.MustCompile(`^[+-]?(?:\d+\.\d*[Ee][+-]?\d+|\d+[Ee][+-]\d+|\d[Ee]\d{1,3})$`)

// maxPolicyNo is the longest policy number taken for one.
const maxPolicyNo = 40

// NormalPolicyNo returns a policy number as it is stored: half-width, without spaces and the escapes of spreadsheets,
// letters as they are. The reason says in Chinese why a text is no usable policy number; it is "" for one that is.
// Nothing is guessed: digits a spreadsheet has dropped cannot be had back.
func NormalPolicyNo(cell string) (number, reason string) {
	text := clean(cell)
	n := strings.Map(func(r rune) rune {
		switch r {
		case '‐', '‑', '‒', '–', '—', '−':
			return '-'
		}
		return r
	}, app.WithoutSpaces(app.HalfWidth(text)))
	n = clean(n)
	if whole, zeros, ok := strings.Cut(n, "."); ok && digitsOnly(whole) && digitsOnly(zeros) && strings.Trim(zeros, "0") == "" && len(whole) <= exactDigits {
		n = whole // 2008440101.0, an exact number written by a program
	}
	switch {
	case void(n):
		return "", "没有保单号"
	case brokenCell(n) != "":
		return "", brokenCell(n)
	case ruinedPattern.MatchString(n):
		return "", "保单号“" + text + "”已被 Excel 变成科学计数法，后面的数字已经丢失，无法还原；请在原表把这一列设为文本后重新导出"
	case strings.Contains(n, "*"):
		return "", "保单号“" + text + "”不完整，有数字被 * 遮住"
	case strings.ContainsAny(n, "、,;|") && strings.ContainsFunc(n, unicode.IsDigit):
		return "", "一格里有多个保单号“" + oneLine(text) + "”，请拆成多行"
	case !strings.ContainsFunc(n, unicode.IsDigit), strings.Trim(n, "0-./#()_") == "":
		return "", "“" + oneLine(text) + "”不是保单号"
	case strings.ContainsFunc(n, func(r rune) bool { return !policyNoRune(r) }):
		return "", "“" + oneLine(text) + "”不是保单号，含有保单号里不会有的字符"
	case utf8.RuneCountInString(n) > maxPolicyNo:
		return "", "保单号太长，不可能是一张保单的号码"
	}
	return n, ""
}

func policyNoRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || strings.ContainsRune("-_/.#()", r)
}

func digitsOnly(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
