package vault

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/fangce/fangce/app/store/disk"
)

// Options are what a VFS needs besides its key.
type Options struct {
	Watch disk.Watch // told of every step a file takes; called from several goroutines
}

// Errors of files and of closing.
var (
	// ErrKey: the file was sealed with another key, as that of another installation is.
	ErrKey = errors.New("vault: sealed with another key")
	// ErrDamaged: the file is not what was written to it, or no sealed database.
	ErrDamaged = errors.New("vault: damaged")
	// ErrInUse: a file is open through a VFS of this process.
	ErrInUse = errors.New("vault: in use")
)

// VFS seals what SQLite writes. It may be used from any goroutine and by any number of connections.
type VFS struct {
	name   string
	watch  disk.Watch
	keys   *keys
	nonces nonces
	cName  uintptr // C string
	cVFS   uintptr // sqlite3_vfs
	handle uintptr // in vfses
	plain  bool    // seals nothing, for tests that compare

	mu       sync.Mutex
	closed   bool
	open     int
	versions map[string]*versions // by path, of the files that are open
}

// registered counts the VFSes of this process, for their names.
var registered atomic.Int64

// New registers a VFS that seals with key, of 32 bytes; the caller may wipe its own copy. The caller closes the VFS after
// the last database that was opened through it.
func New(key []byte, o Options) (*VFS, error) {
	k, err := newKeys(key)
	if err != nil {
		return nil, err
	}
	v := &VFS{
		name:     fmt.Sprintf("vault-%d", registered.Add(1)),
		watch:    o.Watch,
		keys:     k,
		versions: map[string]*versions{},
	}
	v.nonces.draw()
	if err := v.register(); err != nil {
		k.wipe()
		return nil, err
	}
	return v, nil
}

// Name returns what the VFS is registered as: a database is opened through it with vfs=NAME in its URI. PRAGMA
// temp_store(2) belongs beside it: SQLite gets no temp files, and needs them otherwise for large sorts, and for undoing
// statements beyond 64 KiB.
func (v *VFS) Name() string { return v.name }

// Close removes the VFS from SQLite and its keys from memory. Error: ErrInUse while a file is open.
func (v *VFS) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil
	}
	if v.open > 0 {
		return fmt.Errorf("%w: %d files of %s", ErrInUse, v.open, v.name)
	}
	if err := v.unregister(); err != nil {
		return err
	}
	v.closed = true
	v.keys.wipe()
	return nil
}

// enter counts a file about to be opened.
func (v *VFS) enter() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return false
	}
	v.open++
	return true
}

func (v *VFS) leave() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.open--
}
