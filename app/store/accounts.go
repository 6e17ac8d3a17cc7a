package store

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/keyfile"
)

// Names of the files of an account, beside FileDatabase. account.json is readable without the passphrase: it is what the
// list of accounts shows.
const (
	FileKeys    = "keys.json"
	FileAccount = "account.json"
	accountsDir = "accounts"
)

// MinPassphrase is the least number of characters of a passphrase.
const MinPassphrase = 6

// KDF says how passphrases of new accounts are stretched; the zero value tunes them to this machine. Only tests set it.
var KDF keyfile.Params

// Account is one person's data on this laptop: one folder, database and passphrase.
type Account struct {
	Dir       string   `json:"-"` // the account's folder
	StaffNo   string   `json:"staff_no"`
	Name      string   `json:"name"`
	Centre    string   `json:"centre"`
	CentreURL string   `json:"centre_url"`
	Roles     []string `json:"roles"`
	// DeviceID is the laptop's id at the centre; "" in accounts of earlier versions.
	DeviceID string `json:"device_id,omitempty"`
}

// Accounts returns the accounts in a data folder, sorted by staff number. A folder without a readable account file is
// left out, and so is one that is being destroyed.
func Accounts(dataDir string) ([]Account, error) {
	entries, err := os.ReadDir(filepath.Join(dataDir, accountsDir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []Account
	for _, e := range entries {
		if _, err := os.Lstat(filepath.Join(dataDir, accountsDir, e.Name(), FileWiped)); err == nil || strings.HasPrefix(e.Name(), pendingPrefix) {
			continue
		}
		if a, err := readAccount(filepath.Join(dataDir, accountsDir, e.Name())); err == nil {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b Account) int {
		if c := strings.Compare(a.StaffNo, b.StaffNo); c != 0 {
			return c
		}
		return strings.Compare(a.Dir, b.Dir)
	})
	return out, nil
}

func readAccount(dir string) (Account, error) {
	b, err := os.ReadFile(filepath.Join(dir, FileAccount))
	if err != nil {
		return Account{}, err
	}
	a := Account{}
	if err := json.Unmarshal(b, &a); err != nil {
		return Account{}, &app.Error{Code: app.ErrDamaged, Message: "账户文件已损坏", Cause: err}
	}
	a.Dir = dir
	return a, nil
}

// SaveAccount writes what the list of accounts shows, such as after a change of name or roles.
func SaveAccount(dir string, a Account) error {
	b, err := json.MarshalIndent(a, "", "\t")
	if err != nil {
		return err
	}
	return keyfile.WriteFile(filepath.Join(dir, FileAccount), append(b, '\n'))
}

// CheckPassphrase returns app.ErrInvalid for a passphrase that NewAccount would refuse.
func CheckPassphrase(p string) error {
	if utf8.RuneCountInString(p) < MinPassphrase {
		return app.FieldErrorf(app.ErrInvalid, "passphrase", "口令至少需要 %d 个字符", MinPassphrase)
	}
	return nil
}
