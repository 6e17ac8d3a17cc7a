package store

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/keyfile"
)

// pendingPrefix begins the names of folders whose account is not finished: hidden, and never listed.
const pendingPrefix = ".new-"

// pendingLife is how long a folder may take to become an account. Making one takes seconds; whatever is older was left by
// a program that died meanwhile.
const pendingLife = 5 * time.Minute

// maxFolderName bounds the part of a folder's name that comes from the staff number, in characters: some systems bound
// the whole path.
const maxFolderName = 32

// PendingAccount is an account in the making. It lies in a hidden folder until Finish gives it its place, so that a crash leaves
// nothing that looks like an account and cannot be opened.
type PendingAccount struct {
	dir    string
	parent string
	name   string // of the folder it gets
	key    []byte
}

// NewAccount begins an account: a folder with its key file, for the database of the enrolment. Errors: app.ErrInvalid for
// a passphrase that is too short or an account without a staff number, app.ErrConflict if the same person of the same
// centre has one here already.
func NewAccount(dataDir string, a Account, passphrase string) (*PendingAccount, error) {
	if err := CheckPassphrase(passphrase); err != nil {
		return nil, err
	}
	name := folderName(a.StaffNo)
	if name == "" {
		return nil, app.FieldErrorf(app.ErrInvalid, "staff_no", "请填写工号")
	}
	all, err := Accounts(dataDir)
	if err != nil {
		return nil, err
	}
	for _, other := range all {
		if other.same(a) {
			return nil, app.FieldErrorf(app.ErrConflict, "staff_no", "工号 %s 在本机已有账户", a.StaffNo)
		}
	}
	p := &PendingAccount{parent: filepath.Join(dataDir, accountsDir), name: name}
	if err := os.MkdirAll(p.parent, 0o700); err != nil {
		return nil, err
	}
	if p.dir, err = os.MkdirTemp(p.parent, pendingPrefix); err != nil { // 0700
		return nil, err
	}
	file, key, err := keyfile.New(passphrase, KDF)
	if err == nil {
		p.key = key
		err = errors.Join(file.Save(filepath.Join(p.dir, FileKeys)), SaveAccount(p.dir, a))
	}
	if err != nil {
		return nil, errors.Join(err, p.Discard())
	}
	return p, nil
}

// Dir returns the folder the account is made in; Finish moves it.
func (p *PendingAccount) Dir() string { return p.dir }

// Key returns the account's data key.
func (p *PendingAccount) Key() []byte { return p.key }

// Finish gives the account its place among the others and returns its folder. Nothing in it may be open any more.
func (p *PendingAccount) Finish() (dir string, err error) {
	// The folder's name tells people whose it is. The random part keeps apart persons of two centres, and numbers that
	// a file system takes for the same.
	for range 4 {
		dir = filepath.Join(p.parent, p.name+"-"+randomName())
		if _, err = os.Lstat(dir); err == nil {
			err = fs.ErrExist
			continue
		}
		if err = os.Rename(p.dir, dir); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", err
	}
	return dir, syncFolder(p.parent)
}

// Discard removes the account in the making, and does nothing after Finish.
func (p *PendingAccount) Discard() error { return os.RemoveAll(p.dir) }

// SweepAccounts removes what programs have left that died while they were making an account, or destroying one.
func SweepAccounts(dataDir string) error {
	parent := filepath.Join(dataDir, accountsDir)
	entries, err := os.ReadDir(parent)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	errs := []error{finishDestroy(dataDir)}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), pendingPrefix) {
			continue
		}
		// Another program may be making one this moment.
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > pendingLife {
			errs = append(errs, os.RemoveAll(filepath.Join(parent, e.Name())))
		}
	}
	return errors.Join(errs...)
}

// CreateAccount makes an account whose enrolment is stored later. Errors: those of NewAccount.
func CreateAccount(dataDir string, a Account, passphrase string) (dir string, key []byte, err error) {
	p, err := NewAccount(dataDir, a, passphrase)
	if err != nil {
		return "", nil, err
	}
	if dir, err = p.Finish(); err != nil {
		return "", nil, errors.Join(err, p.Discard())
	}
	return dir, p.Key(), nil
}

// same reports whether two accounts are of the same person at the same centre. A centre may have moved to another address
// or taken another name, not both at once.
func (a Account) same(b Account) bool {
	return strings.TrimSpace(a.StaffNo) == strings.TrimSpace(b.StaffNo) && (a.CentreURL == b.CentreURL || a.Centre == b.Centre)
}

// folderName makes the readable part of a folder's name out of a staff number: letters, digits and hyphens.
func folderName(staffNo string) string {
	plain := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			return unicode.ToLower(r)
		}
		return -1
	}, staffNo))
	return string(plain[:min(len(plain), maxFolderName)])
}

func randomName() string {
	b := make([]byte, 4)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// syncFolder flushes a folder's entries, where the system can.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync()
	return d.Close()
}
