package vault

import (
	"errors"
	"syscall"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/fangce/fangce/app/store/disk"
)

// read reads what lies on the disk. A short read is passed through: the rest of buf is zeros.
func (f *file) read(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	return function[transferFunc](f.methods.FxRead)(tls, f.inner, buf, n, off)
}

// write writes what is to lie on the disk.
func (f *file) write(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	e := disk.Event{Op: disk.Write, Path: f.path, Off: off, Data: mem(buf, int(n))}
	if rc := f.refused(e, sqlite3.SQLITE_IOERR_WRITE); rc != sqlite3.SQLITE_OK {
		return rc
	}
	return function[transferFunc](f.methods.FxWrite)(tls, f.inner, buf, n, off)
}

func (f *file) truncate(tls *libc.TLS, size int64) int32 {
	e := disk.Event{Op: disk.Truncate, Path: f.path, Off: size}
	if rc := f.refused(e, sqlite3.SQLITE_IOERR_TRUNCATE); rc != sqlite3.SQLITE_OK {
		return rc
	}
	return function[truncateFunc](f.methods.FxTruncate)(tls, f.inner, size)
}

// size returns how long the file is, negative if that cannot be told. It uses scratch.
func (f *file) size(tls *libc.TLS) int64 {
	if rc := function[outFunc](f.methods.FxFileSize)(tls, f.inner, f.scratch); rc != sqlite3.SQLITE_OK {
		return -1
	}
	return *(*int64)(at(f.scratch))
}

// refused asks the watch before a step. Disk full has a code of its own in SQLite.
func (f *file) refused(e disk.Event, failed int32) int32 {
	switch err := f.vfs.watch.Before(e); {
	case err == nil:
		return sqlite3.SQLITE_OK
	case errors.Is(err, syscall.ENOSPC):
		return sqlite3.SQLITE_FULL
	}
	return failed
}

// readPage reads a whole sealed page, whose versions are counted as number page, from off into buf and opens it there.
func (f *file) readPage(tls *libc.TLS, buf uintptr, off int64, p place, page int64) int32 {
	if rc := f.read(tls, buf, pageSize, off); rc != sqlite3.SQLITE_OK {
		return rc
	}
	if !f.codec.open(mem(buf, pageSize), p) {
		return sqlite3.SQLITE_IOERR_DATA
	}
	if f.versions.current(page, f.codec.nonce) {
		return sqlite3.SQLITE_OK
	}
	// Older than the latest one: unless another connection was writing it just now.
	f.versions.writing.Lock()
	defer f.versions.writing.Unlock()
	if rc := f.read(tls, buf, pageSize, off); rc != sqlite3.SQLITE_OK {
		return rc
	}
	if !f.codec.open(mem(buf, pageSize), p) || !f.versions.current(page, f.codec.nonce) {
		clear(mem(buf, pageSize))
		return sqlite3.SQLITE_IOERR_DATA
	}
	return sqlite3.SQLITE_OK
}

// writePage seals a page and writes it at off. The caller holds versions.writing.
func (f *file) writePage(tls *libc.TLS, src []byte, off int64, p place, page int64) int32 {
	if !mayBeSealed(src) {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	if err := f.codec.seal(mem(f.scratch, pageSize), src, p); err != nil {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	rc := f.write(tls, f.scratch, pageSize, off)
	if rc == sqlite3.SQLITE_OK {
		f.versions.wrote(page, f.codec.nonce)
	} else {
		f.versions.forget(page)
	}
	return rc
}
