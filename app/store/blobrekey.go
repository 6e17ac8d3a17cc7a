package store

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/sealed"
)

// resealContents seals the contents anew with another key, in the folder of that key. Those that only this laptop may have
// come first, and must all go; of those the centre has confirmed, what finds no room is left out: the next opening notes
// that it is no longer here, and it can be fetched.
func (s *Store) resealContents(ctx context.Context, key []byte, o Options) error {
	only, err := s.blobList(ctx, `SELECT sha, size FROM blobs
		WHERE have = 1 AND NOT (confirmed_at > 0 AND epoch = (`+presentEpoch+`)) ORDER BY sha`)
	if err != nil {
		return err
	}
	cached, err := s.blobList(ctx, `SELECT sha, size FROM blobs
		WHERE have = 1 AND confirmed_at > 0 AND epoch = (`+presentEpoch+`) ORDER BY size, sha`)
	if err != nil {
		return err
	}
	to := contentsOf(s.files.dir, key, o.Watch)
	r := room{dir: s.files.dir, free: o.Free}
	for i, b := range append(only, cached...) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if left := r.now(); 0 <= left && left < b.Size+roomCommit {
			if i < len(only) {
				return diskFull(nil)
			}
			return nil
		}
		if err := s.resealContent(to, b.Sha, b.Size); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) resealContent(to contents, sha string, size int64) error {
	r, err := s.contents().open(sha)
	if err == nil {
		err = errors.Join(to.put(sha, size, r), r.Close())
	}
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, sealed.ErrDamaged) || app.Code(err) == app.ErrDamaged {
		slog.Warn("a damaged content is not sealed anew", "error", err) // the next opening notes that it is not here
		return nil
	}
	return err
}

// removeAll removes the folder of the contents.
func (c contents) removeAll() error {
	entries, err := os.ReadDir(c.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	paths := make([]string, len(entries))
	for i, e := range entries {
		paths[i] = filepath.Join(c.dir, e.Name())
	}
	return errors.Join(shred(paths, c.watch), discard([]string{c.dir}, c.watch))
}

// keyFolder matches the names contentsOf gives to folders.
var keyFolder = regexp.MustCompile(`^[0-9a-f]{16}$`)

// foreignContents returns the folders of contents that were sealed with other keys.
func (s *Store) foreignContents() ([]contents, error) {
	own := s.contents()
	entries, err := os.ReadDir(filepath.Dir(own.dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []contents
	for _, e := range entries {
		dir := filepath.Join(filepath.Dir(own.dir), e.Name())
		if e.IsDir() && dir != own.dir && keyFolder.MatchString(e.Name()) {
			out = append(out, contents{dir: dir, watch: s.watch})
		}
	}
	return out, err
}

// shredForeignContents removes contents that were sealed with other keys.
func (s *Store) shredForeignContents() error {
	foreign, err := s.foreignContents()
	faults := []error{err}
	for _, c := range foreign {
		faults = append(faults, c.removeAll())
	}
	return errors.Join(faults...)
}

// setContentsAside gives the contents of a database that was set aside names under which nothing removes them.
func (s *Store) setContentsAside(base string) error {
	foreign, err := s.foreignContents()
	if err != nil {
		return err
	}
	for _, c := range foreign {
		if err := s.move(c.dir, filepath.Join(filepath.Dir(c.dir), base+"-"+filepath.Base(c.dir))); err != nil {
			return err
		}
	}
	if len(foreign) == 0 {
		return nil
	}
	return disk.SyncDir(filepath.Dir(foreign[0].dir), s.watch)
}
