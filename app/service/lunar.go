package service

import (
	"sync"

	"github.com/6tail/lunar-go/calendar"

	"github.com/fangce/fangce/app"
)

// The lunar years whose days are known: those in which anybody alive was born, and the next decades.
const (
	firstLunarYear = 1900
	lastLunarYear  = 2099
)

// julianOf1970 is the Julian day that begins at noon of 1 January 1970.
const julianOf1970 = 2440588

// lunarMonth is one month of the lunar calendar.
type lunarMonth struct {
	year, number int
	leap         bool
	days         int // 29 or 30
	first        int // its first day, counted from 1 January 1970
}

// lunarMonths returns the months of all known years in order. They are computed once from the astronomical calendar
// (GB/T 33661), as asking for them one by one is dear.
var lunarMonths = sync.OnceValue(func() []lunarMonth {
	var out []lunarMonth
	for year := firstLunarYear; year <= lastLunarYear; year++ {
		months := calendar.NewLunarYear(year).GetMonthsInYear()
		for e := months.Front(); e != nil; e = e.Next() {
			m := e.Value.(*calendar.LunarMonth)
			number := m.GetMonth()
			out = append(out, lunarMonth{
				year: year, number: max(number, -number), leap: number < 0, days: m.GetDayCount(),
				first: int(m.GetFirstJulianDay()+0.5) - julianOf1970,
			})
		}
	}
	return out
})

// WarmCalendar computes the lunar calendar ahead of its first use, which takes a few tenths of a second; a program calls it
// beside its start.
func WarmCalendar() { lunarMonths() }

// epochDay returns how many days a date lies after 1 January 1970.
func epochDay(d app.Date) int { return d.DaysSince("1970-01-01") }

// monthAt returns the place of the month a day, counted from 1970, lies in.
func monthAt(day int) (place int, ok bool) {
	months := lunarMonths()
	lo, hi := 0, len(months)
	for lo < hi {
		if mid := (lo + hi) / 2; months[mid].first <= day {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 || day >= months[lo-1].first+months[lo-1].days {
		return 0, false
	}
	return lo - 1, true
}

// lunarOf returns the day of the lunar calendar; ok is false outside the known years, before 1900-01-31 and after the
// lunar year 2099.
func lunarOf(d app.Date) (l app.Lunar, ok bool) {
	if !d.Valid() {
		return app.Lunar{}, false
	}
	day := epochDay(d)
	place, ok := monthAt(day)
	if !ok {
		return app.Lunar{}, false
	}
	m := lunarMonths()[place]
	n := day - m.first + 1
	return app.Lunar{Year: m.year, Month: m.number, Day: n, Leap: m.leap, Last: n == m.days}, true
}

// lunarBirthday reports whether day is the birthday by the lunar calendar (农历生日) of somebody born on birth, and how
// old they become. Who was born in a leap month has it in the month of that number; who was born on a 30th, on the last
// day of a month of 29.
func lunarBirthday(birth, day app.Date) (age int, ok bool) {
	b, known := lunarOf(birth)
	d, known2 := lunarOf(day)
	if !known || !known2 || d.Leap || d.Month != b.Month || d.Year <= b.Year {
		return 0, false
	}
	if d.Day != b.Day && !(b.Day == 30 && d.Last && d.Day == 29) {
		return 0, false
	}
	return d.Year - b.Year, true
}

// lunarBirthDates returns the days of birth, back to 1900, whose birthday by the lunar calendar falls on a day, the oldest
// first.
func lunarBirthDates(day app.Date) []app.Date {
	d, known := lunarOf(day)
	if !known || d.Leap {
		return nil
	}
	var out []app.Date
	for _, m := range lunarMonths() {
		if m.year >= d.Year {
			break
		}
		if m.number != d.Month {
			continue
		}
		if d.Day <= m.days {
			out = append(out, app.Date("1970-01-01").AddDays(m.first+d.Day-1))
		}
		if d.Last && d.Day == 29 && m.days == 30 {
			out = append(out, app.Date("1970-01-01").AddDays(m.first+29))
		}
	}
	return out
}
