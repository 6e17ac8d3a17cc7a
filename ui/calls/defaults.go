package calls

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
)

// content proposes 本次服务内容: what the call was for and what came of it. A complaint is in the customer's own words.
func content(sheet app.CallSheet, outcome string) string {
	switch outcome {
	case app.OutcomeComplaint:
		return ""
	case app.OutcomeNoAnswer, app.OutcomeWrong, app.OutcomeCallBack:
		return lang.X("stage."+stageKey(sheet.Item.Stage), "") + lang.X("common.colon", "") + lang.X("calls.got."+outcome, "")
	}
	return did(sheet) + lang.X("calls.got."+outcome, "")
}

// payWay proposes the way of paying the customer confirmed last; without one the planner has to ask (002 §二.一.4).
func payWay(records []app.RecordView) string {
	for _, v := range records {
		if v.Record.PayWay != "" {
			return v.Record.PayWay
		}
	}
	return ""
}

// did says what a call of a stage is for.
func did(sheet app.CallSheet) string {
	stage := stageKey(sheet.Item.Stage)
	switch {
	case stage == app.StageConfirm && sheet.Appointment != nil:
		a := sheet.Appointment
		return lang.X("calls.did.confirm", "", map[string]any{"Date": a.At.Date().Chinese(), "Time": a.At.Clock(), "Place": a.Place})
	case stage == app.StagePayment && sheet.Policy != nil && sheet.Policy.Policy.NextDue.Valid():
		p := sheet.Policy.Policy
		return lang.X("calls.did.payment", "", map[string]any{"No": p.Number, "Due": p.NextDue.Chinese(), "Premium": money(p.Premium)})
	case stage == app.StagePayment:
		return lang.X("calls.did.premium", "")
	case stage == app.StageFirstCall, stage == app.StageFirstVisit:
		return lang.X("calls.did.first_call", "")
	case stage == app.StageNoShow:
		return lang.X("calls.did.no_show", "")
	}
	return lang.X("calls.did.return", "")
}

// attitude proposes 客户的态度.
func attitude(outcome string) string { return lang.X("calls.attitude."+outcome, "") }

// answer proposes 问题解答及处理结果: the objections whose answers were looked up, else what usually follows.
func answer(outcome string, raised []string) string {
	text := lang.X("calls.answer."+outcome, "")
	if len(raised) == 0 {
		return text
	}
	quoted := make([]string, len(raised))
	for i, r := range raised {
		quoted[i] = "“" + strings.TrimRight(r, "。") + "”"
	}
	asked := lang.X("calls.answer.raised", "", map[string]any{"Says": strings.Join(quoted, "")})
	if outcome == app.OutcomeAgreed || outcome == app.OutcomeDone || outcome == app.OutcomeConfirmed {
		return asked
	}
	return asked + text
}

// services proposes what was served in the call.
func services(sheet app.CallSheet, outcome string) []string {
	if !app.Concludes(outcome) || outcome == app.OutcomeComplaint {
		return nil
	}
	var out []string
	switch sheet.Item.Stage {
	case app.StagePayment:
		out = append(out, app.ItemRemind)
	case app.StageFirstCall:
		out = append(out, app.ItemFacts)
	}
	if outcome == app.OutcomeRefused {
		out = append(out, app.ItemPayWay)
	}
	return out
}

// Visiting hours in which a free hour is proposed, and how long a planner needs at least to get there.
const (
	firstHour = 9
	noon      = 12
	afternoon = 14
	lastHour  = 17
	lead      = 2 * time.Hour
)

// freeHour returns the next hour of working days in which no meeting of the planner lies.
func freeHour(now app.Instant, workday func(app.Date) bool, meetings func(app.Date) []app.VisitItem) (app.Date, string) {
	const horizon = 15
	for day, n := now.Date(), 0; n < horizon; day, n = day.AddDays(1), n+1 {
		if !workday(day) {
			continue
		}
		taken := meetings(day)
		for h := firstHour; h <= lastHour; h++ {
			from := app.InstantOf(day.Time().Add(time.Duration(h) * time.Hour))
			if h >= noon && h < afternoon || from < now+app.Instant(lead/time.Millisecond) || busy(taken, from) {
				continue
			}
			return day, from.Clock()
		}
	}
	return "", ""
}

// busy reports whether a meeting lies in the hour from a moment.
func busy(taken []app.VisitItem, from app.Instant) bool {
	const hour = app.Instant(time.Hour / time.Millisecond)
	for _, v := range taken {
		a := v.Appointment
		if a.Status == app.AppointmentCancelled {
			continue
		}
		if a.At < from+hour && max(a.EndAt, a.At+hour) > from {
			return true
		}
	}
	return false
}
