package pdf

import (
	"fmt"
	"strconv"

	"github.com/fangce/fangce/app"
)

var weekdays = [7]string{"日", "一", "二", "三", "四", "五", "六"}

// weekday returns the day of the week in words, "" for an unknown date.
func weekday(d app.Date) string {
	if !d.Valid() {
		return ""
	}
	return "星期" + weekdays[d.Time().Weekday()]
}

// longDay returns a date with its day of the week.
func longDay(d app.Date) string {
	if !d.Valid() {
		return ""
	}
	return d.Chinese() + "（" + weekday(d) + "）"
}

// shortDay returns a date without its year.
func shortDay(d app.Date) string {
	if !d.Valid() {
		return ""
	}
	t := d.Time()
	return fmt.Sprintf("%d月%d日", t.Month(), t.Day())
}

// monthWords returns a month (2006-01) as forms print it, the text itself where it is none.
func monthWords(month string) string {
	d := app.Date(month + "-01")
	if !d.Valid() {
		return month
	}
	t := d.Time()
	return fmt.Sprintf("%d年%d月", t.Year(), t.Month())
}

// yuan returns an amount with its unit, "" for none.
func yuan(m app.Money) string {
	if m == 0 {
		return ""
	}
	return m.String() + " 元"
}

// inFull returns an amount in figures and in capitals, as an insurer prints it; "" for none.
func inFull(m app.Money) string {
	if m == 0 {
		return ""
	}
	return m.String() + " 元（大写：" + m.Capital() + "）"
}

// counted returns a number with its unit, "" for none.
func counted(n int, unit string) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n) + " " + unit
}

// ticked returns things to tick, those of which are in chosen ticked; what is chosen beside them follows.
func ticked(options []string, chosen ...string) []tick {
	out := make([]tick, 0, len(options))
	left := map[string]bool{}
	for _, c := range chosen {
		left[c] = c != ""
	}
	for _, o := range options {
		out = append(out, tick{o, left[o]})
		delete(left, o)
	}
	for _, c := range chosen {
		if left[c] {
			out = append(out, tick{c, true})
			delete(left, c)
		}
	}
	return out
}
