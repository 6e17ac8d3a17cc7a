package store

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/keyfile"
	"github.com/fangce/fangce/app/store/vault"
)

// hold makes the generation f the one that holds. Its files lie on the disk by then, whole; the rename of the key file
// decides: a program that dies before it leaves the account as it was, one that dies after it as it shall be.
func (f files) hold(w disk.Watch) error {
	k, err := keyfile.Load(filepath.Join(f.dir, FileKeys))
	if err != nil {
		return err
	}
	k.SetGeneration(f.generation)
	return f.holdWith(k, w)
}

// holdWith is hold with another key file in the place of the present one.
func (f files) holdWith(k *keyfile.File, w disk.Watch) error {
	if err := disk.SyncDir(f.dir, w); err != nil { // the names of what the key file will point to
		return err
	}
	keysInUse.Lock()
	defer keysInUse.Unlock()
	return k.SaveWatched(filepath.Join(f.dir, FileKeys), w)
}

// clear removes what an earlier attempt left of a generation that shall be prepared.
func (f files) clear(w disk.Watch) error { return shred(f.all(), w) }

// sweep removes what changes have left behind: files of other generations, backups another key opens, files nobody has
// finished. The present generation is open: until that moment the others may be the only ones that open. The files of
// other generations go last: while they are there the next opening goes on with the rest.
func (s *Store) sweep() error {
	old, err := s.files.leftovers()
	if err != nil {
		return err
	}
	faults := []error{shred(unfinished(s.files.dir), s.watch)}
	if len(old) > 0 {
		faults = append(faults, s.shredForeignBackups())
	}
	return errors.Join(append(faults, shred(old, s.watch))...)
}

// shredForeignBackups removes the backups that were sealed with another key. They lose their names first, for good: half
// overwritten they would look like damaged ones of this key.
func (s *Store) shredForeignBackups() error {
	all, err := Backups(s.files.dir)
	if err != nil {
		return err
	}
	var nameless []string
	dir := filepath.Join(s.files.dir, dirBackups)
	for _, b := range all {
		path, away := filepath.Join(dir, b.Name), filepath.Join(dir, disk.Unfinished+b.Name)
		if !errors.Is(s.vault.Check(path), vault.ErrKey) {
			continue
		}
		if err := s.watch.Before(disk.Event{Op: disk.Rename, Path: path, Data: []byte(away)}); err != nil {
			return err
		}
		if err := os.Rename(path, away); err != nil {
			return err
		}
		nameless = append(nameless, away)
	}
	if len(nameless) == 0 {
		return nil
	}
	if err := disk.SyncDir(dir, s.watch); err != nil {
		return err
	}
	return shred(nameless, s.watch)
}
