package app_test

import (
	"reflect"
	"testing"

	"github.com/fangce/fangce/app"
)

func TestActivityDrops(t *testing.T) {
	days := func(n int, f app.DayFigures) []app.WorkedDay {
		out := make([]app.WorkedDay, n)
		for i := range out {
			out[i].Figures = f
		}
		return out
	}
	away := func(n int) []app.WorkedDay {
		out := make([]app.WorkedDay, n)
		for i := range out {
			out[i].Away = true
		}
		return out
	}
	join := func(parts ...[]app.WorkedDay) (out []app.WorkedDay) {
		for _, p := range parts {
			out = append(out, p...)
		}
		return out
	}
	usual := app.DayFigures{Calls: 10, Visits: 2, Prospects: 1}
	for _, c := range []struct {
		name string
		days []app.WorkedDay
		want []app.ActivityDrop
	}{
		{"as usual", days(25, usual), nil},
		{"exactly six tenths", join(days(20, usual), days(5, app.DayFigures{Calls: 6, Visits: 2, Prospects: 1})), nil},
		{"calls fell", join(days(20, usual), days(5, app.DayFigures{Calls: 5, Visits: 2, Prospects: 1})), []app.ActivityDrop{{"calls", 25, 50}}},
		{"somebody new", join(days(19, usual), days(5, app.DayFigures{})), nil},
		{"a week of leave is no drop", join(days(25, usual), away(5)), nil},
		{"nor is the week after it", join(days(20, usual), away(10), days(5, usual)), nil},
		{"few calls were usual", join(days(20, app.DayFigures{Calls: 1}), days(5, app.DayFigures{Others: 1})), nil},
		{"only the twenty before count", join(days(60, app.DayFigures{Calls: 40}), days(20, usual), days(5, usual)), nil},
	} {
		if got := app.ActivityDrops(c.days); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
