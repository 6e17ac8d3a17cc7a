package service

import (
	"context"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// greets reports whether a record is the greeting of that person on that occasion. A festival is the one the record names;
// a record that names none is that of the festival it lies within some days of. A birthday in the family is named by who
// has it.
func greets(r app.ServiceRecord, code string, g app.Greeting) bool {
	if away := r.At.Date().DaysSince(g.On); away > nearDays || away < -nearDays {
		return false
	}
	if code == app.OccasionBirthday {
		if r.Stage != app.StageBirthday {
			return false
		}
		family, any := strings.Contains(r.Content, kinMark), strings.Contains(r.Content, kinTitle)
		if g.Relation == "" {
			return !family && !any
		}
		return any || family && strings.Contains(r.Content, g.Who)
	}
	if r.Stage != app.StageFestival {
		return false
	}
	if strings.Contains(r.Content, app.FestivalName(code)) {
		return true
	}
	return !slices.ContainsFunc(app.Festivals, func(f string) bool { return strings.Contains(r.Content, app.FestivalName(f)) })
}

// kinMark stands in the record of a greeting to somebody of the customer's family, kinTitle in that of a text for one: it
// does not name who.
const (
	kinMark  = "客户家人"
	kinTitle = "（家人生日）"
)

// Greet writes down that people were greeted on an occasion, by whatever way: a call, a card, a message sent by hand. Who
// was greeted already is left out. It returns the ids of the records, to withdraw them.
func (s *Service) Greet(ctx context.Context, o app.Occasion, channel string, all ...app.Greeting) ([]string, error) {
	var ids []string
	var writes []record.Write
	for _, g := range all {
		if g.Greeted != 0 {
			continue
		}
		c, err := s.store.Customer(ctx, g.CustomerID)
		if err != nil {
			return nil, err
		}
		rec := app.ServiceRecord{
			CustomerID: c.ID, Channel: channel, Stage: app.StageFestival, Outcome: app.OutcomeDone, Items: []string{app.ItemGreeting},
			Content: "致以" + app.FestivalName(o.Code) + "问候。",
		}
		if o.Code == app.OccasionBirthday {
			rec.Stage, rec.Content = app.StageBirthday, "致以生日祝福。"
			if g.Relation != "" {
				rec.Content = "向" + kinMark + g.Who + "（" + g.Relation + "）致以生日祝福。"
			}
		}
		more, rec, err := s.land(ctx, rec, c.Name, "")
		if err != nil {
			return nil, err
		}
		ids, writes = append(ids, rec.ID), append(writes, more...)
	}
	return ids, s.save(ctx, writes)
}

// WithdrawRecords takes several records back in one go, as WithdrawRecord does with one; those that do not stand any more
// are left as they are.
func (s *Service) WithdrawRecords(ctx context.Context, ids []string, why string) error {
	var writes []record.Write
	for _, id := range ids {
		r, err := s.standingRecord(ctx, id)
		if app.Code(err) == app.ErrConflict {
			continue
		}
		if err != nil {
			return err
		}
		more, err := s.withdrawal(ctx, r, why)
		if err != nil {
			return err
		}
		writes = append(writes, more...)
	}
	return s.save(ctx, writes)
}
