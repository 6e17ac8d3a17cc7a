package calls

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
)

// whyText writes one reason to call.
func whyText(w app.CallReason, today app.Date) string {
	data := map[string]any{"N": w.Days, "Count": w.Count}
	switch {
	case w.At != 0:
		data["When"] = dayWord(w.At.Date(), today) + " " + w.At.Clock()
	case w.On.Valid():
		data["When"] = dayWord(w.On, today)
	}
	if w.Code == app.WhyCallOn && w.Days > 0 {
		return lang.X("calls.why.call_on_late", "", data)
	}
	return lang.X("calls.why."+w.Code, "", data)
}

// whyLine writes all reasons in a line, "" for none.
func whyLine(why []app.CallReason, today app.Date) string {
	parts := make([]string, len(why))
	for i, w := range why {
		parts[i] = whyText(w, today)
	}
	return strings.Join(parts, lang.X("calls.why.comma", ""))
}

// whyShort is the reason that a row of the queue has room for: the first that the row does not show by itself.
func whyShort(i app.CallItem, today app.Date) string {
	for _, w := range i.Why {
		switch w.Code {
		case app.WhyConfirm, app.WhyCallAt, app.WhyDue, app.WhyGrace:
			continue // at the right of the row
		}
		return whyText(w, today)
	}
	return ""
}
