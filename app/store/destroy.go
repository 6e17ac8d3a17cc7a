package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fangce/fangce/app/store/disk"
)

// Destroy removes an account's folder for good: the key file first, without which nothing else in it can be read, then the
// account from the list of accounts, then the rest. All files are overwritten. The account must be closed. Where it is cut
// short it may be called again; a folder that is gone is no error.
func Destroy(dir string) error {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	keys := []string{filepath.Join(dir, FileKeys)}
	for _, path := range unfinished(dir) { // of the key file perhaps
		if filepath.Dir(path) == dir {
			keys = append(keys, path)
		}
	}
	if err := shred(keys, nil); err != nil {
		return err
	}
	if err := disk.SyncDir(dir, nil); err != nil {
		return err
	}
	faults := []error{shred([]string{filepath.Join(dir, FileAccount)}, nil)}
	var rest []string
	faults = append(faults, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			rest = append(rest, path)
		}
		return err
	}))
	faults = append(faults, shred(rest, nil), os.RemoveAll(dir))
	return errors.Join(faults...)
}
