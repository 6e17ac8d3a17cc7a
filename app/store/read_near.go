package store

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app"
)

// What is due is read from indexes that hold all of it, so that a day's work costs as much as is due of it; names and the
// like are read for the lines that are shown.

// ReachedBefore returns the customers with that many months between return visits who may be contacted and were reached
// last before a moment, by that moment.
func (s *Store) ReachedBefore(ctx context.Context, months int, before app.Instant) ([]app.ReachedCard, error) {
	var out []app.ReachedCard
	err := s.each(ctx, reachedBefore, []any{months, int64(before)}, func(scan func(...any) error) error {
		var r app.ReachedCard
		err := scan(&r.CustomerID, &r.At, &r.NextDue)
		out = append(out, r)
		return err
	})
	return out, err
}

const reachedBefore = `SELECT id, reached, next_due FROM card_index
	WHERE return_months = ? AND reached > 0 AND reached < ? AND callable = 1 ORDER BY reached`

// nearFacts are the columns of policies near one of their boundary days.
const nearFacts = `SELECT p.id, p.customer_id, p.b_due, p.b_grace_end, p.b_reinstate_end, p.b_matures, p.b_said, p.reminded_at, p.spoken_at
	FROM policies p `

// midnight is the moment a day of a column begins in Shanghai.
func midnight(column string) string { return "(unixepoch(" + column + ") - 28800) * 1000" }

const aDay = " 86400000"

// policiesDue skips what was spoken of in the grossest way; the rule is the caller's.
var policiesDue = nearFacts + `WHERE p.b_due <> '' AND p.b_due <= ?1 AND p.b_reinstate_end >= ?2
	AND (p.b_matures = '' OR p.b_matures > ?2) AND (p.b_said <> ''
		OR p.b_due >= ?2 AND p.reminded_at < ` + midnight("p.b_due") + ` - ?3 *` + aDay + `
		OR p.b_due < ?2 AND p.b_grace_end >= ?2 AND p.reminded_at < max(` + midnight("p.b_due") + " + " + aDay + ", " + midnight("p.b_grace_end") + `)
		OR p.b_grace_end < ?2 AND p.spoken_at < ` + midnight("p.b_grace_end") + " + " + aDay + `)
	ORDER BY p.b_due`

// PoliciesDue returns the policies whose premium is due until a day, that can still be reinstated today, and of whose
// premium nobody has heard since it came near, the next due first. Some of them may need no word yet: the rule is the
// caller's, this leaves out most of those it would.
func (s *Store) PoliciesDue(ctx context.Context, today, until app.Date) ([]app.DuePolicy, error) {
	return s.policiesNear(ctx, policiesDue, string(until), string(today), app.DueSoonDays)
}

// PoliciesMaturing returns the policies that mature from one day to another and are not paid out, the soonest first.
func (s *Store) PoliciesMaturing(ctx context.Context, first, last app.Date) ([]app.DuePolicy, error) {
	return s.policiesNear(ctx, nearFacts+`WHERE p.b_matures <> '' AND p.b_matures BETWEEN ? AND ? AND p.paid_out_on = ''
		ORDER BY p.b_matures, p.number`, string(first), string(last))
}

func (s *Store) policiesNear(ctx context.Context, query string, args ...any) ([]app.DuePolicy, error) {
	var out []app.DuePolicy
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		var d app.DuePolicy
		b := &d.Bounds
		err := scan(&d.ID, &d.CustomerID, &b.Due, &b.GraceEnd, &b.ReinstateEnd, &b.Matures, &d.Said, &d.Reminded, &d.Spoken)
		out = append(out, d)
		return err
	})
	return out, err
}

// Queries for what is still to be done by a person's records.
const (
	openPromises = `SELECT r.id, r.customer_id, r.policy_id, r.promise, r.promise_by FROM service_records r
		WHERE r.open_promise = 1 AND r.promise_by <= ?2 AND +r.person_id = ?1 ORDER BY r.promise_by, r.id`
	openNext = `SELECT r.id, r.customer_id, r.policy_id, r.stage, r.channel, r.outcome, r.next_step, r.next_on FROM service_records r
		WHERE r.open_next = 1 AND r.next_on <= ?2 AND +r.person_id = ?1 ORDER BY r.next_on, r.id`
)

// OpenRecords returns a person's records whose promise or next step is due until a day and still open. A promise is kept
// by a record that says so; a next step is done as nextDone says. Filled are customer and policy, and the promise with its
// day or the next step with its day, stage, channel and outcome.
func (s *Store) OpenRecords(ctx context.Context, personID string, until app.Date) (promises, next []app.ServiceRecord, err error) {
	args := []any{personID, string(until)}
	err = s.each(ctx, openPromises, args, func(scan func(...any) error) error {
		r := app.ServiceRecord{PersonID: personID}
		err := scan(&r.ID, &r.CustomerID, &r.PolicyID, &r.Promise, &r.PromiseBy)
		promises = append(promises, r)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	err = s.each(ctx, openNext, args, func(scan func(...any) error) error {
		r := app.ServiceRecord{PersonID: personID}
		err := scan(&r.ID, &r.CustomerID, &r.PolicyID, &r.Stage, &r.Channel, &r.Outcome, &r.NextStep, &r.NextOn)
		next = append(next, r)
		return err
	})
	return promises, next, err
}

// CardBriefs returns what lines say of customers, by id; ids that are not known are left out.
func (s *Store) CardBriefs(ctx context.Context, ids []string) (map[string]app.CardBrief, error) {
	out := make(map[string]app.CardBrief, len(ids))
	err := s.named(ctx, "SELECT i.id, i.name, i.grade FROM json_each(?) j CROSS JOIN card_index i ON i.id = j.value", ids, func(scan func(...any) error) error {
		var id string
		var b app.CardBrief
		err := scan(&id, &b.Name, &b.Grade)
		out[id] = b
		return err
	})
	return out, err
}

// PolicyBriefs returns what lines say of policies, by id; ids that are not known are left out.
func (s *Store) PolicyBriefs(ctx context.Context, ids []string) (map[string]app.PolicyBrief, error) {
	out := make(map[string]app.PolicyBrief, len(ids))
	err := s.named(ctx, "SELECT p.id, p.number, p.premium, p.maturity_amount FROM json_each(?) j CROSS JOIN policies p ON p.id = j.value", ids,
		func(scan func(...any) error) error {
			var id string
			var b app.PolicyBrief
			err := scan(&id, &b.Number, &b.Premium, &b.MaturityAmount)
			out[id] = b
			return err
		})
	return out, err
}

// NextDues returns of customers the earliest premium that can still be paid, by id; those without one are left out.
func (s *Store) NextDues(ctx context.Context, ids []string) (map[string]app.Date, error) {
	out := make(map[string]app.Date, len(ids))
	err := s.named(ctx, "SELECT i.id, i.next_due FROM json_each(?) j CROSS JOIN card_index i ON i.id = j.value WHERE i.next_due > ''", ids,
		func(scan func(...any) error) error {
			var id string
			var due app.Date
			err := scan(&id, &due)
			out[id] = due
			return err
		})
	return out, err
}

// Known returns which of some customers have a card here.
func (s *Store) Known(ctx context.Context, ids []string) (map[string]bool, error) {
	out := make(map[string]bool, len(ids))
	err := s.named(ctx, "SELECT i.id FROM json_each(?) j CROSS JOIN card_index i ON i.id = j.value", ids, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		out[id] = true
		return err
	})
	return out, err
}

// named reads rows by a list of ids that a query takes as JSON.
func (s *Store) named(ctx context.Context, query string, ids []string, row func(scan func(...any) error) error) error {
	if len(ids) == 0 {
		return nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	return s.each(ctx, query, []any{string(list)}, row)
}
