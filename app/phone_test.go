package app

import (
	"slices"
	"testing"
)

// Product §3: mobiles are 11 digits from 1[3-9], landlines have an area code; wrong ones are marked, never dropped.
func TestParsePhones(t *testing.T) {
	mobile := func(n string) Phone { return Phone{Number: n, Kind: PhoneMobile} }
	landline := func(n string) Phone { return Phone{Number: n, Kind: PhoneLandline} }
	invalid := func(n string) Phone { return Phone{Number: n, Kind: PhoneInvalid} }
	m, n := mobile("13812345678"), mobile("13912345678")
	cases := []struct {
		in   string
		want []Phone
	}{
		{"", nil},
		{" / ", nil},
		{"13812345678", []Phone{m}},
		{"１３８１２３４５６７８", []Phone{m}},
		{"138 1234 5678", []Phone{m}},
		{"138-1234-5678", []Phone{m}},
		{"+86 13812345678", []Phone{m}},
		{"86-13812345678", []Phone{m}},
		{"008613812345678", []Phone{m}},
		{"013812345678", []Phone{m}},
		{"手机：13812345678", []Phone{m}},
		{"13812345678（手机）", []Phone{m}},
		{"13812345678/13912345678", []Phone{m, n}},
		{"13812345678、13912345678", []Phone{m, n}},
		{"13812345678，13912345678", []Phone{m, n}},
		{"13812345678；13912345678", []Phone{m, n}},
		{"13812345678\n13912345678", []Phone{m, n}},
		{"13812345678\r\n13912345678", []Phone{m, n}},
		{"13812345678 13912345678", []Phone{m, n}},
		{"13812345678　13912345678", []Phone{m, n}},
		{"1381234567813912345678", []Phone{m, n}},
		{"13812345678/13812345678", []Phone{m}},
		{"021-62345678", []Phone{landline("021-62345678")}},
		{"(021)62345678", []Phone{landline("021-62345678")}},
		{"（021）62345678", []Phone{landline("021-62345678")}},
		{"021 62345678", []Phone{landline("021-62345678")}},
		{"02162345678", []Phone{landline("021-62345678")}},
		{"0512-6234567", []Phone{landline("0512-6234567")}},
		{"+86 21 62345678", []Phone{landline("021-62345678")}},
		{"021-62345678转123", []Phone{landline("021-62345678-123")}},
		{"021-62345678分机123", []Phone{landline("021-62345678-123")}},
		{"021-62345678-123", []Phone{landline("021-62345678-123")}},
		{"021-62345678*8", []Phone{landline("021-62345678-8")}},
		{"400-820-8820", []Phone{landline("400-820-8820")}},
		{"021 62345678 13812345678", []Phone{landline("021-62345678"), m}},
		{"13812345678(儿子)", []Phone{{Number: "13812345678", Kind: PhoneMobile, Label: "儿子"}}},
		{"家 021-62345678", []Phone{{Number: "021-62345678", Kind: PhoneLandline, Label: "家"}}},
		{"62345678", []Phone{invalid("62345678")}},
		{"12812345678", []Phone{invalid("12812345678")}},
		{"1381234567", []Phone{invalid("1381234567")}},
		{"138****5678", []Phone{invalid("138****5678")}},
		{"13812345678/62345678", []Phone{m, invalid("62345678")}},
		{"没有电话", []Phone{invalid("没有电话")}},
	}
	for _, c := range cases {
		if got := ParsePhones(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%q:\n got %v\nwant %v", c.in, got, c.want)
		}
	}
}
