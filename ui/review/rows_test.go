package review

import (
	"reflect"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
)

func TestGapsInWords(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	v := app.FamilyReview{Members: []app.FamilyMember{
		{Name: "王芳", Gaps: []app.CoverGap{{Cover: app.CoverCritical, Kind: app.GapStopped}, {Cover: app.CoverMedical, Kind: app.GapMissing}, {Cover: app.CoverAccident, Kind: app.GapMissing}, {Cover: app.CoverLife, Kind: app.GapEnding, Until: "2027-05-01"}}},
		{Name: "李强"},
	}}
	want := []string{"王芳：未见医疗、意外保障；重大疾病保障效力中止；寿险保障 2027-05-01 到期"}
	if got := gapLines(v); !reflect.DeepEqual(got, want) {
		t.Errorf("the gaps read %q", got)
	}
}

func TestTheTimelineHasItsYears(t *testing.T) {
	v := app.FamilyReview{On: "2026-11-20", Members: []app.FamilyMember{{Name: "王芳", Policies: []app.FamilyPolicy{
		{PolicyID: "a", From: "1999-01-01"}, {PolicyID: "b", From: "2020-01-01", Until: "2099-01-01"}, {OutsideID: "c"},
	}}}}
	bars, first, last, now := timeline(v)
	if len(bars) != 3 || first != 2006 || last != 2076 || int(now) != 2026 {
		t.Errorf("%d bars from %d to %d around %f", len(bars), first, last, now)
	}
	if bars[0].Until != 0 || bars[1].Until < 2099 || bars[2].From != now {
		t.Errorf("the bars are %+v", bars)
	}
}
