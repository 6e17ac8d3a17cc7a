package vault

import (
	"bufio"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// envChild is the database that a second process of the test writes to.
const envChild = "FANGCE_VAULT_TEST_DATABASE"

// writeRows adds rows to table r, one a commit, and reads all of them between.
func writeRows(db *sql.DB, who string, n int) error {
	for i := range n {
		if _, err := db.Exec("INSERT INTO r(who, x) VALUES(?, ?)", who, fmt.Sprintf("%0900d", i)); err != nil {
			return fmt.Errorf("%s %d: %w", who, i, err)
		}
		var rows, distinct int
		if err := db.QueryRow("SELECT count(*), count(DISTINCT who || x) FROM r WHERE length(x) = 900").Scan(&rows, &distinct); err != nil {
			return fmt.Errorf("%s %d: %w", who, i, err)
		}
		if rows != distinct {
			return fmt.Errorf("%s: %d rows, %d of them distinct", who, rows, distinct)
		}
	}
	return nil
}

// TestChild is the second process.
func TestChild(t *testing.T) {
	path := os.Getenv(envChild)
	if path == "" {
		t.Skip("not a child")
	}
	db := connect(t, path, newVFS(t, 1), "wal_autocheckpoint(8)", "cache_size(5)")
	fmt.Println("ready")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	if err := writeRows(db, "child", 150); err != nil {
		t.Fatal(err)
	}
}

// Two processes that read and write the same database: neither takes the other's pages for older ones.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	v := newVFS(t, 1)
	if err := v.Create(path); err != nil {
		t.Fatal(err)
	}
	db := connect(t, path, v, "wal_autocheckpoint(8)", "cache_size(5)")
	mustExec(t, db, "CREATE TABLE r(id INTEGER PRIMARY KEY, who TEXT, x TEXT)")
	child := exec.Command(os.Args[0], "-test.run=^TestChild$", "-test.v")
	child.Env = append(os.Environ(), envChild+"="+path)
	in, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != "ready" {
		t.Log(lines.Text())
	}
	fmt.Fprintln(in, "go")
	if err := writeRows(db, "parent", 150); err != nil {
		t.Error(err)
	}
	for lines.Scan() {
		t.Log("child:", lines.Text())
	}
	if err := child.Wait(); err != nil {
		t.Error(err)
	}
	if got := text(t, db, "SELECT count(*) || (SELECT group_concat(integrity_check) FROM pragma_integrity_check) FROM r"); got != "300ok" {
		t.Error(got)
	}
}

// Two VFSes with the same key are as two processes, but for the locks, which SQLite shares between them.
func TestTwoVFSes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	v, w := newVFS(t, 1), newVFS(t, 1)
	if err := v.Create(path); err != nil {
		t.Fatal(err)
	}
	a := connect(t, path, v, "wal_autocheckpoint(8)", "cache_size(5)")
	mustExec(t, a, "CREATE TABLE r(id INTEGER PRIMARY KEY, who TEXT, x TEXT)")
	b := connect(t, path, w, "wal_autocheckpoint(8)", "cache_size(5)")
	errs := make(chan error, 2)
	go func() { errs <- writeRows(a, "a", 100) }()
	go func() { errs <- writeRows(b, "b", 100) }()
	for range 2 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if got := text(t, b, "SELECT count(*) || (SELECT group_concat(integrity_check) FROM pragma_integrity_check) FROM r"); got != "200ok" {
		t.Error(got)
	}
}

// Readers beside a writer that checkpoints, vacuums and truncates all the time see whole commits and no older pages.
func TestReadersBesideAWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	v := newVFS(t, 1)
	if err := v.Create(path); err != nil {
		t.Fatal(err)
	}
	db := connect(t, path, v, "wal_autocheckpoint(5)")
	mustExec(t, db, "PRAGMA synchronous = 0")
	mustExec(t, db, "CREATE TABLE c(id INTEGER PRIMARY KEY, n INT, x TEXT)")
	mustExec(t, db, "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 200) INSERT INTO c SELECT n, 0, printf('%0800d', n) FROM i")
	done := make(chan struct{})
	var readers sync.WaitGroup
	for r := range 3 {
		read := connect(t, path, v, "cache_size(4)", "query_only(1)")
		readers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				var lo, hi, n int
				if err := read.QueryRow("SELECT min(n), max(n), count(x) FROM c").Scan(&lo, &hi, &n); err != nil || lo != hi || n != 200 {
					t.Errorf("reader %d: %d to %d, %d rows: %v", r, lo, hi, n, err)
					return
				}
				if i%20 == 19 { // files are opened and closed beside the others
					again, err := sql.Open("sqlite", dsn(path, v))
					if err == nil {
						err = again.QueryRow("SELECT count(*) FROM c").Scan(&n)
					}
					if err != nil {
						t.Error(err)
					}
					_ = again.Close()
				}
			}
		})
	}
	until := time.Now().Add(1500 * time.Millisecond)
	for n := 1; time.Now().Before(until) && !t.Failed(); n++ {
		mustExec(t, db, "UPDATE c SET n = ?", n)
		switch n % 8 {
		case 3:
			_, _ = db.Exec("PRAGMA wal_checkpoint(truncate)")
		case 6:
			_, _ = db.Exec("VACUUM") // may find readers in its way
		}
	}
	close(done)
	readers.Wait()
}

// Handles grow as far as they have to, and are used again.
func TestManyFilesAreOpen(t *testing.T) {
	const many = 300
	v := newVFS(t, 1)
	dir := t.TempDir()
	var all []*sql.DB
	for i := range many {
		path := filepath.Join(dir, fmt.Sprint(i))
		if err := v.Create(path); err != nil {
			t.Fatal(err)
		}
		db := connect(t, path, v)
		all = append(all, db)
		if got := text(t, db, "SELECT count(*) FROM sqlite_schema"); got != "0" {
			t.Fatal(got)
		}
	}
	before := len(*files.list.Load())
	for _, db := range all {
		mustClose(t, db)
	}
	for i := range 50 {
		mustClose(t, connect(t, filepath.Join(dir, fmt.Sprint(i)), v))
	}
	if after := len(*files.list.Load()); after != before {
		t.Errorf("%d handles, then %d", before, after)
	}
}
