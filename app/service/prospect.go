package service

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// Prospects returns the prospects (准客户的积累, 002 §四.2) by the day of their next step, those without one by the day they
// were entered, the newest first; and those who have become customers.
func (s *Service) Prospects(ctx context.Context) ([]app.ProspectRow, error) {
	cards, err := s.store.Prospects(ctx)
	if err != nil {
		return nil, err
	}
	var ids, referrers []string
	for _, c := range cards {
		ids = append(ids, c.ID)
		if c.ReferrerID != "" {
			referrers = append(referrers, c.ReferrerID)
		}
	}
	names, err := s.store.Names(ctx, referrers)
	if err != nil {
		return nil, err
	}
	records, err := s.store.RecordsSince(ctx, ids, 0)
	if err != nil {
		return nil, err
	}
	last := map[string]app.ServiceRecord{}
	for _, r := range records {
		last[r.CustomerID] = r
	}
	out := make([]app.ProspectRow, 0, len(cards))
	for _, c := range cards {
		out = append(out, app.ProspectRow{
			ID: c.ID, Name: c.Name, Sex: c.Sex, Phone: app.UsablePhone(c.Phones), Stage: app.StageOf(c), Source: c.Source,
			ReferrerID: c.ReferrerID, Referrer: names[c.ReferrerID], OpenedOn: c.OpenedOn, Last: last[c.ID].At, LastText: last[c.ID].Content,
			Next: last[c.ID].NextStep, NextOn: last[c.ID].NextOn, Notes: c.Notes, Silent: c.DoNotContact, Won: !c.Prospect,
		})
	}
	slices.SortStableFunc(out, func(a, b app.ProspectRow) int {
		return cmp.Or(strings.Compare(orLast(a.NextOn), orLast(b.NextOn)), strings.Compare(string(b.OpenedOn), string(a.OpenedOn)),
			strings.Compare(a.ID, b.ID))
	})
	return out, nil
}

func orLast(d app.Date) string { return cmp.Or(string(d), "9999") }

// SetProspectStage moves a prospect to a stage and returns the one it stood at, to move it back.
func (s *Service) SetProspectStage(ctx context.Context, customerID, stage string) (was string, err error) {
	if !slices.Contains(app.ProspectStages, stage) {
		return "", invalid("prospect_stage", "没有“%s”这个阶段", stage)
	}
	c, err := s.store.Customer(ctx, customerID)
	if err != nil {
		return "", err
	}
	if !c.Prospect {
		return "", app.Errorf(app.ErrConflict, "%s 已经不是准客户", c.Name)
	}
	was = app.StageOf(c)
	d := c
	d.ProspectStage = stage
	return was, s.store.Save(ctx, record.Change(c, d))
}

// WinProspect turns a prospect into a customer (转为客户); back takes that back to the stage the prospect stood at.
func (s *Service) WinProspect(ctx context.Context, customerID string) (back func(context.Context) error, err error) {
	c, err := s.store.Customer(ctx, customerID)
	if err != nil {
		return nil, err
	}
	if !c.Prospect {
		return nil, app.Errorf(app.ErrConflict, "%s 已经不是准客户", c.Name)
	}
	d := c
	d.Prospect, d.ProspectStage = false, app.ProspectClosed
	if err := s.store.Save(ctx, record.Change(c, d)); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		now, err := s.store.Customer(ctx, customerID)
		if err != nil {
			return err
		}
		was := now
		was.Prospect, was.ProspectStage = true, c.ProspectStage
		return s.store.Save(ctx, record.Change(now, was))
	}, nil
}

// mostLookalikes is how many cards are named that a new one may double.
const mostLookalikes = 4

// Lookalikes returns the cards a new one may double: of that name, or with that phone, those with the phone first. It looks
// at what is typed so far; less than two characters of a name or seven digits say nothing.
func (s *Service) Lookalikes(ctx context.Context, name, phone string) ([]app.CardRow, error) {
	var found []app.CardRow
	add := func(text string, is func(app.CardRow) bool) error {
		ids, err := s.store.CardIndex(ctx, app.CardQuery{Text: text})
		if err != nil || len(ids) == 0 {
			return err
		}
		rows, err := s.store.CardRows(ctx, ids[:min(len(ids), 50)])
		if err != nil {
			return err
		}
		for _, r := range rows {
			if is(r) && !slices.ContainsFunc(found, func(f app.CardRow) bool { return f.ID == r.ID }) {
				found = append(found, r)
			}
		}
		return nil
	}
	for _, n := range app.ParsePhones(phone) {
		if n.Kind == app.PhoneInvalid {
			continue
		}
		if err := add(n.Number, func(app.CardRow) bool { return true }); err != nil {
			return nil, err
		}
	}
	if name = app.NormalName(name); len([]rune(name)) >= 2 {
		if err := add(name, func(r app.CardRow) bool { return r.Name == name }); err != nil {
			return nil, err
		}
	}
	return found[:min(len(found), mostLookalikes)], nil
}
