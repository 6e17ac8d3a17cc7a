package app_test

import (
	"fmt"
	"testing"

	"github.com/fangce/fangce/app"
)

func family() app.FamilyFacts {
	holder := app.Customer{ID: "c1", Name: "王芳", Sex: app.SexFemale, BirthDate: "1984-05-06", Family: []app.Relative{
		{Name: "李强", Relation: "配偶", CustomerID: "c2"}, {Name: "李小宝", Relation: "子女", BirthDate: "2015-03-01"},
	}}
	husband := app.Customer{ID: "c2", Name: "李强", Sex: app.SexMale, BirthDate: "1980-01-02"}
	return app.FamilyFacts{
		Customer: holder, Cards: map[string]app.Customer{"c2": husband}, Today: "2026-11-20",
		Policies: []app.Policy{
			{ID: "p1", CustomerID: "c1", Number: "001", Product: "瑞丰守护定期寿险", InsuredName: "王芳", Mode: app.ModeRegular, Frequency: app.FreqYear, Premium: app.Yuan(980), EffectiveOn: "2020-12-01", NextDue: "2026-12-01", TermYears: 20, PayYears: 20, YearsLeft: 14, AsOf: "2026-11-18"},
			{ID: "p2", CustomerID: "c1", Number: "002", Product: "瑞丰启程少儿教育年金保险", InsuredName: "李小宝", InsuredBirth: "2015-03-01", Relation: "子女", Mode: app.ModeRegular, Frequency: app.FreqQuarter, Premium: app.Yuan(3000), EffectiveOn: "2016-11-01", NextDue: "2026-11-01", MaturesOn: "2036-11-01", PayYears: 10, YearsLeft: 1, AsOf: "2026-11-19"},
			{ID: "p3", CustomerID: "c2", Number: "003", Product: "瑞丰安康终身重大疾病保险", InsuredName: "李强", Mode: app.ModeRegular, Frequency: app.FreqYear, Premium: app.Yuan(5000), EffectiveOn: "2018-06-01", NextDue: "2026-06-01", PayYears: 20},
			{ID: "p4", CustomerID: "c2", Number: "004", Product: "瑞丰盈两全保险（分红型）", InsuredName: "李老太", InsuredBirth: "1955-01-01", Relation: "父母", Mode: app.ModeSingle, Premium: app.Yuan(50000), EffectiveOn: "2016-01-01", MaturesOn: "2021-01-01"},
		},
		Outside: []app.OutsidePolicy{{ID: "o1", CustomerID: "c1", Company: "平安", Product: "百万医疗险", Premium: app.Yuan(300), EffectiveOn: "2026-03-01", EndsOn: "2027-03-01"}},
	}
}

// The children's case: whom a policy covers decides on whose line it stands, not who pays for it.
func TestReviewFamily(t *testing.T) {
	v := app.ReviewFamily(family())
	var got []string
	for _, m := range v.Members {
		line := fmt.Sprintf("%s %s %d:", m.Name, m.Relation, m.Age)
		for _, p := range m.Policies {
			line += fmt.Sprintf(" %s/%s/%s/%s", p.Cover, p.Number+p.OutsideID, p.Until, p.State.Status)
		}
		line += fmt.Sprintf(" ended %d gaps", len(m.Ended))
		for _, g := range m.Gaps {
			line += fmt.Sprintf(" %s:%s", g.Cover, g.Kind)
		}
		got = append(got, line)
	}
	want := []string{
		"王芳 本人 42: life/001/2040-11-30/due_soon medical/o1/2027-03-01/in_force ended 0 gaps critical:missing medical:ending accident:missing pension:missing",
		"李强 配偶 46: critical/003//lapsed ended 0 gaps life:missing critical:stopped medical:missing accident:missing pension:missing",
		"李小宝 子女 11: savings/002/2036-11-01/in_grace ended 0 gaps critical:missing medical:missing accident:missing",
		"李老太  71: ended 1 gaps medical:missing accident:missing care:missing",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the family is\n%s\nwant\n%s", join(got), join(want))
	}
	// 980 + 4 × 3 000 + 300; the husband's has lapsed.
	if v.YearPremium != app.Yuan(13280) || v.AsOf != "2026-11-18" {
		t.Errorf("a year costs %s as of %s", v.YearPremium, v.AsOf)
	}
}

func TestPremiumCalendar(t *testing.T) {
	var got []string
	for _, d := range app.ReviewFamily(family()).Calendar {
		got = append(got, fmt.Sprintf("%s %s %s %v", d.Day, d.Member, d.Amount, d.InGrace))
	}
	want := []string{
		"2026-11-01 李小宝 3,000.00 true", "2026-12-01 王芳 980.00 false", "2027-02-01 李小宝 3,000.00 false",
		"2027-05-01 李小宝 3,000.00 false", "2027-08-01 李小宝 3,000.00 false", // the last year ends with the fourth
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the premiums are\n%s\nwant\n%s", join(got), join(want))
	}
}

func TestCoverUntil(t *testing.T) {
	for _, c := range []struct {
		p    app.Policy
		want app.Date
	}{
		{app.Policy{MaturesOn: "2030-01-01", TermYears: 3, EffectiveOn: "2020-01-01"}, "2030-01-01"},
		{app.Policy{Term: "至60周岁", InsuredBirth: "1984-02-29", EffectiveOn: "2020-01-01"}, "2044-02-28"},
		{app.Policy{Term: "至 88 岁"}, ""},
		{app.Policy{TermYears: 20, EffectiveOn: "2020-12-01"}, "2040-11-30"},
		{app.Policy{Term: "终身", EffectiveOn: "2020-12-01"}, ""},
	} {
		if got := app.CoverUntil(c.p); got != c.want {
			t.Errorf("%+v: %q, want %q", c.p, got, c.want)
		}
	}
}

func join(lines []string) (out string) {
	for _, l := range lines {
		out += l + "\n"
	}
	return out
}

func TestWan(t *testing.T) {
	for m, want := range map[app.Money]string{
		app.Yuan(300_000): "30万", app.Yuan(55_000): "5.5万", app.Yuan(1_234_567): "123.45万", app.Yuan(500): "0.05万", app.Yuan(100_000): "10万",
	} {
		if got := app.Wan(m); got != want {
			t.Errorf("%s is %s, want %s", m, got, want)
		}
	}
}
