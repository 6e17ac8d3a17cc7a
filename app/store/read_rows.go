package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// standing is the condition under which a service record r counts: it is no withdrawal and nothing withdraws or replaces
// it (product §2). The repeated tests let SQLite use the partial indexes.
const standing = `r.withdraws = ''
	AND NOT EXISTS (SELECT 1 FROM service_records w WHERE w.withdraws = r.id AND w.withdraws <> '')
	AND NOT EXISTS (SELECT 1 FROM service_records w WHERE w.corrects = r.id AND w.corrects <> '')`

// laterStands is the same for a later record d that settles or replaces what an earlier one left open.
const laterStands = `d.withdraws = ''
	AND NOT EXISTS (SELECT 1 FROM service_records w WHERE w.withdraws = d.id AND w.withdraws <> '')
	AND NOT EXISTS (SELECT 1 FROM service_records w WHERE w.corrects = d.id AND w.corrects <> '')`

// selection returns the SELECT list and FROM of a kind under an alias.
func selection(k *record.Kind, alias string) string {
	cols := make([]string, 0, len(k.Fields)+1)
	cols = append(cols, alias+".id")
	for _, c := range k.Columns() {
		cols = append(cols, alias+"."+c)
	}
	return "SELECT " + strings.Join(cols, ", ") + " FROM " + k.Table + " " + alias
}

// list returns the records of a kind that rest (joins, WHERE, ORDER BY over the alias r) selects.
func list[T any](ctx context.Context, s *Store, rest string, args ...any) ([]T, error) {
	var out []T
	k := record.Of(*new(T))
	err := s.each(ctx, selection(k, "r")+" "+rest, args, func(scan func(...any) error) error {
		var v T
		var id string
		if err := scan(append([]any{&id}, k.Dest(&v)...)...); err != nil {
			return err
		}
		k.SetID(&v, id)
		out = append(out, v)
		return nil
	})
	return out, err
}

// one returns the record of a kind with that id; app.ErrNotFound if there is none.
func one[T any](ctx context.Context, s *Store, id string) (T, error) {
	found, err := list[T](ctx, s, "WHERE r.id = ?", id)
	if err == nil && len(found) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		var zero T
		return zero, fail(err)
	}
	return found[0], nil
}

// each runs a query on the readers and hands over row after row.
func (s *Store) each(ctx context.Context, query string, args []any, row func(scan func(...any) error) error) error {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return s.fail(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return fmt.Errorf("store: %w", s.fail(err))
		}
	}
	return s.fail(rows.Err())
}

// in returns the placeholders and arguments of an IN list.
func in(ids []string) (string, []any) {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return "(" + strings.TrimSuffix(strings.Repeat("?,", len(ids)), ",") + ")", args
}

// Row returns the record of that kind and id as a pointer to its struct; app.ErrNotFound if there is none.
func (s *Store) Row(ctx context.Context, kind, id string) (any, error) {
	k := record.Lookup(kind)
	if k == nil {
		return nil, app.Errorf(app.ErrNotFound, "没有 %s 这类记录", kind)
	}
	var v any
	err := s.each(ctx, selection(k, "r")+" WHERE r.id = ?", []any{id}, func(scan func(...any) error) error {
		v = k.New()
		k.SetID(v, id)
		var same string
		return scan(append([]any{&same}, k.Dest(v)...)...)
	})
	if err == nil && v == nil {
		err = fail(sql.ErrNoRows)
	}
	return v, err
}
