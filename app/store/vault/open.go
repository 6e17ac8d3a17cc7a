package vault

import (
	"path/filepath"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/fangce/fangce/app/store/disk"
)

// kind is what SQLite uses a file for. Its value is authenticated with every page.
type kind byte

const (
	database kind = iota
	wal
	journal
	raw // of a VFS that seals nothing
)

// file is what we know of an open file. SQLite uses one in one goroutine at a time.
type file struct {
	vfs      *VFS
	kind     kind
	path     string
	inner    uintptr // the base's file
	methods  *sqlite3.Tsqlite3_io_methods
	scratch  uintptr   // C memory, frameSize bytes: what goes to the disk, or pages of which SQLite wants a part
	versions *versions // nil of a journal
	codec    codec
	sums     journalSums
}

// kindOf says what a file is for; false if there may be none such. Temp files would be plaintext, and refusing them makes
// a forgotten temp_store(2) fail loudly. Super-journals tie transactions over several databases together; they would hold
// paths of files in the open, and databases in WAL mode have none.
func kindOf(flags int32) (kind, bool) {
	switch {
	case flags&sqlite3.SQLITE_OPEN_MAIN_DB != 0:
		return database, true
	case flags&sqlite3.SQLITE_OPEN_WAL != 0:
		return wal, true
	case flags&sqlite3.SQLITE_OPEN_MAIN_JOURNAL != 0:
		return journal, true
	}
	return 0, false
}

func xOpen(tls *libc.TLS, pVFS, zName, p uintptr, flags int32, pOut uintptr) int32 {
	c := (*cFile)(at(p))
	c.methods = 0 // stays 0 on failure: SQLite then does not close the file
	v := vfses.get(asVFS(pVFS).FpAppData)
	k, ok := kindOf(flags)
	if v.plain {
		k, ok = raw, true
	}
	if !ok || zName == 0 || !v.enter() {
		return sqlite3.SQLITE_CANTOPEN
	}
	(*sqlite3.Tsqlite3_file)(at(inner(p))).FpMethods = 0
	rc := function[openFunc](asVFS(base()).FxOpen)(tls, base(), zName, inner(p), flags, pOut)
	m := innerMethods(p)
	if rc != sqlite3.SQLITE_OK {
		if m != nil {
			function[closeFunc](m.FxClose)(tls, inner(p))
		}
		v.leave()
		return rc
	}
	f := &file{vfs: v, kind: k, path: libc.GoString(zName), inner: inner(p), methods: m}
	f.codec = codec{keys: v.keys, nonces: &v.nonces}
	if f.scratch = libc.Xmalloc(tls, frameSize); f.scratch == 0 {
		function[closeFunc](m.FxClose)(tls, inner(p))
		v.leave()
		return sqlite3.SQLITE_NOMEM
	}
	if k == database || k == wal {
		f.versions = v.share(f.path)
	}
	c.handle = files.add(f)
	c.methods = ioMethods()
	return sqlite3.SQLITE_OK
}

func xClose(tls *libc.TLS, p uintptr) int32 {
	c := (*cFile)(at(p))
	f := fileOf(p)
	rc := function[closeFunc](f.methods.FxClose)(tls, f.inner)
	clear(mem(f.scratch, frameSize)) // a page in the open may be left there
	libc.Xfree(tls, f.scratch)
	files.drop(c.handle)
	c.methods, c.handle = 0, 0
	if f.versions != nil {
		f.vfs.unshare(f.path, f.versions)
	}
	f.vfs.leave()
	return rc
}

func xDelete(tls *libc.TLS, pVFS, zName uintptr, syncDir int32) int32 {
	v := vfses.get(asVFS(pVFS).FpAppData)
	if err := v.watch.Before(disk.Event{Op: disk.Remove, Path: libc.GoString(zName)}); err != nil {
		return sqlite3.SQLITE_IOERR_DELETE
	}
	rc := function[deleteFunc](asVFS(base()).FxDelete)(tls, base(), zName, syncDir)
	if rc == sqlite3.SQLITE_OK && syncDir != 0 {
		_ = v.watch.Before(disk.Event{Op: disk.Sync, Path: filepath.Dir(libc.GoString(zName))}) // it has been taken
	}
	return rc
}

func xRead(tls *libc.TLS, p, buf uintptr, n int32, off int64) int32 {
	f := fileOf(p)
	switch f.kind {
	case database:
		return f.readDatabase(tls, buf, n, off)
	case wal:
		return f.readWAL(tls, buf, n, off)
	case journal:
		return f.readJournal(tls, buf, n, off)
	}
	return f.read(tls, buf, n, off)
}

func xWrite(tls *libc.TLS, p, buf uintptr, n int32, off int64) int32 {
	f := fileOf(p)
	switch f.kind {
	case database:
		return f.writeDatabase(tls, buf, n, off)
	case wal:
		return f.writeWAL(tls, buf, n, off)
	case journal:
		return f.writeJournal(tls, buf, n, off)
	}
	return f.write(tls, buf, n, off)
}

func xTruncate(tls *libc.TLS, p uintptr, size int64) int32 {
	f := fileOf(p)
	switch f.kind {
	case database:
		return f.truncateDatabase(tls, size)
	case wal:
		f.versions.truncate(frameAt(size))
	}
	return f.truncate(tls, size)
}

func xSync(tls *libc.TLS, p uintptr, flags int32) int32 {
	f := fileOf(p)
	rc := f.refused(disk.Event{Op: disk.Sync, Path: f.path}, sqlite3.SQLITE_IOERR_FSYNC)
	if rc == sqlite3.SQLITE_OK {
		rc = function[flagFunc](f.methods.FxSync)(tls, f.inner, flags)
	}
	if rc != sqlite3.SQLITE_OK && f.versions != nil {
		f.versions.truncate(0)
	}
	return rc
}
