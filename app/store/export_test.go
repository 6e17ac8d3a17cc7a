package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Replay and Canonical let tests say what a row should be without asking the database.
func Replay(k *record.Kind, body record.Body, exists bool, ops []wire.Op) record.Body {
	return replayAll(k, body, exists, ops)
}

func Canonical(k *record.Kind, id string, body record.Body) record.Body {
	b, _ := canonical(k, id, body)
	return b
}

// LocalColumns are the columns of a kind's table that are no fields of the registry.
func LocalColumns(kind string) []string {
	local := append([]string{"rid", "id", "stream", "ver", "epoch", "extra"}, computed[kind].names...)
	return append(local, computed[kind].later...)
}

// AddMigration lets the program be a later one until the returned function is called.
func AddMigration(script string) (undo func()) {
	migrationSteps = func() ([]string, error) {
		steps, err := migrations()
		return append(steps, script), err
	}
	return func() { migrationSteps = migrations }
}

// Query returns the rows of a query on the readers, their values joined by "|".
func (s *Store) Query(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out []string
	for rows.Next() {
		vals := make([]any, len(cols))
		dest := make([]any, len(cols))
		for i := range vals {
			dest[i] = &vals[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return nil, err
		}
		text := make([]string, len(cols))
		for i, v := range vals {
			if b, ok := v.([]byte); ok {
				v = string(b)
			}
			text[i] = fmt.Sprint(v)
		}
		out = append(out, strings.Join(text, "|"))
	}
	return out, rows.Err()
}

// Exec runs a statement on the writer.
func (s *Store) Exec(ctx context.Context, query string, args ...any) error {
	return s.update(ctx, func(w *session) error { return w.exec(query, args...) })
}

// Body returns a row as the typed table has it.
func (s *Store) Body(ctx context.Context, kind, id string) (body record.Body, stream string, ver int64, err error) {
	err = s.update(ctx, func(w *session) error {
		r, exists, err := w.load(tables()[kind], id)
		if exists {
			body, stream, ver = r.body, r.stream, r.ver
		}
		return err
	})
	return body, stream, ver, err
}

// RebuildAll rebuilds every row and the index from the centre's rows and the outbox.
func (s *Store) RebuildAll(ctx context.Context) error {
	err := s.update(ctx, func(w *session) error {
		for kind, t := range tables() {
			ids, err := w.ids("SELECT id FROM "+t.kind.Table+" UNION SELECT id FROM outbox WHERE kind = ? AND state = 0", []any{kind})
			if err != nil {
				return err
			}
			for _, id := range ids {
				if err := w.baseOfSettled(t, id); err != nil {
					return err
				}
				if err := w.exec(t.remove, id); err != nil {
					return err
				}
				if err := w.rebuild(t, id); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.Reindex(ctx)
}

// Dump returns everything that is shown: typed rows, the list of cards, and the words of the search index, without the
// row numbers of SQLite.
func (s *Store) Dump(ctx context.Context) (string, error) {
	var b strings.Builder
	add := func(query string) error {
		rows, err := s.Query(ctx, query)
		for _, r := range rows {
			b.WriteString(r)
			b.WriteByte('\n')
		}
		return err
	}
	for _, k := range record.Kinds() {
		cols := append(append([]string{"'" + k.Name + "'"}, LocalColumns(k.Name)[1:]...), k.Columns()...)
		if err := add("SELECT " + strings.Join(cols, ", ") + " FROM " + k.Table + " ORDER BY id"); err != nil {
			return "", err
		}
	}
	if err := add("SELECT 'base', kind, id, stream, ver, epoch, body FROM base ORDER BY kind, id"); err != nil {
		return "", err
	}
	if err := add(`SELECT 'card', id, sort_name, phone, policies, records, last_contact, unsigned, completeness, keys, next_due,
		key_customer, prospect, callable, return_months, reached, last_call, tries, open_cases, card_no, name, sex, grade, states FROM card_index ORDER BY id`); err != nil {
		return "", err
	}
	err := s.Exec(ctx, "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5vocab(search, instance)")
	if err != nil {
		return "", err
	}
	err = add(`SELECT 'word', c.id, v.term, v.col, v.offset FROM search_words v LEFT JOIN customers c ON c.rid = v.doc
		ORDER BY c.id, v.col, v.offset, v.term`)
	return b.String(), err
}

// WriterPragma returns a pragma of the writing connection.
func WriterPragma(s *Store, name string) (v string, err error) {
	err = s.update(context.Background(), func(w *session) error { return w.get("PRAGMA "+name, nil, &v) })
	return v, err
}

// Adopt does what opening does after a migration.
func Adopt(s *Store) error { return s.adopt(context.Background()) }

// CardQueries returns the queries behind the list of cards by what they are for, with text standing for what is typed.
func CardQueries(today app.Date, text string) map[string]string {
	out := map[string]string{"lines": cardLines}
	for _, sort := range []app.CardSort{app.SortByName, app.SortByNextDue, app.SortByLastContact, app.SortByCompleteness} {
		for i, q := range walksOf(sort) {
			out[fmt.Sprint("order ", sort, i)] = q
		}
	}
	for _, f := range filters {
		for i, q := range filterOf(f, today) {
			out[fmt.Sprint("filter ", f, i)] = q.query
		}
	}
	for _, m := range matchesOf(text) {
		out["search "+m] = searchQuery
	}
	return out
}

// Keeps reports whether the store still has what a word selects in memory.
func Keeps(s *Store, word string) bool {
	s.lists.mu.Lock()
	defer s.lists.mu.Unlock()
	_, kept := s.lists.sets[matchesOf(word)[0]]
	return kept
}

// Ending is closed once a store has begun to close.
func Ending(s *Store) <-chan struct{} { return s.tasks.ended() }

// HoldOne lets work that can wait hold the writer for one card at a time, until the returned function is called.
func HoldOne() (undo func()) {
	was := hold
	hold = 0
	return func() { hold = was }
}

// LongestHold returns how long the writer was held at most since the last call.
func LongestHold(s *Store) time.Duration {
	s.write.mu.Lock()
	defer s.write.mu.Unlock()
	d := s.write.held
	s.write.held = 0
	return d
}

// DueQueries returns the queries that find what is due.
func DueQueries() map[string]string {
	return map[string]string{"premiums": policiesDue, "returns": reachedBefore, "promises": openPromises, "next": openNext}
}
