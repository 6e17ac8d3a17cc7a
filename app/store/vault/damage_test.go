package vault

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// codeOf returns SQLite's extended code of an error, 0 of none.
func codeOf(err error) int {
	var e interface{ Code() int }
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

const (
	codeBadPage = 10 | 32<<8 // SQLITE_IOERR_DATA
	codeCorrupt = 11
	codeNotADB  = 26
)

const dump = `SELECT group_concat(r, char(10)) FROM (SELECT id || name || n AS r FROM c ORDER BY id)
	UNION ALL SELECT group_concat(name || id) FROM (SELECT name, id FROM c ORDER BY name, id)
	UNION ALL SELECT count(*) FROM w`

// readAll returns all that the tables and indexes of fill hold.
func readAll(path string, v *VFS) (string, error) {
	db, err := sql.Open("sqlite", dsn(path, v))
	if err != nil {
		return "", err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	rows, err := db.Query(dump)
	if err != nil {
		return "", err
	}
	defer func() { _ = rows.Close() }()
	var all string
	for rows.Next() {
		var s sql.NullString
		if err := rows.Scan(&s); err != nil {
			return "", err
		}
		all += s.String + "\n"
	}
	return all, rows.Err()
}

// fill makes a database of some thirty pages and returns its path and content.
func fill(t testing.TB, v *VFS, seed uint64) (path, content string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "a.db")
	if err := v.Create(path); err != nil {
		t.Fatal(err)
	}
	db := connect(t, path, v)
	mustExec(t, db, "CREATE TABLE c(id INTEGER PRIMARY KEY, name TEXT, n INT)")
	mustExec(t, db, "CREATE INDEX c_name ON c(name)")
	mustExec(t, db, "CREATE TABLE w(k TEXT PRIMARY KEY) WITHOUT ROWID")
	rnd := rand.New(rand.NewPCG(seed, 1))
	mustExec(t, db, "BEGIN")
	for i := range 250 {
		mustExec(t, db, "INSERT INTO c VALUES(?, ?, ?)", i, fmt.Sprintf("%0200d", rnd.Uint64()), seed)
		mustExec(t, db, "INSERT INTO w VALUES(?)", fmt.Sprintf("%040d", rnd.Uint64()))
	}
	mustExec(t, db, "COMMIT")
	mustClose(t, db)
	content, err := readAll(path, v)
	if err != nil {
		t.Fatal(err)
	}
	return path, content
}

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func mustWrite(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAnyFlippedBitOfAPageIsSeen(t *testing.T) {
	v := newVFS(t, 1)
	c := codec{keys: v.keys, nonces: &v.nonces}
	sealed := make([]byte, pageSize)
	if err := c.seal(sealed, emptyDatabase(), databasePlace(0)); err != nil {
		t.Fatal(err)
	}
	for bit := range pageSize * 8 {
		if bit/8 < body-64 && bit%37 != 0 {
			continue
		}
		b := bytes.Clone(sealed)
		b[bit/8] ^= 1 << (bit % 8)
		if c.open(b, databasePlace(0)) || !bytes.Equal(b, zeros[:]) {
			t.Fatalf("bit %d is flipped, and the page opens or is not cleared", bit)
		}
	}
	for name, p := range map[string]place{"page": databasePlace(1), "kind of file": {wal, 0}} {
		if b := bytes.Clone(sealed); c.open(b, p) {
			t.Errorf("a page opens as one of another %s", name)
		}
	}
	if b := bytes.Clone(sealed); !c.open(b, databasePlace(0)) || !bytes.Equal(b, emptyDatabase()) {
		t.Error("the page does not open")
	}
}

func TestDamagedPagesAreErrors(t *testing.T) {
	v := newVFS(t, 1)
	path, want := fill(t, v, 1)
	good := mustRead(t, path)
	otherFile, _ := fill(t, v, 2)
	other := mustRead(t, otherFile)
	foreignFile, _ := fill(t, newVFS(t, 2), 1)
	foreign := mustRead(t, foreignFile)
	page := func(b []byte, n int) []byte { return b[n*pageSize : (n+1)*pageSize] }
	pages := len(good) / pageSize
	if pages < 20 {
		t.Fatal(pages)
	}
	rnd := rand.New(rand.NewPCG(3, 3))
	harms := map[string]func(b []byte, n int){
		"a flipped bit":         func(b []byte, n int) { page(b, n)[rnd.IntN(pageSize)] ^= 1 << rnd.IntN(8) },
		"a page of zeros":       func(b []byte, n int) { clear(page(b, n)) },
		"a page from elsewhere": func(b []byte, n int) { copy(page(b, n), page(good, (n+1)%pages)) },
		"swapped pages": func(b []byte, n int) {
			copy(page(b, n), page(good, (n+3)%pages))
			copy(page(b, (n+3)%pages), page(good, n))
		},
		"a page from elsewhere in a file": func(b []byte, n int) { copy(page(b, n), page(other, (n+1)%pages)) },
		"a page of another installation":  func(b []byte, n int) { copy(page(b, n), page(foreign, n)) },
		"a page half written":             func(b []byte, n int) { copy(page(b, n)[2048:], page(other, n)[2048:]) },
		"a page with half of it of zeros": func(b []byte, n int) { clear(page(b, n)[2048:]) },
		"a page of plain SQLite":          func(b []byte, n int) { copy(page(b, n), emptyDatabase()) },
	}
	for name, harm := range harms {
		for n := range pages {
			b := bytes.Clone(good)
			harm(b, n)
			mustWrite(t, path, b)
			got, err := readAll(path, v)
			if err == nil {
				t.Errorf("page %d: %s: not seen, content changed: %v", n, name, got != want)
			} else if code := codeOf(err); n > 0 && name != "swapped pages" && code != codeBadPage || code != codeBadPage && code != codeNotADB {
				t.Errorf("page %d: %s: %v", n, name, err)
			}
			if err := v.Check(path); (err == nil) != (n > 0 && (name != "swapped pages" || n != pages-3)) {
				t.Errorf("page %d: %s: check: %v", n, name, err)
			}
		}
	}
	mustWrite(t, path, good)
	if got, err := readAll(path, v); err != nil || got != want {
		t.Error(err)
	}
}

func TestTruncatedDatabasesAreErrors(t *testing.T) {
	v := newVFS(t, 1)
	path, want := fill(t, v, 1)
	good := mustRead(t, path)
	for n := 0; n < len(good); n += 1000 {
		for _, cut := range []int{n, n / pageSize * pageSize} {
			mustWrite(t, path, good[:cut])
			got, err := readAll(path, v)
			if err == nil {
				t.Errorf("%d of %d bytes: opens, changed: %v", cut, len(good), got != want)
			}
			switch err := v.Check(path); {
			case cut < pageSize && !errors.Is(err, ErrDamaged), cut >= pageSize && err != nil:
				t.Errorf("%d of %d bytes: check: %v", cut, len(good), err)
			}
		}
	}
}

func TestKeysAreToldFromDamage(t *testing.T) {
	v, other := newVFS(t, 1), newVFS(t, 2)
	path, _ := fill(t, v, 1)
	if err := other.Check(path); !errors.Is(err, ErrKey) {
		t.Error(err)
	}
	if _, err := readAll(path, other); codeOf(err) != codeNotADB {
		t.Error(err)
	}
	if _, err := readAll(path, nil); codeOf(err) != codeNotADB {
		t.Error(err)
	}
	if err := v.Check(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	plain := filepath.Join(t.TempDir(), "plain.db")
	db := connect(t, plain, nil)
	mustExec(t, db, "CREATE TABLE c(id)")
	mustClose(t, db)
	for p, want := range map[string]bool{path: false, plain: true} {
		if got, err := Plain(p); got != want || err != nil {
			t.Error(p, got, err)
		}
	}
	if err := v.Check(plain); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	b := mustRead(t, path)
	b[100]++
	mustWrite(t, path, b)
	if err := v.Check(path); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if err := other.Check(path); !errors.Is(err, ErrKey) {
		t.Error(err)
	}
	// A log beside it may hold the page whole; but not if another key sealed it.
	log := make([]byte, walHeader+frameSize)
	copy(log, "\x37\x7f\x06\x82\x00\x2d\xe2\x18\x00\x00\x10\x00")
	mustWrite(t, path+"-wal", log)
	if err := v.Check(path); err != nil {
		t.Error(err)
	}
	if err := other.Check(path); !errors.Is(err, ErrKey) {
		t.Error(err)
	}
	clear(log[:4])
	mustWrite(t, path+"-wal", log)
	if err := v.Check(path); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

func TestCheckLeavesOpenDatabasesAlone(t *testing.T) {
	v := newVFS(t, 1)
	path, _ := fill(t, v, 1)
	db := connect(t, path, v)
	if err := v.Check(path); !errors.Is(err, ErrInUse) {
		t.Error(err)
	}
	if err := v.Close(); !errors.Is(err, ErrInUse) {
		t.Error(err)
	}
	mustClose(t, db)
	if err := v.Check(path); err != nil {
		t.Error(err)
	}
}

func TestCreateKeepsWhatIsThere(t *testing.T) {
	v := newVFS(t, 1)
	path, want := fill(t, v, 1)
	if err := v.Create(path); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	if got, err := readAll(path, v); err != nil || got != want {
		t.Error(err)
	}
	i, err := os.Stat(path)
	if err != nil || i.Mode().Perm()&0o077 != 0 {
		t.Error(i.Mode(), err)
	}
}

// SQLite cannot make a database with room for seals itself: it is refused, not written in the open or cut short.
func TestDatabasesSQLiteMadeAreRefused(t *testing.T) {
	dir := t.TempDir()
	v := newVFS(t, 1)
	for name, q := range map[string]string{"a": "CREATE TABLE c(id)", "b": "PRAGMA user_version = 5"} {
		path := filepath.Join(dir, name)
		mustWrite(t, path, nil)
		db, err := sql.Open("sqlite", dsn(path, v))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(q); err == nil {
			t.Errorf("%s: written without seals", q)
		}
		mustClose(t, db)
		if len(mustRead(t, path)) > 0 {
			t.Errorf("%s: something was written", q)
		}
	}
}
