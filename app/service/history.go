package service

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// CardHistory returns who changed what on a service card and its policies, when and on which laptop, newest first, as far
// as this laptop knows. Error: app.ErrNotFound.
func (s *Service) CardHistory(ctx context.Context, customerID string) (app.CardHistory, error) {
	var out app.CardHistory
	c, err := s.store.Customer(ctx, customerID)
	if err != nil {
		return out, err
	}
	policies, err := s.store.PoliciesOf(ctx, customerID)
	if err != nil {
		return out, err
	}
	names := map[string]string{s.me.ID: s.me.Name}
	device, err := s.store.Setting(ctx, settingDevice)
	if err != nil {
		return out, err
	}
	var rows [][]app.CardChange
	read := func(kind *record.Kind, id, number string, now any) error {
		changes, err := s.changesOf(ctx, kind, id, now, names)
		for i := range changes {
			changes[i].PolicyNo = number
			changes[i].Own = changes[i].Device != "" && changes[i].Device == device
		}
		rows = append(rows, changes)
		if err != nil {
			return err
		}
		told, err := s.store.HistoryTold(ctx, kind.Name, id)
		if len(rows) == 1 || told < out.AsOf {
			out.AsOf = told
		}
		return err
	}
	if err := read(app.KindCustomer, c.ID, "", c); err != nil {
		return out, err
	}
	for _, p := range policies {
		if err := read(app.KindPolicy, p.ID, p.Number, p); err != nil {
			return out, err
		}
	}
	out.Changes = merged(rows)
	return out, nil
}

// settingDevice names this laptop, as the store keeps it.
const settingDevice = "device_id"

// changesOf returns the changes of one row, whose present record is now.
func (s *Service) changesOf(ctx context.Context, kind *record.Kind, id string, now any, names map[string]string) ([]app.CardChange, error) {
	entries, err := s.store.History(ctx, kind.Name, id)
	if err != nil {
		return nil, err
	}
	body := kind.Encode(now)
	out := make([]app.CardChange, 0, len(entries))
	for _, e := range entries {
		if _, known := kind.Field(e.Field); !known {
			continue
		}
		c := app.CardChange{HistoryEntry: e, Kind: kind.Name, RowID: id}
		if c.AuthorName, err = s.nameOf(ctx, names, e.Author); err != nil {
			return nil, err
		}
		earlier := json.RawMessage(c.Earlier())
		switch {
		case kind != app.KindCustomer:
			c.Keeps = app.BarInsurer
		case !app.PlannerFact(e.Field):
			c.Keeps = app.BarProcess
		case record.IsZero(earlier):
			c.Keeps = app.BarEmpty
		case string(earlier) == string(body[e.Field]):
			c.Keeps = app.BarCurrent
		}
		out = append(out, c)
	}
	return out, nil
}

// merged puts the changes of several rows into one list by time; those of each row stay in their order.
func merged(rows [][]app.CardChange) []app.CardChange {
	var out []app.CardChange
	for {
		rows = slices.DeleteFunc(rows, func(r []app.CardChange) bool { return len(r) == 0 })
		if len(rows) == 0 {
			return out
		}
		newest := 0
		for i, r := range rows {
			if r[0].At > rows[newest][0].At {
				newest = i
			}
		}
		out = append(out, rows[newest][0])
		rows[newest] = rows[newest][1:]
	}
}

// RestoreFact gives a fact of a card a value it had before, as canonical JSON. It is a change like any other, with the
// same checks. Errors: those of SaveCustomer, app.ErrForbidden for a fact planners do not edit.
func (s *Service) RestoreFact(ctx context.Context, customerID, field, value string) error {
	if !app.PlannerFact(field) {
		return app.Errorf(app.ErrForbidden, "这一项不由规划师填写，不能恢复")
	}
	c, err := s.store.Customer(ctx, customerID)
	if err != nil {
		return err
	}
	k := app.KindCustomer
	var after app.Customer
	if _, err := k.Decode(k.Overlay(k.Encode(c), record.Body{field: json.RawMessage(value)}), &after); err != nil {
		return &app.Error{Code: app.ErrInternal, Field: field, Message: "原来的内容无法恢复", Cause: err}
	}
	after.ID = customerID
	return s.SaveCustomer(ctx, c, after)
}

// HistoryRows names the rows whose history makes up that of a card, each kind and id.
func (s *Service) HistoryRows(ctx context.Context, customerID string) ([][2]string, error) {
	policies, err := s.store.PoliciesOf(ctx, customerID)
	rows := [][2]string{{app.KindCustomer.Name, customerID}}
	for _, p := range policies {
		rows = append(rows, [2]string{app.KindPolicy.Name, p.ID})
	}
	return rows, err
}
