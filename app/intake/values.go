package intake

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
)

func asError(err error, target **app.Error) bool { return errors.As(err, target) }

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (r *rowReader) text(f Field) string {
	c, ok := r.first(f)
	if !ok {
		return ""
	}
	return plainText(c.text)
}

// plainText is a text as it is stored: on one line, its digits half-width, its characters as they are.
func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, oneLine(s))
}

func (r *rowReader) money(f Field) app.Money {
	c, ok := r.first(f)
	if !ok {
		return 0
	}
	m, err := app.ParseMoneyIn(c.text, moneyUnit(c.column.unit))
	switch {
	case err != nil:
		r.doubt(c, messageOf(err))
		return 0
	case m < 0:
		r.doubt(c, "金额“"+c.text+"”是负数")
		return 0
	}
	return m
}

// endless are the ways to write that something has no last day.
var endless = regexp.MustCompile(`^(?:终身|终生|长期|永久|无期限|(?:9999|2999|3000)[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?(?:\s.*)?)$`)

func (r *rowReader) date(f Field) app.Date {
	c, ok := r.first(f)
	if !ok {
		return ""
	}
	text := app.HalfWidth(c.text)
	if text == "0" || (f == MaturesOn || f == PaidTo) && endless.MatchString(text) {
		return ""
	}
	if r.sheet.epoch != 0 && digitsOnly(strings.SplitN(text, ".", 2)[0]) && len(strings.SplitN(text, ".", 2)[0]) == 5 {
		n, _ := strconv.Atoi(text[:5])
		text = strconv.Itoa(n + r.sheet.epoch)
	}
	d, err := app.ParseLooseDate(text)
	if err != nil {
		r.doubt(c, messageOf(err))
		return ""
	}
	return d
}

// count reads a whole number with one of the units behind it; above limit it must be something else.
func (r *rowReader) count(f Field, limit int64, units ...string) int64 {
	c, ok := r.first(f)
	if !ok {
		return 0
	}
	if n, ok := wholeNumber(c.text, units...); ok && n <= limit {
		return n
	}
	r.doubt(c, "“"+oneLine(c.text)+"”不是这里能有的数字")
	return 0
}

func wholeNumber(text string, units ...string) (int64, bool) {
	t := app.WithoutSpaces(app.HalfWidth(text))
	for _, u := range units {
		if rest, ok := strings.CutSuffix(t, u); ok {
			t = rest
			break
		}
	}
	if whole, zeros, ok := strings.Cut(t, "."); ok && strings.Trim(zeros, "0") == "" {
		t = whole
	}
	if !digitsOnly(t) || len(t) > 9 {
		return 0, false
	}
	n, err := strconv.ParseInt(t, 10, 64)
	return n, err == nil
}

// yes reads a column of yes and no; of several one yes is enough.
func (r *rowReader) yes(f Field) bool {
	out := false
	for _, c := range r.all(f) {
		switch strings.ToUpper(app.WithoutSpaces(app.HalfWidth(c.text))) {
		case "是", "有", "Y", "YES", "1", "TRUE", "T", "√", "✓", "曾", "已转保", "已加保", "转保", "加保", "曾转保", "曾加保":
			out = true
		case "否", "没有", "N", "NO", "0", "FALSE", "F", "×", "✗", "未", "未转保", "未加保", "不是":
		default:
			r.doubt(c, "“"+oneLine(c.text)+"”不是“是”或“否”")
		}
	}
	return out
}

// sexOf reads 男 and 女 and what stands for them.
func sexOf(text string) (string, bool) {
	switch strings.ToUpper(app.WithoutSpaces(app.HalfWidth(text))) {
	case "男", "男性", "M", "MALE", "先生":
		return app.SexMale, true
	case "女", "女性", "F", "FEMALE", "女士":
		return app.SexFemale, true
	}
	return "", false
}

// maskAccount keeps the last four digits of an account.
func maskAccount(text string) string {
	var digits []rune
	for _, r := range app.HalfWidth(text) {
		if r >= '0' && r <= '9' || r == 'X' || r == 'x' {
			digits = append(digits, r)
		}
	}
	if len(digits) > 4 {
		digits = digits[len(digits)-4:]
	}
	return "****" + string(digits)
}
