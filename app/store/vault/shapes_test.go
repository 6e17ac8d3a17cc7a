package vault

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/fangce/fangce/app/store/disk"
)

// direct calls a VFS as SQLite does.
type direct struct {
	t    testing.TB
	tls  *libc.TLS
	p    uintptr // cFile
	buf  uintptr
	open bool
}

const bufSize = 3 * pageSize

// openDirect opens a file for what flags say.
func openDirect(t testing.TB, v *VFS, path string, flags int32) *direct {
	t.Helper()
	tls := libc.NewTLS()
	name := libc.Xcalloc(tls, 1, libc.Tsize_t(len(path)+8)) // SQLite ends names with several zeros
	copy(mem(name, len(path)), path)
	d := &direct{t: t, tls: tls}
	d.p = libc.Xcalloc(tls, 1, libc.Tsize_t(asVFS(v.cVFS).FszOsFile))
	d.buf = libc.Xcalloc(tls, 1, bufSize)
	flags |= sqlite3.SQLITE_OPEN_READWRITE | sqlite3.SQLITE_OPEN_CREATE
	if rc := xOpen(tls, v.cVFS, name, d.p, flags, 0); rc != sqlite3.SQLITE_OK {
		t.Fatalf("open: %d", rc)
	}
	d.open = true
	t.Cleanup(func() {
		d.close()
		for _, p := range []uintptr{name, d.p, d.buf} {
			libc.Xfree(tls, p)
		}
		tls.Close()
	})
	return d
}

func (d *direct) close() {
	if d.open {
		d.open = false
		if rc := xClose(d.tls, d.p); rc != sqlite3.SQLITE_OK {
			d.t.Errorf("close: %d", rc)
		}
	}
}

func (d *direct) write(b []byte, off int64) int32 {
	copy(mem(d.buf, bufSize), b)
	return xWrite(d.tls, d.p, d.buf, int32(len(b)), off)
}

func (d *direct) mustWrite(b []byte, off int64) {
	d.t.Helper()
	if rc := d.write(b, off); rc != sqlite3.SQLITE_OK {
		d.t.Fatalf("write of %d at %d: %d", len(b), off, rc)
	}
}

func (d *direct) read(n int, off int64) ([]byte, int32) {
	b := mem(d.buf, n)
	for i := range b {
		b[i] = 0xAA
	}
	rc := xRead(d.tls, d.p, d.buf, int32(n), off)
	return bytes.Clone(b), rc
}

func (d *direct) truncate(size int64) {
	d.t.Helper()
	if rc := xTruncate(d.tls, d.p, size); rc != sqlite3.SQLITE_OK {
		d.t.Fatalf("truncate to %d: %d", size, rc)
	}
}

// somePage returns a page with room for a seal, page 1 of a database if first.
func somePage(first bool, fill byte) []byte {
	b := bytes.Repeat([]byte{fill}, pageSize)
	if first {
		copy(b, emptyDatabase()[:100])
	}
	clear(b[body:])
	return b
}

func TestPartsOfPagesAreReadLikePlainOnes(t *testing.T) {
	v := newVFS(t, 1)
	d := openDirect(t, v, filepath.Join(t.TempDir(), "a.db"), sqlite3.SQLITE_OPEN_MAIN_DB)
	var whole []byte
	for i := range 3 {
		b := somePage(i == 0, byte('a'+i))
		d.mustWrite(b, int64(i)*pageSize)
		whole = append(whole, b...)
	}
	for _, r := range [][2]int{{100, 0}, {16, 24}, {1, 0}, {4096, 4096}, {4095, 4097}, {4096, 1}, {8192, 0}, {8192, 2000}, {1, 12287}, {32, 4064}} {
		got, rc := d.read(r[0], int64(r[1]))
		if rc != sqlite3.SQLITE_OK || !bytes.Equal(got, whole[r[1]:r[1]+r[0]]) {
			t.Errorf("%d bytes at %d: %d", r[0], r[1], rc)
		}
	}
	for _, r := range [][2]int{{4096, 3 * 4096}, {4096, 9 * 4096}, {100, 3 * 4096}} {
		got, rc := d.read(r[0], int64(r[1]))
		if rc != sqlite3.SQLITE_IOERR_SHORT_READ || !bytes.Equal(got, zeros[:r[0]]) {
			t.Errorf("%d bytes at %d, beyond the end: %d", r[0], r[1], rc)
		}
	}
	for _, w := range [][2]int{{100, 0}, {4096, 1}, {8192, 0}} {
		if rc := d.write(make([]byte, w[0]), int64(w[1])); rc == sqlite3.SQLITE_OK {
			t.Errorf("%d bytes at %d are written", w[0], w[1])
		}
	}
	full := somePage(false, 'x')
	full[pageSize-1] = 1
	if rc := d.write(full, pageSize); rc == sqlite3.SQLITE_OK {
		t.Error("a page without room for its seal is written")
	}
}

func TestTornFirstPageReadsAsZerosInPartsOnly(t *testing.T) {
	v := newVFS(t, 1)
	path := filepath.Join(t.TempDir(), "a.db")
	if err := v.Create(path); err != nil {
		t.Fatal(err)
	}
	b := mustRead(t, path)
	b[3000]++
	mustWrite(t, path, b)
	d := openDirect(t, v, path, sqlite3.SQLITE_OPEN_MAIN_DB)
	if got, rc := d.read(100, 0); rc != sqlite3.SQLITE_OK || !bytes.Equal(got, zeros[:100]) {
		t.Error(rc)
	}
	if got, rc := d.read(pageSize, 0); rc != sqlite3.SQLITE_NOTADB || !bytes.Equal(got, zeros[:]) {
		t.Error(rc)
	}
}

// sealedPages returns which pages of a file open, and which are zeros.
func sealedPages(t *testing.T, v *VFS, path string) (sealed, empty []int) {
	b := mustRead(t, path)
	c := codec{keys: v.keys}
	for i := 0; i < len(b); i += pageSize {
		page := b[i:min(len(b), i+pageSize)]
		switch {
		case bytes.Equal(page, zeros[:]):
			empty = append(empty, i/pageSize)
		case len(page) == pageSize && c.open(page, databasePlace(int64(i/pageSize))):
			sealed = append(sealed, i/pageSize)
		}
	}
	return sealed, empty
}

// SQLite leaves gaps for free pages. They are sealed too, so that a page of zeros is damage.
func TestGapsAreSealed(t *testing.T) {
	v := newVFS(t, 1)
	path := filepath.Join(t.TempDir(), "a.db")
	d := openDirect(t, v, path, sqlite3.SQLITE_OPEN_MAIN_DB)
	d.mustWrite(somePage(true, 'a'), 0)
	d.mustWrite(somePage(false, 'b'), 5*pageSize)
	d.truncate(9 * pageSize)
	all := []int{0, 1, 2, 3, 4, 5, 6, 7, 8}
	if sealed, empty := sealedPages(t, v, path); !slices.Equal(sealed, all) {
		t.Error(sealed, empty)
	}
	if got, rc := d.read(pageSize, 7*pageSize); rc != sqlite3.SQLITE_OK || !bytes.Equal(got, zeros[:]) {
		t.Error(rc)
	}
	d.truncate(2 * pageSize)
	d.truncate(3*pageSize + 100) // SQLite does not, but a power cut may
	d.mustWrite(somePage(false, 'c'), 6*pageSize)
	if sealed, empty := sealedPages(t, v, path); !slices.Equal(sealed, all[:7]) {
		t.Error(sealed, empty)
	}
	put(t, path, 4*pageSize, zeros[:])
	if _, rc := d.read(pageSize, 4*pageSize); rc != sqlite3.SQLITE_IOERR_DATA {
		t.Errorf("a page of zeros in the file: %d", rc)
	}
	put(t, path, 7*pageSize, []byte("half"))
	if got, rc := d.read(pageSize, 7*pageSize); rc != sqlite3.SQLITE_IOERR_DATA || !bytes.Equal(got, zeros[:]) {
		t.Errorf("a part of a page at the end: %d", rc)
	}
}

// The page with the bytes that SQLite locks is never written: on Windows it cannot be.
func TestTheLockedPageIsLeftOut(t *testing.T) {
	var written []int64
	v := newVFS(t, 1, Options{Watch: func(e disk.Event) error {
		if e.Op == disk.Write {
			written = append(written, e.Off/pageSize)
		}
		return nil
	}})
	path := filepath.Join(t.TempDir(), "a.db")
	mustWrite(t, path, nil)
	if err := os.Truncate(path, (lockPage-1)*pageSize); err != nil { // sparse
		t.Skip(err)
	}
	d := openDirect(t, v, path, sqlite3.SQLITE_OPEN_MAIN_DB)
	d.mustWrite(somePage(false, 'a'), (lockPage+2)*pageSize)
	if want := []int64{lockPage - 1, lockPage + 1, lockPage + 2}; !slices.Equal(written, want) {
		t.Error(written, want)
	}
}

func TestShapesOfTheLog(t *testing.T) {
	v := newVFS(t, 1)
	path := filepath.Join(t.TempDir(), "a.db-wal")
	mustWrite(t, strings.TrimSuffix(path, "-wal"), nil) // its mode is taken over
	d := openDirect(t, v, path, sqlite3.SQLITE_OPEN_WAL)
	whole := bytes.Repeat([]byte{7}, walHeader)
	d.mustWrite(whole, 0)
	for i := range 3 {
		header := []byte(fmt.Sprintf("%08d0123456789abcdef", i))
		page := somePage(false, byte('a'+i))
		d.mustWrite(header, int64(len(whole)))
		whole = append(whole, header...)
		d.mustWrite(page, int64(len(whole)))
		whole = append(whole, page...)
	}
	b := mustRead(t, path)
	if bytes.Contains(b, []byte("0123456789")) || bytes.Contains(b, []byte("aaaa")) || len(b) != len(whole) {
		t.Error("the log shows checksums or pages")
	}
	const f1 = walHeader + frameSize
	for _, r := range [][2]int{{32, 0}, {8, 24}, {24, f1}, {frameSize, f1}, {pageSize, f1 + frameHeader}, {8, f1 + 16}} {
		got, rc := d.read(r[0], int64(r[1]))
		if rc != sqlite3.SQLITE_OK || !bytes.Equal(got, whole[r[1]:r[1]+r[0]]) {
			t.Errorf("%d bytes at %d: %d", r[0], r[1], rc)
		}
	}
	for _, r := range [][2]int{{40, 0}, {100, f1}, {pageSize, f1}, {pageSize, f1 + 25}} {
		if _, rc := d.read(r[0], int64(r[1])); rc == sqlite3.SQLITE_OK {
			t.Errorf("%d bytes at %d are read", r[0], r[1])
		}
		if rc := d.write(make([]byte, r[0]), int64(r[1])); rc == sqlite3.SQLITE_OK {
			t.Errorf("%d bytes at %d are written", r[0], r[1])
		}
	}
	if got, rc := d.read(frameSize, int64(len(whole))); rc != sqlite3.SQLITE_IOERR_SHORT_READ {
		t.Error(rc, got[:10])
	}
}

// A checksum of the journal is hidden with its page.
func TestShapesOfTheJournal(t *testing.T) {
	v := newVFS(t, 1)
	path := filepath.Join(t.TempDir(), "a.db-journal")
	mustWrite(t, strings.TrimSuffix(path, "-journal"), nil) // its mode is taken over
	d := openDirect(t, v, path, sqlite3.SQLITE_OPEN_MAIN_JOURNAL)
	d.mustWrite(bytes.Repeat([]byte{7}, 512), 0)
	d.mustWrite([]byte("PGNO"), 512)
	d.mustWrite(somePage(false, 'a'), 516)
	d.mustWrite([]byte("CKSM"), 516+pageSize)
	b := mustRead(t, path)
	if string(b[512:516]) != "PGNO" || bytes.Contains(b, []byte("CKSM")) || bytes.Contains(b, []byte("aaaa")) {
		t.Error("the journal shows its pages or their checksums")
	}
	d.close()
	d = openDirect(t, v, path, sqlite3.SQLITE_OPEN_MAIN_JOURNAL)
	if got, rc := d.read(pageSize, 516); rc != sqlite3.SQLITE_OK || !bytes.Equal(got, somePage(false, 'a')) {
		t.Error(rc)
	}
	if got, rc := d.read(4, 516+pageSize); rc != sqlite3.SQLITE_OK || string(got) != "CKSM" {
		t.Error(rc, got)
	}
}

// A failed write or sync leaves open what lies on the disk: an older page may be there, and is no error.
func TestVersionsAreForgottenAfterFailures(t *testing.T) {
	var fail disk.Op
	v := newVFS(t, 1, Options{Watch: func(e disk.Event) error {
		if e.Op == fail {
			return syscall.ENOSPC
		}
		return nil
	}})
	path := filepath.Join(t.TempDir(), "a.db")
	d := openDirect(t, v, path, sqlite3.SQLITE_OPEN_MAIN_DB)
	d.mustWrite(somePage(true, 'a'), 0)
	old := mustRead(t, path)
	check := func(what string, want int32) {
		t.Helper()
		put(t, path, 0, old)
		if _, rc := d.read(pageSize, 0); rc != want {
			t.Errorf("%s: %d", what, rc)
		}
	}
	d.mustWrite(somePage(true, 'b'), 0)
	check("written", sqlite3.SQLITE_NOTADB)
	fail = disk.Write
	if rc := d.write(somePage(true, 'c'), 0); rc != sqlite3.SQLITE_FULL {
		t.Error(rc)
	}
	fail = 0
	check("after a failed write", sqlite3.SQLITE_OK)
	d.mustWrite(somePage(true, 'd'), 0)
	fail = disk.Sync
	if rc := xSync(d.tls, d.p, 2); rc == sqlite3.SQLITE_OK {
		t.Error(rc)
	}
	fail = 0
	check("after a failed sync", sqlite3.SQLITE_OK)
}

func TestFilesOfOtherKindsAreRefused(t *testing.T) {
	for _, flag := range []int32{
		sqlite3.SQLITE_OPEN_TEMP_DB, sqlite3.SQLITE_OPEN_TEMP_JOURNAL, sqlite3.SQLITE_OPEN_TRANSIENT_DB,
		sqlite3.SQLITE_OPEN_SUBJOURNAL, sqlite3.SQLITE_OPEN_SUPER_JOURNAL, 0,
	} {
		if _, ok := kindOf(flag); ok {
			t.Errorf("%#x", flag)
		}
	}
}

// A page that was written over without having been read is known as well should it come back.
func TestPagesWrittenOverUnreadAreKnown(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	d := openDirect(t, newVFS(t, 1), path, sqlite3.SQLITE_OPEN_MAIN_DB)
	d.mustWrite(somePage(true, 'a'), 0)
	d.close()
	old := mustRead(t, path)
	d = openDirect(t, newVFS(t, 1), path, sqlite3.SQLITE_OPEN_MAIN_DB)
	d.mustWrite(somePage(true, 'b'), 0)
	put(t, path, 0, old)
	if _, rc := d.read(pageSize, 0); rc != sqlite3.SQLITE_NOTADB {
		t.Errorf("the page written over is read: %d", rc)
	}
}

// A page that is older only because another connection is writing it is read again when that is done.
func TestReadersWaitForThePageBeingWritten(t *testing.T) {
	v := newVFS(t, 1)
	path := filepath.Join(t.TempDir(), "a.db")
	d := openDirect(t, v, path, sqlite3.SQLITE_OPEN_MAIN_DB)
	d.mustWrite(somePage(true, 'a'), 0)
	c := codec{keys: v.keys, nonces: &v.nonces}
	next := make([]byte, pageSize)
	if err := c.seal(next, somePage(true, 'b'), databasePlace(0)); err != nil {
		t.Fatal(err)
	}
	s := fileOf(d.p).versions
	s.writing.Lock()
	s.wrote(0, c.nonce)
	done := make(chan int32)
	go func() {
		_, rc := d.read(pageSize, 0)
		done <- rc
	}()
	select {
	case rc := <-done:
		t.Fatalf("not waited: %d", rc)
	case <-time.After(50 * time.Millisecond):
	}
	put(t, path, 0, next)
	s.writing.Unlock()
	if rc := <-done; rc != sqlite3.SQLITE_OK {
		t.Error(rc)
	}
}
