package store

import (
	"context"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// Accesses returns the notes of who got at personal data that a query selects, newest first.
func (s *Store) Accesses(ctx context.Context, q app.AccessQuery) ([]app.Access, error) {
	rest, args := "WHERE r.at >= ?", []any{int64(q.Since)}
	if q.CustomerID != "" {
		rest, args = rest+" AND r.customer_id = ? AND r.customer_id <> ''", append(args, q.CustomerID)
	}
	if len(q.People) > 0 {
		marks, ids := in(q.People)
		rest, args = rest+" AND r.person_id IN "+marks, append(args, ids...)
	}
	rest += " ORDER BY r.at DESC, r.rid DESC"
	if q.Most > 0 {
		rest, args = rest+" LIMIT ?", append(args, q.Most)
	}
	return list[app.Access](ctx, s, rest, args...)
}

// DataRequests returns what customers asked for about the own personal data, newest first; of all customers if the id is "".
func (s *Store) DataRequests(ctx context.Context, customerID string) ([]app.DataRequest, error) {
	if customerID == "" {
		return list[app.DataRequest](ctx, s, "ORDER BY r.received_on DESC, r.done_at DESC, r.id DESC")
	}
	return list[app.DataRequest](ctx, s, "WHERE r.customer_id = ? ORDER BY r.received_on DESC, r.done_at DESC, r.id DESC", customerID)
}

// settingReveal began the keys under which this laptop noted who looked at what, while those notes did not travel:
// "reveal/<instant>/<id>", with "<person id> <what>" as the value.
const settingReveal = "reveal/"

// LocalReveals returns the notes of who looked at what that still lie among the settings, by their keys.
func (s *Store) LocalReveals(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	err := s.each(ctx, "SELECT key, value FROM settings WHERE key >= ? AND key < ?", []any{settingReveal, settingReveal + "\xff"}, func(scan func(...any) error) error {
		var key, value string
		err := scan(&key, &value)
		out[key] = value
		return err
	})
	return out, err
}

// DropLocalReveals forgets notes of LocalReveals by their keys; other keys are left alone.
func (s *Store) DropLocalReveals(ctx context.Context, keys ...string) error {
	return s.update(ctx, func(w *session) error {
		for _, key := range keys {
			if !strings.HasPrefix(key, settingReveal) {
				continue
			}
			if err := w.exec("DELETE FROM settings WHERE key = ?", key); err != nil {
				return err
			}
		}
		return nil
	})
}

// RowsAbout returns all rows of a kind that are about a customer, in the order they came here, as pointers to their structs;
// the customer itself for the kind of customers. A kind that is about no customer has none.
func (s *Store) RowsAbout(ctx context.Context, k *record.Kind, customerID string) ([]any, error) {
	if k.Customer == "" {
		return nil, nil
	}
	var out []any
	err := s.each(ctx, selection(k, "r")+" WHERE r."+k.Customer+" = ? ORDER BY r.rid", []any{customerID}, func(scan func(...any) error) error {
		v, id := k.New(), ""
		if err := scan(append([]any{&id}, k.Dest(v)...)...); err != nil {
			return err
		}
		k.SetID(v, id)
		out = append(out, v)
		return nil
	})
	return out, err
}
