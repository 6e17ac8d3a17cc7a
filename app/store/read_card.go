package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// Customer returns one customer; app.ErrNotFound if there is none.
func (s *Store) Customer(ctx context.Context, id string) (app.Customer, error) {
	return one[app.Customer](ctx, s, id)
}

// Customers returns the customers with these ids, in no order; ids that are not known are left out.
func (s *Store) Customers(ctx context.Context, ids []string) (map[string]app.Customer, error) {
	out := make(map[string]app.Customer, len(ids))
	for len(ids) > 0 {
		n := min(len(ids), 500)
		marks, args := in(ids[:n])
		ids = ids[n:]
		found, err := list[app.Customer](ctx, s, "WHERE r.id IN "+marks, args...)
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			out[c.ID] = c
		}
	}
	return out, nil
}

// Policy returns one policy; app.ErrNotFound if there is none.
func (s *Store) Policy(ctx context.Context, id string) (app.Policy, error) {
	return one[app.Policy](ctx, s, id)
}

// PoliciesOf returns the policies a customer holds, the next due first, those without a due day last.
func (s *Store) PoliciesOf(ctx context.Context, customerID string) ([]app.Policy, error) {
	return list[app.Policy](ctx, s, "WHERE r.customer_id = ? ORDER BY r.b_due = '', r.b_due, r.number", customerID)
}

// PoliciesOfAll returns the policies of many customers by customer id.
func (s *Store) PoliciesOfAll(ctx context.Context, customerIDs []string) (map[string][]app.Policy, error) {
	out := make(map[string][]app.Policy, len(customerIDs))
	for len(customerIDs) > 0 {
		n := min(len(customerIDs), 500)
		marks, args := in(customerIDs[:n])
		customerIDs = customerIDs[n:]
		found, err := list[app.Policy](ctx, s, "WHERE r.customer_id IN "+marks+" ORDER BY r.b_due = '', r.b_due, r.number", args...)
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			out[p.CustomerID] = append(out[p.CustomerID], p)
		}
	}
	return out, nil
}

// CasesOf returns the cases of a customer, the newest first.
func (s *Store) CasesOf(ctx context.Context, customerID string) ([]app.Case, error) {
	return list[app.Case](ctx, s, "WHERE r.customer_id = ? ORDER BY r.published_on DESC, r.id DESC", customerID)
}

// Case returns one case; app.ErrNotFound if there is none.
func (s *Store) Case(ctx context.Context, id string) (app.Case, error) {
	return one[app.Case](ctx, s, id)
}

// Record returns one service record, standing or not; app.ErrNotFound if there is none.
func (s *Store) Record(ctx context.Context, id string) (app.ServiceRecord, error) {
	return one[app.ServiceRecord](ctx, s, id)
}

// RecordsOf returns the service records of a customer that stand, the newest first.
func (s *Store) RecordsOf(ctx context.Context, customerID string) ([]app.ServiceRecord, error) {
	return list[app.ServiceRecord](ctx, s,
		"WHERE r.customer_id = ? AND "+standing+" ORDER BY r.at DESC, r.id DESC", customerID)
}

// RecordStands reports whether nothing withdraws or replaces a record.
func (s *Store) RecordStands(ctx context.Context, id string) (bool, error) {
	found, err := list[app.ServiceRecord](ctx, s, "WHERE r.id = ? AND "+standing, id)
	return len(found) > 0, err
}

// AppointmentsOf returns the appointments of a customer still planned from a moment on, the soonest first.
func (s *Store) AppointmentsOf(ctx context.Context, customerID string, from app.Instant) ([]app.Appointment, error) {
	return list[app.Appointment](ctx, s, "WHERE r.customer_id = ? AND r.at >= ? AND r.status = ? ORDER BY r.at, r.id",
		customerID, int64(from), app.AppointmentPlanned)
}

// VerificationsOf returns the verifications of a customer's facts, the oldest first.
func (s *Store) VerificationsOf(ctx context.Context, customerID string) ([]app.Verification, error) {
	return list[app.Verification](ctx, s, "WHERE r.customer_id = ? ORDER BY r.at, r.id", customerID)
}

// SurveysOf returns the questionnaires of a customer, the newest first.
func (s *Store) SurveysOf(ctx context.Context, customerID string) ([]app.Survey, error) {
	return list[app.Survey](ctx, s, "WHERE r.customer_id = ? ORDER BY r.printed_at DESC, r.signed_at DESC, r.id DESC", customerID)
}

// KeptOf returns the open conflicts of a customer, the oldest first.
func (s *Store) KeptOf(ctx context.Context, customerID string) ([]app.Kept, error) {
	return list[app.Kept](ctx, s, "WHERE r.customer_id = ? AND r.status = ? ORDER BY r.at, r.id", customerID, app.KeptOpen)
}

// Kept returns one kept value; app.ErrNotFound if there is none.
func (s *Store) Kept(ctx context.Context, id string) (app.Kept, error) {
	return one[app.Kept](ctx, s, id)
}

// OpenKept returns all open conflicts, the oldest first.
func (s *Store) OpenKept(ctx context.Context) ([]app.Kept, error) {
	return list[app.Kept](ctx, s, "WHERE r.status = ? ORDER BY r.at, r.id", app.KeptOpen)
}

// UnsentOf returns which rows of a kind have changes the centre does not have yet.
func (s *Store) UnsentOf(ctx context.Context, kind string) (map[string]bool, error) {
	out := map[string]bool{}
	err := s.each(ctx, "SELECT DISTINCT id FROM outbox WHERE state = 0 AND kind = ?", []any{kind}, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		out[id] = true
		return err
	})
	return out, err
}

// UnsentSum returns how many changes the centre does not have yet and when the oldest was made, 0 if there is none.
func (s *Store) UnsentSum(ctx context.Context) (n int, since app.Instant, err error) {
	err = s.each(ctx, "SELECT count(*), coalesce(min(at), 0) FROM outbox WHERE state = 0", nil, func(scan func(...any) error) error {
		return scan(&n, &since)
	})
	return n, since, err
}
