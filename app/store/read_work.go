package store

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app"
)

// OpenCases returns the cases of a person on cards that have a stage still to be done, the earliest published first, with
// what the rules of product §5 look at: of the card name, sex, the days of opening and checking and whether it must not be
// contacted; of the policy what says when something is due.
func (s *Store) OpenCases(ctx context.Context, personID string) ([]app.CaseWork, error) {
	var out []app.CaseWork
	err := s.each(ctx, `SELECT k.id, k.policy_id, k.customer_id, k.reason, k.published_on, k.sign_by, k.signed_at,
			c.id, c.name, c.sex, c.opened_on, c.checked_on, c.do_not_contact, i.reached, i.visited, i.refused, i.next_due,
			coalesce(p.id, ''), coalesce(p.number, ''), coalesce(p.customer_id, ''), coalesce(p.product, ''), coalesce(p.premium, 0),
			coalesce(p.mode, ''), coalesce(p.next_due, ''), coalesce(p.matures_on, ''), coalesce(p.insurer_status, '')
		FROM card_index i CROSS JOIN cases k ON k.customer_id = i.id JOIN customers c ON c.rid = i.rid LEFT JOIN policies p ON p.id = k.policy_id
		WHERE i.open_cases = 1 AND +k.person_id = ? ORDER BY k.published_on, k.id`, []any{personID}, func(scan func(...any) error) error {
		w := app.CaseWork{Case: app.Case{PersonID: personID}}
		k, c, p, d := &w.Case, &w.Card, &w.Policy, &w.Done
		err := scan(&k.ID, &k.PolicyID, &k.CustomerID, &k.Reason, &k.PublishedOn, &k.SignBy, &k.SignedAt,
			&c.ID, &c.Name, &c.Sex, &c.OpenedOn, &c.CheckedOn, &c.DoNotContact, &d.Reached, &d.Visited, &d.Refused, &w.NextDue,
			&p.ID, &p.Number, &p.CustomerID, &p.Product, &p.Premium, &p.Mode, &p.NextDue, &p.MaturesOn, &p.InsurerStatus)
		out = append(out, w)
		return err
	})
	return out, err
}

// CaseReasons returns the reasons of the cases a person has with customers: by policy id, and by customer id that of the
// case published last.
func (s *Store) CaseReasons(ctx context.Context, personID string, customerIDs []string) (map[string]string, error) {
	list, err := json.Marshal(customerIDs)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	err = s.each(ctx, `SELECT k.customer_id, k.policy_id, k.reason FROM json_each(?) j CROSS JOIN cases k ON k.customer_id = j.value
		WHERE k.person_id = ? ORDER BY k.published_on, k.id`, []any{string(list), personID}, func(scan func(...any) error) error {
		var customer, policy, reason string
		err := scan(&customer, &policy, &reason)
		out[customer], out[policy] = reason, reason
		return err
	})
	return out, err
}

// callCustomers and callPolicies read for a JSON list of customers what a line of the call queue needs, card by card in the
// order they lie in the file, so that each page of it is read once.
const (
	callOrder     = "(SELECT i.rid, i.id, i.last_call, i.tries FROM json_each(?) j CROSS JOIN card_index i ON i.id = j.value ORDER BY i.rid)"
	callCustomers = `SELECT i.id, i.last_call, i.tries, c.name, c.sex, c.birth_date, c.id_no, c.phones, c.do_not_contact, c.quiet_from, c.quiet_to
		FROM ` + callOrder + ` i CROSS JOIN customers c ON c.rid = i.rid`
	callPolicies = `SELECT p.id, p.number, p.customer_id, p.product, p.premium, p.mode, p.next_due, p.grace_days, p.matures_on, p.paid_out_on,
			p.insurer_status, p.as_of, p.insured_name, p.insured_id_no, p.insured_birth, p.insured_sex, p.insured_phone
		FROM ` + callOrder + ` i CROSS JOIN policies p ON p.customer_id = i.id ORDER BY i.rid, p.b_due = '', p.b_due, p.number`
)

// CallCards returns of customers, by id, what a line of the call queue needs; ids that are not known are left out. Their
// policies come with the next due first.
func (s *Store) CallCards(ctx context.Context, customerIDs []string) (map[string]app.CallCard, error) {
	list, err := json.Marshal(customerIDs)
	if err != nil {
		return nil, err
	}
	out := make(map[string]app.CallCard, len(customerIDs))
	err = s.each(ctx, callCustomers, []any{string(list)}, func(scan func(...any) error) error {
		var card app.CallCard
		var phones []byte
		c := &card.Customer
		if err := scan(&c.ID, &card.LastCall, &card.Tries, &c.Name, &c.Sex, &c.BirthDate, &c.IDNo, &phones, &c.DoNotContact,
			&c.QuietFrom, &c.QuietTo); err != nil {
			return err
		}
		if len(phones) > 0 {
			if err := json.Unmarshal(phones, &c.Phones); err != nil {
				return damaged(err)
			}
		}
		out[c.ID] = card
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, s.each(ctx, callPolicies, []any{string(list)}, func(scan func(...any) error) error {
		var p app.Policy
		err := scan(&p.ID, &p.Number, &p.CustomerID, &p.Product, &p.Premium, &p.Mode, &p.NextDue, &p.GraceDays, &p.MaturesOn, &p.PaidOutOn,
			&p.InsurerStatus, &p.AsOf, &p.InsuredName, &p.InsuredIDNo, &p.InsuredBirth, &p.InsuredSex, &p.InsuredPhone)
		card := out[p.CustomerID]
		card.Policies = append(card.Policies, p)
		out[p.CustomerID] = card
		return err
	})
}

// Contacts returns what was done with customers, from the standing records.
func (s *Store) Contacts(ctx context.Context, customerIDs []string) (map[string]app.Contacts, error) {
	list, err := json.Marshal(customerIDs)
	if err != nil {
		return nil, err
	}
	out := map[string]app.Contacts{}
	err = s.each(ctx, `SELECT r.customer_id, r.policy_id, r.channel, r.outcome, r.at, r.pay_way, r.items
		FROM (SELECT DISTINCT value AS id FROM json_each(?)) j CROSS JOIN service_records r ON r.customer_id = j.id WHERE `+standing+
		" ORDER BY r.customer_id, r.at, r.id", []any{string(list)}, func(scan func(...any) error) error {
		var r app.ServiceRecord
		var items []byte
		if err := scan(&r.CustomerID, &r.PolicyID, &r.Channel, &r.Outcome, &r.At, &r.PayWay, &items); err != nil {
			return err
		}
		if err := premiumItems(items, &r); err != nil {
			return err
		}
		c := out[r.CustomerID]
		c.Add(r)
		out[r.CustomerID] = c
		return nil
	})
	return out, err
}
