package store

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app"
)

// RegularPolicies returns the policies with a premium still to come, with what says when: id, holder's card, mode,
// frequency, and the days they begin, are due, are paid up and mature.
func (s *Store) RegularPolicies(ctx context.Context) ([]app.Policy, error) {
	var out []app.Policy
	err := s.each(ctx, `SELECT p.id, p.customer_id, p.mode, p.frequency, p.pay_years, p.effective_on, p.next_due, p.grace_days,
			p.matures_on, p.paid_out_on, p.insurer_status, p.as_of
		FROM policies p WHERE p.b_due <> '' AND p.mode <> ? ORDER BY p.b_due, p.number`, []any{app.ModeSingle}, func(scan func(...any) error) error {
		var p app.Policy
		err := scan(&p.ID, &p.CustomerID, &p.Mode, &p.Frequency, &p.PayYears, &p.EffectiveOn, &p.NextDue, &p.GraceDays, &p.MaturesOn,
			&p.PaidOutOn, &p.InsurerStatus, &p.AsOf)
		out = append(out, p)
		return err
	})
	return out, err
}

// Policies returns the policies with these ids; ids that are not known are left out.
func (s *Store) Policies(ctx context.Context, ids []string) (map[string]app.Policy, error) {
	out := make(map[string]app.Policy, len(ids))
	for len(ids) > 0 {
		n := min(len(ids), 500)
		marks, args := in(ids[:n])
		ids = ids[n:]
		found, err := list[app.Policy](ctx, s, "WHERE r.id IN "+marks, args...)
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			out[p.ID] = p
		}
	}
	return out, nil
}

// RecordsSince returns the service records of customers from a moment on that stand, the oldest first.
func (s *Store) RecordsSince(ctx context.Context, customerIDs []string, since app.Instant) ([]app.ServiceRecord, error) {
	ids, err := json.Marshal(customerIDs)
	if err != nil {
		return nil, err
	}
	return list[app.ServiceRecord](ctx, s, "WHERE r.customer_id IN (SELECT value FROM json_each(?)) AND r.at >= ? AND "+standing+
		" ORDER BY r.at, r.id", string(ids), int64(since))
}

// GreetingsSince returns the standing records of greetings on birthdays and festivals, and of invitations, that a person
// wrote since a moment, the oldest first.
func (s *Store) GreetingsSince(ctx context.Context, personID string, since app.Instant) ([]app.ServiceRecord, error) {
	return list[app.ServiceRecord](ctx, s, "WHERE r.person_id = ? AND r.at >= ? AND r.stage IN (?, ?, ?) AND "+standing+" ORDER BY r.at, r.id",
		personID, int64(since), app.StageBirthday, app.StageFestival, app.StageInvite)
}

// Prospects returns the prospects, and those who were prospects and have become customers, in no order.
func (s *Store) Prospects(ctx context.Context) ([]app.Customer, error) {
	return list[app.Customer](ctx, s, "WHERE r.prospect = 1 OR r.prospect_stage = 'closed'")
}

// GreetedPeople returns all customers with what says whom to greet when: name, sex, birthday, family, grade, occupation,
// and how to reach them, by the order in which the cards came here.
func (s *Store) GreetedPeople(ctx context.Context) ([]app.Customer, error) {
	var out []app.Customer
	err := s.each(ctx, `SELECT c.id, c.name, c.sex, c.birth_date, c.lunar_birthday, c.family, c.grade, c.key_customer, c.occupation,
			c.phones, c.addresses, c.wechat, c.do_not_contact, c.prospect
		FROM customers c ORDER BY c.rid`, nil, func(scan func(...any) error) error {
		var c app.Customer
		var family, phones, addresses []byte
		if err := scan(&c.ID, &c.Name, &c.Sex, &c.BirthDate, &c.LunarBirthday, &family, &c.Grade, &c.Key, &c.Occupation,
			&phones, &addresses, &c.WeChat, &c.DoNotContact, &c.Prospect); err != nil {
			return err
		}
		for _, part := range []struct {
			text []byte
			to   any
		}{{family, &c.Family}, {phones, &c.Phones}, {addresses, &c.Addresses}} {
			if len(part.text) == 0 {
				continue
			}
			if err := json.Unmarshal(part.text, part.to); err != nil {
				return err
			}
		}
		out = append(out, c)
		return nil
	})
	return out, err
}
