package service

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// undoOnMeeting puts a meeting back as it was before a call about it: one confirmed is to be confirmed as before, one
// moved is where and when it was, one cancelled is planned again. What the call changed stands in the meeting's history.
// A meeting that has moved on since is left alone, and so is one whose history this laptop does not have.
func (s *Service) undoOnMeeting(ctx context.Context, a app.Appointment, call app.ServiceRecord) ([]record.Write, error) {
	history, err := s.store.History(ctx, app.KindAppointment.Name, a.ID)
	if err != nil {
		return nil, err
	}
	was, ok, err := meetingBefore(a, changesOf(call, history))
	if err != nil {
		return nil, err
	}
	if !ok && call.Outcome == app.OutcomeConfirmed && a.ConfirmedAt == call.At {
		was, ok = a, true
		was.ConfirmedAt = 0
	}
	if !ok || was.Status != app.AppointmentPlanned {
		return nil, nil
	}
	if a.Status == app.AppointmentCancelled {
		if again, err := s.metAgain(ctx, call); err != nil || again {
			return nil, err
		}
	}
	return []record.Write{record.Change(a, was)}, nil
}

// changesOf returns what a call changed about its meeting. history comes newest first.
func changesOf(call app.ServiceRecord, history []app.HistoryEntry) []app.HistoryEntry {
	changes := slices.Clone(history)
	slices.Reverse(changes)
	for i, h := range changes {
		switch {
		case h.At < call.RecordedAt:
		case call.Outcome == app.OutcomeRefused && h.Field == "status":
			// The first change after the call is the call's, if it had any part in it.
			if h.After != fmt.Sprintf("%q", app.AppointmentCancelled) {
				return nil
			}
			return changes[i : i+1]
		case call.Outcome != app.OutcomeRefused && h.Field == "confirmed_at" && h.After == fmt.Sprint(int64(call.At)):
			// Time and place were changed in the same breath, and stand right before it.
			first := i
			for first > 0 && inMove(changes[first-1], changes[first]) {
				first--
			}
			return changes[first : i+1]
		}
	}
	return nil
}

// inMove reports whether a change of time or place was made together with the one after it.
func inMove(h, after app.HistoryEntry) bool {
	return slices.Contains([]string{"at", "end_at", "place"}, h.Field) &&
		h.At == after.At && h.Author == after.Author && h.Device == after.Device
}

// meetingBefore takes changes back. ok is false if there are none or what they made no longer stands.
func meetingBefore(a app.Appointment, changes []app.HistoryEntry) (was app.Appointment, ok bool, err error) {
	if len(changes) == 0 {
		return a, false, nil
	}
	made, undone := record.Body{}, record.Body{}
	for _, h := range changes {
		made[h.Field], undone[h.Field] = json.RawMessage(h.After), json.RawMessage(h.Before)
	}
	is, err := overlaid(a, made)
	if err != nil || is != a {
		return a, false, err
	}
	was, err = overlaid(a, undone)
	return was, err == nil, err
}

// overlaid returns an appointment with some fields set.
func overlaid(a app.Appointment, set record.Body) (app.Appointment, error) {
	kind, out := app.KindAppointment, app.Appointment{}
	if _, err := kind.Decode(kind.Overlay(kind.Encode(a), set), &out); err != nil {
		return a, &app.Error{Code: app.ErrInternal, Message: "约访的修改历史无法读取", Cause: err}
	}
	kind.SetID(&out, a.ID)
	return out, nil
}

// metAgain reports whether another meeting was planned with a customer after a call cancelled one.
func (s *Service) metAgain(ctx context.Context, call app.ServiceRecord) (bool, error) {
	planned, err := s.store.AppointmentsOf(ctx, call.CustomerID, 0)
	if err != nil {
		return false, err
	}
	for _, a := range planned {
		history, err := s.store.History(ctx, app.KindAppointment.Name, a.ID)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(history, func(h app.HistoryEntry) bool {
			return h.Field == "at" && record.IsZero(json.RawMessage(h.Before)) && h.At > call.RecordedAt
		}) {
			return true, nil
		}
	}
	return false, nil
}
