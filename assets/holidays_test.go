package assets

import (
	"encoding/json"
	"testing"
	"time"
)

func TestHolidays(t *testing.T) {
	var years map[string]struct{ Holidays, Workdays []string }
	if err := json.Unmarshal(Holidays, &years); err != nil {
		t.Fatal(err)
	}
	for year, days := range map[string]int{"2025": 28, "2026": 33} {
		y := years[year]
		// 全国年节及纪念日放假办法: every day worked in exchange is a Saturday or Sunday, and no day is both.
		free := map[string]bool{}
		for _, h := range y.Holidays {
			free[h] = true
			if h[:4] != year {
				t.Errorf("%s stands under %s", h, year)
			}
		}
		if len(free) != days {
			t.Errorf("%s has %d days off, want %d", year, len(free), days)
		}
		for _, w := range y.Workdays {
			d, err := time.Parse(time.DateOnly, w)
			if err != nil || d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
				t.Errorf("%s is no weekend day (%v)", w, err)
			}
			if free[w] {
				t.Errorf("%s is both free and worked", w)
			}
		}
	}
}
