package store

import (
	"errors"
	"io/fs"
	"os"
	"runtime"

	"github.com/fangce/fangce/app/store/disk"
)

// sealing is what stands between SQLite and the disk: plain files, until the encrypting VFS takes this place.
type sealing struct{ watch disk.Watch }

var errKey, errDamaged = errors.New("store: sealed with another key"), errors.New("store: damaged")

func newSealing(_ []byte, w disk.Watch) (*sealing, error) { return &sealing{w}, nil }

func (s *sealing) Name() string {
	if runtime.GOOS == "windows" {
		return "win32"
	}
	return "unix"
}

// Create makes an empty database.
func (s *sealing) Create(path string) error {
	if err := s.watch.Before(disk.Event{Op: disk.Create, Path: path}); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// Check returns fs.ErrNotExist if there is no database at path.
func (s *sealing) Check(path string) error {
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.ErrNotExist
	}
	return err
}

func (s *sealing) Close() error { return nil }

// isPlain reports whether a database lies open to read although it should be sealed.
func isPlain(string) (bool, error) { return false, nil }
