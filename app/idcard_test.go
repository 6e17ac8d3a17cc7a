package app

import "testing"

// GB 11643-1999: check digits and the example number of its annex.
func TestParseIDNo(t *testing.T) {
	good := []struct {
		in, number, kind string
		birth            Date
		sex              string
	}{
		{"11010519491231002X", "11010519491231002X", IDCard, "1949-12-31", SexFemale}, // GB 11643-1999 §4
		{"440524188001010014", "440524188001010014", IDCard, "1880-01-01", SexMale},   // GB 11643-1999 §4
		{"11010519491231002x", "11010519491231002X", IDCard, "1949-12-31", SexFemale},
		{" １１０１０５ １９４９１２３１ ００２Ｘ ", "11010519491231002X", IDCard, "1949-12-31", SexFemale},
		{"130503670401001", "130503670401001", IDCard15, "1967-04-01", SexMale}, // product §3: 15-digit ones are accepted
	}
	for _, c := range good {
		got, err := ParseIDNo(c.in)
		if err != nil || got.Number != c.number || got.Type != c.kind || got.Birth != c.birth || got.Sex != c.sex {
			t.Errorf("%q: %+v, %v", c.in, got, err)
		}
	}
	bad := map[string]string{
		"110105194912310021":  "身份证号校验码不对，最后一位应为 X",
		"11010519490230002X":  "身份证号里的出生日期 19490230 不存在",
		"00010519491231002X":  "身份证号开头的地区码 00 不存在",
		"1101051949123100":    "身份证号应为 18 位或 15 位，这里是 16 位",
		"11010519491231002XX": "身份证号应为 18 位或 15 位，这里是 19 位",
		"1101051949123X002X":  "身份证号里有不是数字的字符",
		"13050367040100X":     "身份证号里有不是数字的字符",
		"130503670230001":     "身份证号里的出生日期 19670230 不存在",
		"":                    "身份证号应为 18 位或 15 位，这里是 0 位",
	}
	for in, want := range bad {
		_, err := ParseIDNo(in)
		if Code(err) != ErrInvalid || err.(*Error).Message != want {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

func TestIDNoLong(t *testing.T) {
	old, err := ParseIDNo("110105491231002")
	if err != nil || old.Long() != "11010519491231002X" {
		t.Errorf("%q, %v", old.Long(), err)
	}
}

// Product §3: birth date and sex must agree with the card.
func TestIDNoDisagreement(t *testing.T) {
	card, err := ParseIDNo("11010519491231002X")
	if err != nil {
		t.Fatal(err)
	}
	if why := card.Disagreement("1949-12-31", SexFemale) + card.Disagreement("", ""); why != "" {
		t.Error(why)
	}
	if card.Disagreement("1949-12-30", "") == "" || card.Disagreement("", SexMale) == "" {
		t.Error("a birth date and a sex that differ must be told")
	}
}
