package calls

import (
	"strings"

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
	if outcome == app.OutcomeAgreed && confirms(sheet) {
		return did(sheet) + lang.X("calls.got.moved", "")
	}
	if outcome == app.OutcomeRefused && !asksPayWay(sheet) {
		return did(sheet) + lang.X("calls.got.declined", "")
	}
	return did(sheet) + lang.X("calls.got."+outcome, "")
}

// asksPayWay reports whether a customer who refuses to meet is asked how the premium will be paid (002 §二.一.4).
func asksPayWay(sheet app.CallSheet) bool { return app.PayWayNeeded(sheet.Card.Policies) }

func longDate(d app.Date) string {
	t := d.Time()
	return lang.X("date.long", "", map[string]any{"Y": t.Year(), "M": int(t.Month()), "D": t.Day()})
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
		return lang.X("calls.did.confirm", "", map[string]any{"Date": longDate(a.At.Date()), "Time": a.At.Clock(), "Place": a.Place})
	case stage == app.StagePayment && sheet.Policy != nil && sheet.Policy.Policy.NextDue.Valid():
		p := sheet.Policy.Policy
		return lang.X("calls.did.payment", "", map[string]any{"No": p.Number, "Due": longDate(p.NextDue), "Premium": money(p.Premium)})
	case stage == app.StagePayment:
		return lang.X("calls.did.premium", "")
	case stage == app.StageFirstCall, stage == app.StageFirstVisit:
		return lang.X("calls.did.first_call", "")
	case stage == app.StageNoShow:
		return lang.X("calls.did.no_show", "")
	}
	return lang.X("calls.did.return", "")
}

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
	if outcome == app.OutcomeRefused && asksPayWay(sheet) {
		out = append(out, app.ItemPayWay)
	}
	return out
}
