package service

import (
	"testing"

	"github.com/fangce/fangce/app"
)

// A visit speaks of the policy it was agreed for, or else of the next premium to come.
func TestVisitPolicy(t *testing.T) {
	policy := func(id string, status app.PolicyStatus, due app.Date) app.PolicyView {
		return app.PolicyView{Policy: app.Policy{ID: id, NextDue: due, Mode: app.ModeRegular}, State: app.PolicyState{Status: status}}
	}
	all := []app.PolicyView{
		policy("none", app.StatusInForce, ""), policy("lapsed", app.StatusLapsed, "2020-01-01"),
		policy("expired", app.StatusExpired, "2015-01-01"), policy("late", app.StatusInForce, "2026-09-01"), policy("soon", app.StatusInForce, "2026-04-01"),
	}
	for name, c := range map[string]struct {
		policies     []app.PolicyView
		agreed, want string
	}{
		"agreed":                  {all, "none", "none"},
		"next due":                {all, "", "soon"},
		"agreed one is gone":      {all, "elsewhere", "soon"},
		"without a date at all":   {all[:1], "", "none"},
		"lapsed, but with a date": {all[:2], "", "lapsed"},
		"no policies":             {nil, "x", "x"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := visitPolicy(c.policies, c.agreed); got != c.want {
				t.Errorf("speaks of %q, want %q", got, c.want)
			}
		})
	}
}
