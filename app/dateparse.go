package app

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const clockPattern = `(?:[T\s]*(?:上午|下午|AM|PM)?\s*\d{1,2}(?::\d{1,2}(?::\d{1,2}(?:[.,]\d+)?)?|时(?:\d{1,2}分(?:\d{1,2}秒)?)?)\s*(?:[AP]M)?)?`

var (
	datePattern    = regexp.MustCompile(`^(\d{4})\s*([-/.年\\])\s*(\d{1,2})\s*([-/.月\\])\s*(\d{1,2})\s*[日号]?` + clockPattern + `$`)
	compactPattern = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:\.0+|\d{6}|` + clockPattern + `)$`)
	serialPattern  = regexp.MustCompile(`^(\d{5})(?:\.\d+)?$`)
)

// Bounds of the days a spreadsheet's serial number is taken for: five digits, so that a year written alone is not
// mistaken for one (10000 is 1927-05-18, 73415 is 2100-12-31).
const (
	minSerial = 10000
	maxSerial = 73415
)

// ParseLooseDate reads a date as back offices write it: 2018/3/5, 2018-03-05, 2018.3.5, 2019年7月1日, 20190701, any of
// them with a time of day, and the serial number of a spreadsheet (1900 system). A day that does not exist, a year of
// two digits and an order that would have to be guessed (05/03/2018) are errors with a Chinese message.
func ParseLooseDate(s string) (Date, error) {
	t := strings.TrimSpace(HalfWidth(s))
	if i, err := time.Parse(time.RFC3339, t); err == nil {
		return checkedDate(t, DateOf(i))
	}
	if m := datePattern.FindStringSubmatch(t); m != nil {
		return dateFromParts(t, m[1], m[3], m[5])
	}
	if m := compactPattern.FindStringSubmatch(t); m != nil {
		return dateFromParts(t, m[1], m[2], m[3])
	}
	if m := serialPattern.FindStringSubmatch(t); m != nil {
		n, _ := strconv.Atoi(m[1])
		if n >= minSerial && n <= maxSerial {
			return SerialDate(n), nil
		}
	}
	return "", FieldErrorf(ErrInvalid, "date", "“%s”不是能确定的日期", t)
}

// SerialDate returns the day of a spreadsheet's serial number in the 1900 system; valid from 61 on, behind the day that
// system invented.
func SerialDate(n int) Date {
	return DateOf(time.Date(1899, 12, 30, 0, 0, 0, 0, Shanghai).AddDate(0, 0, n))
}

func dateFromParts(text, y, m, d string) (Date, error) {
	year, _ := strconv.Atoi(y)
	month, _ := strconv.Atoi(m)
	day, _ := strconv.Atoi(d)
	return checkedDate(text, Date(fmt.Sprintf("%04d-%02d-%02d", year, month, day)))
}

func checkedDate(text string, d Date) (Date, error) {
	if !d.Valid() {
		return "", FieldErrorf(ErrInvalid, "date", "日期“%s”不存在", text)
	}
	if d < "1880-01-01" || d > "2199-12-31" {
		return "", FieldErrorf(ErrInvalid, "date", "日期“%s”的年份不合理", text)
	}
	return d, nil
}
