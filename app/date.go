package app

import (
	"fmt"
	"time"
)

// Shanghai is the calendar of all dates and deadlines, whatever the laptop's own zone says.
var Shanghai = time.FixedZone("CST", 8*60*60)

// Date is a day of the calendar in Shanghai, written 2006-01-02; "" is unknown. Dates compare as strings.
type Date string

// DateOf returns the day of t in Shanghai; "" for the zero time.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return ""
	}
	return Date(t.In(Shanghai).Format(time.DateOnly))
}

// ParseDate accepts 2006-01-02 only and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil || len(s) != len(time.DateOnly) {
		return "", FieldErrorf(ErrInvalid, "date", "%q 不是有效日期", s)
	}
	return Date(s), nil
}

// Time returns midnight at the start of the day in Shanghai; the zero time if the date is unknown or malformed.
func (d Date) Time() time.Time {
	// By hand, as time.Parse is too dear for rules that look at thousands of policies.
	if len(d) != len(time.DateOnly) || d[4] != '-' || d[7] != '-' {
		return time.Time{}
	}
	n := 0
	for i, c := range []byte(d) {
		if i == 4 || i == 7 {
			continue
		}
		if c < '0' || c > '9' {
			return time.Time{}
		}
		n = n*10 + int(c-'0')
	}
	year, month, day := n/10000, time.Month(n/100%100), n%100
	t := time.Date(year, month, day, 0, 0, 0, 0, Shanghai)
	if t.Day() != day || t.Month() != month {
		return time.Time{}
	}
	return t
}

// Valid reports whether the date is known and exists.
func (d Date) Valid() bool { return !d.Time().IsZero() }

// AddDays returns the date n days later.
func (d Date) AddDays(n int) Date {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return DateOf(t.AddDate(0, 0, n))
}

// AddMonths returns the date n months later; the last day of the month where that day does not exist.
func (d Date) AddMonths(n int) Date {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, Shanghai)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// DaysSince returns how many days d lies after other; negative before it.
func (d Date) DaysSince(other Date) int {
	return int(d.Time().Sub(other.Time()).Hours() / 24)
}

// Month returns the month of the date, written 2006-01.
func (d Date) Month() string {
	if len(d) < 7 {
		return ""
	}
	return string(d[:7])
}

// Chinese returns the date as forms print it: 2025年3月1日.
func (d Date) Chinese() string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

// Instant is a moment in milliseconds since 1970 UTC; 0 is unknown.
type Instant int64

// InstantOf returns the moment of t; 0 for the zero time.
func InstantOf(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.UnixMilli())
}

// Time returns the moment in Shanghai's zone; the zero time if unknown.
func (i Instant) Time() time.Time {
	if i == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(i)).In(Shanghai)
}

// Date returns the day of the moment in Shanghai.
func (i Instant) Date() Date { return DateOf(i.Time()) }

// Clock returns the time of day in Shanghai as 15:04, "" if unknown.
func (i Instant) Clock() string {
	if i == 0 {
		return ""
	}
	return i.Time().Format("15:04")
}

// Clock tells the time. Everything that asks for now or today asks a Clock, so that a day can be replayed.
type Clock func() time.Time

// Now returns the present instant.
func (c Clock) Now() Instant { return InstantOf(c()) }

// Today returns today's date in Shanghai.
func (c Clock) Today() Date { return DateOf(c()) }

// StartingAt returns a clock that reads start now and runs on from there; the machine's own clock if start is zero.
func StartingAt(start time.Time) Clock {
	if start.IsZero() {
		return time.Now
	}
	began := time.Now()
	return func() time.Time { return start.Add(time.Since(began)) }
}
