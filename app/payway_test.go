package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

// 002 §二.一.4: 如客户执意不肯见面的，确认续收保费方式. There is nothing to confirm where no premium is to come.
func TestPayWayNeeded(t *testing.T) {
	const today app.Date = "2026-03-18"
	regular := app.Policy{Mode: app.ModeRegular, NextDue: "2026-10-01", YearsLeft: 5}
	with := func(change func(*app.Policy)) app.Policy {
		p := regular
		change(&p)
		return p
	}
	for _, c := range []struct {
		name   string
		policy app.Policy
		want   bool
	}{
		{"in force", regular, true},
		{"due soon", with(func(p *app.Policy) { p.NextDue = "2026-04-01" }), true},
		{"in grace", with(func(p *app.Policy) { p.NextDue = "2026-02-01" }), true},
		{"lapsed", with(func(p *app.Policy) { p.NextDue = "2025-06-01" }), true},
		{"due day unknown, years left", with(func(p *app.Policy) { p.NextDue = "" }), true},
		{"years left unknown, premium due", with(func(p *app.Policy) { p.YearsLeft = 0 }), true},
		{"no due day, no years left", with(func(p *app.Policy) { p.NextDue, p.YearsLeft = "", 0 }), false},
		{"single premium", app.Policy{Mode: app.ModeSingle, YearsLeft: 1}, false},
		{"reinstatement over", with(func(p *app.Policy) { p.NextDue = "2022-06-01" }), false},
		{"surrendered", with(func(p *app.Policy) { p.InsurerStatus = "退保" }), false},
		{"paid up", with(func(p *app.Policy) { p.InsurerStatus = "缴清" }), false},
		{"paid up without a due day", with(func(p *app.Policy) { p.NextDue, p.InsurerStatus = "", "缴清" }), false},
		{"matured", with(func(p *app.Policy) { p.MaturesOn = "2026-03-01"; p.NextDue = "" }), false},
		{"next due after maturity", with(func(p *app.Policy) { p.MaturesOn = "2026-09-01" }), false},
	} {
		views := []app.PolicyView{
			{Policy: app.Policy{Mode: app.ModeSingle}, State: app.PolicyState{Status: app.StatusInForce}},
			{Policy: c.policy, State: app.State(c.policy, today)},
		}
		if got := app.PayWayNeeded(views); got != c.want {
			t.Errorf("%s: %t, want %t", c.name, got, c.want)
		}
	}
	if app.PayWayNeeded(nil) {
		t.Error("a customer without a policy has a premium to pay")
	}
}
