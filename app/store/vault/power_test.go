package vault

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fangce/fangce/app/store/disk/disktest"
)

// proof says whether the long versions of tests run.
var proof = os.Getenv("FANGCE_PROOF") == "1"

// cuts is how many power cuts are simulated per mode.
func cuts() int {
	if proof {
		return 1000
	}
	return 160
}

// powered is a run of commits that was recorded.
type powered struct {
	start string   // copy of the folder before the first commit
	dir   string   // where it ran
	state []string // of the database after each commit
}

const powerState = `SELECT ifnull((SELECT count(*) || ' ' || total(id * length(name) + n) FROM c), '') || ' ' ||
	(SELECT count(*) FROM f) || ' ' || (SELECT count(*) FROM f WHERE f MATCH 'n7*')`

// runPowered commits at random, each commit with its number, and remembers what the database held after each.
func runPowered(t *testing.T, v *VFS, dir, pragma string, seed uint64, commits int, r *disktest.Recorder) *powered {
	t.Helper()
	path := filepath.Join(dir, "a.db")
	db := connect(t, path, v, "wal_autocheckpoint(60)", "secure_delete(1)", "cache_size(40)")
	mustExec(t, db, pragma)
	mustExec(t, db, "PRAGMA auto_vacuum = incremental")
	mustExec(t, db, "VACUUM")
	mustExec(t, db, "CREATE TABLE c(id INTEGER PRIMARY KEY, name TEXT, n INT)")
	mustExec(t, db, "CREATE TABLE done(id INTEGER PRIMARY KEY)")
	mustExec(t, db, "CREATE INDEX c_name ON c(name)")
	mustExec(t, db, "CREATE VIRTUAL TABLE f USING fts5(x, detail=none)")
	mustExec(t, db, "PRAGMA wal_checkpoint(truncate)")
	p := &powered{dir: dir, start: t.TempDir()}
	b, err := os.ReadFile(path) // before the one connection locks it again
	if err == nil {
		err = os.WriteFile(filepath.Join(p.start, "a.db"), b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	r.Reset()
	p.state = append(p.state, text(t, db, powerState))
	rnd := rand.New(rand.NewPCG(seed, 5))
	for i := 1; i <= commits; i++ {
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		run := func(q string, args ...any) {
			if _, err := tx.Exec(q, args...); err != nil {
				t.Fatal(err)
			}
		}
		for range 1 + rnd.IntN(6) {
			run("INSERT OR REPLACE INTO c VALUES(?, ?, ?)", rnd.IntN(500), fmt.Sprint(rnd.IntN(9999), strings.Repeat("n", rnd.IntN(900))), i)
		}
		switch rnd.IntN(12) {
		case 0:
			run("INSERT OR REPLACE INTO c VALUES(?, hex(zeroblob(?)), 0)", 500+rnd.IntN(5), rnd.IntN(60_000))
		case 1:
			run("DELETE FROM c WHERE id BETWEEN ?1 AND ?1 + 60", rnd.IntN(500))
		case 2: // pages that are used and freed again in the same transaction
			run("CREATE TABLE x AS SELECT * FROM c")
			run("DROP TABLE x")
		}
		run("INSERT INTO f(x) VALUES(?)", fmt.Sprintf("n%d m%d", rnd.IntN(100), i))
		run("INSERT INTO done VALUES(?)", i)
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		r.Promise(i)
		p.state = append(p.state, text(t, db, powerState))
		switch rnd.IntN(40) {
		case 0:
			mustExec(t, db, "PRAGMA incremental_vacuum(20)")
		case 1:
			mustExec(t, db, "PRAGMA wal_checkpoint(truncate)")
		case 2:
			if i%3 == 0 {
				mustExec(t, db, "VACUUM")
			}
		}
	}
	mustClose(t, db)
	return p
}

// outcome counts what power cuts did.
type outcome struct{ cuts, unopenable, lost int }

// cutPower cuts the power at random points and opens what is left. v makes the VFS to open it with.
func (p *powered) cutPower(t *testing.T, r *disktest.Recorder, n int, seed uint64, vfs func() *VFS) (o outcome) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(seed, 6))
	points := make([]int, n)
	for i := range points {
		points[i] = 1 + rnd.IntN(r.Steps())
	}
	slices.Sort(points)
	d, err := r.Replay(p.start, p.dir)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "cut")
	for _, at := range points {
		d.Advance(at)
		if err := d.Cut(rnd, to); err != nil {
			t.Fatal(err)
		}
		v := vfs()
		path := filepath.Join(to, "a.db")
		if !v.plain {
			if err := v.Check(path); err != nil {
				t.Errorf("cut at %d of %d: check: %v", at, r.Steps(), err)
			}
		}
		last, err := p.recovered(path, v)
		o.cuts++
		if err != nil {
			o.unopenable++
			if o.unopenable < 4 {
				t.Logf("cut at %d of %d, %d promised: %v", at, r.Steps(), d.Promised(), err)
			}
		} else if last < d.Promised() {
			o.lost++
		}
		if err := v.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(to); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// recovered opens what a cut left, writes to it, and returns the last commit it holds.
func (p *powered) recovered(path string, v *VFS) (last int, err error) {
	db, err := sql.Open("sqlite", dsn(path, v))
	if err != nil {
		return 0, err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	var state, whole string
	var n int
	if err := db.QueryRow("SELECT count(*), ifnull(max(id), 0) FROM done").Scan(&n, &last); err != nil {
		return 0, err
	}
	if err := db.QueryRow(powerState).Scan(&state); err != nil {
		return 0, err
	}
	if n != last || last >= len(p.state) || state != p.state[last] {
		return 0, fmt.Errorf("after %d commits, the last %d: %s", n, last, state)
	}
	for _, q := range []string{
		"INSERT INTO c VALUES(9999, hex(zeroblob(20000)), 1)", "PRAGMA wal_checkpoint(truncate)",
		"INSERT INTO f(f) VALUES('integrity-check')",
	} {
		if _, err := db.Exec(q); err != nil {
			return 0, err
		}
	}
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&whole); err != nil || whole != "ok" {
		return 0, fmt.Errorf("%v %.200s", err, whole)
	}
	return last, nil
}

func TestPowerCuts(t *testing.T) {
	for _, c := range []struct {
		name   string
		plain  bool
		pragma string
		cuts   int
	}{
		{"sealed", false, "PRAGMA synchronous = 2", cuts()},
		{"plain", true, "PRAGMA synchronous = 2", cuts()},
		{"sealed with a rollback journal", false, "PRAGMA journal_mode = delete; PRAGMA synchronous = 3", 60},
		{"sealed without syncing commits", false, "PRAGMA synchronous = 1", 60},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			var r disktest.Recorder
			vfs := func(o Options) *VFS {
				v, err := New(keyOf(4), o)
				if err != nil {
					t.Fatal(err)
				}
				v.plain = c.plain
				return v
			}
			v := vfs(Options{Watch: r.Watch})
			if !c.plain {
				if err := v.Create(filepath.Join(dir, "a.db")); err != nil {
					t.Fatal(err)
				}
			}
			p := runPowered(t, v, dir, c.pragma, 1, 300, &r)
			if err := v.Close(); err != nil {
				t.Fatal(err)
			}
			o := p.cutPower(t, &r, c.cuts, 2, func() *VFS { return vfs(Options{}) })
			t.Logf("%d steps, %d cuts: %d unopenable, %d lost what was promised", r.Steps(), o.cuts, o.unopenable, o.lost)
			if o.unopenable > 0 {
				t.Errorf("%d of %d cuts left a damaged database", o.unopenable, o.cuts)
			}
			if promised := c.pragma != "PRAGMA synchronous = 1"; promised != (o.lost == 0) {
				t.Errorf("%d of %d cuts lost what was promised", o.lost, o.cuts)
			}
		})
	}
}
