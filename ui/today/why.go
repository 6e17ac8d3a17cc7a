package today

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/words"
)

// why says in a line why a piece of work is due, by the rule that makes it so, and what it is about.
func why(i app.DueItem, today app.Date) string {
	parts := []string{reason(i, today)}
	if n := about(i); n != "" {
		parts = append(parts, n)
	}
	if i.PolicyNo != "" && i.Kind != app.DueSign {
		parts = append(parts, lang.X("today.policy", "", map[string]any{"No": i.PolicyNo}))
	}
	return strings.Join(parts, " · ")
}

// reason names the rule with its day. Kinds whose day is said in the reason itself do not say it twice.
func reason(i app.DueItem, today app.Date) string {
	args := map[string]any{"N": max(i.Count, 1), "Date": shortDate(i.By, today), "Grade": i.Note}
	switch i.Kind {
	case app.DuePremium, app.DueGrace, app.DueLapsed, app.DueMaturity:
		args["Amount"] = i.Amount.String()
		key := "today.why." + string(i.Kind)
		if i.Amount == 0 {
			key += ".bare"
		}
		return lang.X(key, "", args)
	case app.DueReturn:
		if i.Note != "" {
			args["Months"] = app.ReturnMonths(i.Note)
			return dated(i, today, lang.X("today.why.return.grade", "", args))
		}
	case app.DueLog, app.DueMark:
		if day := app.Date(i.Note); day.Valid() {
			return lang.X("today.log_of", "", map[string]any{"Day": words.Day(day)})
		}
	case app.DueNext, app.DuePromise:
		if i.Note != "" {
			return dated(i, today, lang.X("today.why."+string(i.Kind)+".note", "", map[string]any{"Note": i.Note}))
		}
	case app.DueSign:
		return dated(i, today, lang.X("today.sign", "", args))
	case app.DueAppointment, app.DueConfirm, app.DueNoShow:
		if i.DaysLate != 0 && i.By.Valid() {
			return lang.X("today.why."+string(i.Kind), "") + " · " + lang.X("today.on", "", args)
		}
	}
	return dated(i, today, lang.X("today.why."+string(i.Kind), "", args))
}

// dated adds the last day to a reason, unless it is today.
func dated(i app.DueItem, today app.Date, text string) string {
	if !i.By.Valid() || i.DaysLate == 0 {
		return text
	}
	return text + " · " + lang.X("today.by", "", map[string]any{"Date": shortDate(i.By, today)})
}

// about puts what the rules noted beside the reason into words: the name of a field, or a free text as it was written.
func about(i app.DueItem) string {
	switch i.Kind {
	case app.DueReturn, app.DueLog, app.DueMark, app.DueNext, app.DuePromise:
		return ""
	case app.DueConflict:
		if i.Note == "" {
			return ""
		}
		return lang.X("field."+i.Note, "")
	}
	return i.Note
}

// shortDate leaves the year away where it is this one.
func shortDate(d, today app.Date) string {
	if d.Time().Year() == today.Time().Year() {
		return d.Time().Format("01-02")
	}
	return string(d)
}
