package service

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

type bookReads interface {
	RegularPolicies(ctx context.Context) ([]app.Policy, error)
	Policies(ctx context.Context, ids []string) (map[string]app.Policy, error)
	RecordsSince(ctx context.Context, customerIDs []string, since app.Instant) ([]app.ServiceRecord, error)
	GreetingsSince(ctx context.Context, personID string, since app.Instant) ([]app.ServiceRecord, error)
	Prospects(ctx context.Context) ([]app.Customer, error)
	GreetedPeople(ctx context.Context) ([]app.Customer, error)
}

// ContactBook returns the contact book of a month (客户联系资料册, 002 §三.二; month is 2006-01): a line for every premium that
// falls due in it, by day and policy number. What was said of a premium counts from 30 days before it is due.
func (s *Service) ContactBook(ctx context.Context, month string) ([]app.BookLine, error) {
	first := app.Date(month + "-01")
	if !first.Valid() {
		return nil, invalid("month", "%s 不是有效月份", month)
	}
	all, err := s.store.RegularPolicies(ctx)
	if err != nil {
		return nil, err
	}
	type premium struct {
		policy string
		due    app.Date
		paid   bool
	}
	today := s.clock.Today()
	var found []premium
	var policies, customers []string
	for _, p := range all {
		if due, paid, ok := app.PremiumIn(p, month, today); ok {
			found = append(found, premium{p.ID, due, paid})
			policies, customers = append(policies, p.ID), append(customers, p.CustomerID)
		}
	}
	if len(found) == 0 {
		return nil, nil
	}
	facts, err := s.store.Policies(ctx, policies)
	if err != nil {
		return nil, err
	}
	cards, err := s.store.Customers(ctx, customers)
	if err != nil {
		return nil, err
	}
	records, err := s.store.RecordsSince(ctx, customers, app.InstantOf(first.AddDays(-app.DueSoonDays).Time()))
	if err != nil {
		return nil, err
	}
	spoken := map[string][]app.ServiceRecord{}
	for _, r := range records {
		if app.RemindsOfPremium(r) {
			spoken[r.CustomerID] = append(spoken[r.CustomerID], r)
		}
	}
	out := make([]app.BookLine, 0, len(found))
	for _, f := range found {
		p := facts[f.policy]
		out = append(out, bookLine(p, cards[p.CustomerID], f.due, f.paid, spoken[p.CustomerID], today))
	}
	slices.SortStableFunc(out, func(a, b app.BookLine) int {
		return cmp.Or(strings.Compare(string(a.Due), string(b.Due)), strings.Compare(a.Policy.Number, b.Policy.Number))
	})
	return out, nil
}

// bookLine writes one line; spoken holds what was said to the customer of premiums, the oldest first.
func bookLine(p app.Policy, c app.Customer, due app.Date, paid bool, spoken []app.ServiceRecord, today app.Date) app.BookLine {
	l := app.BookLine{
		Policy: p, Name: c.Name, Sex: c.Sex, Grade: c.Grade, Key: c.Key, Due: due, Standing: app.BookOpen, Silent: c.DoNotContact,
		Phone: app.UsablePhone(c.Phones), Phones: app.PhoneCompleteness(c.Phones, nil),
		Address: app.UsableAddress(c.Addresses), Where: app.AddressCompleteness(c.Addresses), State: app.State(p, today),
	}
	for _, a := range c.Addresses {
		if !a.Wrong && a.District != "" {
			l.District = a.District
			break
		}
	}
	if l.Name == "" {
		l.Name = p.HolderName
	}
	for _, r := range spoken {
		if r.PolicyID != "" && r.PolicyID != p.ID || r.At.Date() < due.AddDays(-app.DueSoonDays) {
			continue
		}
		l.Spoken = r.At
		if l.Standing == app.BookOpen {
			l.Standing = app.BookTold
		}
		if r.PayWay != "" {
			l.PayWay, l.Standing = r.PayWay, app.BookWay
		}
	}
	if paid {
		l.Standing = app.BookPaid
	}
	return l
}
