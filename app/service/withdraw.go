package service

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// WithdrawRecord takes a record back: it vanishes from lists and figures, and what it brought about is undone, as far as
// nothing has followed from it: the appointment it agreed is cancelled, one it confirmed, moved, cancelled or ended is as
// it was before, the questionnaire signed in it is unsigned, a number it marked wrong is usable again, and the
// call written down together with a no-show goes with it. With a correction the whole contact is taken back, the corrected
// record too. Errors: app.ErrForbidden if somebody else wrote it, app.ErrConflict if it no longer stands.
func (s *Service) WithdrawRecord(ctx context.Context, recordID, why string) error {
	r, err := s.standingRecord(ctx, recordID)
	if err != nil {
		return err
	}
	writes, err := s.withdrawal(ctx, r, why)
	if err != nil {
		return err
	}
	call, err := s.noShowCall(ctx, r)
	if err != nil {
		return err
	}
	if call != nil {
		more, err := s.withdrawal(ctx, *call, why)
		if err != nil {
			return err
		}
		writes = append(writes, more...)
	}
	return s.save(ctx, writes)
}

// noShowCall returns the call that was written down in one go with a no-show, nil if there is none that stands.
func (s *Service) noShowCall(ctx context.Context, r app.ServiceRecord) (*app.ServiceRecord, error) {
	if r.Channel != app.ChannelVisit || r.Outcome != app.OutcomeNoShow || r.VisitID == "" {
		return nil, nil
	}
	v, err := s.store.Visit(ctx, r.VisitID)
	if err != nil {
		return nil, skipMissing(err)
	}
	all, err := s.store.RecordsOf(ctx, r.CustomerID)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.Channel == app.ChannelPhone && c.Stage == app.StageNoShow && c.AppointmentID == r.AppointmentID && c.At == v.LeftAt && c.PersonID == s.me.ID {
			return &c, nil
		}
	}
	return nil, nil
}

// withdrawal returns the writes that take one record back.
func (s *Service) withdrawal(ctx context.Context, r app.ServiceRecord, why string) ([]record.Write, error) {
	c, err := s.store.Customer(ctx, r.CustomerID)
	if err != nil {
		return nil, err
	}
	if blank(why) {
		why = "撤回记录"
	}
	back := app.ServiceRecord{
		CustomerID: r.CustomerID, PolicyID: r.PolicyID, CaseID: r.CaseID, Channel: r.Channel, Stage: r.Stage,
		Content: why, Withdraws: r.ID, PersonID: s.me.ID, ID: s.newID(), ClockOff: s.clockOff(ctx),
		At: s.clock.Now(), RecordedAt: s.clock.Now(),
	}
	writes := []record.Write{record.Create(back)}
	addition, err := s.addition(ctx, r.At.Date(), "撤回 "+r.At.Clock()+" 的记录："+why, app.LogEntry{})
	if err != nil {
		return nil, err
	}
	writes = append(writes, addition...)
	// What a corrected contact brought about, its first record did.
	for r.Corrects != "" {
		if r, err = s.store.Record(ctx, r.Corrects); err != nil {
			return nil, err
		}
	}
	for _, undo := range []func(context.Context, app.ServiceRecord, app.Customer) ([]record.Write, error){
		s.undoAppointment, s.undoVisit, s.undoSignature, s.undoAgreed, undoWrongPhone,
	} {
		more, err := undo(ctx, r, c)
		if err != nil {
			return nil, err
		}
		writes = append(writes, more...)
	}
	return writes, nil
}

// undoAppointment opens the appointment again that a record carried out or found nobody at, and puts back one that a call
// confirmed, moved or cancelled.
func (s *Service) undoAppointment(ctx context.Context, r app.ServiceRecord, _ app.Customer) ([]record.Write, error) {
	if r.AppointmentID == "" {
		return nil, nil
	}
	a, err := s.store.Appointment(ctx, r.AppointmentID)
	if err != nil {
		return nil, skipMissing(err)
	}
	if r.Channel == app.ChannelPhone {
		return s.undoOnMeeting(ctx, a, r)
	}
	b := a
	if r.Channel == app.ChannelVisit && (a.Status == app.AppointmentDone || a.Status == app.AppointmentNoShow) {
		b.Status = app.AppointmentPlanned
	}
	return []record.Write{record.Change(a, b)}, nil
}

// undoVisit lets a visit be finished again.
func (s *Service) undoVisit(ctx context.Context, r app.ServiceRecord, _ app.Customer) ([]record.Write, error) {
	if r.VisitID == "" || r.Channel != app.ChannelVisit {
		return nil, nil
	}
	v, err := s.store.Visit(ctx, r.VisitID)
	if err != nil || v.RecordID != r.ID {
		return nil, skipMissing(err)
	}
	w := v
	w.RecordID, w.NoShow = "", false
	if v.NoShow {
		w.LeftAt = 0
	}
	return []record.Write{record.Change(v, w)}, nil
}

// undoSignature takes back that a questionnaire was signed in a visit, unless its answers were entered since.
func (s *Service) undoSignature(ctx context.Context, r app.ServiceRecord, c app.Customer) ([]record.Write, error) {
	if r.VisitID == "" || r.Channel != app.ChannelVisit {
		return nil, nil
	}
	v, err := s.store.Visit(ctx, r.VisitID)
	if err != nil || v.RecordID != r.ID || !v.SurveySigned {
		return nil, skipMissing(err)
	}
	all, err := s.store.SurveysOf(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	for _, q := range all {
		answered := len(q.Rating) > 0 || len(q.Importance) > 0 || !blank(q.Comment)
		if q.SignedAt == v.LeftAt && q.PersonID == s.me.ID && !answered {
			open := q
			open.SignedAt = 0
			return []record.Write{record.Change(q, open)}, nil
		}
	}
	return nil, nil
}

// undoAgreed cancels what a call agreed.
func (s *Service) undoAgreed(ctx context.Context, r app.ServiceRecord, _ app.Customer) ([]record.Write, error) {
	planned, err := s.store.AppointmentsOf(ctx, r.CustomerID, 0)
	if err != nil {
		return nil, err
	}
	var out []record.Write
	for _, a := range planned {
		if a.RecordID == r.ID && a.ID != r.AppointmentID {
			b := a
			b.Status = app.AppointmentCancelled
			out = append(out, record.Change(a, b))
		}
	}
	return out, nil
}

func undoWrongPhone(_ context.Context, r app.ServiceRecord, c app.Customer) ([]record.Write, error) {
	if r.Outcome != app.OutcomeWrong {
		return nil, nil
	}
	return markPhone(c, r.Phone, false), nil
}

// markPhone returns the write that marks a number of a card wrong or right again, nothing if the card does not have it.
func markPhone(c app.Customer, number string, wrong bool) []record.Write {
	i := slices.IndexFunc(c.Phones, func(p app.Phone) bool { return p.Number == number && p.Wrong != wrong })
	if i < 0 || number == "" {
		return nil
	}
	d := c
	d.Phones = slices.Clone(c.Phones)
	d.Phones[i].Wrong = wrong
	return []record.Write{record.Change(c, d)}
}

func skipMissing(err error) error {
	if notFound(err) {
		return nil
	}
	return err
}
