package disk

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// File is a file whose steps are reported to a watch before they are taken.
type File struct {
	f     *os.File
	path  string
	watch Watch
}

// Open opens a file to read and write it, and makes it, readable by its owner only, if there is none.
func Open(path string, w Watch) (*File, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		return &File{f, path, w}, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if err := w.Before(Event{Op: Create, Path: path}); err != nil {
		return nil, err
	}
	if f, err = os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600); err != nil {
		return nil, err
	}
	return &File{f, path, w}, nil
}

// WriteAt writes b at off. What it has written when it fails is not known.
func (f *File) WriteAt(b []byte, off int64) (int, error) {
	if err := f.watch.Before(Event{Op: Write, Path: f.path, Off: off, Data: b}); err != nil {
		return 0, err
	}
	return f.f.WriteAt(b, off)
}

// ReadAt implements io.ReaderAt.
func (f *File) ReadAt(b []byte, off int64) (int, error) { return f.f.ReadAt(b, off) }

// Truncate cuts or extends the file to size bytes.
func (f *File) Truncate(size int64) error {
	if err := f.watch.Before(Event{Op: Truncate, Path: f.path, Off: size}); err != nil {
		return err
	}
	return f.f.Truncate(size)
}

// Sync returns once what was written lies on the disk.
func (f *File) Sync() error {
	if err := f.watch.Before(Event{Op: Sync, Path: f.path}); err != nil {
		return err
	}
	return f.f.Sync()
}

// Size returns how long the file is, in bytes.
func (f *File) Size() (int64, error) {
	i, err := f.f.Stat()
	if err != nil {
		return 0, err
	}
	return i.Size(), nil
}

// Close closes the file without flushing it.
func (f *File) Close() error { return f.f.Close() }

// Unfinished is what the names of files begin with that Replace has not put in their place yet. A crash leaves them.
const Unfinished = ".new-"

// Replace puts a new file, readable by its owner only, in the place of path, or nothing if write or a step fails: after a
// power cut there is the old one or the new one, whole.
func Replace(path string, w Watch, write func(io.Writer) error) error {
	dir := filepath.Dir(path)
	t, err := os.CreateTemp(dir, Unfinished+"*")
	if err != nil {
		return err
	}
	err = errors.Join(fill(&File{t, t.Name(), w}, write), t.Close())
	if err == nil {
		err = w.Before(Event{Op: Rename, Path: t.Name(), Data: []byte(path)})
	}
	if err == nil {
		err = os.Rename(t.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(t.Name()))
	}
	return SyncDir(dir, w)
}

func fill(f *File, write func(io.Writer) error) error {
	if err := f.watch.Before(Event{Op: Create, Path: f.path}); err != nil {
		return err
	}
	if err := write(io.NewOffsetWriter(f, 0)); err != nil {
		return err
	}
	return f.Sync()
}

// SyncDir returns once the names in a folder lie on the disk, where the system can say so.
func SyncDir(dir string, w Watch) error {
	if err := w.Before(Event{Op: Sync, Path: dir}); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // not every system can flush a folder
	return d.Close()
}
