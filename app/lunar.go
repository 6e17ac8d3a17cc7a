package app

// Lunar is a day of the Chinese lunar calendar (农历).
type Lunar struct {
	Year, Month, Day int
	Leap             bool // in the leap month (闰月) that follows Month
	Last             bool // the last day of its month
}

var (
	lunarMonths = [...]string{"正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"}
	lunarTens   = [...]string{"初", "十", "廿", "三"}
	lunarDigits = [...]string{"十", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
)

// Chinese writes the day without its year as calendars print it: 正月初一, 闰六月廿三; "" if it is none.
func (l Lunar) Chinese() string {
	if l.Month < 1 || l.Month > 12 || l.Day < 1 || l.Day > 30 {
		return ""
	}
	month := lunarMonths[l.Month-1] + "月"
	if l.Leap {
		month = "闰" + month
	}
	switch l.Day {
	case 10:
		return month + "初十"
	case 20:
		return month + "二十"
	case 30:
		return month + "三十"
	}
	return month + lunarTens[l.Day/10] + lunarDigits[l.Day%10]
}
