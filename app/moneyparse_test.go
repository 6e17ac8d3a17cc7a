package app

import "testing"

// Issue "A planner's day", part 4: numbers with separators and units.
func TestParseMoney(t *testing.T) {
	good := map[string]Money{
		"100,000.00": Yuan(100_000), "20万": Yuan(200_000), "6,800.50元": 680050, "￥1,200": Yuan(1200), "¥ 1200.5": 120050,
		"１００，０００．００": Yuan(100_000), " 6800.5 ": 680050, "0": 0, "1.5万元": Yuan(15_000), "20万元整": Yuan(200_000), "人民币500元": Yuan(500),
		"3千": Yuan(3000), "1亿": Yuan(100_000_000), "10,0000": Yuan(100_000), "-12.34": -1234, ".5": 50, "1200.": Yuan(1200),
		"1999.9900000000001": 199999, "1999.9899999999998": 199999, "6800.500": 680050,
	}
	for in, want := range good {
		if got, err := ParseMoney(in); err != nil || got != want {
			t.Errorf("%q: %v, %v, want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "元", "abc", "1,00", "1,23,456", ",100", "12.345", "1.2.3", "1E+05", "20万5千", "--5", "99999999999999999999", "二十万"} {
		if got, err := ParseMoney(in); Code(err) != ErrInvalid {
			t.Errorf("%q was read as %v", in, got)
		}
	}
}

func TestParseMoneyIn(t *testing.T) {
	for in, want := range map[string]Money{"20": Yuan(200_000), "0.5": Yuan(5000), "200,000元": Yuan(200_000), "20万": Yuan(200_000), "0.00015": 150} {
		if got, err := ParseMoneyIn(in, Yuan(10_000)); err != nil || got != want {
			t.Errorf("%q: %v, %v, want %v", in, got, err, want)
		}
	}
}

func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"100,000.00", "20万", "￥6,800.50元", "1.005", "-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseMoney(s)
		if err != nil {
			return
		}
		if back, err := ParseMoney(m.String()); err != nil || back != m {
			t.Errorf("%q: %v came back as %v, %v", s, m, back, err)
		}
	})
}
