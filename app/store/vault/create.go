package vault

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/fangce/fangce/app/store/disk"
)

// Create makes an empty database in WAL mode, sealed, readable by its owner only: there whole or not at all. SQLite cannot
// make one itself, for it knows of the reserved bytes only from page 1. Error: fs.ErrExist.
func (v *VFS) Create(path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return &fs.PathError{Op: "create", Path: path, Err: errors.Join(err, fs.ErrExist)}
	}
	page := make([]byte, pageSize)
	c := codec{keys: v.keys, nonces: &v.nonces}
	if err := c.seal(page, emptyDatabase(), databasePlace(0)); err != nil {
		return err
	}
	return disk.Replace(path, v.watch, func(w io.Writer) error {
		_, err := w.Write(page)
		return err
	})
}

const fileMagic = "SQLite format 3\x00"

// emptyDatabase is page 1 of a database without a table (https://www.sqlite.org/fileformat2.html).
func emptyDatabase() []byte {
	const (
		walMode    = 2
		schema     = 4
		utf8       = 1
		leafOfRows = 13
		writtenBy  = 3054001 // version of SQLite
	)
	p := make([]byte, pageSize)
	copy(p, fileMagic)
	binary.BigEndian.PutUint16(p[16:], pageSize)
	p[18], p[19], p[20] = walMode, walMode, reserved
	p[21], p[22], p[23] = 64, 32, 32      // fractions of payload, fixed
	binary.BigEndian.PutUint32(p[24:], 1) // changes
	binary.BigEndian.PutUint32(p[28:], 1) // pages
	binary.BigEndian.PutUint32(p[44:], schema)
	binary.BigEndian.PutUint32(p[56:], utf8)
	binary.BigEndian.PutUint32(p[92:], 1) // changes, when the version was noted
	binary.BigEndian.PutUint32(p[96:], writtenBy)
	p[100] = leafOfRows
	binary.BigEndian.PutUint16(p[105:], body) // where cells begin
	return p
}
