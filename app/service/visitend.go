package service

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// visitEnd is what the end of a visit changes, whether the customer was there or not.
type visitEnd struct {
	before   *app.Visit // nil if the visit was never begun on this laptop
	meeting  []record.Write
	record   app.ServiceRecord
	customer app.Customer
}

// endVisit prepares the end of a visit: v gets the id of the record it becomes.
func (s *Service) endVisit(ctx context.Context, v *app.Visit, status string) (visitEnd, error) {
	var end visitEnd
	var err error
	if end.customer, err = s.store.Customer(ctx, v.CustomerID); err != nil {
		return end, err
	}
	if v.ID == "" {
		v.ID = s.newID()
		if v.AppointmentID != "" {
			v.ID = app.VisitID(v.AppointmentID)
		}
	}
	v.PersonID = s.me.ID
	before, err := s.store.Visit(ctx, v.ID)
	switch {
	case err == nil && before.RecordID != "":
		return end, app.Errorf(app.ErrConflict, "这次面访已经记录，请在服务记录中更正")
	case err == nil:
		end.before = &before
	case !notFound(err):
		return end, err
	}
	cases, err := s.store.CasesOf(ctx, v.CustomerID)
	if err != nil {
		return end, err
	}
	stage, err := s.visitStage(ctx, cases, v.CustomerID)
	if err != nil {
		return end, err
	}
	end.record = app.ServiceRecord{
		ID: s.newID(), CustomerID: v.CustomerID, Channel: app.ChannelVisit, Stage: stage,
		AppointmentID: v.AppointmentID, VisitID: v.ID, Spoke: end.customer.Name,
	}
	v.RecordID = end.record.ID
	if v.AppointmentID == "" {
		return end, nil
	}
	a, err := s.store.Appointment(ctx, v.AppointmentID)
	if err != nil {
		return end, err
	}
	end.record.PolicyID, end.record.ScriptID = a.PolicyID, a.ScriptID
	if a.Status == app.AppointmentPlanned {
		b := a
		b.Status = status
		end.meeting = append(end.meeting, record.Change(a, b))
	}
	return end, nil
}

// writes returns the writes to the visit and its appointment.
func (e visitEnd) writes(v app.Visit) []record.Write {
	w := record.Create(v)
	if e.before != nil {
		w = record.Change(*e.before, v)
	}
	return append([]record.Write{w}, e.meeting...)
}
