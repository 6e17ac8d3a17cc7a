package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// BulkCopy inserts the final rows of one store into an empty one by plain prepared inserts, and returns how long the
// inserts took.
func BulkCopy(from, to *Store) (time.Duration, error) {
	ctx := context.Background()
	type insert struct {
		query string
		rows  [][]any
	}
	var work []insert
	read := func(table string, cols []string) error {
		rows, err := from.read.QueryContext(ctx, "SELECT "+strings.Join(cols, ", ")+" FROM "+table)
		if err != nil {
			return err
		}
		defer rows.Close()
		in := insert{query: "INSERT INTO " + table + " (" + strings.Join(cols, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(cols)-1) + ")"}
		for rows.Next() {
			vals, dest := make([]any, len(cols)), make([]any, len(cols))
			for i := range vals {
				dest[i] = &vals[i]
			}
			if err := rows.Scan(dest...); err != nil {
				return err
			}
			in.rows = append(in.rows, vals)
		}
		work = append(work, in)
		return rows.Err()
	}
	for _, k := range record.Kinds() {
		if err := read(k.Table, append(LocalColumns(k.Name), k.Columns()...)); err != nil {
			return 0, err
		}
	}
	if err := read("card_index", strings.Split(cardColumns, ", ")); err != nil {
		return 0, err
	}
	words := insert{query: "INSERT INTO search (rowid, han, py, num, tail) VALUES (?, ?, ?, ?, ?)"}
	customers, err := list[app.Customer](ctx, from, "")
	if err != nil {
		return 0, err
	}
	numbers := map[string][]string{}
	policies, err := list[app.Policy](ctx, from, "")
	if err != nil {
		return 0, err
	}
	for _, p := range policies {
		numbers[p.CustomerID] = append(numbers[p.CustomerID], p.Number)
	}
	for i := range customers {
		k := keysOf(&customers[i], numbers[customers[i].ID])
		words.rows = append(words.rows, []any{i + 1, k.han, k.py, k.num, k.tail})
	}
	work = append(work, words)

	began := time.Now()
	var tx *sql.Tx
	n := 0
	for _, in := range work {
		var st *sql.Stmt
		for _, vals := range in.rows {
			if n%10000 == 0 {
				if tx != nil {
					if err := tx.Commit(); err != nil {
						return 0, err
					}
				}
				if tx, err = to.write.conn.BeginTx(ctx, nil); err != nil {
					return 0, err
				}
				st = nil
			}
			if st == nil {
				if st, err = tx.PrepareContext(ctx, in.query); err != nil {
					return 0, err
				}
			}
			if _, err := st.ExecContext(ctx, vals...); err != nil {
				return 0, err
			}
			n++
		}
	}
	if tx != nil {
		err = tx.Commit()
	}
	return time.Since(began), err
}

// MakeWords writes the words of the search index into a plain table, for comparison with LIKE.
func MakeWords(s *Store) error {
	ctx := context.Background()
	customers, err := list[app.Customer](ctx, s, "")
	if err != nil {
		return err
	}
	numbers := map[string][]string{}
	err = s.each(ctx, "SELECT customer_id, number FROM policies", nil, func(scan func(...any) error) error {
		var id, number string
		err := scan(&id, &number)
		numbers[id] = append(numbers[id], number)
		return err
	})
	if err != nil {
		return err
	}
	return s.update(ctx, func(w *session) error {
		if err := w.exec("CREATE TABLE words (rid INTEGER PRIMARY KEY, name TEXT, py TEXT, num TEXT) STRICT"); err != nil {
			return err
		}
		rids := map[string]int64{}
		err := w.each("SELECT rid, id FROM customers", nil, func(scan func(...any) error) error {
			var rid int64
			var id string
			err := scan(&rid, &id)
			rids[id] = rid
			return err
		})
		for i := range customers {
			c := &customers[i]
			k := keysOf(c, numbers[c.ID])
			err = errors.Join(err, w.exec("INSERT INTO words VALUES (?, ?, ?, ?)", rids[c.ID], c.Name, k.py, k.num))
		}
		return err
	})
}

// Reindexed indexes a card again, as a change of it does.
func (s *Store) Reindexed(ctx context.Context, customerID string) error {
	return s.update(ctx, func(w *session) error { w.touch(customerID); return nil })
}
