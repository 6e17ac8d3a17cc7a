package bench

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/vault"
)

// bulkRows is how many rows the plain insert puts into one transaction.
const bulkRows = 10_000

// bulk is everything a store holds, ready to be inserted.
type bulk struct {
	empty  string // a database without rows, not encrypted
	tables []table
	rows   int
}

type table struct {
	query string
	rows  [][]any
}

// readBulk reads the tables of a closed account: of all kinds, history, list of cards, the words of the search index.
func readBulk(b testing.TB, account string) *bulk {
	b.Helper()
	full := plain(b, account)
	none := b.TempDir()
	s, err := store.Open(b.Context(), none, apptest.Key(), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	out := &bulk{empty: plain(b, none)}
	db := openPlain(b, full)
	var names []string
	each(b, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE 'search%'`, func(r []any) {
		names = append(names, r[0].(string))
	})
	for _, name := range names {
		t := table{}
		columns := each(b, db, "SELECT * FROM "+name, func(r []any) { t.rows = append(t.rows, r) })
		t.query = "INSERT INTO " + name + " (" + strings.Join(columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"
		if len(t.rows) > 0 {
			out.tables = append(out.tables, t)
		}
	}
	out.tables = append(out.tables, readWords(b, db))
	for _, t := range out.tables {
		out.rows += len(t.rows)
	}
	return out
}

// readWords writes the columns of the search index out again: it keeps no content, but every word with its place.
func readWords(b testing.TB, db *sql.DB) table {
	b.Helper()
	columns := []string{"han", "py", "num", "tail"}
	if _, err := db.Exec(`CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)`); err != nil {
		b.Fatal(err)
	}
	texts := map[int64]map[string][]string{}
	each(b, db, `SELECT doc, col, term FROM temp.words ORDER BY doc, col, "offset"`, func(r []any) {
		doc, col := r[0].(int64), r[1].(string)
		if texts[doc] == nil {
			texts[doc] = map[string][]string{}
		}
		texts[doc][col] = append(texts[doc][col], r[2].(string))
	})
	t := table{query: "INSERT INTO search (rowid, " + strings.Join(columns, ", ") + ") VALUES (?, ?, ?, ?, ?)"}
	each(b, db, "SELECT rid FROM customers ORDER BY rid", func(r []any) {
		row := []any{r[0]}
		for _, c := range columns {
			row = append(row, strings.Join(texts[r[0].(int64)][c], " "))
		}
		t.rows = append(t.rows, row)
	})
	return t
}

// insert puts everything into a database of its own and returns how long that took.
func (w *bulk) insert(b testing.TB) time.Duration {
	b.Helper()
	file := filepath.Join(b.TempDir(), "bulk.db")
	copyFile(b, w.empty, file)
	db := openPlain(b, file)
	for _, t := range w.tables {
		name := strings.Fields(t.query)[2]
		if name == "search" {
			continue
		}
		if _, err := db.Exec("DELETE FROM " + name); err != nil {
			b.Fatal(err)
		}
	}
	began := time.Now()
	var (
		tx  *sql.Tx
		err error
		n   int
	)
	for _, t := range w.tables {
		var insert *sql.Stmt
		for _, values := range t.rows {
			if n%bulkRows == 0 {
				if tx != nil {
					if err := tx.Commit(); err != nil {
						b.Fatal(err)
					}
				}
				if tx, err = db.BeginTx(context.Background(), nil); err != nil {
					b.Fatal(err)
				}
				insert = nil
			}
			if insert == nil {
				if insert, err = tx.Prepare(t.query); err != nil {
					b.Fatal(err)
				}
			}
			if _, err := insert.Exec(values...); err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return time.Since(began)
}

// plain copies the database of a closed account without its encryption.
func plain(b testing.TB, account string) string {
	b.Helper()
	v, err := vault.New(apptest.Key(), vault.Options{})
	if err != nil {
		b.Fatal(err)
	}
	found, _ := filepath.Glob(filepath.Join(account, store.FileDatabase+"*"))
	var source string
	for _, f := range found {
		if !strings.HasSuffix(f, "-wal") && !strings.HasSuffix(f, "-shm") {
			source = f
		}
	}
	if source == "" {
		b.Fatal("no database in the account")
	}
	system := "unix" // SQLite's own VFS
	if runtime.GOOS == "windows" {
		system = "win32"
	}
	to := filepath.Join(b.TempDir(), "plain.db")
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(source)+"?"+url.Values{"vfs": {v.Name()}, "_pragma": {"temp_store(2)"}}.Encode())
	if err != nil {
		b.Fatal(err)
	}
	if _, err := db.Exec("VACUUM INTO ?", "file:"+filepath.ToSlash(to)+"?vfs="+system); err != nil {
		b.Fatal(err)
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	if err := v.Close(); err != nil {
		b.Fatal(err)
	}
	return to
}

// openPlain opens a database as the store does, but for its encryption.
func openPlain(b testing.TB, file string) *sql.DB {
	b.Helper()
	q := url.Values{"_pragma": {"temp_store(2)", "cache_size(-20000)", "journal_mode(WAL)", "synchronous(2)"}, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(file)+"?"+q.Encode())
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	b.Cleanup(func() { _ = db.Close() })
	return db
}

func each(b testing.TB, db *sql.DB, query string, take func([]any)) []string {
	b.Helper()
	rows, err := db.Query(query)
	if err != nil {
		b.Fatal(fmt.Errorf("%s: %w", query, err))
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	for rows.Next() {
		values, dest := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := rows.Scan(dest...); err != nil {
			b.Fatal(err)
		}
		take(values)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return columns
}
