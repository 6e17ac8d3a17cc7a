package vault

import (
	"bytes"
	"encoding/binary"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// lockPage is the page that holds the bytes SQLite locks (at 1 GiB). It never reads or writes it, nor may we: on Windows
// locked bytes cannot be written.
const lockPage = 0x40000000 / pageSize

func databasePlace(page int64) place { return place{database, page} }

// readDatabase reads from the database file: whole pages as a rule, and parts of page 1 before SQLite knows the page size
// (100 bytes at 0) or to see whether another process wrote (16 bytes at 24).
func (f *file) readDatabase(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	if n != pageSize || off%pageSize != 0 {
		return f.readParts(tls, buf, n, off)
	}
	page := off / pageSize
	rc := f.readPage(tls, buf, off, databasePlace(page), page)
	switch rc {
	case sqlite3.SQLITE_IOERR_SHORT_READ:
		// Beyond the end SQLite expects this code and zeros. A page cut off is damage, not the end.
		if f.size(tls) > off {
			clear(mem(buf, pageSize))
			return damaged(page)
		}
	case sqlite3.SQLITE_IOERR_DATA:
		return damaged(page)
	}
	return rc
}

// damaged is what SQLite is told of a damaged page: that the file is no database if it is the first, as with a wrong key.
func damaged(page int64) int32 {
	if page == 0 {
		return sqlite3.SQLITE_NOTADB
	}
	return sqlite3.SQLITE_IOERR_DATA
}

// readParts reads parts of pages. If page 1 does not open they are zeros and no error: a checkpoint that was cut off may
// have torn it, and SQLite asks for its header before it recovers the WAL, which holds the page whole. When it asks for
// the page itself and the WAL does not hold it, it gets the error.
func (f *file) readParts(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	out := mem(buf, int(n))
	page := mem(f.scratch, pageSize)
	for len(out) > 0 {
		number, from := off/pageSize, off%pageSize
		part := min(len(out), pageSize-int(from))
		if rc := f.read(tls, f.scratch, pageSize, number*pageSize); rc != sqlite3.SQLITE_OK {
			clear(out)
			return rc
		}
		if !f.codec.open(page, databasePlace(number)) && number > 0 {
			clear(out)
			return sqlite3.SQLITE_IOERR_DATA
		}
		copy(out[:part], page[from:])
		out, off = out[part:], off+int64(part)
	}
	return sqlite3.SQLITE_OK
}

// writeDatabase writes whole pages, as checkpoints do.
func (f *file) writeDatabase(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	if n != pageSize || off%pageSize != 0 {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	src, page := mem(buf, pageSize), off/pageSize
	if page == 0 && !ours(src) {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	f.versions.writing.Lock()
	defer f.versions.writing.Unlock()
	size := f.size(tls)
	if size < 0 {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	switch {
	case off > size:
		if rc := f.fillGap(tls, size, off); rc != sqlite3.SQLITE_OK {
			return rc
		}
	case off < size && !f.versions.known(page):
		f.noteVersion(tls, page)
	}
	return f.writePage(tls, src, off, databasePlace(page), page)
}

// ours says whether page 1 has our layout: page size and reserved bytes. That of a database that SQLite made on its own
// has not, which is why Create makes them.
func ours(page1 []byte) bool {
	return binary.BigEndian.Uint16(page1[16:]) == pageSize && page1[20] == reserved
}

// truncateDatabase cuts the file, or extends it at the end of a checkpoint to pages that were never written.
func (f *file) truncateDatabase(tls *libc.TLS, size int64) int32 {
	f.versions.writing.Lock()
	defer f.versions.writing.Unlock()
	switch was := f.size(tls); {
	case was < 0:
		return sqlite3.SQLITE_IOERR_TRUNCATE
	case was < size:
		if rc := f.fillGap(tls, was, size); rc != sqlite3.SQLITE_OK {
			return rc
		}
	}
	f.versions.truncate((size + pageSize - 1) / pageSize)
	return f.truncate(tls, size)
}

// fillGap seals pages of zeros from the end of the file, at size, up to an offset: SQLite leaves gaps for pages that are
// free, and reads them as zeros. So whatever page of zeros lies in the file was not put there by us, and does not open.
func (f *file) fillGap(tls *libc.TLS, size, to int64) int32 {
	for page := size / pageSize; page < to/pageSize; page++ {
		if page == lockPage {
			continue
		}
		if rc := f.writePage(tls, zeros[:], page*pageSize, databasePlace(page), page); rc != sqlite3.SQLITE_OK {
			return rc
		}
	}
	return sqlite3.SQLITE_OK
}

// noteVersion notes the version of a page about to be written over that was not read before, so that it is known should
// it come back. What cannot be read is not noted.
func (f *file) noteVersion(tls *libc.TLS, page int64) {
	if f.read(tls, f.scratch, nonceLen, page*pageSize+nonceAt) != sqlite3.SQLITE_OK {
		return
	}
	n := nonce(bytes.Clone(mem(f.scratch, nonceLen)))
	f.versions.wrote(page, n)
}
