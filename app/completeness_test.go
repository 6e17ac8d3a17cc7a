package app

import (
	"slices"
	"testing"
)

// product §2: phone full = a valid mobile not marked wrong and not a planner's own; part = any other; none.
func TestPhoneCompleteness(t *testing.T) {
	own := func(n string) bool { return n == "13800000000" }
	for name, c := range map[string]struct {
		phones []Phone
		want   Completeness
	}{
		"none":          {nil, None},
		"mobile":        {[]Phone{{Number: "13812345678", Kind: PhoneMobile}}, Full},
		"wrong mobile":  {[]Phone{{Number: "13812345678", Kind: PhoneMobile, Wrong: true}}, Part},
		"planner's own": {[]Phone{{Number: "13800000000", Kind: PhoneMobile}}, Part},
		"landline":      {[]Phone{{Number: "021-62345678", Kind: PhoneLandline}}, Part},
		"invalid":       {[]Phone{{Number: "不详", Kind: PhoneInvalid}}, Part},
		"second is one": {[]Phone{{Number: "021-62345678", Kind: PhoneLandline}, {Number: "13812345678", Kind: PhoneMobile}}, Full},
	} {
		if got := PhoneCompleteness(c.phones, own); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// product §2: address full = district + street + number; part; none.
func TestAddressCompleteness(t *testing.T) {
	for text, want := range map[string]Completeness{
		"": None,
		"苏州市姑苏区人民路188号3栋502室": Full,
		"无锡市梁溪区中山路":           Part,
		"人民路188号":             Part,
		"江宁区东山街道上元大街88号":      Full,
		"常熟市虞山镇新颜路十二号":        Full,
		"本市":                  Part,
	} {
		if got := AddressCompleteness([]Address{{Text: text}}); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if got := AddressCompleteness([]Address{{Text: "人民路188号", District: "姑苏区"}}); got != Full {
		t.Errorf("district in its own field: %s", got)
	}
	if got := AddressCompleteness([]Address{{Text: "姑苏区人民路188号", Wrong: true}}); got != Part {
		t.Errorf("marked wrong: %s", got)
	}
}

// product §2: card % = filled ÷ listed required fields.
func TestCardCompleteness(t *testing.T) {
	c := Customer{Name: "王芳", Phones: []Phone{{Number: "13812345678", Kind: PhoneMobile, Wrong: true}}}
	percent, missing := CardCompleteness(c, []string{"name", "phones", "addresses", "sex"})
	if percent != 25 || !slices.Equal(missing, []string{"phones", "addresses", "sex"}) {
		t.Errorf("%d %v", percent, missing)
	}
	c.Phones[0].Wrong = false
	if percent, _ := CardCompleteness(c, []string{"name", "phones"}); percent != 100 {
		t.Errorf("all filled: %d", percent)
	}
	if percent, missing := CardCompleteness(c, nil); percent != 100 || missing != nil {
		t.Errorf("nothing required: %d %v", percent, missing)
	}
	for _, name := range RequiredFacts {
		if _, ok := KindCustomer.Field(name); !ok {
			t.Errorf("%s is no field of a customer", name)
		}
	}
}
