package calls

import (
	"slices"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
)

// choice is one outcome with its key.
type choice struct {
	key     rune
	outcome string
	text    string // key of the label
	icon    fyne.Resource
}

// choices are the outcomes a call of a stage may have. 1 is what one hopes for; the others stand on the same key in every
// stage (002 §二.一).
func choices(sheet app.CallSheet) []choice {
	list := []choice{
		{'1', app.OutcomeAgreed, "calls.outcome.agreed", theme.IconHandshake},
		{'2', app.OutcomeCallBack, "calls.outcome.call_back", theme.IconClock},
		{'3', app.OutcomeNoAnswer, "calls.outcome.no_answer", theme.IconPhoneMiss},
		{'4', app.OutcomeWrong, "calls.outcome.wrong", theme.IconPhoneOff},
		{'5', app.OutcomeRefused, "calls.outcome.refused", theme.IconClose},
		{'6', app.OutcomeComplaint, "calls.outcome.complaint", theme.IconFlag},
	}
	switch {
	case confirms(sheet):
		list[0] = choice{'1', app.OutcomeConfirmed, "calls.outcome.confirmed", theme.IconCheck}
		list[4].text = "calls.outcome.cancelled"
		list = append(list, choice{'7', app.OutcomeAgreed, "calls.outcome.moved", theme.IconCalendar})
	case sheet.Item.Stage != app.StageFirstCall:
		list = append(list, choice{'7', app.OutcomeDone, "calls.outcome.done", theme.IconDone})
	}
	return list
}

// confirms reports whether a call is the second confirmation of a meeting (002 §二.一.3).
func confirms(sheet app.CallSheet) bool {
	return sheet.Item.Stage == app.StageConfirm && sheet.Appointment != nil
}

// roomForSigns reports whether a row of outcomes has room for their signs on a small window: seven long words have not.
func roomForSigns(list []choice) bool {
	return len(list) < 7 || !slices.ContainsFunc(list, func(c choice) bool { return utf8.RuneCountInString(lang.X(c.text, "")) > 5 })
}
