package allot_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
)

// A policy's facts and its holder's card give the factors of product §4, and the category says which facts it follows from.
func TestFromPolicy(t *testing.T) {
	holder := app.Customer{
		ID: "c1", Phones: []app.Phone{{Number: "13812345678", Kind: app.PhoneMobile}},
		Addresses: []app.Address{{Text: "上海市浦东新区世纪大道100号"}},
	}
	base := app.Policy{
		Number: "A1", Branch: "0003", Premium: app.Yuan(600), MaturityAmount: app.Yuan(80_000), EffectiveOn: "2019-12-20",
		YearsLeft: 3, Circulated: 2, Converted: true,
	}
	want := allot.Case{
		PolicyNo: "A1", Customer: "c1", Branch: "0003", Effective: "2019-12-20", YearsLeft: 3, Circulated: 2, Converted: true,
		Address: app.Full, Phone: app.Full, Amount: app.Yuan(80_000),
	}
	for _, c := range []struct {
		policy   func(*app.Policy)
		category allot.Category
		date     app.Date
		amount   app.Money
		key      string
	}{
		{func(p *app.Policy) { p.Mode, p.MaturesOn, p.NextDue = app.ModeRegular, "2026-12-31", "2026-12-01" }, allot.Maturing, "2026-12-31", app.Yuan(80_000), "maturing"},
		{func(p *app.Policy) { p.Mode, p.MaturesOn, p.NextDue = app.ModeRegular, "2036-12-31", "2026-12-01" }, allot.Renewal, "2026-12-01", app.Yuan(600), "renewal"},
		{func(p *app.Policy) { p.Mode, p.MaturesOn, p.PaidOutOn = app.ModeSingle, "2025-12-31", "2025-12-31" }, allot.Old, "2025-12-31", app.Yuan(80_000), "old"},
		{func(p *app.Policy) { p.Mode, p.MaturesOn = app.ModeSingle, "2027-06-30" }, allot.Unmatured, "2027-06-30", app.Yuan(80_000), "unmatured"},
		{func(p *app.Policy) { p.Mode = app.ModeRegular }, allot.Other, "", app.Yuan(80_000), "other"},
		{func(p *app.Policy) { p.Mode, p.MaturityAmount, p.MaturesOn = app.ModeRegular, -5, "2026-02-30" }, allot.Other, "", 0, "other"},
	} {
		p := base
		c.policy(&p)
		want := want
		want.Category, want.Date, want.Amount = c.category, c.date, c.amount
		if got := allot.FromPolicy(p, holder, "2026-12", nil); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
		if why := allot.WhyCategory(p, "2026-12"); why.Key != "allot.category."+c.key || why.Values["Month"] != "2026-12" {
			t.Errorf("%+v", why)
		}
	}
	got := allot.FromPolicy(base, holder, "2026-12", func(number string) bool { return number == "13812345678" })
	if got.Phone != app.Part {
		t.Errorf("a planner's own number counts as %s", got.Phone)
	}
}
