package service

import (
	"context"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// visitLength is the agreed length of a visit where nobody agreed another one.
const visitLength = app.Instant(time.Hour / time.Millisecond)

// Texts of records whose outcome says everything.
const (
	textNoAnswer = "拨打电话，无人接听。"
	textWrong    = "号码有误，未能联系到客户本人。"
	textCallBack = "客户现在不方便接听，约定改时再拨。"
	textNextCall = "再次致电"
)

// RecordCall writes down what came of a call, once: the record on the card and in the day's log, the appointment agreed,
// confirmed or cancelled, the number found wrong, the receipt of the customer's cases. It returns the record's id.
//
// What must be there depends on the outcome: agreed needs when and where; refused needs the confirmed way of paying (002
// §二.一.4) where a premium is still to come (app.PayWayNeeded); every outcome but no answer and a wrong number needs the content (002 §三.一.2). Errors: app.ErrInvalid with
// the field. A call to a customer who is not to be called is written down like any other, as it has happened; MayCall
// and CallItem.Blocked keep it from being made.
func (s *Service) RecordCall(ctx context.Context, r app.CallResult) (string, error) {
	c, err := s.store.Customer(ctx, r.CustomerID)
	if err != nil {
		return "", err
	}
	if r.StartedAt == 0 {
		r.StartedAt = s.clock.Now()
	}
	s.completeCall(&r)
	if err := s.checkCall(r); err != nil {
		return "", err
	}
	if err := s.checkPayWay(ctx, r); err != nil {
		return "", err
	}
	rec := app.ServiceRecord{
		ID:         s.newID(),
		CustomerID: r.CustomerID, PolicyID: r.PolicyID, CaseID: r.CaseID, Channel: app.ChannelPhone, At: r.StartedAt,
		Stage: r.Stage, Spoke: r.Spoke, Phone: r.Phone, Outcome: r.Outcome,
		Content: r.Content, Attitude: r.Attitude, Answer: r.Answer, Items: r.Items, PayWay: r.PayWay,
		NextStep: r.NextStep, NextOn: r.NextOn, Promise: r.Promise, PromiseBy: r.PromiseBy,
		AppointmentID: r.AppointmentID, ScriptID: r.ScriptID,
	}
	meeting, err := s.meetingAfter(ctx, r, rec.ID)
	if err != nil {
		return "", err
	}
	writes, rec, err := s.land(ctx, rec, c.Name, "")
	if err != nil {
		return "", err
	}
	writes = append(writes, meeting...)
	if r.Outcome == app.OutcomeWrong {
		writes = append(writes, markPhone(c, r.Phone, true)...)
	}
	receipts, err := s.receipts(ctx, c.ID)
	if err != nil {
		return "", err
	}
	return rec.ID, s.save(ctx, append(writes, receipts...))
}

// completeCall fills in what follows from the outcome.
func (s *Service) completeCall(r *app.CallResult) {
	fill := func(to *string, text string) {
		if blank(*to) {
			*to = text
		}
	}
	switch r.Outcome {
	case app.OutcomeNoAnswer:
		fill(&r.Content, textNoAnswer)
	case app.OutcomeWrong:
		fill(&r.Content, textWrong)
	case app.OutcomeCallBack:
		fill(&r.NextStep, textNextCall)
		if r.NextOn == "" {
			r.NextOn = s.cal.AddWorkdays(r.StartedAt.Date(), 1)
			if r.Stage == app.StageConfirm {
				r.NextOn = r.StartedAt.Date() // the meeting does not wait
			}
		}
	}
}

func (s *Service) checkCall(r app.CallResult) error {
	switch r.Outcome {
	case app.OutcomeAgreed, app.OutcomeCallBack, app.OutcomeNoAnswer, app.OutcomeWrong, app.OutcomeRefused,
		app.OutcomeComplaint, app.OutcomeDone:
	case app.OutcomeConfirmed:
		if r.AppointmentID == "" {
			return invalid("appointment", "没有可以确认的约访")
		}
	default:
		return invalid("outcome", "请选择通话结果")
	}
	if r.StartedAt > s.clock.Now()+clockTolerance {
		return invalid("at", "通话时间不能晚于现在")
	}
	if r.Outcome == app.OutcomeAgreed {
		if r.Agreed == nil {
			return invalid("at", "请填写约定的日期和时间")
		}
		if err := s.checkMeeting(*r.Agreed, 0); err != nil {
			return err
		}
	}
	if blank(r.Content) {
		return invalid("content", "请填写本次服务内容")
	}
	return s.checkAhead(r.StartedAt, r.NextOn, r.Promise, r.PromiseBy)
}

// checkPayWay returns an error if a customer who refuses to meet has a premium to pay and was not asked how.
func (s *Service) checkPayWay(ctx context.Context, r app.CallResult) error {
	if r.Outcome != app.OutcomeRefused || !blank(r.PayWay) {
		return nil
	}
	policies, _, err := s.policyViews(ctx, r.CustomerID)
	if err == nil && app.PayWayNeeded(policies) {
		err = invalid("pay_way", "客户不愿见面时，要确认续期保费的交费方式")
	}
	return err
}

// meetingAfter returns the writes to the appointment a call is about or leads to.
func (s *Service) meetingAfter(ctx context.Context, r app.CallResult, recordID string) ([]record.Write, error) {
	var old *app.Appointment
	if r.AppointmentID != "" {
		a, err := s.store.Appointment(ctx, r.AppointmentID)
		if err != nil {
			return nil, err
		}
		old = &a
	}
	open := old != nil && old.Status == app.AppointmentPlanned
	switch {
	case r.Outcome == app.OutcomeConfirmed && open:
		a := *old
		a.ConfirmedAt = r.StartedAt
		return []record.Write{record.Change(*old, a)}, nil
	case r.Outcome == app.OutcomeConfirmed:
		return nil, app.Errorf(app.ErrConflict, "这次约访已经结束或取消")
	case r.Outcome == app.OutcomeAgreed && open:
		// A customer who asks for another time in the second confirmation moves the meeting.
		a := *old
		a.At, a.EndAt, a.ConfirmedAt = r.Agreed.At, endOf(*r.Agreed), r.StartedAt
		if !blank(r.Agreed.Place) {
			a.Place = r.Agreed.Place
		}
		return []record.Write{record.Change(*old, a)}, nil
	case r.Outcome == app.OutcomeAgreed:
		a := *r.Agreed
		a.ID, a.CustomerID, a.PersonID, a.RecordID = s.newID(), r.CustomerID, s.me.ID, recordID
		a.ScriptID, a.Status, a.EndAt, a.ConfirmedAt = r.ScriptID, app.AppointmentPlanned, endOf(a), 0
		if a.PolicyID == "" {
			a.PolicyID = r.PolicyID
		}
		if blank(a.Purpose) {
			a.Purpose = purposeAfter(r.Stage)
		}
		if a.Urgency == 0 {
			a.Urgency = 2
		}
		return []record.Write{record.Create(a)}, nil
	case r.Outcome == app.OutcomeRefused && open:
		a := *old
		a.Status = app.AppointmentCancelled
		return []record.Write{record.Change(*old, a)}, nil
	}
	return nil, nil
}

func endOf(a app.Appointment) app.Instant {
	if a.EndAt > a.At {
		return a.EndAt
	}
	return a.At + visitLength
}

// purposeAfter returns what a meeting agreed in a call of a stage is for.
func purposeAfter(stage string) string {
	switch stage {
	case app.StageFirstCall:
		return "首次面访"
	case app.StagePayment:
		return "续期交费服务"
	case app.StageNoShow:
		return "再次面访"
	}
	return "回访"
}
