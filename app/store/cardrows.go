package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// Queries of the lines of the list and of their policies, for a JSON list of rowids.
const (
	cardLines = `SELECT i.rid, i.id, c.card_no, c.name, c.sex, i.phone, i.policies, i.completeness, i.last_contact, c.grade,
			c.key_customer, i.unsigned, i.next_due
		FROM json_each(?) j CROSS JOIN card_index i ON i.rid = j.value JOIN customers c ON c.rid = i.rid`
	cardStatuses = `SELECT p.customer_id, p.mode, p.next_due, p.grace_days, p.matures_on, p.paid_out_on, p.insurer_status, p.as_of
		FROM json_each(?) j CROSS JOIN card_index i ON i.rid = j.value JOIN policies p ON p.customer_id = i.id`
)

// CardRows returns the lines of the list for rowids of CardIndex, in their order; a card that has gone meanwhile is left
// out.
func (s *Store) CardRows(ctx context.Context, rowids []int64) ([]app.CardRow, error) {
	if len(rowids) == 0 {
		return nil, nil
	}
	list := joined(rowids)
	found := make(map[int64]*app.CardRow, len(rowids))
	byID := make(map[string]*app.CardRow, len(rowids))
	err := s.each(ctx, cardLines, []any{list},
		func(scan func(...any) error) error {
			r := &app.CardRow{}
			if err := scan(&r.Rowid, &r.ID, &r.CardNo, &r.Name, &r.Sex, &r.Phone, &r.Policies, &r.Completeness, &r.LastContact,
				&r.Grade, &r.Key, &r.Unsigned, &r.NextDue); err != nil {
				return err
			}
			found[r.Rowid], byID[r.ID] = r, r
			return nil
		})
	if err != nil {
		return nil, err
	}
	if err := s.addStatus(ctx, list, byID); err != nil {
		return nil, err
	}
	out := make([]app.CardRow, 0, len(rowids))
	for _, rid := range rowids {
		if r := found[rid]; r != nil {
			out = append(out, *r)
		}
	}
	return out, nil
}

// addStatus fills in what follows from the policies and today: the most urgent status.
func (s *Store) addStatus(ctx context.Context, rowids string, rows map[string]*app.CardRow) error {
	today := s.clock.Today()
	return s.each(ctx, cardStatuses, []any{rowids},
		func(scan func(...any) error) error {
			var p app.Policy
			if err := scan(&p.CustomerID, &p.Mode, &p.NextDue, &p.GraceDays, &p.MaturesOn, &p.PaidOutOn, &p.InsurerStatus, &p.AsOf); err != nil {
				return err
			}
			r := rows[p.CustomerID]
			if r == nil {
				return nil
			}
			st := app.State(p, today)
			if r.Status == "" || moreUrgent(st, app.PolicyState{Status: r.Status, DaysLeft: r.DaysLeft}) {
				r.Status, r.DaysLeft = st.Status, st.DaysLeft
			}
			return nil
		})
}

// moreUrgent orders by status, then by days left.
func moreUrgent(a, b app.PolicyState) bool {
	if a.Status.Urgency() != b.Status.Urgency() {
		return a.Status.Urgency() < b.Status.Urgency()
	}
	return a.DaysLeft < b.DaysLeft
}
