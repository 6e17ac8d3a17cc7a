package vault

import (
	"encoding/binary"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// Layout of the write-ahead log: a header, then frames, each with a header and a page.
//
//	frame header: page number (4), size of the database (4), salts (8), checksums (8)
const (
	walHeader   = 32
	frameHeader = 24
	frameSize   = frameHeader + pageSize
	frameOpen   = 8 // of a frame header lie on the disk as they are: the numbers
)

// frameAt returns the number of the frame at or behind an offset.
func frameAt(off int64) int64 { return max(0, (off-walHeader+frameSize-1)/frameSize) }

// readWAL reads in the shapes that SQLite uses: the log's header; a frame, when it recovers the log or rewrites checksums;
// a page, when a reader or a checkpoint wants it; the end of a frame header, before it rewrites the next ones.
func (f *file) readWAL(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	if off+int64(n) <= walHeader {
		return f.read(tls, buf, n, off)
	}
	in := (off - walHeader) % frameSize
	start := off - in
	switch {
	case off < walHeader:
	case in == frameHeader && n == pageSize:
		return f.readPage(tls, buf, off, place{wal, off}, frameAt(start))
	case in == 0 && (n == frameSize || n == frameHeader):
		if rc := f.read(tls, buf, n, off); rc != sqlite3.SQLITE_OK {
			return rc
		}
		b := mem(buf, int(n))
		f.openHeader(b, off)
		if n == frameSize {
			// A torn frame ends the log and is no error, or a power cut would leave a file that does not open. As zeros it
			// does: its checksum is wrong.
			f.codec.open(b[frameHeader:], place{wal, off + frameHeader})
		}
		return sqlite3.SQLITE_OK
	case in+int64(n) <= frameHeader:
		if rc := f.read(tls, f.scratch, frameHeader, start); rc != sqlite3.SQLITE_OK {
			return rc
		}
		b := mem(f.scratch, frameHeader)
		f.openHeader(b, start)
		copy(mem(buf, int(n)), b[in:])
		return sqlite3.SQLITE_OK
	}
	return sqlite3.SQLITE_IOERR_READ // SQLite does not read so
}

// writeWAL writes in the shapes that SQLite uses: the header, a frame's header, a frame's page.
func (f *file) writeWAL(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	if off+int64(n) <= walHeader {
		if off == 0 {
			f.versions.truncate(0) // the log begins anew
		}
		return f.write(tls, buf, n, off)
	}
	in := (off - walHeader) % frameSize
	switch {
	case off < walHeader:
	case in == 0 && n == frameHeader:
		b := mem(f.scratch, frameHeader)
		copy(b, mem(buf, frameHeader))
		f.sealHeader(b, off)
		return f.write(tls, f.scratch, n, off)
	case in == frameHeader && n == pageSize:
		f.versions.writing.Lock()
		defer f.versions.writing.Unlock()
		return f.writePage(tls, mem(buf, pageSize), off, place{wal, off}, frameAt(off-frameHeader))
	}
	return sqlite3.SQLITE_IOERR_WRITE
}

// Salts and checksums of a frame are one block under AES in XEX mode, tweaked by where it lies: SQLite's checksums are
// those of the plaintext, and would tell whoever guesses a page whether the guess is right. There is no room for a tag; a
// changed block gives other salts and checksums, and so ends the log.

func (f *file) sealHeader(b []byte, off int64) {
	t := f.tweak(off)
	x := b[frameOpen:frameHeader]
	xor(x, t)
	f.codec.keys.header.Encrypt(x, x)
	xor(x, t)
}

func (f *file) openHeader(b []byte, off int64) {
	t := f.tweak(off)
	x := b[frameOpen:frameHeader]
	xor(x, t)
	f.codec.keys.header.Decrypt(x, x)
	xor(x, t)
}

// tweak returns a block that belongs to an offset. It is valid until the next call.
func (f *file) tweak(off int64) []byte {
	t := f.codec.block[:]
	clear(t)
	binary.BigEndian.PutUint64(t, uint64(off))
	f.codec.keys.tweak.Encrypt(t, t)
	return t
}

func xor(b, t []byte) {
	for i := range t {
		b[i] ^= t[i]
	}
}
