package apptest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
)

// portfolioVersion changes with the rows of a Portfolio, so that stores kept for later runs are made anew.
const portfolioVersion = "3"

// NewPortfolio returns a store of Planner with a portfolio, whose clock stands at Now. A store of that size is made once
// and kept in the user's cache folder; every test gets a copy of its own, closed at its end.
func NewPortfolio(t testing.TB, p Portfolio) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), PortfolioFolder(t, p), Key(), store.Options{Clock: (&Clock{Now}).Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// PortfolioFolder returns a folder of the test's own with a closed store that holds a portfolio; its key is Key.
func PortfolioFolder(t testing.TB, p Portfolio) string {
	t.Helper()
	return Kept(t, fmt.Sprint("store ", p), func(dir string) error {
		open := func() (*store.Store, error) {
			return store.Open(context.Background(), dir, Key(), store.Options{Clock: (&Clock{Now}).Now})
		}
		s, err := open()
		if app.Code(err) == app.ErrDamaged { // sealed in another way by then
			if err = empty(dir); err == nil {
				s, err = open()
			}
		}
		if err != nil {
			return err
		}
		if _, device := s.Author(); device != "" {
			return s.Close() // made by an earlier version of the program: opening has brought it up to date
		}
		s.SetAuthor(Planner, Device)
		return errors.Join(p.Fill(s), s.Close())
	})
}

// Fill takes in the rows of a portfolio, as a first pull would.
func (p Portfolio) Fill(s *store.Store) error {
	for page := range p.Pages() {
		if _, err := s.Apply(context.Background(), page); err != nil {
			return err
		}
	}
	return nil
}

// Kept returns a folder of the test's own with what make puts into one. That is made once for this program's format of
// stores, kept in the user's cache folder, and copied for every test. make finds what it made for an earlier format.
func Kept(t testing.TB, what string, make func(dir string) error) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	cache = filepath.Join(cache, "fangce", "portfolios")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		t.Fatal(err)
	}
	name := digest(portfolioVersion, what, sealed(t))
	kept := filepath.Join(cache, name+"-"+digest(store.Format()))
	if _, err := os.Stat(kept); err != nil {
		making, err := os.MkdirTemp(cache, "new-")
		earlier, _ := filepath.Glob(filepath.Join(cache, name+"-*"))
		if err == nil && len(earlier) > 0 {
			err = os.CopyFS(making, os.DirFS(earlier[0]))
		}
		if err == nil {
			err = make(making)
		}
		if err == nil {
			err = os.Rename(making, kept)
		}
		if _, there := os.Stat(kept); there != nil { // or another test was quicker
			t.Fatal(errors.Join(err, os.RemoveAll(making)))
		}
		for _, old := range earlier {
			_ = os.RemoveAll(old) // it only takes room
		}
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(kept)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
	}
	return err
}

func digest(of ...any) string {
	sum := sha256.Sum256(fmt.Append(nil, of...))
	return hex.EncodeToString(sum[:6])
}

// sealed tells whether databases are encrypted: a folder kept from before would be converted at each opening.
func sealed(t testing.TB) bool {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(context.Background(), dir, Key(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, store.FileDatabase))
	if err != nil {
		t.Fatal(err)
	}
	return !bytes.HasPrefix(b, []byte("SQLite format 3"))
}
