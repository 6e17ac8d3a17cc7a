package calls

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/messages"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// proposeNext finds what may follow on the outcome, the best first.
func (f *form) proposeNext(dialled string) {
	facts := app.NextFacts{
		Outcome: f.outcome, Stage: f.sheet.Item.Stage, Now: f.room.deps.Clock.Now(), Customer: f.sheet.Card.Customer,
		Tries: f.sheet.Item.Tries, Cal: f.room.deps.Service.Calendar(),
	}
	if f.sheet.Policy != nil {
		facts.Policy = f.sheet.Policy.Policy
	}
	if confirms(f.sheet) {
		facts.Meeting = f.sheet.Appointment.At
	} else if f.is(app.OutcomeAgreed) {
		facts.Meeting = facts.Now // its day is being chosen
	}
	if dialled == "" && len(f.lines) > 0 {
		dialled = f.lines[0].phone.Number
	}
	for _, l := range f.lines {
		if l.phone.Number != dialled && !f.triedToday(l.phone.Number) {
			facts.Others = append(facts.Others, l.phone)
		}
	}
	f.steps = app.NextSteps(facts)
	if len(f.steps) == 0 {
		return
	}
	f.stepText = widgets.Tag("calls.proposed", widgets.Strong("").Clipped())
	f.showStep()
}

// triedToday reports whether a number was called in vain today: it is not proposed again at once.
func (f *form) triedToday(number string) bool {
	today := f.room.deps.Clock.Today()
	for _, v := range f.sheet.Card.Records {
		if r := v.Record; r.Phone == number && r.At.Date() == today && !app.Spoke(r.Outcome) {
			return true
		}
	}
	return false
}

// stepRow shows the proposal and the key that changes it.
func (f *form) stepRow() fyne.CanvasObject {
	row := []fyne.CanvasObject{widgets.Grow(f.stepText)}
	if len(f.steps) > 1 {
		row = append(row, widgets.Tag("calls.proposed.other", widgets.Secondary(lang.X("calls.proposed.other", ""), nil, f.otherStep).Key("F6").Compact()))
	}
	return widgets.HStack(8, row...)
}

// proposal is the next step chosen.
func (f *form) proposal() app.NextStep {
	if len(f.steps) == 0 {
		return app.NextStep{}
	}
	return f.steps[f.step%len(f.steps)]
}

// otherStep goes on to the next proposal.
func (f *form) otherStep() {
	f.setStep(strconv.Itoa((f.step + 1) % len(f.steps)))
	f.applyStep()
	f.draft.Touch()
}

func (f *form) setStep(text string) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n >= len(f.steps) {
		return
	}
	f.step = n
	f.showStep()
}

func (f *form) showStep() { f.stepText.Set(stepWords(f.proposal(), f.room.deps.Clock.Today())) }

// stepWords says what a proposal is.
func stepWords(s app.NextStep, today app.Date) string {
	data := map[string]any{"Phone": app.MaskPhone(s.Phone)}
	switch {
	case s.At != 0:
		data["When"] = dayWord(s.At.Date(), today) + " " + s.At.Clock()
	case s.On.Valid():
		data["When"] = dayWord(s.On, today)
	}
	return lang.X("calls.proposed."+s.Code, "", data)
}

// applyStep fills the fields that say what follows.
func (f *form) applyStep() {
	s := f.proposal()
	switch {
	case f.is(app.OutcomeCallBack) && s.At != 0:
		f.date.Set(string(s.At.Date()))
		f.clock.Set(s.At.Clock())
	case f.next != nil:
		text, on := planned(s)
		f.next.Set(text)
		f.date.Set(string(on))
	}
}

// planned is what a record keeps of a proposal; "" for what comes by itself or is done at once.
func planned(s app.NextStep) (text string, on app.Date) {
	switch s.Code {
	case app.NextCall:
		return strings.TrimSpace(s.At.Clock() + " " + lang.X("calls.next.call_back", "")), s.At.Date()
	case app.NextCheckPaid, app.NextFind, app.NextVisit:
		return lang.X("calls.next."+s.Code, ""), s.On
	}
	return "", ""
}

// follow does what the proposal says shall be done at once, after the call was written down.
func (f *form) follow() {
	switch s := f.proposal(); s.Code {
	case app.NextText:
		f.dialog.Close() // it gives the keys back before the next dialog takes them
		f.room.write(f.sheet, f.outcome)
	case app.NextPhone:
		f.room.want, f.room.redial = f.sheet.Item.CustomerID, s.Phone
		f.room.open(f.target) // a call of its own
	}
}

// write offers the texts that fit a call: what it was for, or what came of it.
func (r *Room) write(sheet app.CallSheet, outcome string) {
	if sheet.Item.CustomerID == "" {
		return
	}
	messages.Ask(r.messages(), messageWant(sheet, outcome))
}

func (r *Room) messages() messages.Deps {
	d := r.deps
	return messages.Deps{Window: d.Window, Service: d.Service, Drafts: d.Drafts, Fail: d.Fail, Toast: d.Toast, Done: r.Refresh, Async: r.async}
}

// messageWant says which texts fit a call.
func messageWant(sheet app.CallSheet, outcome string) messages.Want {
	i := sheet.Item
	w := messages.Want{CustomerID: i.CustomerID, PolicyID: i.PolicyID, Stage: stageKey(i.Stage)}
	if sheet.Appointment != nil {
		w.AppointmentID = sheet.Appointment.ID
	}
	switch {
	case outcome == app.OutcomeAgreed:
		w.Stage, w.Topic = app.StageConfirm, "agreed"
	case outcome == app.OutcomeNoAnswer && (w.Stage == app.StageFirstCall || w.Stage == app.StageReturn):
		w.Topic = "no_answer"
	case outcome == app.OutcomeDone && w.Stage == app.StagePayment:
		w.Stage, w.Topic = app.StageThanks, "payment"
	case outcome == app.OutcomeRefused && confirms(sheet):
		w.Topic = "cancelled"
	case outcome == app.OutcomeRefused:
		w.Stage = app.StagePayment
	}
	if w.Stage == app.StagePayment && i.State.Status == app.StatusLapsed {
		w.Stage = app.StageLapsed
	}
	return w
}

// proposedRow is the field that shows the next step.
func (f *form) proposedRow() widgets.FormField {
	return widgets.FormField{Label: lang.X("calls.field.proposed", ""), Input: widgets.FixedHeight(theme.ControlSize, f.stepRow())}
}
