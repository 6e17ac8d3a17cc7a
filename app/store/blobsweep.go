package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// knownBlobs is what the database knows of files.
type knownBlobs struct {
	names map[string]string // name of the file → content
	here  map[string]bool   // contents whose file must be there
	// swept is the generation in which the folder was last compared with the database, -1 never.
	swept int
}

// sweepBlobs compares the folder of contents with the database. Files the database knows nothing of were left by a crash
// and go, unless the database was put back since it was last compared with them: then they may be all there is of what
// was added since the backup, and are taken in again. Contents whose files are missing are forgotten.
func (s *Store) sweepBlobs(ctx context.Context) error {
	s.blobs.files.Lock()
	defer s.blobs.files.Unlock()
	c := s.contents()
	entries, err := os.ReadDir(c.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	known, err := s.knownBlobs(ctx)
	if err != nil {
		return err
	}
	putBack := s.restored || known.swept != s.files.generation
	found := map[string]int64{} // contents to be taken in
	var stray []string
	for _, e := range entries {
		name, number, piece := strings.Cut(e.Name(), ".")
		sha, is := known.names[name]
		_, err := strconv.Atoi(number)
		// A content the database only knows of may have been attached here since the backup, and nowhere else.
		attached := is && !piece && putBack && !known.here[sha]
		if is && !piece {
			delete(known.here, sha)
		}
		if is && !attached && (!piece || err == nil) {
			continue
		}
		if putBack && !piece {
			if sha, size, err := c.identify(name); err == nil {
				found[sha] = size
				continue
			}
		}
		stray = append(stray, filepath.Join(c.dir, e.Name()))
	}
	if err := shred(stray, s.watch); err != nil {
		return err
	}
	if len(found)+len(known.here) == 0 && known.swept == s.files.generation {
		return nil
	}
	return s.update(ctx, func(w *session) error { return w.sweptBlobs(found, known.here) })
}

// sweptBlobs notes what a comparison has found and what it has missed.
func (w *session) sweptBlobs(found map[string]int64, missing map[string]bool) error {
	for sha, size := range found {
		if err := w.ownBlob(sha, size); err != nil {
			return err
		}
	}
	for sha := range missing {
		if err := w.exec("UPDATE blobs SET have = 0, confirmed_at = 0 WHERE sha = ?", sha); err != nil {
			return err
		}
	}
	return errors.Join(w.exec("DELETE FROM blobs_swept"), w.exec("INSERT INTO blobs_swept (generation) VALUES (?)", w.s.files.generation))
}

func (s *Store) knownBlobs(ctx context.Context) (knownBlobs, error) {
	k := knownBlobs{names: map[string]string{}, here: map[string]bool{}, swept: -1}
	c := s.contents()
	err := s.each(ctx, "SELECT sha, have FROM blobs", nil, func(scan func(...any) error) error {
		var sha string
		var have bool
		err := scan(&sha, &have)
		k.names[c.name(sha)] = sha
		if have {
			k.here[sha] = true
		}
		return err
	})
	if err != nil {
		return k, err
	}
	err = s.each(ctx, "SELECT generation FROM blobs_swept", nil, func(scan func(...any) error) error { return scan(&k.swept) })
	return k, err
}
