package prepared

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

func open(t *testing.T) (*sql.DB, *conn) {
	t.Helper()
	db, err := sql.Open(Driver, filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	one, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var c *conn
	_ = one.Raw(func(is any) error {
		c = is.(*conn)
		return nil
	})
	_ = one.Close()
	do(t, db, "CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)")
	return db, c
}

func do(t *testing.T, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func count(t *testing.T, db *sql.DB) (n int) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM t").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

const insert = "INSERT INTO t (word) VALUES (?)"

func TestStatementsAreKeptAndUsedAgain(t *testing.T) {
	db, c := open(t)
	do(t, db, insert, "一")
	first := c.kept[insert]
	if first == nil {
		t.Fatal("a statement was not kept")
	}
	do(t, db, insert, "二")
	if c.kept[insert] != first {
		t.Error("the statement was compiled again")
	}
	if _, err := db.ExecContext(t.Context(), insert, "二"); err == nil {
		t.Error("a word is there twice")
	}
	do(t, db, insert, "三")
	if n := count(t, db); n != 3 {
		t.Errorf("%d rows", n)
	}
}

// In a transaction and prepared by the caller a statement is lent, and comes back.
func TestStatementsOfTransactionsComeBack(t *testing.T) {
	db, c := open(t)
	for i := range 3 {
		tx, err := db.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		func() {
			st, err := tx.PrepareContext(t.Context(), insert)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = st.Close() }()
			for j := range 2 {
				if _, err := st.ExecContext(t.Context(), fmt.Sprint(i, j)); err != nil {
					t.Fatal(err)
				}
			}
			if len(c.kept) != 0 {
				t.Errorf("%d statements kept while one is lent", len(c.kept))
			}
		}()
		if i%2 == 0 {
			_ = tx.Commit()
		} else {
			_ = tx.Rollback()
		}
		if c.kept[insert] == nil {
			t.Error("the statement did not come back")
		}
		c.drop(c.kept[insert])
	}
	if n := count(t, db); n != 4 {
		t.Errorf("%d rows", n)
	}
}

// Rows that are read while the same text runs again do not disturb each other.
func TestTheSameTextTwiceAtATime(t *testing.T) {
	db, c := open(t)
	for i := range 5 {
		do(t, db, insert, fmt.Sprint(i))
	}
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	const query = "SELECT n FROM t WHERE n > ? ORDER BY n"
	var above func(n, depth int) []int
	above = func(n, depth int) (all []int) {
		rows, err := tx.QueryContext(t.Context(), query, n)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var is int
			if err := rows.Scan(&is); err != nil {
				t.Fatal(err)
			}
			if all = append(all, is); depth > 0 {
				all = append(all, above(is, depth-1)...)
			}
		}
		return all
	}
	pairs := above(0, 1)
	if len(pairs) != 15 { // 1 2 3 4 5, and after each those above it
		t.Errorf("%v", pairs)
	}
	if len(c.kept) != 2 { // the insert and one of the two
		t.Errorf("%d statements are kept", len(c.kept))
	}
}

// A statement that was kept sees tables as they are by now.
func TestAChangedSchemaIsSeen(t *testing.T) {
	db, _ := open(t)
	do(t, db, insert, "一")
	rows := func() int {
		r, err := db.QueryContext(t.Context(), "SELECT * FROM t")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Close() }()
		columns, err := r.Columns()
		if err != nil {
			t.Fatal(err)
		}
		return len(columns)
	}
	if n := rows(); n != 2 {
		t.Fatalf("%d columns", n)
	}
	do(t, db, "ALTER TABLE t ADD COLUMN more TEXT NOT NULL DEFAULT ''")
	if n := rows(); n != 3 {
		t.Errorf("%d columns after one was added", n)
	}
	do(t, db, "CREATE TABLE u (n INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)")
	do(t, db, "DROP TABLE t")
	do(t, db, "ALTER TABLE u RENAME TO t")
	if n := rows(); n != 2 {
		t.Errorf("%d columns after another table took its place", n)
	}
	do(t, db, insert, "一")
}

// No more is kept than is allowed, and what was used last stays.
func TestWhatIsKeptIsBounded(t *testing.T) {
	db, c := open(t)
	query := func(i int) string { return fmt.Sprint("SELECT ", i, " FROM t") }
	for i := range most + 20 {
		for _, n := range []int{0, i} {
			if _, err := db.ExecContext(t.Context(), query(n)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(c.kept) != most {
		t.Errorf("%d are kept", len(c.kept))
	}
	if c.kept[query(0)] == nil || c.kept[query(most+19)] == nil || c.kept[query(1)] != nil {
		t.Error("not those used last are kept")
	}
	n := 0
	for s := c.oldest; n == 0 || s != c.oldest; s = s.next {
		n++
	}
	if n != most {
		t.Errorf("the ring has %d", n)
	}
}

// What acts while it is compiled, or is not run again, is not kept.
func TestWhatIsNotKept(t *testing.T) {
	for query, want := range map[string]bool{
		"SELECT 1": true, "\n\t\tSELECT 1": true, "WITH x AS (SELECT 1) SELECT * FROM x": true, "BEGIN IMMEDIATE": true, "COMMIT": true,
		"PRAGMA user_version": false, "VACUUM INTO ?": false, "CREATE TABLE t (n)": false, "": false,
		"SELECT " + strings.Repeat("1, ", longest) + "1": false,
	} {
		if worth(query) != want {
			t.Errorf("%.40q: %v", query, !want)
		}
	}
}

// A query that is given up leaves a statement that can be used again.
func TestAQueryThatIsCutShort(t *testing.T) {
	db, _ := open(t)
	const query = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT max(i) FROM n"
	ctx, cancel := context.WithCancel(t.Context())
	go cancel()
	var n int
	_ = db.QueryRowContext(ctx, query, 1<<30).Scan(&n)
	if err := db.QueryRowContext(t.Context(), query, 7).Scan(&n); err != nil || n != 7 {
		t.Errorf("%d, %v", n, err)
	}
}
