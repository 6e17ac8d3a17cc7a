package vault

import (
	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// A rollback journal is a header of 512 bytes (SQLite pads it to the sector size, and that is 512 where overwriting is
// safe against power cuts, which xDeviceCharacteristics says) and records: a page number (4), a page, a checksum (4). Our
// databases are in WAL mode; the target of VACUUM INTO has one, as has a database that was switched by hand.

// journalSums hides the checksums. They sum up every 200th byte of a page, so each is masked with a block that belongs to
// the page before it, which SQLite always writes or reads first.
type journalSums struct {
	at   int64 // where the checksum of the last page lies, 0 before the first one
	mask [4]byte
}

const sumSize = 4

// readJournal opens pages. One that does not open is an error. Were it taken for the torn end of the journal, as SQLite
// takes a wrong checksum, the rest would not be rolled back; and torn pages are none that SQLite reads, for with
// synchronous=FULL the header counts records only once they are on the disk.
func (f *file) readJournal(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	rc := f.read(tls, buf, n, off)
	if rc != sqlite3.SQLITE_OK {
		return rc
	}
	switch {
	case n == pageSize:
		if !f.codec.open(mem(buf, pageSize), place{journal, off}) {
			return sqlite3.SQLITE_IOERR_DATA
		}
		f.expectSum(off)
	case n == sumSize && off == f.sums.at:
		xor(mem(buf, sumSize), f.sums.mask[:])
	}
	return sqlite3.SQLITE_OK
}

func (f *file) writeJournal(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	switch {
	case n == pageSize:
		src := mem(buf, pageSize)
		if !mayBeSealed(src) || f.codec.seal(mem(f.scratch, pageSize), src, place{journal, off}) != nil {
			return sqlite3.SQLITE_IOERR_WRITE
		}
		f.expectSum(off)
		return f.write(tls, f.scratch, n, off)
	case n == sumSize && off == f.sums.at:
		b := mem(f.scratch, sumSize)
		copy(b, mem(buf, sumSize))
		xor(b, f.sums.mask[:])
		return f.write(tls, f.scratch, n, off)
	}
	return f.write(tls, buf, n, off) // header, page number
}

// expectSum makes the mask for the checksum behind the page at off, which was just sealed or opened.
func (f *file) expectSum(off int64) {
	t := f.codec.block[:]
	clear(t)
	copy(t, f.codec.nonce[:])
	f.codec.keys.sums.Encrypt(t, t)
	f.sums = journalSums{at: off + pageSize, mask: [4]byte(t)}
}
