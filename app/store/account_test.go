package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/keyfile"
)

// account makes an account with a key file.
func account(t testing.TB) (dir string, key []byte) {
	t.Helper()
	if store.KDF != keyfile.Fast {
		apptest.FastKeys(t)
	}
	dir, key, err := store.CreateAccount(t.TempDir(), store.Account{StaffNo: "1001", Name: "周建国", Centre: "银保理财中心"}, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	return dir, key
}

// opened opens an account with options, at the clock of tests if they name none, and closes it with the test.
func opened(t testing.TB, dir string, key []byte, o store.Options) *store.Store {
	t.Helper()
	if o.Clock == nil {
		o.Clock = (&apptest.Clock{At: apptest.Now}).Now
	}
	s, err := store.Open(ctx, dir, key, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if person, _ := s.Author(); person == "" {
		s.SetAuthor(apptest.Planner, apptest.Device)
	}
	return s
}

func closed(t testing.TB, s *store.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// fill commits customers numbered from..to-1.
func fill(t testing.TB, s *store.Store, from, to int) {
	t.Helper()
	for n := from; n < to; n++ {
		apptest.MustCommit(t, s, store.Create(apptest.Customer(n, fmt.Sprintf("客户%d", n))))
	}
}

// customers returns how many customers a store has.
func customers(t testing.TB, s *store.Store) string {
	t.Helper()
	got, err := s.Query(ctx, "SELECT count(*) FROM customers")
	if err != nil {
		t.Fatal(err)
	}
	return got[0]
}

// copied returns a copy of an account's folder.
func copied(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}
