package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/keyfile"
)

// FileDatabase is the name of an account's database in its folder, in its first generation.
const FileDatabase = "fangce.db"

const (
	fileLog    = "outbox.log"
	fileRescue = "rescue"
	fileDrafts = "drafts"
	// fileChanging lies beside the files of a generation until they hold.
	fileChanging = "fangce.changing"
)

// besideDatabase are the endings of the files SQLite keeps beside a database.
var besideDatabase = []string{"-wal", "-shm", "-journal"}

// files are the files of one generation of an account. Whatever replaces the database as a whole (another key, a backup,
// a rescue) prepares the files of the next generation beside those in use; the key file says which generation holds, so
// that replacing it, which is atomic, changes all of them together.
type files struct {
	dir        string
	generation int
}

// present returns the files that hold. A folder without a key file is of the first generation.
func present(dir string) (files, error) {
	k, err := keyfile.Load(filepath.Join(dir, FileKeys))
	if errors.Is(err, fs.ErrNotExist) {
		return files{dir: dir}, nil
	}
	if err != nil {
		return files{}, err
	}
	return files{dir, k.Generation()}, nil
}

func (f files) database() string { return f.path(FileDatabase) }
func (f files) log() string      { return f.path(fileLog) }
func (f files) rescue() string   { return f.path(fileRescue) }
func (f files) drafts() string   { return f.path(fileDrafts) }

// path puts the generation into a name: fangce.db, fangce.1.db, fangce.2.db …
func (f files) path(name string) string {
	if f.generation > 0 {
		ext := filepath.Ext(name)
		name = strings.TrimSuffix(name, ext) + "." + strconv.Itoa(f.generation) + ext
	}
	return filepath.Join(f.dir, name)
}

// all returns the paths of all files of the generation, those that need not be there too.
func (f files) all() []string {
	db := f.database()
	out := []string{db, f.log(), f.rescue(), f.drafts()}
	for _, end := range besideDatabase {
		out = append(out, db+end)
	}
	return out
}

// pristine reports whether the folder has never held a database. An empty one may be made then, and then only: beside a
// log, a backup or another generation it would hide that the true one is missing.
func (f files) pristine() (bool, error) {
	found := f.generation > 0
	if err := eachFile(f.dir, func(string, int) { found = true }); err != nil || found {
		return false, err
	}
	kept, err := Backups(f.dir)
	return len(kept) == 0, err
}

// anyGeneration matches the files that belong to a generation. The generation is in one of the groups.
var anyGeneration = regexp.MustCompile(`^(?:fangce(?:\.(\d+))?\.db(?:-wal|-shm|-journal)?|outbox(?:\.(\d+))?\.log|(?:rescue|drafts)(?:\.(\d+))?)$`)

// eachFile calls f with the path and generation of each file that belongs to one.
func eachFile(dir string, f func(path string, generation int)) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		m := anyGeneration.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		if generation, err := strconv.Atoi("0" + m[1] + m[2] + m[3]); err == nil {
			f(filepath.Join(dir, e.Name()), generation)
		}
	}
	return nil
}

// leftovers returns the files of other generations that an interrupted change has left behind: earlier ones, and later ones
// that were never finished. A later one that was is what a newer key file opens, in whose place somebody has put this one.
func (f files) leftovers() ([]string, error) {
	var out []string
	err := eachFile(f.dir, func(path string, generation int) {
		if generation < f.generation || generation > f.generation && (files{f.dir, generation}).changing() {
			out = append(out, path)
		}
	})
	return out, err
}

// unfinished returns the files in the folder and among the backups that nobody has finished writing.
func unfinished(dir string) []string {
	var out []string
	for _, d := range []string{dir, filepath.Join(dir, dirBackups)} {
		entries, _ := os.ReadDir(d) // nothing there, nothing unfinished
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), disk.Unfinished) && !e.IsDir() {
				out = append(out, filepath.Join(d, e.Name()))
			}
		}
	}
	return out
}

// discard removes files whose content does not matter any more. A missing one is no error.
func discard(paths []string, w disk.Watch) error {
	var faults []error
	for _, path := range paths {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		err := w.Before(disk.Event{Op: disk.Remove, Path: path})
		if err == nil {
			err = os.Remove(path)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// shred overwrites files with zeros before it removes them: a database that lay open, or whose key somebody may have. On a
// flash disk old blocks may survive; this narrows the gap, it does not close it.
func shred(paths []string, w disk.Watch) error {
	var faults []error
	for _, path := range paths {
		err := blank(path, w)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		// What cannot be overwritten is removed all the same.
		faults = append(faults, err, discard([]string{path}, w))
	}
	return errors.Join(faults...)
}

func blank(path string, w disk.Watch) error {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return err // what a link points to is not ours to overwrite
	}
	f, err := disk.Open(path, w)
	if err != nil {
		return err
	}
	size, err := f.Size()
	zeros := make([]byte, 256<<10)
	for off := int64(0); off < size && err == nil; {
		var n int
		n, err = f.WriteAt(zeros[:min(int64(len(zeros)), size-off)], off)
		off += int64(n)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
