package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
)

func TestDestroy(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 3)
	if _, err := s.Backup(ctx); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	if err := os.MkdirAll(filepath.Join(dir, "attachments", "deep"), 0o700); err != nil {
		t.Fatal(err)
	}
	// A second name of the key file shows what becomes of its content.
	keys := filepath.Join(t.TempDir(), "keys")
	if err := os.Link(filepath.Join(dir, store.FileKeys), keys); err != nil {
		t.Skip(err)
	}
	for range 2 {
		if err := store.Destroy(dir); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			t.Error("the folder is still there", err)
		}
	}
	b, err := os.ReadFile(keys)
	if err != nil || len(b) == 0 {
		t.Fatal(err)
	}
	for _, c := range b {
		if c != 0 {
			t.Fatal("the key file was not overwritten")
		}
	}
}

// A folder of which the key file is gone, as after a crash, is removed like a whole one.
func TestDestroyGoesOn(t *testing.T) {
	dir, key := account(t)
	closed(t, opened(t, dir, key, store.Options{}))
	if err := os.Remove(filepath.Join(dir, store.FileKeys)); err != nil {
		t.Fatal(err)
	}
	if err := store.Destroy(dir); err != nil {
		t.Fatal(err)
	}
	if all, err := store.Accounts(filepath.Dir(filepath.Dir(dir))); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
}

// The keys can go while the account is open; it closes as ever, and nobody opens it again.
func TestDestroyKeysOfAnOpenAccount(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 3)
	for range 2 {
		if err := store.DestroyKeys(dir); err != nil {
			t.Fatal(err)
		}
	}
	closed(t, s)
	if _, err := store.Unlock(dir, passphrase); err == nil {
		t.Error("the account can still be opened")
	}
	if err := store.Destroy(dir); err != nil {
		t.Fatal(err)
	}
	if err := store.DestroyKeys(dir); err != nil {
		t.Errorf("a folder that is gone: %v", err)
	}
}

// A folder of something else is left as it is.
func TestDestroyOnlyAccounts(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(file, []byte("dear"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.Destroy(dir); app.Code(err) != app.ErrInvalid {
		t.Error(err)
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "dear" {
		t.Errorf("%q, %v", b, err)
	}
}

// An account whose keys were destroyed before the program was killed is listed no more, and gone after the next start; the
// one beside it stays.
func TestADestroyCutShortIsFinishedAtTheNextStart(t *testing.T) {
	dir, key := account(t)
	closed(t, opened(t, dir, key, store.Options{}))
	data := filepath.Dir(filepath.Dir(dir))
	other, _, err := store.CreateAccount(data, store.Account{StaffNo: "2", Name: "李强"}, "一二三四五六")
	if err != nil {
		t.Fatal(err)
	}
	if err := store.DestroyKeys(dir); err != nil {
		t.Fatal(err)
	}
	all, err := store.Accounts(data)
	if err != nil || len(all) != 1 || all[0].Dir != other {
		t.Errorf("listed: %v %v", all, err)
	}
	if err := store.SweepAccounts(data); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the folder is still there", err)
	}
	if _, err := os.Stat(filepath.Join(other, store.FileKeys)); err != nil {
		t.Error(err)
	}
}
