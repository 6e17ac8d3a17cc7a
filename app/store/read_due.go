package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"

	"github.com/fangce/fangce/app"
)

// Portfolio returns all customers by id with what the rules of product §5 look at: name, sex, grade, the days of opening
// and checking the card, and whether they must not be contacted.
func (s *Store) Portfolio(ctx context.Context) (map[string]app.Customer, error) {
	out := map[string]app.Customer{}
	err := s.each(ctx, "SELECT id, name, sex, grade, opened_on, checked_on, do_not_contact FROM customers", nil, func(scan func(...any) error) error {
		var c app.Customer
		err := scan(&c.ID, &c.Name, &c.Sex, &c.Grade, &c.OpenedOn, &c.CheckedOn, &c.DoNotContact)
		out[c.ID] = c
		return err
	})
	return out, err
}

// Callable returns all customers by id with what decides about a return call: grade and whether they must not be
// contacted.
func (s *Store) Callable(ctx context.Context) (map[string]app.Customer, error) {
	out := map[string]app.Customer{}
	err := s.each(ctx, "SELECT id, grade, do_not_contact FROM customers", nil, func(scan func(...any) error) error {
		var c app.Customer
		err := scan(&c.ID, &c.Grade, &c.DoNotContact)
		out[c.ID] = c
		return err
	})
	return out, err
}

// CasesPublished returns of the cases of a person, in no order, what they are about and when they were published.
func (s *Store) CasesPublished(ctx context.Context, personID string) ([]app.Case, error) {
	var out []app.Case
	err := s.each(ctx, "SELECT policy_id, customer_id, published_on FROM cases WHERE person_id = ?", []any{personID}, func(scan func(...any) error) error {
		k := app.Case{PersonID: personID}
		err := scan(&k.PolicyID, &k.CustomerID, &k.PublishedOn)
		out = append(out, k)
		return err
	})
	return out, err
}

// CasesWith returns the cases of a person, the earliest published first, without category and rank.
func (s *Store) CasesWith(ctx context.Context, personID string) ([]app.Case, error) {
	var out []app.Case
	err := s.each(ctx, `SELECT id, policy_id, customer_id, reason, published_on, sign_by, signed_at FROM cases
		WHERE person_id = ? ORDER BY published_on, id`, []any{personID}, func(scan func(...any) error) error {
		k := app.Case{PersonID: personID}
		err := scan(&k.ID, &k.PolicyID, &k.CustomerID, &k.Reason, &k.PublishedOn, &k.SignBy, &k.SignedAt)
		out = append(out, k)
		return err
	})
	return out, err
}

// DueFacts returns of policies what says when something is due, by id.
func (s *Store) DueFacts(ctx context.Context, ids []string) (map[string]app.Policy, error) {
	out := make(map[string]app.Policy, len(ids))
	for len(ids) > 0 {
		n := min(len(ids), 500)
		marks, args := in(ids[:n])
		ids = ids[n:]
		err := s.each(ctx, `SELECT id, number, customer_id, product, premium, mode, next_due, matures_on, insurer_status
			FROM policies WHERE id IN `+marks, args, func(scan func(...any) error) error {
			var p app.Policy
			err := scan(&p.ID, &p.Number, &p.CustomerID, &p.Product, &p.Premium, &p.Mode, &p.NextDue, &p.MaturesOn, &p.InsurerStatus)
			out[p.ID] = p
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Contacts returns what was done with customers, from the standing records: with those given, or with all where ids is
// nil. Only items that speak of a premium are read.
func (s *Store) Contacts(ctx context.Context, ids []string) (map[string]app.Contacts, error) {
	out := map[string]app.Contacts{}
	where, args := "", []any(nil)
	if ids != nil {
		marks, list := in(ids)
		where, args = "r.customer_id IN "+marks+" AND ", list
	}
	err := s.each(ctx, `SELECT r.customer_id, r.policy_id, r.channel, r.outcome, r.at, r.pay_way, r.items
		FROM service_records r WHERE `+where+standing+" ORDER BY r.customer_id, r.at", args, func(scan func(...any) error) error {
		var r app.ServiceRecord
		var items sql.RawBytes
		if err := scan(&r.CustomerID, &r.PolicyID, &r.Channel, &r.Outcome, &r.At, &r.PayWay, &items); err != nil {
			return err
		}
		if bytes.Contains(items, []byte(app.ItemRemind)) || bytes.Contains(items, []byte(app.ItemPayWay)) ||
			bytes.Contains(items, []byte(app.ItemTransfer)) {
			if err := json.Unmarshal(items, &r.Items); err != nil {
				return err
			}
		}
		c := out[r.CustomerID]
		c.Add(r)
		out[r.CustomerID] = c
		return nil
	})
	return out, err
}

// RecordsMark returns the number of service records and the place of the newest in the order they came here. The place
// only grows; who remembers both can ask TouchedSince for what came later.
func (s *Store) RecordsMark(ctx context.Context) (last, n int64, err error) {
	err = s.each(ctx, "SELECT coalesce(max(rid), 0), count(*) FROM service_records", nil, func(scan func(...any) error) error {
		return scan(&last, &n)
	})
	return last, n, err
}

// TouchedSince returns the customers of the service records that came after a place, one entry for each record.
func (s *Store) TouchedSince(ctx context.Context, last int64) ([]string, error) {
	var out []string
	err := s.each(ctx, "SELECT customer_id FROM service_records WHERE rid > ?", []any{last}, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

// nearFacts are the columns of policies near one of their boundary days.
const nearFacts = `SELECT id, number, customer_id, product, premium, mode, next_due, grace_days, matures_on, maturity_amount,
	paid_out_on, insurer_status, as_of FROM policies `

// PoliciesDue returns the policies whose premium is due until a day and that can still be reinstated today, the next due
// first.
func (s *Store) PoliciesDue(ctx context.Context, today, until app.Date) ([]app.Policy, error) {
	return s.policiesNear(ctx, nearFacts+`WHERE b_due <> '' AND b_due <= ?1 AND b_reinstate_end >= ?2
		AND (b_matures = '' OR b_matures > ?2) ORDER BY b_due, number`, string(until), string(today))
}

// PoliciesMaturing returns the policies that mature from one day to another and are not paid out, the soonest first.
func (s *Store) PoliciesMaturing(ctx context.Context, first, last app.Date) ([]app.Policy, error) {
	return s.policiesNear(ctx, nearFacts+`WHERE b_matures <> '' AND b_matures BETWEEN ? AND ? AND paid_out_on = ''
		ORDER BY b_matures, number`, string(first), string(last))
}

func (s *Store) policiesNear(ctx context.Context, query string, args ...any) ([]app.Policy, error) {
	var out []app.Policy
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		var p app.Policy
		err := scan(&p.ID, &p.Number, &p.CustomerID, &p.Product, &p.Premium, &p.Mode, &p.NextDue, &p.GraceDays, &p.MaturesOn,
			&p.MaturityAmount, &p.PaidOutOn, &p.InsurerStatus, &p.AsOf)
		out = append(out, p)
		return err
	})
	return out, err
}

// OpenRecords returns a person's records whose promise or next step is due until a day and still open. A promise is kept
// by a record that says so. A next step is done by a later record of the customer from its day on, or replaced by one
// that names a next step of its own; a call nobody answered does neither, unless it names one.
func (s *Store) OpenRecords(ctx context.Context, personID string, until app.Date) (promises, next []app.OpenRecord, err error) {
	promises, err = s.openRecords(ctx, `WHERE r.promise_by <> '' AND r.promise_by <= ?2 AND +r.person_id = ?1 AND `+standing+`
		AND NOT EXISTS (SELECT 1 FROM service_records d WHERE d.kept = r.id AND d.kept <> '' AND `+laterStands+`)
		ORDER BY r.promise_by, r.id`, personID, string(until))
	if err != nil {
		return nil, nil, err
	}
	next, err = s.openRecords(ctx, `WHERE r.next_on <> '' AND r.next_on <= ?2 AND +r.person_id = ?1 AND `+standing+`
		AND NOT EXISTS (SELECT 1 FROM service_records d WHERE d.customer_id = r.customer_id AND d.at > r.at AND `+laterStands+`
			AND (d.next_on <> '' OR d.outcome NOT IN ('no_answer', 'wrong', 'no_show')
				AND d.at >= unixepoch(r.next_on) * 1000 - 28800000))
		ORDER BY r.next_on, r.id`, personID, string(until))
	return promises, next, err
}

func (s *Store) openRecords(ctx context.Context, rest string, args ...any) ([]app.OpenRecord, error) {
	found, err := list[app.ServiceRecord](ctx, s, rest, args...)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	ids := make([]string, len(found))
	for i, r := range found {
		ids[i] = r.CustomerID
	}
	names, err := s.Names(ctx, ids)
	out := make([]app.OpenRecord, 0, len(found))
	for _, r := range found {
		out = append(out, app.OpenRecord{Record: r, Name: names[r.CustomerID]})
	}
	return out, err
}

// BornOn returns the customers born on one of these days of the year, written 01-02; only id, name, birth date and kind
// of birthday are filled.
func (s *Store) BornOn(ctx context.Context, days []string) ([]app.Customer, error) {
	marks, args := in(days)
	return s.born(ctx, "WHERE substr(birth_date, 6) IN "+marks+" AND lunar_birthday = 0", args)
}

// LunarBirthdays returns the customers who keep their birthday by the lunar calendar, filled as BornOn does.
func (s *Store) LunarBirthdays(ctx context.Context) ([]app.Customer, error) {
	return s.born(ctx, "WHERE lunar_birthday = 1 AND birth_date <> ''", nil)
}

func (s *Store) born(ctx context.Context, where string, args []any) ([]app.Customer, error) {
	var out []app.Customer
	err := s.each(ctx, "SELECT id, name, sex, birth_date, lunar_birthday FROM customers "+where+" ORDER BY id", args, func(scan func(...any) error) error {
		c := app.Customer{}
		err := scan(&c.ID, &c.Name, &c.Sex, &c.BirthDate, &c.LunarBirthday)
		out = append(out, c)
		return err
	})
	return out, err
}
