package vault

import (
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// SQLite is C translated to Go: its structures lie in memory it allocates itself, pointers between them are uintptr, and
// functions are called through them. What is ours in there must be C memory too, must hold no Go pointers (the garbage
// collector does not see them), and callbacks must be top-level functions (a closure would be a Go pointer).

// cFile is what SQLite knows as an open file (sqlite3_file). The base VFS's own file follows behind it.
type cFile struct {
	methods uintptr // sqlite3_io_methods
	handle  uintptr // in files
	_       [2]uintptr
}

// innerAt is where the base's file begins. Larger than cFile on machines of 32 bits, so that it is aligned.
const innerAt = 32

func inner(p uintptr) uintptr { return p + innerAt }

// at turns an address in C memory into a pointer. The garbage collector leaves such pointers alone.
func at(p uintptr) unsafe.Pointer { return unsafe.Add(nil, p) }

// mem is n bytes of C memory. It is not inlined because go1.26's compiler fails on copies between C memory of which it
// knows the addresses as numbers ("disjointTypes: one of arguments is not a pointer").
//
//go:noinline
func mem(p uintptr, n int) []byte { return unsafe.Slice((*byte)(at(p)), n) }

// pointer is what C calls f by. f must be a top-level function.
func pointer[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

// function is what is called by a pointer to it.
func function[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&p)) }

func asVFS(p uintptr) *sqlite3.Tsqlite3_vfs { return (*sqlite3.Tsqlite3_vfs)(at(p)) }

// Shapes of the functions of a file.
type (
	closeFunc    = func(*libc.TLS, uintptr) int32
	transferFunc = func(*libc.TLS, uintptr, uintptr, int32, int64) int32 // read, write
	truncateFunc = func(*libc.TLS, uintptr, int64) int32
	flagFunc     = func(*libc.TLS, uintptr, int32) int32 // sync, lock, unlock, unmap
	outFunc      = func(*libc.TLS, uintptr, uintptr) int32
	controlFunc  = func(*libc.TLS, uintptr, int32, uintptr) int32
	shmMapFunc   = func(*libc.TLS, uintptr, int32, int32, int32, uintptr) int32
	shmLockFunc  = func(*libc.TLS, uintptr, int32, int32, int32) int32
	barrierFunc  = func(*libc.TLS, uintptr)
	openFunc     = func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32
	deleteFunc   = func(*libc.TLS, uintptr, uintptr, int32) int32
)

// innerMethods returns the base's functions for the file behind a cFile, nil if the base did not open it.
func innerMethods(p uintptr) *sqlite3.Tsqlite3_io_methods {
	m := (*sqlite3.Tsqlite3_file)(at(inner(p))).FpMethods
	if m == 0 {
		return nil
	}
	return (*sqlite3.Tsqlite3_io_methods)(at(m))
}

// fileOf returns what we know of an open file.
func fileOf(p uintptr) *file { return files.get((*cFile)(at(p)).handle) }

var (
	files handles[file]
	vfses handles[VFS]
)
