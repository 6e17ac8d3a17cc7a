// Package words puts things of the field into the user's language, the same way in every room: dates, ages, outcomes,
// the entries and figures of a work log. It holds no screen and no rule.
package words

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// Day writes a date as 11月20日 星期五.
func Day(d app.Date) string {
	t := d.Time()
	return lang.X("date.with_weekday", "", map[string]any{"M": int(t.Month()), "D": t.Day(), "W": Weekday(d)})
}

// LongDay writes a date with its year and weekday.
func LongDay(d app.Date) string {
	t := d.Time()
	return lang.X("date.long", "", map[string]any{"Y": t.Year(), "M": int(t.Month()), "D": t.Day()}) + "　" + Weekday(d)
}

// Weekday names the day of the week.
func Weekday(d app.Date) string {
	return lang.X(fmt.Sprintf("weekday.%d", int(d.Time().Weekday())), "")
}

// ShortWeekday names the day of the week in two characters.
func ShortWeekday(d app.Date) string {
	return lang.X(fmt.Sprintf("weekday_short.%d", int(d.Time().Weekday())), "")
}

// Stamp writes a moment with date and time; "" if unknown.
func Stamp(at app.Instant) string {
	if at == 0 {
		return ""
	}
	return at.Time().Format("2006-01-02 15:04")
}

// ShortStamp writes a moment without its year; "" if unknown.
func ShortStamp(at app.Instant) string {
	if at == 0 {
		return ""
	}
	return at.Time().Format("01-02 15:04")
}

// Ago says how long ago something was.
func Ago(at, now app.Instant) string {
	d := now.Time().Sub(at.Time())
	switch {
	case d < time.Minute:
		return lang.X("common.just_now", "")
	case d < time.Hour:
		return lang.X("common.minutes_ago", "", map[string]any{"N": int(d.Minutes())})
	case d < 24*time.Hour:
		return lang.X("common.hours_ago", "", map[string]any{"N": int(d.Hours())})
	}
	return lang.X("common.days_ago", "", map[string]any{"N": int(d.Hours()) / 24})
}

// For says how long something has been lasting since at.
func For(at, now app.Instant) string {
	d := now.Time().Sub(at.Time())
	switch {
	case d < time.Minute:
		return lang.X("common.under_a_minute", "")
	case d < time.Hour:
		return lang.X("common.minutes", "", map[string]any{"N": int(d.Minutes())})
	case d < 24*time.Hour:
		return lang.X("common.hours", "", map[string]any{"N": int(d.Hours())})
	}
	return lang.X("common.days", "", map[string]any{"N": int(d.Hours()) / 24})
}

// OutcomeTone is the mood of an outcome.
func OutcomeTone(outcome string) widgets.Tone { return tones[outcome] }

var tones = map[string]widgets.Tone{
	app.OutcomeAgreed: widgets.Success, app.OutcomeDone: widgets.Success, app.OutcomeConfirmed: widgets.Success,
	app.OutcomeCallBack: widgets.Info, app.OutcomeNoAnswer: widgets.Neutral, app.OutcomeWrong: widgets.Warning,
	app.OutcomeRefused: widgets.Warning, app.OutcomeComplaint: widgets.Danger, app.OutcomeNoShow: widgets.Warning,
}
