package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

// Whatever puts an older database, or a new one, in the place of the present one leaves the forms begun as they last were:
// those begun since are there, those handed in since do not come back to be handed in a second time.
func TestDraftsOutliveTheDatabase(t *testing.T) {
	zero := func(path string) error { return os.WriteFile(path, make([]byte, 50000), 0o600) }
	for name, replace := range map[string]func(t *testing.T, dir string, key []byte, backup string) error{
		"repaired from a backup": func(t *testing.T, dir string, key []byte, _ string) error {
			if err := zero(databasePath(t, dir)); err != nil {
				return err
			}
			_, err := store.Rescue(ctx, dir, key, store.Options{})
			return err
		},
		"made anew": func(t *testing.T, dir string, key []byte, _ string) error {
			if err := os.RemoveAll(filepath.Join(dir, "backups")); err != nil {
				return err
			}
			if err := zero(databasePath(t, dir)); err != nil {
				return err
			}
			_, err := store.Rescue(ctx, dir, key, store.Options{})
			return err
		},
		"backup restored": func(_ *testing.T, dir string, key []byte, backup string) error {
			_, err := store.Restore(ctx, dir, key, backup, store.Options{})
			return err
		},
		"old file put back": func(t *testing.T, dir string, _ []byte, backup string) error {
			b, err := os.ReadFile(filepath.Join(dir, "backups", backup))
			if err != nil {
				return err
			}
			return os.WriteFile(databasePath(t, dir), b, 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, key := account(t)
			s := opened(t, dir, key, store.Options{})
			fill(t, s, 0, 2)
			saveDraft(t, s, draft("handed in", "", "1"))
			saveDraft(t, s, draft("thrown away", "", "2"))
			saveDraft(t, s, draft("gone on with", "", "3"))
			b, err := s.Backup(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Commit(app.UsingDraft(ctx, "handed in"), store.Create(apptest.Customer(2, "王芳"))); err != nil {
				t.Fatal(err)
			}
			if err := s.DropDraft(ctx, "thrown away"); err != nil {
				t.Fatal(err)
			}
			saveDraft(t, s, draft("gone on with", "", "4"))
			saveDraft(t, s, draft("begun", "", "5"))
			closed(t, s)
			if err := replace(t, dir, key, b.Name); err != nil {
				t.Fatal(err)
			}
			s = opened(t, dir, key, store.Options{})
			if got := draftKeys(t, s); got != "begun gone on with" && got != "gone on with begun" {
				t.Errorf("drafts: %s", got)
			}
			if d, _, err := s.Draft(ctx, "gone on with"); err != nil || string(d.Body) != "4" {
				t.Errorf("the draft says %s (%v)", d.Body, err)
			}
			if err := s.DropDraft(ctx, "begun"); err != nil {
				t.Fatal(err)
			}
			closed(t, s)
			s = opened(t, dir, key, store.Options{})
			if got := draftKeys(t, s); got != "gone on with" {
				t.Errorf("afterwards: %s", got)
			}
			closed(t, s)
		})
	}
}
