package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

// The definitions of product §4 (after 002 §一), for December 2026.
func TestCategoryOf(t *testing.T) {
	single, regular := app.ModeSingle, app.ModeRegular
	for _, c := range []struct {
		what   string
		policy app.Policy
		want   string
	}{
		{"matures on the first day", app.Policy{Mode: single, MaturesOn: "2026-12-01"}, app.CategoryMaturing},
		{"matures on the last day", app.Policy{Mode: single, MaturesOn: "2026-12-31"}, app.CategoryMaturing},
		{"first category that fits", app.Policy{Mode: regular, MaturesOn: "2026-12-15", NextDue: "2026-12-01"}, app.CategoryMaturing},
		{"premium falls due", app.Policy{Mode: regular, NextDue: "2026-12-20"}, app.CategoryRenewal},
		{"premium due a month later", app.Policy{Mode: regular, NextDue: "2027-01-01"}, app.CategoryOther},
		{"a monthly premium of last month, still in grace", app.Policy{Mode: regular, Frequency: app.FreqMonth, NextDue: "2026-11-20"}, app.CategoryRenewal},
		{"a monthly premium of longer ago", app.Policy{Mode: regular, Frequency: app.FreqMonth, NextDue: "2026-09-20"}, app.CategoryOther},
		{"a monthly premium with a shorter grace", app.Policy{Mode: regular, Frequency: app.FreqMonth, NextDue: "2026-11-20", GraceDays: 15}, app.CategoryOther},
		{"a monthly premium of the month after", app.Policy{Mode: regular, Frequency: app.FreqMonth, NextDue: "2027-01-20"}, app.CategoryOther},
		{"a quarterly premium of last month", app.Policy{Mode: regular, Frequency: app.FreqQuarter, NextDue: "2026-11-20"}, app.CategoryOther},
		{"a quarterly premium with a long grace", app.Policy{Mode: regular, Frequency: app.FreqQuarter, NextDue: "2026-09-20", GraceDays: 100}, app.CategoryRenewal},
		{"a monthly premium that is waived", app.Policy{Mode: regular, Frequency: app.FreqMonth, NextDue: "2026-11-20", InsurerStatus: "退保"}, app.CategoryOther},
		{"a single premium has no renewal", app.Policy{Mode: single, NextDue: "2026-12-20"}, app.CategoryOther},
		{"matured and paid out last year", app.Policy{Mode: single, MaturesOn: "2025-11-30", PaidOutOn: "2025-12-31"}, app.CategoryOld},
		{"paid out this year", app.Policy{Mode: single, MaturesOn: "2025-11-30", PaidOutOn: "2026-01-02"}, app.CategoryOther},
		{"not paid out", app.Policy{Mode: single, MaturesOn: "2025-11-30"}, app.CategoryOther},
		{"matures the month after", app.Policy{Mode: single, MaturesOn: "2027-01-01"}, app.CategoryUnmatured},
		{"matures 12 months after its end", app.Policy{Mode: single, MaturesOn: "2027-12-31"}, app.CategoryUnmatured},
		{"matures later than that", app.Policy{Mode: single, MaturesOn: "2028-01-01"}, app.CategoryOther},
		{"regular and not matured", app.Policy{Mode: regular, MaturesOn: "2027-03-01", NextDue: "2027-03-01"}, app.CategoryOther},
		{"nothing known", app.Policy{}, app.CategoryOther},
	} {
		if got := app.CategoryOf(c.policy, "2026-12"); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	if got := app.CategoryOf(app.Policy{Mode: single, MaturesOn: "2029-02-28"}, "2028-02"); got != app.CategoryUnmatured {
		t.Errorf("a leap February ends on the 29th; 12 months later is 2029-02-28: %s", got)
	}
}
