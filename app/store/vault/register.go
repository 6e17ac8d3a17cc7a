package vault

import (
	"errors"
	"fmt"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// ioMethods is the one table of functions that all our files have, in C memory, made at the first registration.
var ioMethods = sync.OnceValue(func() uintptr {
	tls := libc.NewTLS()
	defer tls.Close()
	p := libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_io_methods{})))
	if p == 0 {
		return 0
	}
	m := (*sqlite3.Tsqlite3_io_methods)(at(p))
	m.FiVersion = 2 // without xFetch of version 3: memory maps would show SQLite what is on the disk, sealed
	m.FxClose, m.FxRead, m.FxWrite = pointer(xClose), pointer(xRead), pointer(xWrite)
	m.FxTruncate, m.FxSync, m.FxFileSize = pointer(xTruncate), pointer(xSync), pointer(xFileSize)
	m.FxLock, m.FxUnlock, m.FxCheckReservedLock = pointer(xLock), pointer(xUnlock), pointer(xCheckReservedLock)
	m.FxFileControl, m.FxSectorSize = pointer(xFileControl), pointer(xSectorSize)
	m.FxDeviceCharacteristics = pointer(xDeviceCharacteristics)
	m.FxShmMap, m.FxShmLock = pointer(xShmMap), pointer(xShmLock)
	m.FxShmBarrier, m.FxShmUnmap = pointer(xShmBarrier), pointer(xShmUnmap)
	return p
})

// base is the operating system's own VFS. It lives as long as the process.
var base = sync.OnceValue(func() uintptr {
	tls := libc.NewTLS()
	defer tls.Close()
	return sqlite3.Xsqlite3_vfs_find(tls, 0)
})

// register makes the sqlite3_vfs and tells SQLite of it.
func (v *VFS) register() error {
	if base() == 0 || ioMethods() == 0 {
		return errors.New("vault: SQLite has no VFS of its own")
	}
	tls := libc.NewTLS()
	defer tls.Close()
	var err error
	if v.cName, err = libc.CString(v.name); err != nil {
		return err
	}
	if v.cVFS = libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_vfs{}))); v.cVFS == 0 {
		libc.Xfree(tls, v.cName)
		return errors.New("vault: out of memory")
	}
	c := asVFS(v.cVFS)
	*c = *asVFS(base()) // paths, time and the rest stay the base's; none of these look at the VFS they are called with
	c.FpNext = 0
	c.FszOsFile += innerAt
	c.FzName = v.cName
	v.handle = vfses.add(v)
	c.FpAppData = v.handle
	c.FxOpen, c.FxDelete = pointer(xOpen), pointer(xDelete)
	if rc := sqlite3.Xsqlite3_vfs_register(tls, v.cVFS, 0); rc != sqlite3.SQLITE_OK {
		v.release(tls)
		return fmt.Errorf("vault: SQLite refuses the VFS: %d", rc)
	}
	return nil
}

// unregister takes the VFS away from SQLite and gives its memory back.
func (v *VFS) unregister() error {
	tls := libc.NewTLS()
	defer tls.Close()
	if rc := sqlite3.Xsqlite3_vfs_unregister(tls, v.cVFS); rc != sqlite3.SQLITE_OK {
		return fmt.Errorf("vault: SQLite keeps the VFS: %d", rc)
	}
	v.release(tls)
	return nil
}

func (v *VFS) release(tls *libc.TLS) {
	vfses.drop(v.handle)
	libc.Xfree(tls, v.cVFS)
	libc.Xfree(tls, v.cName)
	v.cVFS, v.cName = 0, 0
}
