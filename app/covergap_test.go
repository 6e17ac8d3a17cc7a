package app_test

import (
	"reflect"
	"testing"

	"github.com/fangce/fangce/app"
)

func TestCoverGaps(t *testing.T) {
	const today = app.Date("2026-11-20")
	missing := func(covers ...string) (out []app.CoverGap) {
		for _, c := range covers {
			out = append(out, app.CoverGap{Cover: c, Kind: app.GapMissing})
		}
		return out
	}
	for _, c := range []struct {
		name string
		age  int
		held []app.CoverHeld
		want []app.CoverGap
	}{
		{"a child without anything", 8, nil, missing(app.CoverCritical, app.CoverMedical, app.CoverAccident)},
		{"a young adult", 30, nil, missing(app.CoverLife, app.CoverCritical, app.CoverMedical, app.CoverAccident)},
		{"from forty on a pension too", 40, []app.CoverHeld{{Cover: app.CoverLife}, {Cover: app.CoverCritical}, {Cover: app.CoverMedical}, {Cover: app.CoverAccident}}, missing(app.CoverPension)},
		{"an age nobody knows", -1, []app.CoverHeld{{Cover: app.CoverLife}, {Cover: app.CoverCritical}, {Cover: app.CoverMedical}, {Cover: app.CoverAccident}}, nil},
		{"an elder", 60, []app.CoverHeld{{Cover: app.CoverLife}}, missing(app.CoverMedical, app.CoverAccident, app.CoverCare)},
		{
			"the longest that ends", 8,
			[]app.CoverHeld{{Cover: app.CoverCritical}, {Cover: app.CoverMedical, Until: "2027-05-01"}, {Cover: app.CoverMedical, Until: "2028-11-20"}, {Cover: app.CoverAccident, Until: "2028-11-21"}},
			[]app.CoverGap{{app.CoverMedical, app.GapEnding, "2028-11-20"}},
		},
		{
			"ended is none, lapsed is stopped, one in force is enough", 8,
			[]app.CoverHeld{{Cover: app.CoverCritical, Until: "2026-11-19"}, {Cover: app.CoverMedical, Off: true}, {Cover: app.CoverAccident, Off: true}, {Cover: app.CoverAccident}},
			[]app.CoverGap{{Cover: app.CoverCritical, Kind: app.GapMissing}, {Cover: app.CoverMedical, Kind: app.GapStopped}},
		},
		{
			"one that still runs goes before one that stopped", 8,
			[]app.CoverHeld{{Cover: app.CoverCritical, Until: "2026-11-20"}, {Cover: app.CoverCritical, Off: true}, {Cover: app.CoverMedical}, {Cover: app.CoverAccident}},
			[]app.CoverGap{{app.CoverCritical, app.GapEnding, "2026-11-20"}},
		},
	} {
		if got := app.CoverGaps(c.age, c.held, today); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
