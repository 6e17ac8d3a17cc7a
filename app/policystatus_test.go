package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

// Product §3: grace 60 days from the due day (day 0), day 60 still in grace; two years to reinstate; the insurer's word
// wins; a single premium never lapses.
func TestState(t *testing.T) {
	regular := app.Policy{Mode: app.ModeRegular, NextDue: "2026-01-10"}
	with := func(p app.Policy, f func(*app.Policy)) app.Policy { f(&p); return p }
	cases := []struct {
		name   string
		policy app.Policy
		today  app.Date
		want   app.PolicyStatus
		left   int
		until  app.Date
	}{
		{"31 days before", regular, "2025-12-10", app.StatusInForce, 0, "2026-01-10"},
		{"30 days before", regular, "2025-12-11", app.StatusDueSoon, 30, "2026-01-10"},
		{"due day", regular, "2026-01-10", app.StatusDueSoon, 0, "2026-01-10"},
		{"day 1", regular, "2026-01-11", app.StatusInGrace, 59, "2026-03-11"},
		{"day 60 is still in grace", regular, "2026-03-11", app.StatusInGrace, 0, "2026-03-11"},
		{"day 61 lapses", regular, "2026-03-12", app.StatusLapsed, 731, "2028-03-12"},
		{"last day to reinstate", regular, "2028-03-12", app.StatusLapsed, 0, "2028-03-12"},
		{"reinstatement over", regular, "2028-03-13", app.StatusExpired, 0, "2028-03-12"},
		{"own grace", with(regular, func(p *app.Policy) { p.GraceDays = 30 }), "2026-02-10", app.StatusLapsed, 730, "2028-02-10"},
		{"over a leap day", app.Policy{Mode: app.ModeRegular, NextDue: "2023-12-31"}, "2024-02-29", app.StatusInGrace, 0, "2024-02-29"},
		{"single premium", app.Policy{Mode: app.ModeSingle, NextDue: "2020-01-01"}, "2026-01-01", app.StatusInForce, 0, ""},
		{"no due day", app.Policy{Mode: app.ModeRegular}, "2026-01-01", app.StatusInForce, 0, ""},
		{"matures today", app.Policy{Mode: app.ModeSingle, MaturesOn: "2026-01-01"}, "2026-01-01", app.StatusMatured, 0, "2026-01-01"},
		{"matures tomorrow", app.Policy{Mode: app.ModeSingle, MaturesOn: "2026-01-02"}, "2026-01-01", app.StatusInForce, 0, ""},
		{"lapsed before maturity", with(regular, func(p *app.Policy) { p.MaturesOn = "2026-06-01" }), "2026-07-01", app.StatusLapsed, 620, "2028-03-12"},
		{"matures in grace", with(regular, func(p *app.Policy) { p.MaturesOn = "2026-02-01" }), "2026-02-01", app.StatusMatured, 0, "2026-02-01"},
		{"paid out", with(regular, func(p *app.Policy) { p.MaturesOn, p.PaidOutOn = "2026-06-01", "2026-06-10" }), "2026-07-01", app.StatusMatured, 0, "2026-06-01"},
		{"surrendered", with(regular, func(p *app.Policy) { p.InsurerStatus = "退保" }), "2025-12-20", app.StatusTerminated, 0, ""},
		{"said in force, but due since", with(regular, func(p *app.Policy) { p.InsurerStatus = "有效" }), "2026-01-20", app.StatusInGrace, 50, "2026-03-11"},
		{"said lapsed in grace", with(regular, func(p *app.Policy) { p.InsurerStatus, p.AsOf = "失效", "2026-02-01" }), "2026-02-05", app.StatusLapsed, 726, "2028-02-01"},
		{"said not lapsed", with(regular, func(p *app.Policy) { p.InsurerStatus = "未失效" }), "2026-01-20", app.StatusInGrace, 50, "2026-03-11"},
		{"said reinstated", with(regular, func(p *app.Policy) { p.InsurerStatus = "失效后复效" }), "2026-01-20", app.StatusInGrace, 50, "2026-03-11"},
		{"said paid up", with(regular, func(p *app.Policy) { p.InsurerStatus = "减额缴清" }), "2026-05-20", app.StatusInForce, 0, ""},
		{"said lapsed for good", with(regular, func(p *app.Policy) { p.InsurerStatus, p.AsOf = "永久失效", "2026-04-01" }), "2026-05-20", app.StatusExpired, 0, "2026-03-31"},
	}
	for _, c := range cases {
		got := app.State(c.policy, c.today)
		if got.Status != c.want || got.DaysLeft != c.left || got.Until != c.until {
			t.Errorf("%s: got %+v, want %s %d %s", c.name, got, c.want, c.left, c.until)
		}
	}
}

func TestStateNeverTerminatedByItself(t *testing.T) {
	p := app.Policy{Mode: app.ModeRegular, NextDue: "1990-01-10"}
	if got := app.State(p, "2026-01-01").Status; got != app.StatusExpired {
		t.Errorf("a policy unpaid for decades is %s; art. 37 leaves the end to the insurer", got)
	}
	if got := app.State(app.Policy{InsurerStatus: "已退保", NextDue: "2026-01-01"}, "2026-01-01").Said; got != "已退保" {
		t.Errorf("the insurer's own word is %q", got)
	}
}
