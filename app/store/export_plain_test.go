package store

import (
	"bytes"
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
)

// PlainTwin opens a copy of a store in dir whose database is not encrypted, to compare with. Everything else is the same:
// its statements, its log, how it syncs.
func PlainTwin(ctx context.Context, s *Store, dir string) (*Store, error) {
	system := "unix" // SQLite's own VFS
	if runtime.GOOS == "windows" {
		system = "win32"
	}
	f := files{dir: dir}
	if _, err := s.write.conn.ExecContext(ctx, "VACUUM INTO ?", fileURI(f.database(), url.Values{"vfs": {system}})); err != nil {
		return nil, err
	}
	secret, err := newSealer(s.key)
	if err != nil {
		return nil, err
	}
	p := &Store{files: f, clock: s.clock, key: bytes.Clone(s.key), secret: secret, room: room{dir: dir}}
	p.notify.start()
	if p.write, err = openWriter(f.database(), ""); err != nil {
		return nil, err
	}
	if p.read, err = sql.Open("sqlite", dsn(f.database(), "", reading)); err != nil {
		return nil, err
	}
	p.read.SetMaxOpenConns(readers)
	p.read.SetMaxIdleConns(readers)
	return p, p.prepare(ctx)
}

// Shows says whether the store's database holds a text that can be read in its file.
func (s *Store) Shows(text string) (bool, error) {
	b, err := os.ReadFile(filepath.Join(s.files.dir, filepath.Base(s.files.database())))
	return bytes.Contains(b, []byte(text)), err
}
