package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// Check reports whether the database at path, which is not open, was sealed with this VFS's key. It reads page 1 only.
// Errors: ErrKey, ErrDamaged, fs.ErrNotExist; ErrInUse if this process has it open, for closing it again would drop the
// locks of its connections.
func (v *VFS) Check(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	for _, f := range files.all() {
		if f.kind == database && f.versions.info != nil && os.SameFile(f.versions.info, info) {
			return fmt.Errorf("%w: %s", ErrInUse, path)
		}
	}
	page, err := head(path, pageSize)
	if err != nil {
		return err
	}
	if len(page) < pageSize {
		return fmt.Errorf("%w: %s has %d bytes", ErrDamaged, path, len(page))
	}
	mark := bytes.Clone(page[markAt:])
	c := codec{keys: v.keys}
	switch {
	case c.open(page, databasePlace(0)):
		if !bytes.HasPrefix(page, []byte(fileMagic)) || !ours(page) {
			return fmt.Errorf("%w: %s is no database", ErrDamaged, path)
		}
		return nil
	case mark[0] == format && !bytes.Equal(mark, v.keys.mark[:]):
		return fmt.Errorf("%w: %s", ErrKey, path)
	case bytes.Equal(mark, v.keys.mark[:]) && logged(path):
		// A checkpoint may have been cut off while it wrote the page. SQLite takes it from the log.
		return nil
	}
	return fmt.Errorf("%w: %s", ErrDamaged, path)
}

// logged says whether a write-ahead log with at least one frame lies beside a database, or a rollback journal.
func logged(path string) bool {
	if i, err := os.Stat(path + "-journal"); err == nil && i.Size() > 0 {
		return true
	}
	b, err := head(path+"-wal", walHeader+frameSize)
	if err != nil || len(b) < walHeader+frameSize {
		return false
	}
	const magic, bigEndian = 0x377f0682, 1 // the order of bytes in its checksums
	return binary.BigEndian.Uint32(b)&^bigEndian == magic && binary.BigEndian.Uint32(b[8:]) == pageSize
}

// Plain reports whether the file at path is an SQLite database that is not encrypted. Error: fs.ErrNotExist.
func Plain(path string) (bool, error) {
	b, err := head(path, len(fileMagic))
	return string(b) == fileMagic, err
}

// head returns the first n bytes of a file, fewer if it has fewer.
func head(path string, n int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	b := make([]byte, n)
	n, err = io.ReadFull(f, b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return b[:n], err
}
