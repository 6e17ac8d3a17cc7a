package service

import (
	"cmp"
	"context"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// VisitSheet returns everything a planner has before the eyes during a visit. The visit is begun if it was not yet: its
// row has an id derived from the appointment, so beginning it twice is beginning it once.
func (s *Service) VisitSheet(ctx context.Context, appointmentID string) (app.VisitSheet, error) {
	a, err := s.store.Appointment(ctx, appointmentID)
	if err != nil {
		return app.VisitSheet{}, err
	}
	card, err := s.Card(ctx, a.CustomerID)
	if err != nil {
		return app.VisitSheet{}, err
	}
	v, err := s.store.Visit(ctx, app.VisitID(a.ID))
	switch {
	case notFound(err):
		v = app.Visit{ID: app.VisitID(a.ID), CustomerID: a.CustomerID, AppointmentID: a.ID, PersonID: s.me.ID, AgreedEnd: a.EndAt}
		if a.Status == app.AppointmentPlanned && a.PersonID == s.me.ID {
			if err := s.store.Save(ctx, record.Create(v)); err != nil {
				return app.VisitSheet{}, err
			}
		}
	case err != nil:
		return app.VisitSheet{}, err
	}
	sheet := app.VisitSheet{Item: s.visitItem(a, card.Customer), Card: card, Visit: v}
	sheet.Item.Visit = &v
	stage, err := s.visitStage(ctx, card.Cases, a.CustomerID)
	if err != nil {
		return app.VisitSheet{}, err
	}
	sheet.Stage = stage
	sheet.Script, err = s.script(ctx, occasion{
		card: card, policyID: visitPolicy(card.Policies, a.PolicyID), stage: stage, channel: app.ChannelVisit, meeting: &a,
	})
	if err != nil {
		return app.VisitSheet{}, err
	}
	return sheet, s.visitProofs(ctx, &sheet)
}

// visitPolicy returns the policy a visit speaks of: the appointment's, or else the one with the next due date; one that has
// lapsed comes after those that run, and one without a due date last.
func visitPolicy(policies []app.PolicyView, agreed string) string {
	if len(policies) == 0 || policyOf(policies, agreed) != nil {
		return agreed
	}
	return slices.MinFunc(policies, func(a, b app.PolicyView) int {
		return cmp.Or(cmp.Compare(dueRank(a), dueRank(b)), cmp.Compare(nextDue(a), nextDue(b)))
	}).Policy.ID
}

// dueRank returns 0 for a policy that runs and has a due date, 1 for one that has lapsed, 2 for one without a due date.
func dueRank(p app.PolicyView) int {
	switch {
	case p.Policy.Boundaries().Due == "":
		return 2
	case p.State.Status == app.StatusLapsed || p.State.Status == app.StatusExpired:
		return 1
	}
	return 0
}

// visitStage returns what a visit is: the first one since the newest case was published, or a return visit.
func (s *Service) visitStage(ctx context.Context, cases []app.Case, customerID string) (string, error) {
	all, err := s.store.Contacts(ctx, []string{customerID})
	if err != nil {
		return "", err
	}
	var published app.Instant
	if len(cases) > 0 {
		published = app.InstantOf(cases[0].PublishedOn.Time())
	}
	if done := all[customerID].Visited; done > 0 && done >= published {
		return app.StageReturn, nil
	}
	return app.StageFirstVisit, nil
}

// SaveVisit stores what was typed or ticked during a visit. Errors: app.ErrConflict if the visit was finished.
func (s *Service) SaveVisit(ctx context.Context, before, after app.Visit) error {
	if before.RecordID != "" {
		return app.Errorf(app.ErrConflict, "这次面访已经记录，请在服务记录中更正")
	}
	return s.store.Save(ctx, record.Change(before, after))
}

// FinishVisit writes a visit down, once: the record on the card and in the day's log, the appointment done, the
// questionnaire signed, the cases received. It needs the three things the rule book demands of every record (002
// §三.一.2) and the time of arrival, which nobody but the planner can know, and returns the record's id. Errors:
// app.ErrInvalid with Field content, attitude, answer or arrived_at; app.ErrConflict if it was finished before.
func (s *Service) FinishVisit(ctx context.Context, v app.Visit) (string, error) {
	switch {
	case blank(v.Content):
		return "", invalid("content", "请填写本次服务内容")
	case blank(v.Attitude):
		return "", invalid("attitude", "请填写客户的态度")
	case blank(v.Answer):
		return "", invalid("answer", "请填写问题解答及处理结果")
	}
	now := s.clock.Now()
	switch {
	case v.ArrivedAt == 0:
		return "", invalid("arrived_at", "请填写到达时间")
	case v.ArrivedAt > now:
		return "", invalid("arrived_at", "到达时间不能晚于现在")
	}
	if v.LeftAt == 0 {
		v.LeftAt = max(now, v.ArrivedAt)
	}
	v.NoShow = false
	end, err := s.endVisit(ctx, &v, app.AppointmentDone)
	if err != nil {
		return "", err
	}
	rec := end.record
	rec.At, rec.Outcome, rec.Items = v.ArrivedAt, app.OutcomeDone, v.Items
	rec.Content, rec.Attitude, rec.Answer, rec.NextStep, rec.NextOn = v.Content, v.Attitude, v.Answer, v.NextStep, v.NextOn
	if err := s.checkRecord(rec); err != nil {
		return "", err
	}
	landed, rec, err := s.land(ctx, rec, end.customer.Name, "")
	if err != nil {
		return "", err
	}
	writes := append(landed, end.writes(v)...)
	if v.SurveySigned {
		signed, err := s.signSurvey(ctx, v.CustomerID, rec.PolicyID, v.LeftAt)
		if err != nil {
			return "", err
		}
		writes = append(writes, signed...)
	}
	receipts, err := s.receipts(ctx, v.CustomerID)
	if err != nil {
		return "", err
	}
	return rec.ID, s.save(ctx, append(writes, receipts...))
}

// NoShow writes down that the customer was not there (爽约, 002 §二.二.3): the record, the follow-up call if it was made,
// and the next appointment if one was agreed. note says what was done or said. Error: app.ErrConflict before the time that
// was agreed.
func (s *Service) NoShow(ctx context.Context, v app.Visit, called bool, note string, next *app.Appointment) error {
	if next != nil {
		if err := s.checkMeeting(*next, 0); err != nil {
			return err
		}
	}
	now := s.clock.Now()
	if err := s.checkMissed(ctx, v.AppointmentID, now); err != nil {
		return err
	}
	v.NoShow, v.LeftAt = true, max(now, v.ArrivedAt)
	end, err := s.endVisit(ctx, &v, app.AppointmentNoShow)
	if err != nil {
		return err
	}
	rec := end.record
	rec.At, rec.Outcome = cmp.Or(v.ArrivedAt, v.LeftAt), app.OutcomeNoShow
	rec.Content = "按约定时间上门，客户未在。"
	if !called && !blank(note) {
		rec.Content += note
	}
	writes, rec, err := s.land(ctx, rec, end.customer.Name, "")
	if err != nil {
		return err
	}
	writes = append(writes, end.writes(v)...)
	source := rec.ID
	if called {
		call := app.ServiceRecord{
			CustomerID: v.CustomerID, PolicyID: rec.PolicyID, Channel: app.ChannelPhone, Stage: app.StageNoShow,
			At: v.LeftAt, Outcome: app.OutcomeDone, AppointmentID: v.AppointmentID,
			Content: "电话告知客户已如期前往服务。",
		}
		if !blank(note) {
			call.Content += note
		}
		if next != nil {
			call.Outcome = app.OutcomeAgreed
		}
		landed, call, err := s.land(ctx, call, end.customer.Name, "")
		if err != nil {
			return err
		}
		writes, source = append(writes, landed...), call.ID
	}
	if next != nil {
		a := *next
		a.ID, a.CustomerID, a.PersonID, a.RecordID = s.newID(), v.CustomerID, s.me.ID, source
		a.Status, a.EndAt, a.ConfirmedAt = app.AppointmentPlanned, endOf(a), 0
		if a.PolicyID == "" {
			a.PolicyID = rec.PolicyID
		}
		if blank(a.Purpose) {
			a.Purpose = purposeAfter(app.StageNoShow)
		}
		if a.Urgency == 0 {
			a.Urgency = 1
		}
		writes = append(writes, record.Create(a))
	}
	return s.save(ctx, writes)
}

// checkMissed returns an error while a customer can still come to an appointment.
func (s *Service) checkMissed(ctx context.Context, appointmentID string, now app.Instant) error {
	if appointmentID == "" {
		return nil
	}
	a, err := s.store.Appointment(ctx, appointmentID)
	if err != nil {
		return err
	}
	if now < a.At {
		return app.Errorf(app.ErrConflict, "约定时间还没有到，不能记录客户爽约")
	}
	return nil
}
