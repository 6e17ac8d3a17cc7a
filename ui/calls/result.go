package calls

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/words"
)

// save records the call.
func (f *form) save(ctx context.Context) error {
	r, err := f.result()
	if err != nil {
		return err
	}
	f.call.Begin()
	id, err := f.room.deps.Service.RecordCall(ctx, r)
	f.call.End(err)
	if err != nil {
		return err
	}
	f.room.recorded(id, f.target, lang.X("calls.saved", "", map[string]any{"Name": f.sheet.Item.Name, "Outcome": f.label()}))
	f.follow()
	f.room.loadQueue()
	return nil
}

// result reads the fields.
func (f *form) result() (app.CallResult, error) {
	item := f.sheet.Item
	r := app.CallResult{
		CustomerID: item.CustomerID, PolicyID: item.PolicyID, Stage: item.Stage, ScriptID: f.sheet.Script.ID,
		Outcome: f.outcome, StartedAt: f.began, Content: f.content.Value(),
	}
	if f.sheet.Policy != nil && f.sheet.Policy.Case != nil {
		r.CaseID = f.sheet.Policy.Case.ID
	}
	for i, l := range f.lines {
		if f.number == nil && i == 0 || f.number != nil && f.number.Value() == l.phone.Number {
			r.Spoke, r.Phone = l.callee.Name, l.phone.Number
			break
		}
	}
	if confirms(f.sheet) {
		r.AppointmentID = f.sheet.Appointment.ID
	}
	if f.attitude != nil {
		r.Attitude = f.attitude.Value()
	}
	if f.answer != nil {
		r.Answer = f.answer.Value()
	}
	if f.payWay != nil {
		r.PayWay = f.payWay.Value()
	}
	if f.items != nil {
		r.Items = f.items.Value()
	}
	return r, f.readWhen(&r)
}

// readWhen reads what is to happen next and when.
func (f *form) readWhen(r *app.CallResult) error {
	if f.date == nil {
		r.NextStep, r.NextOn = planned(f.proposal())
		return nil
	}
	if !f.date.Valid() {
		return words.Invalid("date", lang.X("date.invalid", ""))
	}
	if f.clock != nil && !f.clock.Valid() {
		return words.Invalid("time", lang.X("time.invalid", ""))
	}
	day := app.Date(f.date.Value())
	switch f.outcome {
	case app.OutcomeAgreed:
		r.Agreed = &app.Appointment{Place: f.place.Value()}
		if at, err := time.ParseInLocation("2006-01-02 15:04", string(day)+" "+f.clock.Value(), app.Shanghai); err == nil {
			r.Agreed.At = app.InstantOf(at)
		}
	case app.OutcomeCallBack:
		r.NextOn = day
		r.NextStep = strings.TrimSpace(f.clock.Value() + " " + lang.X("calls.next.call_back", ""))
	case app.OutcomeComplaint:
		r.Promise, r.PromiseBy = lang.X("calls.promise.complaint", ""), day
	default:
		r.NextStep, r.NextOn = f.next.Value(), day
	}
	return nil
}
