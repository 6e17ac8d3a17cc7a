package store

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Unsent returns the changes the centre does not have yet, oldest first.
func (s *Store) Unsent(ctx context.Context) ([]app.UnsentItem, error) {
	var out []app.UnsentItem
	var about []titled
	err := s.each(ctx, "SELECT n, kind, id, at, line FROM outbox WHERE state = 0 ORDER BY n", nil, func(scan func(...any) error) error {
		var it app.UnsentItem
		var row titled
		err := scan(&it.N, &row.kind, &row.id, &it.At, &row.line)
		it.Kind = row.kind
		out, about = append(out, it), append(about, row)
		return err
	})
	if err != nil {
		return nil, err
	}
	titles, err := s.titles(ctx, about)
	for i := range titles {
		out[i].Title = titles[i]
	}
	return out, err
}

// Refused returns the changes the centre did not apply, newest first. Nothing of them is lost.
func (s *Store) Refused(ctx context.Context) ([]app.RefusedItem, error) {
	var out []app.RefusedItem
	var about []titled
	err := s.each(ctx, `SELECT n, kind, id, at, line, reason FROM outbox WHERE state = 2
		UNION ALL SELECT n, kind, id, at, line, reason FROM outbox_old WHERE state = 2 ORDER BY at DESC, n DESC`, nil, func(scan func(...any) error) error {
		var it app.RefusedItem
		var row titled
		err := scan(&it.N, &row.kind, &row.id, &it.At, &row.line, &it.Reason)
		it.Kind, it.Written = row.kind, written(row.line)
		out, about = append(out, it), append(about, row)
		return err
	})
	if err != nil {
		return nil, err
	}
	titles, err := s.titles(ctx, about)
	for i := range titles {
		out[i].Title = titles[i]
	}
	return out, err
}

// written returns what an operation would have written, in the order of the names of its fields.
func written(line []byte) []app.Written {
	var op wire.Op
	if json.Unmarshal(line, &op) != nil {
		return nil
	}
	var out []app.Written
	for field, value := range op.Set {
		out = append(out, app.Written{Field: field, Value: string(value)})
	}
	list := func(changes map[string][]json.RawMessage, gone bool) {
		for field, elements := range changes {
			value, err := json.Marshal(elements)
			if err == nil {
				out = append(out, app.Written{Field: field, Value: string(value), Gone: gone})
			}
		}
	}
	list(op.Add, false)
	list(op.Remove, true)
	slices.SortFunc(out, func(a, b app.Written) int { return strings.Compare(a.Field, b.Field) })
	return out
}

// KeptOpen returns the values that lost against another person's and are not settled, newest first.
func (s *Store) KeptOpen(ctx context.Context) ([]app.KeptItem, error) {
	kept, err := list[app.Kept](ctx, s, "WHERE r.status = ? ORDER BY r.at DESC, r.id", app.KeptOpen)
	if err != nil {
		return nil, err
	}
	about := make([]titled, 0, 2*len(kept))
	for _, k := range kept {
		row := titled{kind: k.Kind, id: k.RowID}
		if k.CustomerID != "" {
			row = titled{kind: app.KindCustomer.Name, id: k.CustomerID}
		}
		about = append(about, row, titled{kind: app.KindPerson.Name, id: k.Author})
	}
	titles, err := s.titles(ctx, about)
	if err != nil {
		return nil, err
	}
	out := make([]app.KeptItem, len(kept))
	for i, k := range kept {
		out[i] = app.KeptItem{Kept: k, Title: titles[2*i], Author: titles[2*i+1]}
	}
	return out, nil
}
