package service

import (
	"github.com/6tail/lunar-go/calendar"

	"github.com/fangce/fangce/app"
)

// solarTerm returns the solar term (节气) that begins on a day where it may be one of those that are festivals, 清明 in the
// first days of April and 冬至 before the end of December; "" otherwise.
func solarTerm(d app.Date) string {
	switch {
	case d[5:] >= "04-04" && d[5:] <= "04-06", d[5:] >= "12-21" && d[5:] <= "12-23":
	default:
		return ""
	}
	t := d.Time()
	return calendar.NewSolarFromYmd(t.Year(), int(t.Month()), t.Day()).GetLunar().GetJieQi()
}
