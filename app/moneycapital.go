package app

import "strings"

const capitalDigits = "零壹贰叁肆伍陆柒捌玖"

// Capital returns the amount in the capitals of contracts and receipts, such as 人民币壹万零伍拾元伍角整 (支付结算办法,
// 附一: 整 after 元 and 角, none after 分; one 零 for any row of noughts between digits). A negative amount begins with 负.
func (m Money) Capital() string {
	var b strings.Builder
	b.WriteString("人民币")
	n := uint64(m)
	if m < 0 {
		b.WriteString("负")
		n = -n
	}
	digits := []rune(capitalDigits)
	yuan, jiao, fen := n/100, n/10%10, n%10
	whole := capitalWhole(yuan, digits)
	if yuan > 0 || n == 0 {
		if n == 0 {
			whole = "零"
		}
		b.WriteString(whole + "元")
	}
	switch {
	case jiao == 0 && fen == 0:
		b.WriteString("整")
		return b.String()
	case jiao > 0:
		if yuan > 0 && yuan%10 == 0 {
			b.WriteString("零")
		}
		b.WriteString(string(digits[jiao]) + "角")
	case yuan > 0:
		b.WriteString("零")
	}
	if fen > 0 {
		b.WriteString(string(digits[fen]) + "分")
	} else {
		b.WriteString("整")
	}
	return b.String()
}

// capitalWhole writes a whole number, "" for 0. Four digits at a time, from the greatest: each group of four has a name of
// its own, and a nought stands where a group begins with one or a group is skipped.
func capitalWhole(n uint64, digits []rune) string {
	groups := []string{"", "万", "亿", "万亿", "亿亿"}
	var out strings.Builder
	gap := false // noughts stand since the last digit written
	for i := len(groups) - 1; i >= 0; i-- {
		unit := uint64(1)
		for range i {
			unit *= 10_000
		}
		part := n / unit % 10_000
		for place, name := range []string{"仟", "佰", "拾", ""} {
			d := part / []uint64{1000, 100, 10, 1}[place] % 10
			if d == 0 {
				gap = out.Len() > 0
				continue
			}
			if gap {
				out.WriteString("零")
				gap = false
			}
			out.WriteString(string(digits[d]) + name)
		}
		if part > 0 {
			name := groups[i]
			if i == 3 && n/100_000_000%10_000 > 0 {
				name = "万" // 亿 follows with the next group
			}
			out.WriteString(name)
		}
	}
	return out.String()
}
