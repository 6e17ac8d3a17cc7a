package app

import "strings"

// IDNo is a number of a resident identity card (GB 11643) that checks out.
type IDNo struct {
	Number string // 18 characters with a capital X, or the 15 digits of before 1999
	Type   string // IDCard or IDCard15
	Birth  Date
	Sex    string
}

// idProvinces are the first two digits in use (GB/T 2260); 81–83 are residence permits for Hong Kong, Macao and Taiwan
// residents, 90 and above those of foreigners.
const idProvinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 92 93 94 95 96 97 98 99"

// ParseIDNo reads an identity card number and checks region, birth date and check digit (GB 11643-1999). Spaces,
// full-width digits and a small x are taken as what they stand for. The error's message says in Chinese what is wrong.
func ParseIDNo(s string) (IDNo, error) {
	n := strings.ToUpper(WithoutSpaces(HalfWidth(s)))
	switch {
	case len(n) != 18 && len(n) != 15:
		return IDNo{}, idErrorf("身份证号应为 18 位或 15 位，这里是 %d 位", len([]rune(n)))
	case !allDigits(n[:len(n)-1]), !allDigits(n[len(n)-1:]) && (len(n) == 15 || n[17] != 'X'):
		return IDNo{}, idErrorf("身份证号里有不是数字的字符")
	case !strings.Contains(idProvinces, n[:2]):
		return IDNo{}, idErrorf("身份证号开头的地区码 %s 不存在", n[:2])
	}
	card := IDNo{Number: n, Type: IDCard}
	birth, order := "", byte(0)
	if len(n) == 15 {
		card.Type = IDCard15
		birth, order = "19"+n[6:12], n[14]
	} else {
		birth, order = n[6:14], n[16]
	}
	d, err := ParseDate(birth[:4] + "-" + birth[4:6] + "-" + birth[6:])
	if err != nil || d < "1870-01-01" || d > "2199-12-31" {
		return IDNo{}, idErrorf("身份证号里的出生日期 %s 不存在", birth)
	}
	if len(n) == 18 && idCheckDigit(n[:17]) != n[17] {
		return IDNo{}, idErrorf("身份证号校验码不对，最后一位应为 %c", idCheckDigit(n[:17]))
	}
	card.Birth, card.Sex = d, SexFemale
	if order%2 == 1 {
		card.Sex = SexMale
	}
	return card, nil
}

// Long returns the number in its 18-digit form, so that the old and the new number of one person compare equal.
func (c IDNo) Long() string {
	if len(c.Number) != 15 {
		return c.Number
	}
	n := c.Number[:6] + "19" + c.Number[6:]
	return n + string(idCheckDigit(n))
}

// Disagreement says in Chinese in what a card's birth date or sex differ from the number's; "" if they agree or are
// unknown.
func (c IDNo) Disagreement(birth Date, sex string) string {
	switch {
	case birth != "" && birth != c.Birth:
		return "身份证号里的出生日期 " + string(c.Birth) + " 与出生日期 " + string(birth) + " 不一致"
	case sex != "" && sex != c.Sex:
		return "身份证号表示" + SexChinese(c.Sex) + "，与性别“" + SexChinese(sex) + "”不一致"
	}
	return ""
}

// SexChinese returns 男 or 女, "" if unknown.
func SexChinese(sex string) string {
	switch sex {
	case SexMale:
		return "男"
	case SexFemale:
		return "女"
	}
	return ""
}

// idCheckDigit computes the check character of the first 17 digits (GB 11643, ISO 7064 MOD 11-2).
func idCheckDigit(n string) byte {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(n[i]-'0') * w
	}
	return "10X98765432"[sum%11]
}

func idErrorf(format string, args ...any) error {
	return FieldErrorf(ErrInvalid, "id_no", format, args...)
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
