package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

func TestALunarDayIsWrittenAsCalendarsPrintIt(t *testing.T) {
	for want, l := range map[string]app.Lunar{
		"正月初一":  {Month: 1, Day: 1},
		"二月初十":  {Month: 2, Day: 10},
		"五月十五":  {Month: 5, Day: 15},
		"闰六月廿三": {Month: 6, Day: 23, Leap: true},
		"九月二十":  {Month: 9, Day: 20},
		"冬月十一":  {Month: 11, Day: 11},
		"腊月三十":  {Month: 12, Day: 30},
		"":      {Month: 13, Day: 1},
	} {
		if got := l.Chinese(); got != want {
			t.Errorf("%+v is written %q, want %q", l, got, want)
		}
	}
}
