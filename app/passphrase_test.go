package app

import "testing"

func TestPassphraseStrength(t *testing.T) {
	for p, want := range map[string]Strength{
		"":                      StrengthShort,
		"12345":                 StrengthShort,
		"五个字短了":                 StrengthShort,
		"123456":                StrengthWeak,
		"12345678901234":        StrengthWeak, // counted on, however long
		"aaaaaaaaaaaaaaa":       StrengthWeak,
		"19880203":              StrengthWeak, // a birthday
		"13800138000":           StrengthWeak, // a telephone number
		"password2026":          StrengthWeak,
		"fangce2026":            StrengthWeak,
		"linxiaoyan":            StrengthFair,
		"xk4p9tm2":              StrengthFair,
		"Tq7!mx-Rw2#kd":         StrengthStrong,
		"correct horse battery": StrengthStrong,
		"春眠不觉晓处处闻啼鸟":            StrengthStrong,
	} {
		if got := PassphraseStrength(p); got != want {
			t.Errorf("%q: strength %d (%.1f bits), want %d", p, got, passphraseBits(p), want)
		}
	}
}
