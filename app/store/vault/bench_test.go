package vault

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// sides are a sealed and a plain database that take turns, so that a busy machine slows both.
type sides [2]*sql.DB

func newSides(b *testing.B) (s sides) {
	b.Helper()
	v := newVFS(b, 1)
	for i, vfs := range []*VFS{v, nil} {
		path := filepath.Join(b.TempDir(), "a.db")
		if vfs != nil {
			if err := vfs.Create(path); err != nil {
				b.Fatal(err)
			}
		}
		s[i] = connect(b, path, vfs, "cache_size(-20000)", "secure_delete(1)")
		mustExec(b, s[i], "CREATE TABLE c(id INTEGER PRIMARY KEY, name TEXT, phone TEXT, note TEXT)")
		mustExec(b, s[i], "CREATE INDEX c_name ON c(name, id)")
		mustExec(b, s[i], "CREATE INDEX c_phone ON c(phone)")
		mustExec(b, s[i], "CREATE VIRTUAL TABLE f USING fts5(han, py, content='', contentless_delete=1, tokenize='unicode61', prefix='3')")
	}
	return s
}

// load fills a database with rows n to m as pulled pages are: large transactions, prepared statements.
func load(b *testing.B, db *sql.DB, from, to int) {
	b.Helper()
	rnd := rand.New(rand.NewPCG(1, uint64(from)))
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	row, err := tx.Prepare("INSERT INTO c VALUES(?, ?, ?, ?)")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = row.Close() }()
	words, err := tx.Prepare("INSERT INTO f(rowid, han, py) VALUES(?, ?, ?)")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = words.Close() }()
	family, given := []rune("王李张刘陈杨黄赵吴周"), []rune("伟芳娜秀英敏静丽强磊")
	note := strings.Repeat("愿意再谈养老险。", 6)
	for i := from; i < to; i++ {
		f, g := family[rnd.IntN(10)], given[rnd.IntN(10)]
		if _, err := row.Exec(i, string([]rune{f, g}), fmt.Sprintf("13%09d", rnd.IntN(1e9)), note); err != nil {
			b.Fatal(err)
		}
		if _, err := words.Exec(i, string([]rune{f, ' ', g}), fmt.Sprintf("z%d zw", rnd.IntN(5000))); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

// ratios collects what both sides took for the same work, by the clock and in computing: on a busy machine the clock
// measures the others as well.
type ratios struct{ clock, cpu [2][]float64 }

// measure lets both sides do the same, each first in turn.
func (r *ratios) measure(i int, s sides, work func(*sql.DB)) {
	for k := range s {
		side := (i + k) % 2
		began, cpu := time.Now(), cpuTime()
		work(s[side])
		r.cpu[side] = append(r.cpu[side], (cpuTime() - cpu).Seconds())
		r.clock[side] = append(r.clock[side], time.Since(began).Seconds())
	}
}

// report reports the ratios of medians, and what the sealed side took.
func (r *ratios) report(b *testing.B, unit string, scale float64) {
	median := func(all []float64) float64 {
		slices.Sort(all)
		return all[len(all)/2]
	}
	b.ReportMetric(median(r.clock[0])/median(r.clock[1]), "times-plain")
	b.ReportMetric(median(r.cpu[0])/median(r.cpu[1]), "times-plain-cpu")
	b.ReportMetric(median(r.clock[0])*scale, unit)
	b.ReportMetric(0, "ns/op")
}

// BenchmarkBulkLoad fills both with the same rows, in transactions of 5 000.
func BenchmarkBulkLoad(b *testing.B) {
	var r ratios
	for i := 0; b.Loop(); i++ {
		s := newSides(b)
		for n := range 6 {
			r.measure(i+n, s, func(db *sql.DB) { load(b, db, n*5000, n*5000+5000) })
		}
		for _, db := range s {
			mustClose(b, db)
		}
	}
	r.report(b, "ms/5000-rows", 1000)
}

// BenchmarkCommit changes one row and syncs it.
func BenchmarkCommit(b *testing.B) {
	s := newSides(b)
	for _, db := range s {
		load(b, db, 0, 20_000)
	}
	var r ratios
	rnd := rand.New(rand.NewPCG(2, 2))
	for i := 0; b.Loop(); i++ {
		for n := range 300 {
			id, note := rnd.IntN(20_000), strings.Repeat("改", rnd.IntN(60))
			r.measure(i+n, s, func(db *sql.DB) {
				mustExec(b, db, "UPDATE c SET note = ?, phone = ? WHERE id = ?", note, note, id)
			})
		}
	}
	r.report(b, "ms/commit", 1000)
}

// BenchmarkListPage reads pages of 40 rows by name from anywhere in a list, whose pages are in SQLite's cache or, with more
// rows than fit there, lie all over the file. The latter is the worst there is: nothing but the reading of pages.
func BenchmarkListPage(b *testing.B) {
	for name, rows := range map[string]int{"cached": 20_000, "uncached": 80_000} {
		b.Run(name, func(b *testing.B) {
			s := newSides(b)
			for _, db := range s {
				for n := 0; n < rows; n += 20_000 {
					load(b, db, n, n+20_000)
				}
				mustExec(b, db, "PRAGMA wal_checkpoint(truncate)")
			}
			var r ratios
			rnd := rand.New(rand.NewPCG(3, 3))
			for i := 0; b.Loop(); i++ {
				for n := range 400 {
					name, id := string([]rune("王李张刘陈杨黄赵吴周")[rnd.IntN(10)]), rnd.IntN(rows)
					r.measure(i+n, s, func(db *sql.DB) { readPage(b, db, name, id) })
				}
			}
			r.report(b, "ms/page", 1000)
		})
	}
}

func readPage(b *testing.B, db *sql.DB, name string, id int) {
	b.Helper()
	rows, err := db.Query("SELECT id, name, phone, note FROM c WHERE (name, id) > (?, ?) ORDER BY name, id LIMIT 40", name, id)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int
		var name, phone, note string
		if err := rows.Scan(&id, &name, &phone, &note); err != nil {
			b.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPage is the sealing and opening of a page.
func BenchmarkPage(b *testing.B) {
	v := newVFS(b, 1)
	c := codec{keys: v.keys, nonces: &v.nonces}
	src, dst := make([]byte, pageSize), make([]byte, pageSize)
	b.Run("seal", func(b *testing.B) {
		b.SetBytes(pageSize)
		for b.Loop() {
			_ = c.seal(dst, src, databasePlace(1))
		}
	})
	_ = c.seal(src, src, databasePlace(1))
	b.Run("open", func(b *testing.B) {
		b.SetBytes(pageSize)
		for b.Loop() {
			copy(dst, src)
			if !c.open(dst, databasePlace(1)) {
				b.Fatal("not opened")
			}
		}
	})
}
