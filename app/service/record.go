package service

import (
	"context"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// clockTolerance is by how much a record's time may lie ahead of the laptop's clock (product §2: five minutes).
const clockTolerance = app.Instant(5 * time.Minute / time.Millisecond)

// AddRecord writes down a contact that was no guided call or visit: a letter, a message, a gift, or a call or visit noted
// afterwards; or, with Corrects, a corrected copy of an earlier record, which it replaces everywhere. On a day whose log is
// closed the log gets an addition. It returns the new record's id. Errors: app.ErrInvalid with the field, app.ErrNotFound,
// app.ErrConflict if the record to correct was already withdrawn or replaced.
func (s *Service) AddRecord(ctx context.Context, r app.ServiceRecord) (string, error) {
	r.Withdraws = "" // only WithdrawRecord takes a record back
	var original app.ServiceRecord
	if r.Corrects != "" {
		var err error
		if original, err = s.standingRecord(ctx, r.Corrects); err != nil {
			return "", err
		}
		inherit(&r, original)
	}
	c, err := s.store.Customer(ctx, r.CustomerID)
	if err != nil {
		return "", err
	}
	if r.Outcome == "" {
		r.Outcome = app.OutcomeDone
	}
	if err := s.checkRecord(r); err != nil {
		return "", err
	}
	note := ""
	if r.Corrects != "" {
		note = "更正 " + original.At.Clock() + " 的记录"
	}
	writes, r, err := s.land(ctx, r, c.Name, note)
	if err != nil {
		return "", err
	}
	if day := original.At.Date(); r.Corrects != "" && day != r.At.Date() {
		// The record leaves that day; its log, if closed, still shows it.
		moved, err := s.addition(ctx, day, note+"：改为 "+r.At.Date().Chinese(), app.LogEntry{})
		if err != nil {
			return "", err
		}
		writes = append(writes, moved...)
	}
	if r.Channel == app.ChannelPhone || r.Channel == app.ChannelVisit {
		more, err := s.receipts(ctx, c.ID)
		if err != nil {
			return "", err
		}
		writes = append(writes, more...)
	}
	return r.ID, s.save(ctx, writes)
}

// inherit gives a correction what it does not say itself.
func inherit(r *app.ServiceRecord, from app.ServiceRecord) {
	keep := func(to *string, v string) {
		if *to == "" {
			*to = v
		}
	}
	keep(&r.CustomerID, from.CustomerID)
	keep(&r.PolicyID, from.PolicyID)
	keep(&r.CaseID, from.CaseID)
	keep(&r.Channel, from.Channel)
	keep(&r.Stage, from.Stage)
	keep(&r.Outcome, from.Outcome)
	keep(&r.Phone, from.Phone)
	keep(&r.Spoke, from.Spoke)
	keep(&r.AppointmentID, from.AppointmentID)
	keep(&r.VisitID, from.VisitID)
	keep(&r.ScriptID, from.ScriptID)
	keep(&r.Kept, from.Kept)
	if r.At == 0 {
		r.At = from.At
	}
}

func (s *Service) checkRecord(r app.ServiceRecord) error {
	switch r.Channel {
	case app.ChannelVisit, app.ChannelPhone, app.ChannelLetter, app.ChannelOnline, app.ChannelGift:
	default:
		return invalid("channel", "请选择服务方式")
	}
	if r.At > s.clock.Now()+clockTolerance {
		return invalid("at", "服务时间不能晚于现在")
	}
	if blank(r.Content) && app.Spoke(r.Outcome) {
		return invalid("content", "请填写本次服务内容")
	}
	return s.checkAhead(r.At, r.NextOn, r.Promise, r.PromiseBy)
}

// checkAhead returns an error unless what a record leaves to be done lies ahead of it: a next step on or after its day, and a
// promise with such a day. at may be 0 for now.
func (s *Service) checkAhead(at app.Instant, nextOn app.Date, promise string, promiseBy app.Date) error {
	day := s.clock.Today()
	if at != 0 {
		day = min(day, at.Date())
	}
	switch {
	case nextOn != "" && !nextOn.Valid():
		return invalid("next_on", "%s 不是有效日期", nextOn)
	case nextOn != "" && nextOn < day:
		return invalid("next_on", "下一步的日期不能早于本次服务")
	case !blank(promise) && promiseBy == "":
		return invalid("promise_by", "未解决的问题要写明答复日期")
	case promiseBy != "" && !promiseBy.Valid():
		return invalid("promise_by", "%s 不是有效日期", promiseBy)
	case promiseBy != "" && promiseBy < day:
		return invalid("promise_by", "答复日期不能早于本次服务")
	}
	return nil
}

// standingRecord returns a record that may still be corrected or withdrawn by its author.
func (s *Service) standingRecord(ctx context.Context, id string) (app.ServiceRecord, error) {
	r, err := s.store.Record(ctx, id)
	if err != nil {
		return r, err
	}
	if r.PersonID != s.me.ID {
		return r, app.Errorf(app.ErrForbidden, "只能更正或撤回自己的记录")
	}
	stands, err := s.store.RecordStands(ctx, id)
	if err == nil && !stands {
		err = app.Errorf(app.ErrConflict, "这条记录已经更正或撤回")
	}
	return r, err
}

// land completes a new record and returns the writes that put it on the card and, where its day is closed already, into
// that day's log as an addition. note is the addition's text.
func (s *Service) land(ctx context.Context, r app.ServiceRecord, customer, note string) ([]record.Write, app.ServiceRecord, error) {
	now := s.clock.Now()
	if r.ID == "" {
		r.ID = s.newID()
	}
	if r.At == 0 {
		r.At = now
	}
	r.PersonID, r.RecordedAt, r.ClockOff = s.me.ID, now, s.clockOff(ctx)
	if r.CaseID == "" && r.PolicyID != "" {
		cases, err := s.store.CasesOf(ctx, r.CustomerID)
		if err != nil {
			return nil, r, err
		}
		if k := newestCase(cases, r.PolicyID); k != nil {
			r.CaseID = k.ID
		}
	}
	writes := []record.Write{record.Create(r)}
	entry := app.EntryOf(r, customer)
	addition, err := s.addition(ctx, r.At.Date(), note, entry)
	return append(writes, addition...), r, err
}

// addition returns the write that adds a fact to the log of a day, nothing while that log is open.
func (s *Service) addition(ctx context.Context, day app.Date, text string, entry app.LogEntry) ([]record.Write, error) {
	log, err := s.store.WorkLog(ctx, app.WorkLogID(s.me.ID, day))
	switch {
	case notFound(err):
		return nil, nil
	case err != nil:
		return nil, err
	case log.Status != app.LogClosed:
		return nil, nil
	}
	return []record.Write{record.Create(app.LogAddition{
		ID: s.newID(), LogID: log.ID, PersonID: s.me.ID, At: s.clock.Now(), Text: text, Entry: entry,
	})}, nil
}

// receipts returns the writes that sign for the customer's cases: who has called or visited has received them.
func (s *Service) receipts(ctx context.Context, customerID string) ([]record.Write, error) {
	cases, err := s.store.CasesOf(ctx, customerID)
	if err != nil {
		return nil, err
	}
	var out []record.Write
	for _, k := range cases {
		if k.PersonID == s.me.ID && k.SignedAt == 0 {
			signed := k
			signed.SignedAt = s.clock.Now()
			out = append(out, record.Change(k, signed))
		}
	}
	return out, nil
}

// newestCase returns the newest case of a policy, nil if there is none; cases come newest first.
func newestCase(cases []app.Case, policyID string) *app.Case {
	for i := range cases {
		if cases[i].PolicyID == policyID {
			return &cases[i]
		}
	}
	return nil
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
