package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

const passphrase = "口令一二三四"

func folders(t *testing.T, data string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(data, "accounts"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// An account is not there before it is finished, whatever happens to the program.
func TestUnfinishedAccount(t *testing.T) {
	apptest.FastKeys(t)
	data := t.TempDir()
	a := store.Account{StaffNo: "1001", Centre: "银保理财中心", CentreURL: "https://a"}
	died, err := store.NewAccount(data, a, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if all, err := store.Accounts(data); err != nil || len(all) != 0 {
		t.Errorf("an unfinished account is listed: %+v %v", all, err)
	}
	gaveUp, err := store.NewAccount(data, a, passphrase)
	if err != nil {
		t.Fatalf("an unfinished account stands in the way of the next: %v", err)
	}
	if err := gaveUp.Discard(); err != nil {
		t.Fatal(err)
	}
	p, err := store.NewAccount(data, a, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	s, err := open(t, p.Dir(), p.Key())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetSetting(t.Context(), "sync.url", "https://a"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	dir, err := p.Finish()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Discard(); err != nil {
		t.Fatal(err)
	}
	all, err := store.Accounts(data)
	if err != nil || len(all) != 1 || all[0].Dir != dir {
		t.Fatalf("%+v %v, want %s", all, err, dir)
	}
	key, err := store.Unlock(dir, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if s, err = open(t, dir, key); err != nil {
		t.Fatal(err)
	}
	if v, err := s.Setting(t.Context(), "sync.url"); err != nil || v != "https://a" {
		t.Errorf("the database did not come along: %q %v", v, err)
	}

	// What a dead program left goes at the next start; what another one works on stays.
	if err := store.SweepAccounts(data); err != nil {
		t.Fatal(err)
	}
	if n := folders(t, data); len(n) != 2 {
		t.Errorf("swept while it may be in the making: %v", n)
	}
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(died.Dir(), old, old); err != nil {
		t.Fatal(err)
	}
	if err := store.SweepAccounts(data); err != nil {
		t.Fatal(err)
	}
	if n := folders(t, data); len(n) != 1 || filepath.Base(dir) != n[0] {
		t.Errorf("left in the folder: %v", n)
	}
	if err := store.SweepAccounts(filepath.Join(data, "nowhere")); err != nil {
		t.Error(err)
	}
}

func TestAccountsDoNotCollide(t *testing.T) {
	apptest.FastKeys(t)
	data := t.TempDir()
	make1 := func(no, centre, url string) error {
		_, _, err := store.CreateAccount(data, store.Account{StaffNo: no, Centre: centre, CentreURL: url}, passphrase)
		return err
	}
	for _, a := range [][3]string{
		{"A1", "甲中心", "https://a"},
		{"a1", "甲中心", "https://a"},
		{"A1", "乙中心", "https://b"},
		{"A.1", "甲中心", "https://a"},
		{"con", "甲中心", "https://a"},
		{strings.Repeat("长", 300), "甲中心", "https://a"},
	} {
		if err := make1(a[0], a[1], a[2]); err != nil {
			t.Errorf("%v: %v", a, err)
		}
	}
	wantCode(t, make1("A1", "甲中心", "https://moved"), app.ErrConflict)
	wantCode(t, make1("A1", "改名的中心", "https://a"), app.ErrConflict)
	seen := map[string]bool{}
	for _, n := range folders(t, data) {
		if n != strings.ToLower(n) || n == "con" || len(n) > 120 || seen[n] {
			t.Errorf("folder %q", n)
		}
		seen[n] = true
	}
	if len(seen) != 6 {
		t.Errorf("%d folders", len(seen))
	}

	// Folders of earlier versions keep their names.
	old := filepath.Join(data, "accounts", "2001")
	if err := os.Rename(filepath.Join(data, "accounts", folders(t, data)[0]), old); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Unlock(old, passphrase); err != nil {
		t.Error(err)
	}
}
