package vault

import (
	"bytes"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the driver
)

func keyOf(b byte) []byte { return bytes.Repeat([]byte{b}, KeySize) }

func newVFS(t testing.TB, key byte, o ...Options) *VFS {
	t.Helper()
	v, err := New(keyOf(key), append(o, Options{})[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	})
	return v
}

func uri(path string) string {
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" {
		path = "/" + path
	}
	return "file:" + path
}

// dsn opens a database as the store does, with further pragmas.
func dsn(path string, v *VFS, pragmas ...string) string {
	d := uri(path) + "?_txlock=immediate&_pragma=busy_timeout(5000)&_pragma=temp_store(2)&_pragma=foreign_keys(1)" +
		"&_pragma=journal_mode(wal)&_pragma=synchronous(2)"
	if v != nil {
		d += "&vfs=" + v.Name()
	}
	for _, p := range pragmas {
		d += "&_pragma=" + p
	}
	return d
}

// connect opens one connection. With no VFS it is the plain driver's.
func connect(t testing.TB, path string, v *VFS, pragmas ...string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path, v, pragmas...))
	if err == nil {
		db.SetMaxOpenConns(1)
		err = db.Ping()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func mustExec(t testing.TB, db *sql.DB, q string, args ...any) {
	t.Helper()
	if _, err := db.Exec(q, args...); err != nil {
		t.Fatalf("%.200s: %v", q, err)
	}
}

func text(t testing.TB, db *sql.DB, q string, args ...any) string {
	t.Helper()
	var s string
	if err := db.QueryRow(q, args...).Scan(&s); err != nil {
		t.Fatalf("%.200s: %v", q, err)
	}
	return s
}

func mustClose(t testing.TB, db *sql.DB) {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// shows fails if a file below dir holds one of the texts in the open.
func shows(t testing.TB, dir string, texts ...string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, s := range append(texts, "SQLite format", "CREATE TABLE") {
			if bytes.Contains(b, []byte(s)) {
				t.Errorf("%s shows %q", filepath.Base(path), s)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDatabaseIsSealedAndOpensAgain(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	v := newVFS(t, 1)
	if err := v.Create(path); err != nil {
		t.Fatal(err)
	}
	db := connect(t, path, v, "mmap_size(268435456)")
	mustExec(t, db, "CREATE TABLE c(id INTEGER PRIMARY KEY, name TEXT, note TEXT)")
	mustExec(t, db, "CREATE INDEX c_name ON c(name)")
	mustExec(t, db, "CREATE VIRTUAL TABLE f USING fts5(han, content='', contentless_delete=1)")
	secret := []string{"林秀英", "13800001234", "contentless"} // none so short that it turns up by chance
	for i := range 500 {
		mustExec(t, db, "INSERT INTO c(name, note) VALUES('林秀英' || ?1, '13800001234')", i)
		mustExec(t, db, "INSERT INTO f(rowid, han) VALUES(?, '林 秀 英')", i)
	}
	mustExec(t, db, "INSERT INTO c(name, note) VALUES('big', zeroblob(2000000))")
	shows(t, dir, secret...)
	mustExec(t, db, "PRAGMA wal_checkpoint(truncate)")
	shows(t, dir, secret...)
	mustExec(t, db, "DELETE FROM c WHERE id % 3 = 0")
	mustExec(t, db, "VACUUM")
	if got := text(t, db, "PRAGMA integrity_check"); got != "ok" {
		t.Error(got)
	}
	mustClose(t, db)
	shows(t, dir, secret...)

	again := connect(t, path, newVFS(t, 1))
	if got := text(t, again, "SELECT count(*) || (SELECT count(*) FROM f WHERE f MATCH '秀') FROM c"); got != "334500" {
		t.Error(got)
	}
	if got := text(t, again, "PRAGMA integrity_check"); got != "ok" {
		t.Error(got)
	}
	if got := text(t, again, "PRAGMA journal_mode"); got != "wal" {
		t.Error(got)
	}
}

// Statements that change much and then fail are undone from memory with temp_store(2): there are no temp files.
func TestLargeStatementsAreUndoneWithoutTempFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	v := newVFS(t, 1)
	if err := v.Create(path); err != nil {
		t.Fatal(err)
	}
	db := connect(t, path, v)
	mustExec(t, db, "CREATE TABLE c(id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
	mustExec(t, db, "INSERT INTO c WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT i, printf('%01000d', i) FROM n")
	_, err := db.Exec("UPDATE c SET name = CASE WHEN id < 2999 THEN 'x' || name ELSE 'same' END")
	if err == nil || !strings.Contains(err.Error(), "UNIQUE") {
		t.Fatal(err)
	}
	mustExec(t, db, "SAVEPOINT s")
	mustExec(t, db, "UPDATE c SET name = name || 'y'")
	mustExec(t, db, "ROLLBACK TO s")
	mustExec(t, db, "RELEASE s")
	if got := text(t, db, "SELECT count(*) FROM c WHERE name = printf('%01000d', id)"); got != "3000" {
		t.Error(got)
	}
}

// Sorting that would need a temp file fails rather than writing in the open, should temp_store be forgotten.
func TestTempFilesAreRefused(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	v := newVFS(t, 1)
	if err := v.Create(path); err != nil {
		t.Fatal(err)
	}
	db := connect(t, path, v, "cache_size(10)")
	mustExec(t, db, "PRAGMA temp_store = 1")
	mustExec(t, db, "CREATE TABLE c(id INTEGER PRIMARY KEY, name TEXT)")
	mustExec(t, db, "INSERT INTO c WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT i, printf('%01000d', -i) FROM n")
	if _, err := db.Exec("CREATE TEMP TABLE x AS SELECT name || name AS n FROM c ORDER BY name"); err == nil {
		t.Error("a temp file was made")
	}
	mustExec(t, db, "PRAGMA temp_store = 2")
	mustExec(t, db, "CREATE TEMP TABLE x AS SELECT name || name AS n FROM c ORDER BY name")
}
