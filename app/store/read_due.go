package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// CaseWork returns the newest case of every policy of a person with what the rules of product §5 look at, the earliest
// published first.
func (s *Store) CaseWork(ctx context.Context, personID string) ([]app.CaseWork, error) {
	var out []app.CaseWork
	err := s.each(ctx, `SELECT k.id, k.policy_id, k.customer_id, k.reason, k.category, k.published_on, k.sign_by, k.signed_at,
			c.name, c.sex, c.grade, c.opened_on, c.checked_on, c.do_not_contact,
			coalesce(p.number, ''), coalesce(p.product, ''), coalesce(p.mode, ''), coalesce(p.next_due, ''),
			coalesce(p.matures_on, ''), coalesce(p.premium, 0), coalesce(p.insurer_status, '')
		FROM cases k JOIN customers c ON c.id = k.customer_id LEFT JOIN policies p ON p.id = k.policy_id
		WHERE k.person_id = ? ORDER BY k.published_on, k.id`, []any{personID}, func(scan func(...any) error) error {
		w := app.CaseWork{}
		k, c, p := &w.Case, &w.Card, &w.Policy
		err := scan(&k.ID, &k.PolicyID, &k.CustomerID, &k.Reason, &k.Category, &k.PublishedOn, &k.SignBy, &k.SignedAt,
			&c.Name, &c.Sex, &c.Grade, &c.OpenedOn, &c.CheckedOn, &c.DoNotContact,
			&p.Number, &p.Product, &p.Mode, &p.NextDue, &p.MaturesOn, &p.Premium, &p.InsurerStatus)
		k.PersonID, c.ID, p.ID, p.CustomerID = personID, k.CustomerID, k.PolicyID, k.CustomerID
		out = append(out, w)
		return err
	})
	return out, err
}

// Contacts returns what was done with each customer, from the standing records.
func (s *Store) Contacts(ctx context.Context) (map[string]app.Contacts, error) {
	out := map[string]app.Contacts{}
	err := s.each(ctx, `SELECT r.customer_id, r.channel, r.outcome, r.at FROM service_records r WHERE `+standing+
		` ORDER BY r.customer_id, r.at`, nil, func(scan func(...any) error) error {
		var id, channel, outcome string
		var at app.Instant
		if err := scan(&id, &channel, &outcome, &at); err != nil {
			return err
		}
		c := out[id]
		c.Add(channel, outcome, at)
		out[id] = c
		return nil
	})
	return out, err
}

// RecordsMark returns a number that changes whenever a service record is added or goes.
func (s *Store) RecordsMark(ctx context.Context) (int64, error) {
	var last, n int64
	err := s.each(ctx, "SELECT coalesce(max(rid), 0), count(*) FROM service_records", nil, func(scan func(...any) error) error {
		return scan(&last, &n)
	})
	return last<<24 ^ n, err
}

// near selects policies with their holder's name, when their premium was last spoken of, and when the holder was.
const near = `SELECT p.id, p.number, p.customer_id, p.product, p.premium, p.mode, p.next_due, p.grace_days, p.matures_on,
		p.maturity_amount, p.paid_out_on, p.insurer_status, p.as_of, c.name, c.sex,
		coalesce((SELECT max(r.at) FROM service_records r WHERE r.customer_id = p.customer_id AND r.policy_id IN ('', p.id)
			AND (r.pay_way <> '' OR r.items LIKE '%"remind"%' OR r.items LIKE '%"pay_way"%' OR r.items LIKE '%"transfer"%')
			AND r.outcome NOT IN ('no_answer', 'wrong', 'no_show') AND ` + standing + `), 0),
		coalesce((SELECT max(r.at) FROM service_records r WHERE r.customer_id = p.customer_id AND r.policy_id IN ('', p.id)
			AND r.outcome NOT IN ('no_answer', 'wrong', 'no_show', 'call_back') AND r.channel IN ('phone', 'visit') AND ` + standing + `), 0)
	FROM policies p JOIN customers c ON c.id = p.customer_id `

// PoliciesDue returns the policies with a premium due, in grace or lapsed since a day: those due until a day and not
// reinstatable only before today, the next due first.
func (s *Store) PoliciesDue(ctx context.Context, today, until app.Date) ([]app.PolicyWork, error) {
	return s.policyWork(ctx, near+`WHERE p.b_due <> '' AND p.b_due <= ?1 AND p.b_reinstate_end >= ?2
		AND (p.b_matures = '' OR p.b_matures > ?2) ORDER BY p.b_due, p.number`, string(until), string(today))
}

// PoliciesMaturing returns the policies that mature from one day to another, the soonest first.
func (s *Store) PoliciesMaturing(ctx context.Context, first, last app.Date) ([]app.PolicyWork, error) {
	return s.policyWork(ctx, near+`WHERE p.b_matures <> '' AND p.b_matures BETWEEN ? AND ? AND p.paid_out_on = ''
		ORDER BY p.b_matures, p.number`, string(first), string(last))
}

func (s *Store) policyWork(ctx context.Context, query string, args ...any) ([]app.PolicyWork, error) {
	var out []app.PolicyWork
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		w := app.PolicyWork{}
		p := &w.Policy
		err := scan(&p.ID, &p.Number, &p.CustomerID, &p.Product, &p.Premium, &p.Mode, &p.NextDue, &p.GraceDays, &p.MaturesOn,
			&p.MaturityAmount, &p.PaidOutOn, &p.InsurerStatus, &p.AsOf, &w.Name, &w.Sex, &w.Reminded, &w.Spoken)
		out = append(out, w)
		return err
	})
	return out, err
}

// OpenRecords returns a person's records whose promise or next step is due until a day and still open. A promise is kept
// by a record that says so. A next step is done by a later record of the customer from its day on, or replaced by one
// that names a next step of its own; a call nobody answered does neither, unless it names one.
func (s *Store) OpenRecords(ctx context.Context, personID string, until app.Date) (promises, next []app.OpenRecord, err error) {
	promises, err = s.openRecords(ctx, `WHERE r.promise_by <> '' AND r.promise_by <= ?2 AND r.person_id = ?1 AND `+standing+`
		AND NOT EXISTS (SELECT 1 FROM service_records d WHERE d.kept = r.id AND d.kept <> '' AND d.withdraws = ''
			AND NOT EXISTS (SELECT 1 FROM service_records w WHERE w.withdraws = d.id AND w.withdraws <> ''))
		ORDER BY r.promise_by, r.id`, personID, string(until))
	if err != nil {
		return nil, nil, err
	}
	next, err = s.openRecords(ctx, `WHERE r.next_on <> '' AND r.next_on <= ?2 AND r.person_id = ?1 AND `+standing+`
		AND NOT EXISTS (SELECT 1 FROM service_records d WHERE d.customer_id = r.customer_id AND d.at > r.at AND d.withdraws = ''
			AND (d.next_on <> '' OR d.outcome NOT IN ('no_answer', 'wrong', 'no_show')
				AND d.at >= unixepoch(r.next_on) * 1000 - 28800000)
			AND NOT EXISTS (SELECT 1 FROM service_records w WHERE w.withdraws = d.id AND w.withdraws <> ''))
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

// ReturnsDue returns the customers whose last contact lies so long ago that a return visit is due: on or before the day
// given for their grade (A, B, and all others), longest ago first. Those who must not be contacted are left out.
func (s *Store) ReturnsDue(ctx context.Context, a, b, c app.Date) ([]app.ReturnWork, error) {
	var out []app.ReturnWork
	err := s.each(ctx, `SELECT c.id, c.name, c.sex, c.grade, i.last_contact FROM card_index i JOIN customers c ON c.rid = i.rid
		WHERE i.last_contact <> '' AND c.do_not_contact = 0
		AND i.last_contact <= CASE c.grade WHEN 'A' THEN ?1 WHEN 'B' THEN ?2 ELSE ?3 END
		ORDER BY i.last_contact, c.id`, []any{string(a), string(b), string(c)}, func(scan func(...any) error) error {
		w := app.ReturnWork{}
		err := scan(&w.CustomerID, &w.Name, &w.Sex, &w.Grade, &w.Last)
		out = append(out, w)
		return err
	})
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
