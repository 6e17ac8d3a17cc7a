package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/fangce/fangce/app"
)

// cardLines reads the lines of the list for a JSON list of rowids.
const cardLines = `SELECT i.rid, i.id, i.card_no, i.name, i.sex, i.phone, i.policies, i.completeness, i.last_contact, i.grade,
	i.key_customer, i.unsigned, i.next_due, i.states FROM json_each(?) j CROSS JOIN card_index i ON i.rid = j.value`

// CardRows returns the lines of the list for rowids of CardIndex, in their order; a card that has gone meanwhile is left
// out.
func (s *Store) CardRows(ctx context.Context, rowids []int64) ([]app.CardRow, error) {
	if len(rowids) == 0 {
		return nil, nil
	}
	today := s.clock.Today()
	found := make(map[int64]app.CardRow, len(rowids))
	err := s.each(ctx, cardLines, []any{joined(rowids)}, func(scan func(...any) error) error {
		var r app.CardRow
		var states sql.RawBytes
		if err := scan(&r.Rowid, &r.ID, &r.CardNo, &r.Name, &r.Sex, &r.Phone, &r.Policies, &r.Completeness, &r.LastContact, &r.Grade,
			&r.Key, &r.Unsigned, &r.NextDue, &states); err != nil {
			return err
		}
		if err := addStatus(&r, states, today); err != nil {
			return damaged(err)
		}
		found[r.Rowid] = r
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]app.CardRow, 0, len(rowids))
	for _, rid := range rowids {
		if r, ok := found[rid]; ok {
			out = append(out, r)
		}
	}
	return out, nil
}

// addStatus fills in what follows from the policies and today: the most urgent status.
func addStatus(r *app.CardRow, states []byte, today app.Date) error {
	if len(states) == 0 {
		return nil
	}
	var policies []stateFacts
	if err := json.Unmarshal(states, &policies); err != nil {
		return err
	}
	for _, f := range policies {
		st := app.State(f.policy(), today)
		if r.Status == "" || moreUrgent(st, app.PolicyState{Status: r.Status, DaysLeft: r.DaysLeft}) {
			r.Status, r.DaysLeft = st.Status, st.DaysLeft
		}
	}
	return nil
}

// moreUrgent orders by status, then by days left.
func moreUrgent(a, b app.PolicyState) bool {
	if a.Status.Urgency() != b.Status.Urgency() {
		return a.Status.Urgency() < b.Status.Urgency()
	}
	return a.DaysLeft < b.DaysLeft
}
