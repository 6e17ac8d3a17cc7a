package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

func TestAccounts(t *testing.T) {
	apptest.FastKeys(t)
	data := t.TempDir()
	if all, err := store.Accounts(filepath.Join(data, "nowhere")); err != nil || len(all) != 0 {
		t.Errorf("%v %v", all, err)
	}
	made := map[string][]byte{}
	for _, no := range []string{"2001", "1001"} {
		dir, key, err := store.CreateAccount(data, store.Account{StaffNo: no, Name: "周建国", Centre: "银保理财中心", CentreURL: "http://127.0.0.1:1", Roles: []string{app.RolePlanner}}, "口令一二三四")
		if err != nil {
			t.Fatal(err)
		}
		made[no] = key
		st, err := os.Stat(dir)
		if err != nil || st.Mode().Perm() != 0o700 {
			t.Errorf("%v %v", st, err)
		}
	}
	if err := os.Mkdir(filepath.Join(data, "accounts", "stray"), 0o700); err != nil {
		t.Fatal(err)
	}
	all, err := store.Accounts(data)
	if err != nil || len(all) != 2 || all[0].StaffNo != "1001" || all[0].Name != "周建国" || all[0].Roles[0] != app.RolePlanner {
		t.Fatalf("%+v %v", all, err)
	}
	dir := all[0].Dir
	key, err := store.Unlock(dir, "口令一二三四")
	if err != nil || !bytes.Equal(key, made["1001"]) {
		t.Fatalf("%v", err)
	}
	_, err = store.Unlock(dir, "口令一二三五")
	wantCode(t, err, app.ErrPassphrase)
	if _, err := open(t, dir, key); err != nil {
		t.Fatal(err)
	}
	_, _, err = store.CreateAccount(data, store.Account{StaffNo: "1001", Centre: "银保理财中心"}, "另一个口令呀")
	wantCode(t, err, app.ErrConflict)
	_, _, err = store.CreateAccount(data, store.Account{StaffNo: "3001"}, "short")
	wantCode(t, err, app.ErrInvalid)
	_, _, err = store.CreateAccount(data, store.Account{StaffNo: "../"}, "long enough")
	wantCode(t, err, app.ErrInvalid)

	wantCode(t, store.ChangePassphrase(dir, "wrong one", "new passphrase"), app.ErrPassphrase)
	if err := store.ChangePassphrase(dir, "口令一二三四", "new passphrase"); err != nil {
		t.Fatal(err)
	}
	_, err = store.Unlock(dir, "口令一二三四")
	wantCode(t, err, app.ErrPassphrase)
	if again, err := store.Unlock(dir, "new passphrase"); err != nil || !bytes.Equal(again, key) {
		t.Errorf("the data key changed with the passphrase (%v)", err)
	}
	all[0].Name = "李敏"
	if err := store.SaveAccount(dir, all[0]); err != nil {
		t.Fatal(err)
	}
	if all, _ = store.Accounts(data); all[0].Name != "李敏" {
		t.Errorf("%+v", all)
	}
}
