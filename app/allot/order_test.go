package allot_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
)

// The packed keys sort as Compare does.
func TestOrder(t *testing.T) {
	some(t, func(t *testing.T, _ *rand.Rand, in *allot.Input) {
		r := allocate(t, in)
		cases := slices.Clone(in.Cases)
		slices.SortFunc(cases, func(a, b allot.Case) int { return allot.Compare(&a, &b, in.Bands) })
		for i := range cases {
			if got := r.CaseOf(i); *got != cases[i] {
				t.Fatalf("place %d: %+v, want %+v", i, *got, cases[i])
			}
		}
	})
}

// One factor after the other decides, in the order of product §4: each line comes before the next.
func TestImportance(t *testing.T) {
	base := map[allot.Category]allot.Case{
		allot.Maturing:  {Amount: app.Yuan(60_000), Address: "part", Phone: "part", Date: "2026-12-10", Branch: "0005", YearsLeft: 5, Circulated: 5, Effective: "2020-01-01"},
		allot.Renewal:   {Amount: app.Yuan(60_000), Address: "part", Phone: "part", Date: "2026-12-10", Branch: "0005", YearsLeft: 5, Circulated: 5, Effective: "2020-01-01"},
		allot.Old:       {Amount: app.Yuan(60_000), Address: "part", Phone: "part", Date: "2024-12-10", Branch: "0005", YearsLeft: 5, Circulated: 5, Effective: "2020-01-01"},
		allot.Unmatured: {Amount: app.Yuan(60_000), Address: "part", Phone: "part", Date: "2027-05-10", Branch: "0005", YearsLeft: 5, Circulated: 5, Effective: "2020-01-01"},
		allot.Other:     {Amount: app.Yuan(60_000), Address: "part", Phone: "part", Date: "", Branch: "0005", YearsLeft: 5, Circulated: 5, Effective: "2020-01-01"},
	}
	better := map[string]func(*allot.Case){
		"amount":       func(c *allot.Case) { c.Amount = app.Yuan(100_000) },
		"address":      func(c *allot.Case) { c.Address = app.Full },
		"phone":        func(c *allot.Case) { c.Phone = app.Full },
		"earlier":      func(c *allot.Case) { c.Date = "2026-12-09" },
		"later":        func(c *allot.Case) { c.Date = "2025-01-01" },
		"older":        func(c *allot.Case) { c.Effective = "2019-12-31" },
		"years_left":   func(c *allot.Case) { c.YearsLeft = 4 },
		"branch":       func(c *allot.Case) { c.Branch = "0004" },
		"circulated":   func(c *allot.Case) { c.Circulated = 4 },
		"converted":    func(c *allot.Case) { c.Converted = true },
		"policy_no":    func(c *allot.Case) { c.PolicyNo = "0" },
		"within bands": func(c *allot.Case) { c.Amount = app.Yuan(99_999) }, // no better
	}
	maturity := []string{"amount", "address", "phone", "earlier", "branch", "policy_no"}
	for category, factors := range map[allot.Category][]string{
		allot.Maturing: maturity, allot.Unmatured: maturity, allot.Other: maturity,
		allot.Renewal: {"earlier", "amount", "older", "address", "phone", "years_left", "branch", "policy_no"},
		allot.Old:     {"amount", "later", "address", "phone", "circulated", "converted", "policy_no"},
	} {
		for i, f := range factors {
			// a is better in one factor and worse in all that follow, as b is better there.
			a, b := base[category], base[category]
			a.Category, b.Category, a.PolicyNo, b.PolicyNo = category, category, "1", "1"
			better[f](&a)
			for _, later := range factors[i+1:] {
				better[later](&b)
			}
			if allot.Compare(&a, &b, allot.DefaultBands) >= 0 || allot.Compare(&b, &a, allot.DefaultBands) <= 0 {
				t.Errorf("%s: %s does not come before what follows it", category, f)
			}
			for name, change := range better {
				if !slices.Contains(factors, name) {
					c, plain := base[category], base[category]
					c.Category, plain.Category = category, category
					change(&c)
					if category != allot.Old && name == "later" || category == allot.Old && name == "earlier" {
						continue // the same factor, the other way round
					}
					if allot.Compare(&c, &plain, allot.DefaultBands) != 0 {
						t.Errorf("%s does not count for %s", name, category)
					}
				}
			}
		}
	}
	for amount, want := range map[app.Money]int{app.Yuan(100_000): 0, app.Yuan(100_000) - 1: 1, app.Yuan(50_000): 1, app.Yuan(50_000) - 1: 2, app.Yuan(10_000): 2, app.Yuan(10_000) - 1: 3, 0: 3} {
		if got := allot.Band(amount, allot.DefaultBands); got != want {
			t.Errorf("%s lies in band %d, want %d", amount, got, want)
		}
	}
}
