package sealed

import (
	"errors"
	"io"
	"os"

	"github.com/fangce/fangce/app/store/disk"
)

// WriteFile replaces the file at path with b, sealed under name: after a power cut there is the old one or the new one,
// whole.
func WriteFile(path string, key []byte, name string, b []byte, w disk.Watch) error {
	return disk.Replace(path, w, func(to io.Writer) error {
		s, err := NewWriter(to, key, name)
		if err != nil {
			return err
		}
		_, err = s.Write(b)
		return errors.Join(err, s.Close())
	})
}

// ReadFile returns what WriteFile sealed under name. Errors: fs.ErrNotExist, ErrDamaged.
func ReadFile(path string, key []byte, name string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	r, err := NewReader(f, key, name)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
