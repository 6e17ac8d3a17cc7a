package apptest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app/store"
)

// portfolioVersion changes with the rows of a Portfolio, so that stores kept for later runs are made anew.
const portfolioVersion = "2"

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
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(fmt.Append(nil, portfolioVersion, p, store.Format(), sealed(t)))
	kept := filepath.Join(cache, "fangce", "portfolio-"+hex.EncodeToString(sum[:8]))
	if _, err := os.Stat(kept); err != nil {
		making, err := os.MkdirTemp(cache, "fangce-portfolio")
		if err != nil {
			t.Fatal(err)
		}
		if err := fill(making, p); err != nil {
			_ = os.RemoveAll(making)
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(kept), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(making, kept); err != nil {
			_ = os.RemoveAll(making) // another test was quicker
		}
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(kept)); err != nil {
		t.Fatal(err)
	}
	return dir
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

func fill(dir string, p Portfolio) error {
	s, err := store.Open(context.Background(), dir, Key(), store.Options{Clock: (&Clock{Now}).Now})
	if err != nil {
		return err
	}
	s.SetAuthor(Planner, Device)
	for page := range p.Pages() {
		if _, err := s.Apply(context.Background(), page); err != nil {
			_ = s.Close()
			return err
		}
	}
	return s.Close()
}
