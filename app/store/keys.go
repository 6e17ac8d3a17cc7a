package store

import (
	"path/filepath"
	"sync"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/keyfile"
	"github.com/fangce/fangce/sync/wire"
)

// Keyring is where the system keeps secrets of the user who is signed in. ids are those of accounts' folders.
type Keyring interface {
	// Get returns a secret. Error: app.ErrNotFound if none is kept under the id.
	Get(id string) ([]byte, error)
	Set(id string, secret []byte) error
	// Delete removes a secret; one that is not there is no error.
	Delete(id string) error
}

// keysInUse keeps changes of key files apart: the sync seals to a new key of the centre while somebody changes the
// passphrase.
var keysInUse sync.Mutex

// editKeys changes the key file of an account.
func editKeys(dir string, edit func(*keyfile.File) error) error {
	keysInUse.Lock()
	defer keysInUse.Unlock()
	path := filepath.Join(dir, FileKeys)
	file, err := keyfile.Load(path)
	if err != nil {
		return err
	}
	if err := edit(file); err != nil {
		return err
	}
	return fail(file.Save(path))
}

// Unlock returns the data key of the account in a folder. Errors: app.ErrPassphrase, app.ErrDamaged.
func Unlock(dir, passphrase string) ([]byte, error) {
	file, err := keyfile.Load(filepath.Join(dir, FileKeys))
	if err != nil {
		return nil, err
	}
	return file.Unlock(passphrase)
}

// ChangePassphrase gives an account another passphrase; the data key stays. Errors: those of Unlock, app.ErrInvalid if
// the new one is too short.
func ChangePassphrase(dir, old, passphrase string) error {
	if err := CheckPassphrase(passphrase); err != nil {
		return err
	}
	return editKeys(dir, func(f *keyfile.File) error {
		key, err := f.Unlock(old)
		if err != nil {
			return err
		}
		defer clear(key)
		return f.SetPassphrase(key, passphrase, KDF)
	})
}

// SetPassphrase gives an account another passphrase where the old one is forgotten and the data key is known. Errors:
// app.ErrInvalid if the passphrase is too short, app.ErrDamaged if the key is not the account's.
func SetPassphrase(dir string, key []byte, passphrase string) error {
	if err := CheckPassphrase(passphrase); err != nil {
		return err
	}
	return editKeys(dir, func(f *keyfile.File) error { return f.SetPassphrase(key, passphrase, KDF) })
}

// SetRecovery seals an account's data key to the centre's recovery key, unless that is done already: it may be called
// whenever the centre names its key. A centre without one changes nothing. Errors: app.ErrInvalid for a key that is none,
// app.ErrDamaged if the data key is not the account's.
func SetRecovery(dir string, key []byte, to wire.RecoveryKey) error {
	if to.ID == "" {
		return nil
	}
	a, err := readAccount(dir)
	if err != nil {
		return err
	}
	owner := keyfile.Owner{StaffNo: a.StaffNo, DeviceID: a.DeviceID}
	file, err := keyfile.Load(filepath.Join(dir, FileKeys))
	if err != nil {
		return err
	}
	if file.Owner() == owner && file.CentreSealed(to.ID) {
		return nil
	}
	return editKeys(dir, func(f *keyfile.File) error {
		f.SetOwner(owner)
		return f.SetCentre(key, to)
	})
}

// Remember has the system's keyring keep a secret that opens the account without its passphrase. Errors: those of the
// keyring, app.ErrDamaged if the key is not the account's.
func Remember(dir string, key []byte, ring Keyring) error {
	id, secret := keyringID(dir), keyfile.NewKeyringSecret()
	defer clear(secret)
	if err := ring.Set(id, secret); err != nil {
		return err
	}
	err := editKeys(dir, func(f *keyfile.File) error { return f.SetKeyring(key, secret) })
	if err != nil {
		_ = ring.Delete(id) // it opens nothing
	}
	return err
}

// Forget undoes Remember. What the keyring still keeps afterwards opens nothing; its errors are returned all the same.
func Forget(dir string, ring Keyring) error {
	if Remembered(dir) {
		if err := editKeys(dir, func(f *keyfile.File) error { f.DropKeyring(); return nil }); err != nil {
			return err
		}
	}
	return ring.Delete(keyringID(dir))
}

// UnlockRemembered returns the data key of an account that Remember was called for. Errors: app.ErrPassphrase if the
// passphrase is needed after all, those of the keyring, app.ErrDamaged.
func UnlockRemembered(dir string, ring Keyring) ([]byte, error) {
	file, err := keyfile.Load(filepath.Join(dir, FileKeys))
	if err != nil {
		return nil, err
	}
	secret, err := ring.Get(keyringID(dir))
	if err != nil && app.Code(err) != app.ErrNotFound {
		return nil, err
	}
	defer clear(secret)
	return file.UnlockKeyring(secret)
}

// Remembered reports whether the account can be opened with what the system's keyring keeps.
func Remembered(dir string) bool {
	file, err := keyfile.Load(filepath.Join(dir, FileKeys))
	return err == nil && file.HasKeyring()
}

func keyringID(dir string) string { return filepath.Base(dir) }
