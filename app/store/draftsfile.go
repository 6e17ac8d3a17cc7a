package store

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io/fs"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/sealed"
)

// draftsFile is how the file of drafts stands: the forms that are begun, a second time. They are in no log; without the
// file a database put back, or made anew, would lack those begun since its backup, and offer again those handed in since.
// It is touched under the writer's lock only.
type draftsFile struct {
	ready  bool     // the database is known not to be older than the file
	wrote  [32]byte // SHA-256 of what the file holds
	behind bool     // the file could not be written
}

// keepDrafts writes the file anew if it does not hold what the database does. A file that cannot be written does not undo
// what the database has; the next transaction tries again.
func (s *Store) keepDrafts(w *session) {
	s.drafts.behind = s.drafts.ready && s.writeDrafts(w) != nil
}

func (s *Store) writeDrafts(w *session) error {
	all := []app.Draft{}
	err := w.each(selectDraft+" ORDER BY key", nil, func(scan func(...any) error) error {
		d, err := scanDraft(scan)
		all = append(all, d)
		return err
	})
	if err != nil {
		return err
	}
	b, err := json.Marshal(all)
	sum := sha256.Sum256(b)
	if err != nil || sum == s.drafts.wrote {
		return err
	}
	if err := sealed.WriteFile(s.files.drafts(), s.key, fileDrafts, b, s.watch); err != nil {
		return err
	}
	s.drafts.wrote = sum
	return nil
}

// openDrafts brings the file up to date with a database that is not older.
func (s *Store) openDrafts(w *session) {
	if b, err := sealed.ReadFile(s.files.drafts(), s.key, fileDrafts); err == nil {
		s.drafts.wrote = sha256.Sum256(b)
	}
	s.drafts.ready = true
	s.keepDrafts(w)
}

// takeDrafts puts the drafts of the file in the place of those of a database that is older. A file that is missing or
// damaged leaves them as they are.
func (w *session) takeDrafts() error {
	b, err := sealed.ReadFile(w.s.files.drafts(), w.s.key, fileDrafts)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, sealed.ErrDamaged) {
		return nil
	}
	if err != nil {
		return err
	}
	var all []app.Draft
	if json.Unmarshal(b, &all) != nil {
		return nil
	}
	if err := w.exec("DELETE FROM drafts"); err != nil {
		return err
	}
	for _, d := range all {
		if err := w.putDraft(d); err != nil {
			return err
		}
	}
	return nil
}
