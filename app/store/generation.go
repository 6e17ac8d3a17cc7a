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
	if err := f.ready(w); err != nil {
		return err
	}
	return editKeys(f.dir, func(k *keyfile.File) error { k.SetGeneration(f.generation); return nil })
}

// holdWith is hold for a generation with a key file of its own.
func (f files) holdWith(k *keyfile.File, w disk.Watch) error {
	if err := f.ready(w); err != nil {
		return err
	}
	keysInUse.Lock()
	defer keysInUse.Unlock()
	return k.Save(filepath.Join(f.dir, FileKeys))
}

// ready flushes the names of what the key file will point to.
func (f files) ready(w disk.Watch) error {
	if err := disk.SyncDir(f.dir, w); err != nil {
		return err
	}
	path := filepath.Join(f.dir, FileKeys)
	return w.Before(disk.Event{Op: disk.Rename, Path: filepath.Join(f.dir, disk.Unfinished+FileKeys), Data: []byte(path)})
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

// shredForeignBackups removes the backups that were sealed with another key. They lose their names first: half overwritten
// they would look like damaged ones of this key.
func (s *Store) shredForeignBackups() error {
	all, err := Backups(s.files.dir)
	if err != nil {
		return err
	}
	var faults []error
	dir := filepath.Join(s.files.dir, dirBackups)
	for _, b := range all {
		path, away := filepath.Join(dir, b.Name), filepath.Join(dir, disk.Unfinished+b.Name)
		if !errors.Is(s.vault.Check(path), vault.ErrKey) {
			continue
		}
		err := s.watch.Before(disk.Event{Op: disk.Rename, Path: path, Data: []byte(away)})
		if err == nil {
			err = os.Rename(path, away)
		}
		if err == nil {
			err = shred([]string{away}, s.watch)
		}
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}
