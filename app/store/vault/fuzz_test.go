package vault

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"
)

// Whatever lies in the files, reading them gives pages that were sealed, or an error.
func FuzzPages(f *testing.F) {
	v, err := New(keyOf(1), Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = v.Close() })
	v.nonces.session = [8]byte{1} // the same page in all processes that fuzz
	c := codec{keys: v.keys, nonces: &v.nonces}
	sealed := make([]byte, pageSize)
	if err := c.seal(sealed, emptyDatabase(), databasePlace(0)); err != nil {
		f.Fatal(err)
	}
	log := append(bytes.Repeat([]byte{1}, walHeader+frameHeader), sealed...)
	f.Add(sealed, uint16(pageSize), uint16(0))
	f.Add(sealed[:3000], uint16(100), uint16(0))
	f.Add(make([]byte, 2*pageSize), uint16(pageSize), uint16(pageSize))
	f.Add(emptyDatabase(), uint16(pageSize), uint16(0))
	f.Add(log, uint16(frameSize), uint16(walHeader))
	f.Add(log, uint16(pageSize), uint16(walHeader+frameHeader))
	f.Fuzz(func(t *testing.T, b []byte, n, off uint16) {
		if n == 0 || int(n) > bufSize {
			return
		}
		path := filepath.Join(t.TempDir(), "a.db")
		mustWrite(t, path, nil) // its mode is taken over
		for suffix, flag := range map[string]int32{
			"": sqlite3.SQLITE_OPEN_MAIN_DB, "-wal": sqlite3.SQLITE_OPEN_WAL, "-journal": sqlite3.SQLITE_OPEN_MAIN_JOURNAL,
		} {
			mustWrite(t, path+suffix, b)
			d := openDirect(t, v, path+suffix, flag)
			got, rc := d.read(int(n), int64(off))
			d.close()
			if suffix == "" && rc == sqlite3.SQLITE_OK && bytes.ContainsFunc(got, func(r rune) bool { return r != 0 }) &&
				!bytes.Contains(b, sealed) {
				t.Errorf("%d bytes at %d are read that nobody sealed", n, off)
			}
			mustWrite(t, path+suffix, nil)
		}
		mustWrite(t, path, b)
		switch err := v.Check(path); {
		case err == nil:
			if !bytes.HasPrefix(b, sealed) {
				t.Error("what nobody sealed is in order")
			}
		case !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrKey):
			t.Error(err)
		}
		if plain, err := Plain(path); err != nil || plain != bytes.HasPrefix(b, []byte(fileMagic)) {
			t.Error(plain, err)
		}
	})
}
