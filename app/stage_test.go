package app_test

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
)

// Product §5: sign 3 working days, card +1, data +5, first call +5 or 15 days before the due or maturity date if earlier,
// first visit +15.
func TestDueOf(t *testing.T) {
	k := app.Case{PublishedOn: "2026-03-19"} // a Thursday
	cal := calendar(t)
	got := app.DueOf(k, app.Policy{}, cal)
	want := app.StageDue{Sign: "2026-03-24", OpenCard: "2026-03-20", CheckData: "2026-03-24", FirstCall: "2026-03-24", FirstVisit: "2026-04-03"}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, c := range []struct {
		name   string
		policy app.Policy
		want   app.Date
	}{
		{"premium due far off", app.Policy{NextDue: "2026-06-01"}, "2026-03-24"},
		{"15 days before the due day", app.Policy{NextDue: "2026-04-05"}, "2026-03-21"},
		{"never before publication", app.Policy{NextDue: "2026-03-25"}, "2026-03-19"},
		{"due day long past", app.Policy{NextDue: "2026-01-25"}, "2026-03-24"},
		{"15 days before maturity", app.Policy{Mode: app.ModeSingle, MaturesOn: "2026-04-06"}, "2026-03-22"},
		{"a single premium is never due", app.Policy{Mode: app.ModeSingle, NextDue: "2026-04-05"}, "2026-03-24"},
	} {
		if got := app.DueOf(k, c.policy, cal).FirstCall; got != c.want {
			t.Errorf("%s: first call by %s, want %s", c.name, got, c.want)
		}
	}
	k.SignBy = "2026-03-30"
	if got := app.DueOf(k, app.Policy{}, cal).Sign; got != "2026-03-30" {
		t.Errorf("the centre's own deadline does not hold: %s", got)
	}
}

func TestReturnDue(t *testing.T) {
	for grade, want := range map[string]app.Date{"A": "2026-02-28", "B": "2026-04-30", "C": "2026-07-31", "": "2026-07-31"} {
		if got := app.ReturnDue("2026-01-31", grade); got != want {
			t.Errorf("grade %q: %s, want %s", grade, got, want)
		}
	}
}

func TestOpenStages(t *testing.T) {
	k := app.Case{PublishedOn: "2026-03-02"}
	before, after := at("2026-03-01", 10), at("2026-03-02", 10)
	for _, c := range []struct {
		name string
		card app.Customer
		done app.Contacts
		sign bool
		want []app.DueKind
	}{
		{"new", app.Customer{}, app.Contacts{}, false, []app.DueKind{app.DueSign, app.DueOpenCard, app.DueData, app.DueFirstCall, app.DueFirstVisit}},
		{
			"contacts before the handover do not count",
			app.Customer{OpenedOn: "2026-01-01", CheckedOn: "2026-01-01"},
			app.Contacts{Reached: before, Visited: before},
			true,
			[]app.DueKind{app.DueFirstCall, app.DueFirstVisit},
		},
		{"called", app.Customer{OpenedOn: "2026-03-03", CheckedOn: "2026-03-03"}, app.Contacts{Reached: after}, true, []app.DueKind{app.DueFirstVisit}},
		{"refuses to meet", app.Customer{OpenedOn: "2026-03-03", CheckedOn: "2026-03-03"}, app.Contacts{Reached: after, Refused: after}, true, nil},
		{"visited", app.Customer{OpenedOn: "2026-03-03", CheckedOn: "2026-03-03"}, app.Contacts{Reached: after, Visited: after}, true, nil},
	} {
		k := k
		if c.sign {
			k.SignedAt = after
		}
		var got []app.DueKind
		for _, s := range app.OpenStages(k, app.Policy{}, c.card, c.done, app.Calendar{}) {
			got = append(got, s.Kind)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func at(d app.Date, hour int) app.Instant {
	return app.InstantOf(d.Time()) + app.Instant(hour)*3600_000
}
