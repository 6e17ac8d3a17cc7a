package vault

import (
	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// Locks, the WAL's index and the rest are the base's.

func xFileSize(tls *libc.TLS, p, out uintptr) int32 {
	f := fileOf(p)
	return function[outFunc](f.methods.FxFileSize)(tls, f.inner, out)
}

func xLock(tls *libc.TLS, p uintptr, level int32) int32 {
	f := fileOf(p)
	return function[flagFunc](f.methods.FxLock)(tls, f.inner, level)
}

func xUnlock(tls *libc.TLS, p uintptr, level int32) int32 {
	f := fileOf(p)
	return function[flagFunc](f.methods.FxUnlock)(tls, f.inner, level)
}

func xCheckReservedLock(tls *libc.TLS, p, out uintptr) int32 {
	f := fileOf(p)
	return function[outFunc](f.methods.FxCheckReservedLock)(tls, f.inner, out)
}

// xFileControl keeps the base from mapping the file into memory and from extending it in steps of its own: such pages
// would be unsealed zeros.
func xFileControl(tls *libc.TLS, p uintptr, op int32, arg uintptr) int32 {
	switch op {
	case sqlite3.SQLITE_FCNTL_MMAP_SIZE:
		*(*int64)(at(arg)) = 0
		return sqlite3.SQLITE_OK
	case sqlite3.SQLITE_FCNTL_SIZE_HINT, sqlite3.SQLITE_FCNTL_CHUNK_SIZE:
		return sqlite3.SQLITE_OK
	}
	f := fileOf(p)
	return function[controlFunc](f.methods.FxFileControl)(tls, f.inner, op, arg)
}

func xSectorSize(tls *libc.TLS, p uintptr) int32 {
	f := fileOf(p)
	return function[closeFunc](f.methods.FxSectorSize)(tls, f.inner)
}

// xDeviceCharacteristics says that a write cut off damages no bytes beside it. SQLite then does not pad the WAL to whole
// sectors with frames split in two, which could not be sealed. Of the base's own claims only those stay that hold for
// sealed pages: a page is never atomic, for it is useless in part.
func xDeviceCharacteristics(tls *libc.TLS, p uintptr) int32 {
	f := fileOf(p)
	c := function[closeFunc](f.methods.FxDeviceCharacteristics)(tls, f.inner)
	const kept = sqlite3.SQLITE_IOCAP_SEQUENTIAL | sqlite3.SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN | sqlite3.SQLITE_IOCAP_IMMUTABLE
	return c&kept | sqlite3.SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

func xShmMap(tls *libc.TLS, p uintptr, region, size, extend int32, out uintptr) int32 {
	f := fileOf(p)
	return function[shmMapFunc](f.methods.FxShmMap)(tls, f.inner, region, size, extend, out)
}

func xShmLock(tls *libc.TLS, p uintptr, from, n, flags int32) int32 {
	f := fileOf(p)
	return function[shmLockFunc](f.methods.FxShmLock)(tls, f.inner, from, n, flags)
}

func xShmBarrier(tls *libc.TLS, p uintptr) {
	f := fileOf(p)
	function[barrierFunc](f.methods.FxShmBarrier)(tls, f.inner)
}

func xShmUnmap(tls *libc.TLS, p uintptr, remove int32) int32 {
	f := fileOf(p)
	return function[flagFunc](f.methods.FxShmUnmap)(tls, f.inner, remove)
}
