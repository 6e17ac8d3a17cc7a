package app

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Calendar knows the public holidays (法定节假日) and the weekend days worked in exchange (调休). A year it does not know
// has weekends only. The zero Calendar is usable.
type Calendar struct {
	off  map[Date]bool
	work map[Date]bool
	last Date // end of the last year known
}

// ParseCalendar reads a published calendar: {"2026":{"holidays":["2026-01-01"],"workdays":["2026-01-04"]}}.
func ParseCalendar(data []byte) (Calendar, error) {
	var years map[string]struct {
		Holidays []Date `json:"holidays"`
		Workdays []Date `json:"workdays"`
	}
	if err := json.Unmarshal(data, &years); err != nil {
		return Calendar{}, fmt.Errorf("app: holiday calendar: %w", err)
	}
	c := Calendar{off: map[Date]bool{}, work: map[Date]bool{}}
	for year, y := range years {
		for _, d := range slices.Concat(y.Holidays, y.Workdays) {
			if !d.Valid() || string(d[:4]) != year {
				return Calendar{}, fmt.Errorf("app: holiday calendar: %q is no day of %s", d, year)
			}
		}
		for _, d := range y.Holidays {
			c.off[d] = true
		}
		for _, d := range y.Workdays {
			if c.off[d] {
				return Calendar{}, fmt.Errorf("app: holiday calendar: %s is both a holiday and a working day", d)
			}
			c.work[d] = true
		}
		c.last = max(c.last, Date(year+"-12-31"))
	}
	return c, nil
}

// Known reports whether the holidays of the date's year were published to this calendar.
func (c Calendar) Known(d Date) bool { return d <= c.last }

// IsWorkday reports whether people work on that day.
func (c Calendar) IsWorkday(d Date) bool {
	switch {
	case c.work[d]:
		return true
	case c.off[d]:
		return false
	}
	w := d.Time().Weekday()
	return d.Valid() && w != 0 && w != 6
}

// AddWorkdays returns the n-th working day after d (before it where n is negative). With n = 0 it is d itself, working
// day or not: day 0 is the day of publication (product §2).
func (c Calendar) AddWorkdays(d Date, n int) Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 && d != "" {
		d = d.AddDays(step)
		if c.IsWorkday(d) {
			n--
		}
	}
	return d
}

// WorkdaysOf returns the working days of a month, written 2006-01.
func (c Calendar) WorkdaysOf(month string) []Date {
	var out []Date
	for d := Date(month + "-01"); d.Valid() && d.Month() == month; d = d.AddDays(1) {
		if c.IsWorkday(d) {
			out = append(out, d)
		}
	}
	return out
}
