package service

import (
	"context"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// Plan enters an appointment and returns its id. Errors: app.ErrInvalid with the field at or place; app.ErrNotFound for
// an unknown customer.
func (s *Service) Plan(ctx context.Context, a app.Appointment) (string, error) {
	if _, err := s.store.Customer(ctx, a.CustomerID); err != nil {
		return "", err
	}
	if err := s.checkMeeting(a, 0); err != nil {
		return "", err
	}
	a.ID, a.PersonID, a.Status, a.EndAt = s.newID(), s.me.ID, app.AppointmentPlanned, endOf(a)
	if a.Urgency == 0 {
		a.Urgency = 2
	}
	return a.ID, s.store.Save(ctx, record.Create(a))
}

// ChangeAppointment changes an appointment still planned. Another time or place has to be confirmed again, unless the
// change itself confirms it.
func (s *Service) ChangeAppointment(ctx context.Context, before, after app.Appointment) error {
	if before.Status != app.AppointmentPlanned {
		return app.Errorf(app.ErrConflict, "这次约访已经结束或取消，不能再改")
	}
	moved := before.At != after.At || before.Place != after.Place
	if moved {
		if err := s.checkMeeting(after, before.At); err != nil {
			return err
		}
		if after.ConfirmedAt == before.ConfirmedAt {
			after.ConfirmedAt = 0
		}
		if before.At != after.At && before.EndAt == after.EndAt {
			after.EndAt = after.At + max(before.EndAt-before.At, 0)
		}
		after.EndAt = endOf(after)
	}
	return s.store.Save(ctx, record.Change(before, after))
}

// CancelAppointment cancels an appointment still planned; why is kept in its note.
func (s *Service) CancelAppointment(ctx context.Context, id, why string) error {
	a, err := s.store.Appointment(ctx, id)
	if err != nil {
		return err
	}
	if a.Status != app.AppointmentPlanned {
		return app.Errorf(app.ErrConflict, "这次约访已经结束或取消")
	}
	b := a
	b.Status = app.AppointmentCancelled
	if !blank(why) {
		b.Note = strings.TrimSpace(a.Note + "\n取消原因：" + strings.TrimSpace(why))
	}
	return s.store.Save(ctx, record.Change(a, b))
}

// meetingTolerance is by how much a meeting may lie before the clock: one agreed for this very minute is not past.
const meetingTolerance = app.Instant(time.Minute / time.Millisecond)

// checkMeeting returns an error unless a meeting has a place and a time that is not past. The time it stood at before,
// 0 if it is new, is taken as it is: only the place of such a meeting changes.
func (s *Service) checkMeeting(a app.Appointment, before app.Instant) error {
	switch {
	case a.At == 0:
		return invalid("at", "请填写约定的日期和时间")
	case a.At != before && a.At < s.clock.Now()-meetingTolerance:
		return invalid("at", "时间已过，请重新约定")
	case blank(a.Place):
		return invalid("place", "请填写见面地点")
	case a.EndAt != 0 && a.EndAt < a.At:
		return invalid("end_at", "结束时间早于开始时间")
	}
	return nil
}

// Visits returns a person's appointments of a day with their visits, by time.
func (s *Service) Visits(ctx context.Context, day app.Date) ([]app.VisitItem, error) {
	from, to := dayBounds(day)
	all, err := s.store.AppointmentsBetween(ctx, s.me.ID, from, to)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	customers, appointments := make([]string, len(all)), make([]string, len(all))
	for i, a := range all {
		customers[i], appointments[i] = a.CustomerID, a.ID
	}
	cards, err := s.store.Customers(ctx, customers)
	if err != nil {
		return nil, err
	}
	visits, err := s.store.VisitsOf(ctx, appointments)
	if err != nil {
		return nil, err
	}
	out := make([]app.VisitItem, 0, len(all))
	for _, a := range all {
		item := s.visitItem(a, cards[a.CustomerID])
		if v, ok := visits[a.ID]; ok {
			item.Visit = &v
		}
		out = append(out, item)
	}
	return out, nil
}

func (s *Service) visitItem(a app.Appointment, c app.Customer) app.VisitItem {
	item := app.VisitItem{
		Appointment: a, Name: c.Name, Sex: c.Sex, Address: a.Place,
		NeedsConfirm: app.NeedsConfirm(a, s.clock.Today()),
	}
	if phones := app.UsablePhones(c.Phones); len(phones) > 0 {
		item.Phone = phones[0].Number
	}
	for _, ad := range c.Addresses {
		if ad.Wrong {
			continue
		}
		if item.Address == "" {
			item.Address = ad.Text
		}
		if item.District == "" || ad.Text == a.Place {
			item.District = ad.District
		}
	}
	return item
}

// VisitDays returns how many appointments n days from a day on hold.
func (s *Service) VisitDays(ctx context.Context, from app.Date, n int) ([]app.DayPlan, error) {
	if n <= 0 {
		return nil, nil
	}
	first, _ := dayBounds(from)
	_, end := dayBounds(from.AddDays(n - 1))
	all, err := s.store.AppointmentsBetween(ctx, s.me.ID, first, end)
	if err != nil {
		return nil, err
	}
	out := make([]app.DayPlan, n)
	for i := range out {
		d := from.AddDays(i)
		out[i] = app.DayPlan{Date: d, WorkingDay: s.cal.IsWorkday(d)}
	}
	for _, a := range all {
		out[a.At.Date().DaysSince(from)].Appointments++
	}
	return out, nil
}
