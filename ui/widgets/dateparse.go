package widgets

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	digits8  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	fullDate = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$`)
	dayMonth = regexp.MustCompile(`^(\d{1,2})[-/.月](\d{1,2})日?$`)
	digits4  = regexp.MustCompile(`^(\d{2})(\d{2})$`)
	clock    = regexp.MustCompile(`^(\d{1,2})[:.时点](\d{1,2})分?$`)
	hourOnly = regexp.MustCompile(`^(\d{1,2})[时点]?$`)
	halfHour = regexp.MustCompile(`^(\d{1,2})点半$`)
)

// ParseDate reads a date as people type it (2026-11-22, 20261122, 2026/11/22,
// 2026年11月22日, 11-22, 1122) and returns it as 2006-01-02. A date without
// a year is in the year of today (2006-01-02). Blank text is a blank date. ok
// is false for what is no date and for days that do not exist.
func ParseDate(text, today string) (date string, ok bool) {
	s := narrow(text)
	if s == "" {
		return "", true
	}
	var y, m, d int
	switch {
	case digits8.MatchString(s):
		y, m, d = three(digits8.FindStringSubmatch(s))
	case fullDate.MatchString(s):
		y, m, d = three(fullDate.FindStringSubmatch(s))
	case dayMonth.MatchString(s) || digits4.MatchString(s):
		parts := dayMonth.FindStringSubmatch(s)
		if parts == nil {
			parts = digits4.FindStringSubmatch(s)
		}
		if len(today) < 4 {
			return "", false
		}
		y, _ = strconv.Atoi(today[:4])
		m, _ = strconv.Atoi(parts[1])
		d, _ = strconv.Atoi(parts[2])
	default:
		return "", false
	}
	date = fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	if _, err := time.Parse("2006-01-02", date); err != nil {
		return "", false
	}
	return date, true
}

// ParseTime reads a time of day as people type it (14:30, 1430, 9点半, 9) and
// returns it as 15:04. Blank text is a blank time.
func ParseTime(text string) (clock24 string, ok bool) {
	s := narrow(text)
	if s == "" {
		return "", true
	}
	var h, m int
	switch {
	case clock.MatchString(s):
		p := clock.FindStringSubmatch(s)
		h, _ = strconv.Atoi(p[1])
		m, _ = strconv.Atoi(p[2])
	case digits4.MatchString(s):
		p := digits4.FindStringSubmatch(s)
		h, _ = strconv.Atoi(p[1])
		m, _ = strconv.Atoi(p[2])
	case halfHour.MatchString(s):
		h, _ = strconv.Atoi(halfHour.FindStringSubmatch(s)[1])
		m = 30
	case hourOnly.MatchString(s):
		h, _ = strconv.Atoi(hourOnly.FindStringSubmatch(s)[1])
	default:
		return "", false
	}
	if h > 23 || m > 59 {
		return "", false
	}
	return fmt.Sprintf("%02d:%02d", h, m), true
}

func three(parts []string) (y, m, d int) {
	y, _ = strconv.Atoi(parts[1])
	m, _ = strconv.Atoi(parts[2])
	d, _ = strconv.Atoi(parts[3])
	return y, m, d
}

// narrow turns full-width digits and signs into ASCII and drops blanks: a
// Chinese input method left on types them.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\u3000' || r == '\t':
			return -1
		case r == '。':
			return '.'
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, strings.TrimSpace(s))
}
