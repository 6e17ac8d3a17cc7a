package centre_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
)

// benchRows is the size of the file the brief names.
const benchRows = 20_000

// BenchmarkImport takes in a file of 20 000 rows and compares that with plain bulk insert of the same final rows and
// indexes (the centre has no search index): prepared statements, 10 000 rows a transaction, each table in the order of its
// key, nothing checked. Both take turns; reported are medians, in rows of the file per second.
func BenchmarkImport(b *testing.B) {
	var imported, again, plain, times []float64
	for range b.N {
		dir := b.TempDir()
		path := filepath.Join(dir, "centre.db")
		c, err := centre.Open(b.Context(), path, centre.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := c.AddUser(b.Context(), centre.User{StaffNo: "1001", Name: "李静", Roles: []string{app.RolePlanner}}); err != nil {
			b.Fatal(err)
		}
		rows := make([]app.ImportRow, benchRows)
		for i := range rows {
			rows[i] = benchRow(i)
		}
		job := centre.ImportJob{To: "1001", Insurer: "RF", Rows: rows}
		began := time.Now()
		if _, err := c.Import(b.Context(), job); err != nil {
			b.Fatal(err)
		}
		took := time.Since(began).Seconds()
		imported = append(imported, benchRows/took)
		began = time.Now()
		if reply, err := c.Import(b.Context(), job); err != nil || reply.Same != benchRows {
			b.Fatal(reply, err)
		}
		again = append(again, benchRows/time.Since(began).Seconds())
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
		base := bulk(b, path, filepath.Join(dir, "plain.db")).Seconds()
		plain, times = append(plain, benchRows/base), append(times, took/base)
	}
	b.ReportMetric(median(imported), "rows/s")
	b.ReportMetric(median(again), "again-rows/s")
	b.ReportMetric(median(plain), "plain-rows/s")
	b.ReportMetric(median(times), "times-plain")
	b.ReportMetric(0, "ns/op")
}

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

func benchRow(i int) app.ImportRow {
	holder := i * 2 / 3 // every second customer holds two policies
	return app.ImportRow{
		Line: i + 2,
		Policy: app.Policy{
			Number: fmt.Sprintf("2008%012d", i), Product: "瑞丰安享年金保险（分红型）", InsuredAmount: app.Yuan(100_000), Premium: app.Yuan(6800),
			Mode: app.ModeRegular, Frequency: app.FreqYear, PayYears: 10, EffectiveOn: "2018-03-05", NextDue: "2027-03-05",
			HolderName: fmt.Sprintf("客户%d", holder), InsuredName: fmt.Sprintf("客户%d", holder), Relation: "本人", PayAccount: "****1234", Branch: "城东支行",
		},
		Holder: app.Customer{
			Name: fmt.Sprintf("客户%d", holder), Sex: app.SexFemale, BirthDate: "1970-05-01", IDType: app.IDCard, IDNo: fmt.Sprintf("11010119700501%04d", holder),
			Phones:    []app.Phone{{Number: fmt.Sprintf("138%08d", holder), Kind: app.PhoneMobile}},
			Addresses: []app.Address{{Text: fmt.Sprintf("城东区解放路%d号", holder), District: "城东区"}},
		},
	}
}

// bulk copies every table of a database the plain way and returns how long the inserts took.
func bulk(b *testing.B, from, to string) time.Duration {
	empty, err := centre.Open(b.Context(), to, centre.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if err := empty.Close(); err != nil {
		b.Fatal(err)
	}
	src, dst := openRaw(b, from), openRaw(b, to+"?_pragma=synchronous(FULL)&_pragma=cache_size(-64000)&_txlock=immediate")
	dst.SetMaxOpenConns(1)
	if _, err := dst.Exec(`DELETE FROM meta`); err != nil {
		b.Fatal(err)
	}
	var took time.Duration
	for _, table := range []string{"meta", "stream", "row", "history", "import_row", "holder_key"} {
		columns, values := readTable(b, src, table)
		began := time.Now()
		query := `INSERT INTO ` + table + ` (` + strings.Join(columns, ", ") + `) VALUES (?` + strings.Repeat(", ?", len(columns)-1) + `)`
		for start := 0; start < len(values); start += 10_000 {
			insertPart(b, dst, query, values[start:min(start+10_000, len(values))])
		}
		took += time.Since(began)
	}
	return took
}

func readTable(b *testing.B, db *sql.DB, table string) (columns []string, values [][]any) {
	rows, err := db.Query(`SELECT * FROM ` + table + map[bool]string{true: ` ORDER BY rid`}[table == "row"])
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	if columns, err = rows.Columns(); err != nil {
		b.Fatal(err)
	}
	for rows.Next() {
		v, dest := make([]any, len(columns)), make([]any, len(columns))
		for i := range v {
			dest[i] = &v[i]
		}
		if err := rows.Scan(dest...); err != nil {
			b.Fatal(err)
		}
		values = append(values, v)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return columns, values
}

func insertPart(b *testing.B, db *sql.DB, query string, values [][]any) {
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		b.Fatal(err)
	}
	stmt, err := tx.Prepare(query)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = stmt.Close() }()
	for _, v := range values {
		if _, err := stmt.Exec(v...); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}
