package vault

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// logged makes a database whose last commits lie in the log only, and returns a copy of both files and what the database
// held after each commit.
func withLog(t *testing.T, v *VFS) (database, log []byte, states []string) {
	t.Helper()
	path, content := fill(t, v, 1)
	states = append(states, content)
	db := connect(t, path, v, "wal_autocheckpoint(0)")
	for i := range 8 {
		mustExec(t, db, "UPDATE c SET name = name || ?1, n = ?1 WHERE id % 4 = ?1 % 4", i)
		database, log = mustRead(t, path), mustRead(t, path+"-wal")
		copied := copyTo(t, database, log)
		content, err := readAll(copied, v)
		if err != nil {
			t.Fatal(err)
		}
		states = append(states, content)
	}
	mustClose(t, db)
	return database, log, states
}

func copyTo(t *testing.T, database, log []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	mustWrite(t, path, database)
	mustWrite(t, path+"-wal", log)
	return path
}

// Whatever is done to a log, what opens is the database after one of its commits, and nothing else.
func TestDamagedLogsEnd(t *testing.T) {
	v := newVFS(t, 1)
	database, log, states := withLog(t, v)
	frames := (len(log) - walHeader) / frameSize
	frame := func(b []byte, n int) []byte { return b[walHeader+n*frameSize:][:frameSize] }
	rnd := rand.New(rand.NewPCG(1, 1))
	n := rnd.IntN
	foreign := newVFS(t, 2)
	_, foreignLog, _ := withLog(t, foreign)
	harms := map[string]func(b []byte) []byte{
		"a flipped bit":          func(b []byte) []byte { b[n(len(b))] ^= 1 << n(8); return b },
		"a flipped header bit":   func(b []byte) []byte { frame(b, n(frames))[n(frameHeader)] ^= 1 << n(8); return b },
		"a frame from elsewhere": func(b []byte) []byte { copy(frame(b, n(frames)), frame(log, n(frames))); return b },
		"a frame of zeros":       func(b []byte) []byte { clear(frame(b, n(frames))); return b },
		"a page of zeros":        func(b []byte) []byte { clear(frame(b, n(frames))[frameHeader:]); return b },
		"a shorter file":         func(b []byte) []byte { return b[:n(len(b))] },
		"a foreign log":          func(b []byte) []byte { return bytes.Clone(foreignLog) },
		"a foreign frame":        func(b []byte) []byte { k := n(frames); copy(frame(b, k), frame(foreignLog, k)); return b },
	}
	for name, harm := range harms {
		ends := map[int]int{}
		for range 40 {
			path := copyTo(t, database, harm(bytes.Clone(log)))
			got, err := readAll(path, v)
			at := slices.Index(states, got)
			if err != nil || at < 0 {
				t.Fatalf("%s: %v, changed: %v", name, err, at < 0)
			}
			ends[at]++
			_ = os.RemoveAll(filepath.Dir(path))
		}
		if len(ends) == 1 && ends[len(states)-1] > 0 {
			t.Errorf("%s: not seen", name)
		}
	}
}

// While it is open, a damaged frame of the log is an error: its commit was promised.
func TestDamagedFramesOfAnOpenLogAreErrors(t *testing.T) {
	v := newVFS(t, 1)
	path, _ := fill(t, v, 1)
	db := connect(t, path, v, "wal_autocheckpoint(0)")
	mustExec(t, db, "UPDATE c SET n = 7")
	log, err := os.OpenFile(path+"-wal", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = log.Close() }()
	b := make([]byte, 1)
	if _, err := log.ReadAt(b, walHeader+2*frameSize+1000); err != nil {
		t.Fatal(err)
	}
	b[0]++
	if _, err := log.WriteAt(b, walHeader+2*frameSize+1000); err != nil {
		t.Fatal(err)
	}
	other := connect(t, path, v)
	if _, err := other.Exec("SELECT " + "total(length(name)) + total(n) FROM c"); codeOf(err) != codeBadPage {
		t.Error(err)
	}
	if _, err := other.Exec("PRAGMA integrity_check"); err != nil && codeOf(err) != codeBadPage {
		t.Error(err)
	}
}

// A rollback journal that is damaged is an error or undoes everything; it never undoes a part.
func TestDamagedJournals(t *testing.T) {
	v := newVFS(t, 1)
	path, want := fill(t, v, 1)
	db := connect(t, path, v)
	mustExec(t, db, "PRAGMA journal_mode = delete")
	mustExec(t, db, "PRAGMA cache_size = 3") // pages are written before the commit
	mustExec(t, db, "BEGIN")
	mustExec(t, db, "UPDATE c SET name = name || 'x', n = 0")
	database, journal := mustRead(t, path), mustRead(t, path+"-journal")
	mustExec(t, db, "ROLLBACK")
	mustClose(t, db)
	if len(journal) < 10*pageSize {
		t.Fatal(len(journal))
	}
	open := func(j []byte) (string, error) {
		p := filepath.Join(t.TempDir(), "a.db")
		mustWrite(t, p, database)
		mustWrite(t, p+"-journal", j)
		got, err := readAll(p, v)
		_ = os.RemoveAll(filepath.Dir(p))
		return got, err
	}
	if got, err := open(journal); got != want || err != nil {
		t.Fatal("the journal undoes nothing", err)
	}
	rnd := rand.New(rand.NewPCG(1, 1))
	failed := 0
	for range 60 {
		b := bytes.Clone(journal)
		record := 512 + rnd.IntN((len(b)-512)/(pageSize+8))*(pageSize+8)
		b[record+4+rnd.IntN(pageSize)] ^= 1 << rnd.IntN(8)
		if got, err := open(b); err != nil {
			failed++
		} else if got != want {
			t.Error("a part is undone")
		}
	}
	if failed == 0 {
		t.Error("no flipped bit was seen")
	}
	if bytes.Contains(journal, []byte("0000000000")) {
		t.Error("the journal shows rows")
	}
}

// Pages whose versions go back while the database is open are errors.
func TestPagesThatComeBackOlderAreErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		old  func(t *testing.T, path string, edit func(n int)) []byte // the file with older pages
	}{
		{"written by this process", func(t *testing.T, path string, edit func(int)) []byte {
			edit(1)
			b := mustRead(t, path)
			edit(2)
			return b
		}},
		{"written before it was opened", func(t *testing.T, path string, edit func(int)) []byte {
			b := mustRead(t, path)
			edit(1)
			return b
		}},
		{"two versions ago", func(t *testing.T, path string, edit func(int)) []byte {
			edit(1)
			b := mustRead(t, path)
			edit(2)
			edit(3)
			return b
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := newVFS(t, 1)
			path, _ := fill(t, newVFS(t, 1), 1)
			db := connect(t, path, v)
			edit := func(n int) {
				mustExec(t, db, "UPDATE c SET n = ?", n+10)
				mustExec(t, db, "PRAGMA wal_checkpoint(truncate)")
			}
			old := c.old(t, path, edit)
			now := mustRead(t, path)
			page := len(old)/pageSize - 1
			for bytes.Equal(old[page*pageSize:][:pageSize], now[page*pageSize:][:pageSize]) {
				page--
			}
			if page == 0 {
				t.Fatal("no page of rows changed")
			}
			put(t, path, int64(page*pageSize), old[page*pageSize:][:pageSize])
			reader := connect(t, path, v)
			if _, err := reader.Exec("SELECT total(length(name) + n) FROM c"); codeOf(err) != codeBadPage {
				t.Errorf("an older page is read: %v", err)
			}
			put(t, path, int64(page*pageSize), now[page*pageSize:][:pageSize])
			mustExec(t, reader, "SELECT total(length(name) + n) FROM c")
		})
	}
}

// put writes into an open file without closing a descriptor of it, which would drop SQLite's locks: it stays open.
func put(t *testing.T, path string, off int64, b []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	if _, err := f.WriteAt(b, off); err != nil {
		t.Fatal(err)
	}
}

func TestVersions(t *testing.T) {
	n := func(session byte, count byte) (n nonce) {
		n[0], n[11] = session, count
		return n
	}
	s := newVersions(nil)
	for i, c := range []struct {
		session, count byte
		current        bool
	}{
		{1, 5, true}, {1, 5, true}, {1, 4, false}, // read
		{1, 6, true},                // another process wrote it
		{2, 1, true},                // and a third one
		{1, 6, false},               // what the third one wrote over
		{1, 5, false},               // and older
		{1, 7, true}, {2, 1, false}, // both go on
		{2, 2, true}, {3, 1, true}, {3, 1, true},
	} {
		if got := s.current(300, n(c.session, c.count)); got != c.current {
			t.Errorf("step %d: %+v: %v", i, c, got)
		}
	}
	s.wrote(300, n(9, 1))
	if s.current(300, n(3, 1)) {
		t.Error("what was written over is current")
	}
	s.forget(300)
	if s.known(300) || !s.current(300, n(3, 1)) {
		t.Error("a forgotten page is known")
	}
	for _, p := range []int64{0, 255, 256, 511, 512, 10_000} {
		s.wrote(p, n(9, 9))
		s.wrote(p, n(8, 9))
	}
	s.truncate(256)
	for p, want := range map[int64]bool{0: true, 255: true, 256: false, 300: false, 511: false, 512: false, 10_000: false} {
		if s.known(p) != want {
			t.Errorf("page %d is known: %v", p, !want)
		}
	}
	if s.current(0, n(9, 9)) || !s.current(512, n(9, 9)) {
		t.Error("truncating forgets too much or too little")
	}
}

func Example_frameAt() {
	fmt.Println(frameAt(0), frameAt(walHeader), frameAt(walHeader+1), frameAt(walHeader+frameSize))
	// Output: 0 0 1 1
}
