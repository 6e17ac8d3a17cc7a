package app

import (
	"fmt"
	"strings"
)

// messageValue are the place-holders that texts to send need besides those of scripts.
func (f ScriptFacts) messageValue(name string) string {
	p, a := f.Policy, f.Activity
	switch name {
	case "何时":
		if f.At == 0 {
			return ""
		}
		return f.near(f.At)
	case "账户尾号":
		return tail(p.PayAccount)
	case "保单尾号":
		return tail(p.Number)
	case "宽限天数":
		if st := State(p, f.Today); st.Status == StatusInGrace {
			return fmt.Sprint(st.DaysLeft)
		}
	case "活动":
		return a.Title
	case "活动日期":
		return f.dayOf(a.StartsAt)
	case "活动时间":
		return f.clock(a.StartsAt)
	case "活动地点":
		return a.Place
	case "主办":
		return a.Host
	case "活动内容":
		return a.Note
	}
	return ""
}

// tail returns the last four digits of a number.
func tail(number string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, number)
	if len(digits) < 4 {
		return ""
	}
	return digits[len(digits)-4:]
}

var weekdays = []string{"日", "一", "二", "三", "四", "五", "六"}

// day writes a day: in full, or in a text to send without the year where it is this one.
func (f ScriptFacts) day(d Date) string {
	if !f.Written || !d.Valid() || len(f.Today) < 4 || d[:4] != f.Today[:4] {
		return d.Chinese()
	}
	t := d.Time()
	return fmt.Sprintf("%d月%d日", int(t.Month()), t.Day())
}

// dayOf writes the day of a moment; in a text to send with its day of the week.
func (f ScriptFacts) dayOf(at Instant) string {
	if at == 0 {
		return ""
	}
	if !f.Written {
		return at.Date().Chinese()
	}
	return f.day(at.Date()) + "（周" + weekdays[at.Date().Time().Weekday()] + "）"
}

// near writes the day of a moment as one says it: 今天, 明天, 后天, else the day.
func (f ScriptFacts) near(at Instant) string {
	if f.Today == "" {
		return f.dayOf(at)
	}
	switch at.Date().DaysSince(f.Today) {
	case 0:
		return "今天"
	case 1:
		return "明天"
	case 2:
		return "后天"
	}
	return f.dayOf(at)
}

// clock writes a time of day: 15:00, in a text to send 下午3点.
func (f ScriptFacts) clock(at Instant) string {
	if at == 0 {
		return ""
	}
	if !f.Written {
		return at.Clock()
	}
	t := at.Time().In(Shanghai)
	h, part := t.Hour(), "上午"
	switch {
	case h < 6:
		part = "凌晨"
	case h == 12:
		part = "中午"
	case h >= 18:
		part = "晚上"
	case h > 12:
		part = "下午"
	}
	if h > 12 {
		h -= 12
	}
	switch m := t.Minute(); m {
	case 0:
		return fmt.Sprintf("%s%d点", part, h)
	case 30:
		return fmt.Sprintf("%s%d点半", part, h)
	default:
		return fmt.Sprintf("%s%d点%02d分", part, h, m)
	}
}
