package store

import (
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"

	"github.com/fangce/fangce/app"
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

// begin says on the disk that the files of a generation are being prepared, and removes what an earlier attempt has left
// of it. Until done has taken the note away, the files are not the account's unless the key file names them.
func (f files) begin(w disk.Watch) error {
	err := disk.Replace(f.note(), w, func(io.Writer) error { return nil })
	if err != nil {
		return err
	}
	return shred(f.all(), w)
}

// done takes away the note of begin: the key file names the generation.
func (f files) done(w disk.Watch) error { return discard([]string{f.note()}, w) }

// clear removes a generation that was begun and shall not be.
func (f files) clear(w disk.Watch) error {
	if err := shred(f.all(), w); err != nil {
		return err // the note stays, and the next opening goes on
	}
	return f.done(w)
}

// note returns the path of what begin writes.
func (f files) note() string { return f.path(fileChanging) }

// changing reports whether a generation was begun and never finished.
func (f files) changing() bool {
	_, err := os.Lstat(f.note())
	return err == nil
}

// next returns the generation a change prepares: beyond all that were ever finished, so that none is lost whatever the
// key file says.
func (f files) next() (files, error) {
	newer, err := f.newer()
	if len(newer) > 0 {
		f = newer[0]
	}
	return files{f.dir, f.generation + 1}, err
}

// newer returns the generations that were finished after this one, newest first. There are some only where the key file is
// older than the files.
func (f files) newer() ([]files, error) {
	found := map[int]bool{}
	err := eachFile(f.dir, func(_ string, generation int) {
		if generation > f.generation && !(files{f.dir, generation}).changing() {
			found[generation] = true
		}
	})
	var out []files
	for generation := range found {
		out = append(out, files{f.dir, generation})
	}
	slices.SortFunc(out, func(a, b files) int { return b.generation - a.generation })
	return out, err
}

// current returns the files that hold: those the key file names, or later ones the key opens where somebody has put back
// an older key file, with a copy of the folder perhaps. Error: app.ErrDamaged, with the field FieldForeign, if there are
// later ones only and another key opens them: the account must not be begun anew in their place.
func current(dir string, key []byte) (files, error) {
	f, err := present(dir)
	if err != nil {
		return f, err
	}
	newer, err := f.newer()
	if err != nil || len(newer) == 0 {
		return f, err
	}
	v, err := vault.New(key, vault.Options{})
	if err != nil {
		return f, err
	}
	defer func() { _ = v.Close() }() // nothing was opened
	var broken []files
	for _, g := range newer {
		switch err := v.Check(g.database()); {
		case err == nil:
			slog.Warn("the key file is older than the database", "generation", g.generation)
			return g, nil
		case !errors.Is(err, vault.ErrKey):
			broken = append(broken, g)
		}
	}
	if _, err := os.Lstat(f.database()); !errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if len(broken) > 0 {
		return broken[0], nil
	}
	return f, &app.Error{Code: app.ErrDamaged, Field: FieldForeign, Message: "密钥文件比数据库旧，请放回较新的密钥文件"}
}

// sweep removes what changes have left behind: files of other generations, backups another key opens, files nobody has
// finished. The present generation is open: until that moment the others may be the only ones that open. The files of
// other generations go last: while they are there the next opening goes on with the rest.
func (s *Store) sweep() error {
	old, err := s.files.leftovers()
	if err != nil {
		return err
	}
	faults := []error{s.files.done(s.watch), shred(unfinished(s.files.dir), s.watch)}
	if len(old) > 0 {
		faults = append(faults, s.shredForeignBackups(), s.shredForeignContents())
	}
	return errors.Join(append(faults, shred(old, s.watch), s.forgetNotes())...)
}

// forgetNotes removes the notes of generations of which nothing is left.
func (s *Store) forgetNotes() error {
	entries, err := os.ReadDir(s.files.dir)
	if err != nil {
		return err
	}
	left := map[string]bool{}
	if err := eachFile(s.files.dir, func(_ string, generation int) { left[files{s.files.dir, generation}.note()] = true }); err != nil {
		return err
	}
	var notes []string
	for _, e := range entries {
		path := filepath.Join(s.files.dir, e.Name())
		if filepath.Ext(path) == filepath.Ext(fileChanging) && !left[path] {
			notes = append(notes, path)
		}
	}
	return discard(notes, s.watch)
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
