package vault

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
)

// pair runs the same statements on a sealed database and on one of the plain driver.
type pair struct {
	t             *testing.T
	sealed, plain *sql.DB
	seed          uint64
}

func (p *pair) both(q string, args ...any) {
	p.t.Helper()
	_, a := p.sealed.Exec(q, args...)
	_, b := p.plain.Exec(q, args...)
	if fmt.Sprint(a) != fmt.Sprint(b) {
		p.t.Fatalf("seed %d: %s: %v, plain %v", p.seed, q, a, b)
	}
}

func (p *pair) same(q string) {
	p.t.Helper()
	if a, b := text(p.t, p.sealed, q), text(p.t, p.plain, q); a != b {
		p.t.Fatalf("seed %d: %s: %.300s, plain %.300s", p.seed, q, a, b)
	}
}

// state sums up what all tables hold.
const state = `SELECT (SELECT count(*) || ' ' || total(length(b)) || ' ' || total(id * length(k)) || ' ' ||
	hex(sum(unicode(substr(b, length(b) / 2)))) FROM a) || ' ' || (SELECT count(*) || ' ' || total(n) FROM w) || ' ' ||
	(SELECT count(*) FROM f WHERE f MATCH '三') || ' ' || (SELECT ifnull(group_concat(rowid), '') FROM f WHERE f MATCH 'n1*')`

// step does something at random.
func (p *pair) step(r *rand.Rand) {
	switch r.IntN(15) {
	case 0, 1, 2, 3:
		p.both("INSERT INTO a(k, b) VALUES(?, ?)", fmt.Sprint(r.IntN(1000)), strings.Repeat("Q", r.IntN(1<<r.IntN(18))))
	case 4, 5:
		p.both("UPDATE a SET b = ?, k = k || 'z' WHERE id = ?", strings.Repeat("U", r.IntN(9000)), r.IntN(1500))
	case 6:
		p.both("DELETE FROM a WHERE id BETWEEN ?1 AND ?1 + 5", r.IntN(1500))
	case 7, 8:
		p.both("INSERT OR REPLACE INTO w VALUES(?, ?)", strings.Repeat(fmt.Sprint(r.IntN(500)), 1+r.IntN(100)), r.IntN(99))
	case 9, 10:
		p.both("INSERT INTO f(han) VALUES(?)", fmt.Sprintf("张 三 n%d", r.IntN(1000)))
	case 11:
		p.transaction(r)
	case 12:
		switch r.IntN(20) {
		case 0:
			p.both("PRAGMA incremental_vacuum(10)")
		case 1:
			p.both("DELETE FROM f WHERE rowid % 5 = 0")
			p.both("INSERT INTO f(f) VALUES('optimize')")
		case 2:
			p.both("PRAGMA wal_checkpoint(truncate)")
		}
	case 13:
		if r.IntN(60) == 0 {
			p.both("VACUUM")
		}
		if r.IntN(30) == 0 {
			p.both("CREATE TABLE IF NOT EXISTS x AS SELECT * FROM a")
			p.both("DROP TABLE x")
		}
	case 14:
		p.both("UPDATE w SET n = CASE WHEN n = 98 THEN NULL ELSE n + 1 END") // fails half-way where there is such a row
	}
}

func (p *pair) transaction(r *rand.Rand) {
	p.both("BEGIN")
	for range 10 {
		p.both("INSERT INTO a(k, b) VALUES('t', ?)", strings.Repeat("T", r.IntN(20_000)))
	}
	p.both("SAVEPOINT s")
	p.both("DELETE FROM a WHERE id % 7 = 0")
	p.both("SAVEPOINT s2")
	p.both("UPDATE a SET k = k || 'y' WHERE id % 3 = 0")
	switch r.IntN(3) {
	case 0:
		p.both("ROLLBACK TO s2")
	case 1:
		p.both("ROLLBACK TO s")
	}
	p.same(state)
	p.both([]string{"COMMIT", "ROLLBACK"}[r.IntN(2)])
}

// Whatever is done, a sealed database gives the answers a plain one gives.
func TestSealedAnswersAsPlain(t *testing.T) {
	seeds, steps := uint64(3), 900
	if proof {
		seeds, steps = 12, 1500
	}
	for seed := uint64(1); seed <= seeds; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "sealed.db")
			v := newVFS(t, 3)
			if err := v.Create(path); err != nil {
				t.Fatal(err)
			}
			pragmas := []string{"cache_size(30)", "wal_autocheckpoint(50)", "secure_delete(1)"}
			p := &pair{t: t, sealed: connect(t, path, v, pragmas...), plain: connect(t, filepath.Join(dir, "plain.db"), nil, pragmas...), seed: seed}
			r := rand.New(rand.NewPCG(seed, 7))
			p.both("PRAGMA synchronous = 0")
			if seed%2 == 0 {
				p.both("PRAGMA auto_vacuum = incremental")
				p.both("VACUUM")
			}
			if seed%3 == 0 {
				p.both("PRAGMA journal_mode = delete")
			}
			p.both("CREATE TABLE a(id INTEGER PRIMARY KEY, k TEXT, b BLOB)")
			p.both("CREATE INDEX a_k ON a(k)")
			p.both("CREATE TABLE w(k TEXT PRIMARY KEY, n INT NOT NULL) WITHOUT ROWID")
			p.both("CREATE VIRTUAL TABLE f USING fts5(han, tokenize='unicode61', prefix='2')")
			for i := range steps {
				p.step(r)
				if i%100 == 0 {
					p.same(state)
				}
			}
			p.same(state)
			p.same("PRAGMA integrity_check")
			mustClose(t, p.sealed)
			p.sealed = connect(t, path, v)
			p.same(state)
			p.same("PRAGMA integrity_check")
			if _, empty := sealedPages(t, v, path); len(empty) > 0 {
				t.Errorf("pages of zeros lie in the file: %v", empty)
			}
		})
	}
}

// VACUUM INTO a file of another VFS is how backups are made and how keys are changed.
func TestVacuumIntoAnotherKey(t *testing.T) {
	v, w := newVFS(t, 1), newVFS(t, 2)
	path, want := fill(t, v, 1)
	dir := t.TempDir()
	db := connect(t, path, v)
	to := filepath.Join(dir, "new.db")
	mustExec(t, db, "VACUUM INTO ?", uri(to)+"?vfs="+w.Name())
	shows(t, dir, "00000000")
	if err := w.Check(to); err != nil {
		t.Error(err)
	}
	if got, err := readAll(to, w); err != nil || got != want {
		t.Error(err)
	}
	if got := text(t, connect(t, to, w), "PRAGMA journal_mode"); got != "wal" {
		t.Error(got)
	}
	// Attached, the other key holds for the other file; reading one from the other works both ways.
	attached := filepath.Join(dir, "attached.db")
	if err := w.Create(attached); err != nil {
		t.Fatal(err)
	}
	mustExec(t, db, "ATTACH ? AS x", uri(attached)+"?vfs="+w.Name())
	mustExec(t, db, "CREATE TABLE x.c AS SELECT * FROM main.c")
	mustExec(t, db, "BEGIN; UPDATE main.c SET n = 5; UPDATE x.c SET n = 6; COMMIT")
	mustExec(t, db, "DETACH x")
	shows(t, dir, "00000000")
	if got := text(t, connect(t, attached, w), "SELECT sum(n) FROM c"); got != "1500" {
		t.Error(got)
	}
	// A plain database has no room for seals, and its copy would have none: it is refused.
	plain := connect(t, filepath.Join(t.TempDir(), "plain.db"), nil)
	mustExec(t, plain, "CREATE TABLE c(id INTEGER PRIMARY KEY, name TEXT)")
	if _, err := plain.Exec("VACUUM INTO ?", uri(filepath.Join(dir, "direct.db"))+"?vfs="+v.Name()); err == nil {
		t.Error("pages without seals were copied")
	}
}
