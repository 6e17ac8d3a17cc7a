package app

import (
	"strconv"
	"strings"
)

// moneyUnits are the units an amount may end in, longest first, as powers of ten of a yuan.
var moneyUnits = []struct {
	word  string
	power int
}{
	{"百亿", 10}, {"十亿", 9}, {"亿", 8}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"万", 4}, {"千", 3}, {"百", 2}, {"W", 4}, {"w", 4},
}

// ParseMoney reads an amount as people and insurers write it: 6800.5, 100,000.00, 20万, 6,800.50元, ￥1,200. More than
// the float noise of spreadsheets below one fen is an error, as is anything that would have to be guessed.
func ParseMoney(s string) (Money, error) { return ParseMoneyIn(s, Yuan(1)) }

// ParseMoneyIn is ParseMoney for a column whose header names the unit, such as 保额（万元）: unit is the worth of 1 where
// the cell itself names none. It must be a power of ten of one yuan.
func ParseMoneyIn(s string, unit Money) (Money, error) {
	t := WithoutSpaces(HalfWidth(s))
	for _, sign := range []string{"人民币", "RMB", "CNY", "¥"} {
		t = strings.TrimPrefix(t, sign)
	}
	neg := strings.HasPrefix(t, "-")
	t = strings.TrimPrefix(strings.TrimPrefix(t, "-"), "¥")
	power, named := 0, false
	for _, end := range []string{"整", "正"} {
		t = strings.TrimSuffix(t, end)
	}
	for _, end := range []string{"人民币", "元", "圆", "RMB", "CNY"} {
		if rest, ok := strings.CutSuffix(t, end); ok {
			t, named = rest, true
		}
	}
	for _, u := range moneyUnits {
		if rest, ok := strings.CutSuffix(t, u.word); ok {
			t, power, named = rest, u.power, true
			break
		}
	}
	if !named {
		for u := unit; u > Yuan(1); u /= 10 {
			power++
		}
	}
	whole, fraction, ok := moneyDigits(t)
	if !ok {
		return 0, FieldErrorf(ErrInvalid, "amount", "“%s”不是金额", strings.TrimSpace(s))
	}
	m, ok := moneyShift(whole, fraction, power+2)
	if !ok {
		return 0, FieldErrorf(ErrInvalid, "amount", "“%s”不能精确到分", strings.TrimSpace(s))
	}
	if neg {
		m = -m
	}
	return m, nil
}

// moneyDigits splits a number at its point and drops separators that stand where separators stand: every three digits,
// or every four as some Chinese systems group.
func moneyDigits(s string) (whole, fraction string, ok bool) {
	whole, fraction, point := strings.Cut(s, ".")
	if point && fraction != "" && !allDigits(fraction) {
		return "", "", false
	}
	if groups := strings.Split(whole, ","); len(groups) > 1 {
		size := len(groups[1])
		if size != 3 && size != 4 || groups[0] == "" || len(groups[0]) > size {
			return "", "", false
		}
		for _, g := range groups[1:] {
			if len(g) != size {
				return "", "", false
			}
		}
		whole = strings.Join(groups, "")
	}
	if whole == "" && fraction != "" {
		whole = "0"
	}
	return whole, fraction, allDigits(whole)
}

// moneyShift returns whole.fraction × 10^power as an integer; what is left below one must be float noise.
func moneyShift(whole, fraction string, power int) (Money, bool) {
	for len(fraction) < power {
		fraction += "0"
	}
	digits, rest := strings.TrimLeft(whole+fraction[:power], "0"), fraction[power:]
	if len(digits) > 17 {
		return 0, false
	}
	n := int64(0)
	if digits != "" {
		n, _ = strconv.ParseInt(digits, 10, 64)
	}
	switch {
	case strings.Trim(rest, "0") == "", strings.HasPrefix(rest, "000"):
		return Money(n), true
	case strings.HasPrefix(rest, "999"):
		return Money(n + 1), true
	}
	return 0, false
}
