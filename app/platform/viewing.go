package platform

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// folderViewing lies in the data folder and holds what is handed to an outside viewer.
const folderViewing = "viewing"

// Viewing is the one folder of files that lie readable on the disk because an outside viewer shows them. Wipe it when the
// program locks, ends and starts.
type Viewing struct{ dir string }

// NewViewing returns the viewing folder of a data folder. It is made when the first file is put there.
func NewViewing(dataDir string) *Viewing { return &Viewing{filepath.Join(dataDir, folderViewing)} }

// Put writes a file to the folder and returns its path. Characters of name that a system does not allow are replaced.
func (v *Viewing) Put(name string, data []byte) (string, error) {
	if err := MakeDir(v.dir); err != nil {
		return "", err
	}
	path := filepath.Join(v.dir, FileName(name))
	if err := WriteFile(path, data); err != nil {
		return "", err
	}
	return path, nil
}

// Drop removes one file that Put returned, overwriting its content first; a file that is gone is no error.
func (v *Viewing) Drop(path string) error {
	_ = blank(path)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("platform: %w", err)
	}
	return nil
}

// Wipe removes the folder with all that is in it, overwriting contents first. A file that a viewer still holds is tried
// again at the next Wipe; the error then names it.
func (v *Viewing) Wipe() error {
	entries, err := os.ReadDir(v.dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("platform: %w", err)
	}
	var faults []error
	for _, e := range entries {
		path := filepath.Join(v.dir, e.Name())
		if e.Type().IsRegular() {
			_ = blank(path)
		}
		faults = append(faults, os.RemoveAll(path))
	}
	faults = append(faults, os.Remove(v.dir))
	if err := errors.Join(faults...); err != nil {
		return fmt.Errorf("platform: %w", err)
	}
	return nil
}

// blank overwrites a file's content. On a flash disk old blocks may survive; this narrows the gap, it does not close it.
func blank(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	zeros := make([]byte, 64<<10)
	for left := info.Size(); left > 0 && err == nil; {
		n, fault := f.Write(zeros[:min(left, int64(len(zeros)))])
		left, err = left-int64(n), fault
	}
	return errors.Join(err, f.Sync(), f.Close())
}

// maxName bounds a file's name in bytes; the usual limit is 255.
const maxName = 180

// FileName returns name as every system takes it: without separators, control characters, leading or trailing dots and
// spaces, reserved device names of Windows, and not too long. Its extension stays.
func FileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	ext := filepath.Ext(name)
	if len(ext) > 16 {
		ext = ""
	}
	stem := strings.TrimSuffix(name, ext)
	for len(stem)+len(ext) > maxName {
		_, n := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-n]
	}
	stem = strings.Trim(stem, ". ")
	if reserved[strings.ToUpper(stem)] {
		stem += "_"
	}
	if stem == "" {
		stem = "_"
	}
	return stem + strings.TrimRight(ext, ". ")
}

var reserved = map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true}

func init() {
	for _, n := range "123456789" {
		reserved["COM"+string(n)], reserved["LPT"+string(n)] = true, true
	}
}
