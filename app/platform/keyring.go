package platform

import (
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/fangce/fangce/app"
)

// keyringService is what the program's items in the system's keyring are filed under. Beside it their label has the id
// they were stored with, and nothing personal.
const keyringService = "fangce"

// keyringPatience is how long the system may ask its user to open the keyring.
const keyringPatience = time.Minute

// Keyring is the system's store of secrets of the user who is signed in: the Secret Service (GNOME Keyring, KWallet) on
// Linux, the Credential Manager on Windows, the Keychain on macOS. It is a convenience: whoever is signed in as the user
// can read what it keeps. Errors: app.ErrKeyring where the machine has none, or it stays closed.
type Keyring struct{}

// Get returns a secret. Error: app.ErrNotFound if none is kept under the id.
func (Keyring) Get(id string) (secret []byte, err error) {
	err = inKeyring(func() error {
		text, err := keyring.Get(keyringService, id)
		if err != nil {
			return err
		}
		secret, err = base64.StdEncoding.DecodeString(text)
		return err
	})
	if errors.Is(err, keyring.ErrNotFound) {
		return nil, &app.Error{Code: app.ErrNotFound, Message: "系统里没有记住这个账户的口令", Cause: err}
	}
	if err != nil {
		return nil, noKeyring(err)
	}
	return secret, nil
}

// Set keeps a secret, in place of an earlier one.
func (Keyring) Set(id string, secret []byte) error {
	text := base64.StdEncoding.EncodeToString(secret)
	return noKeyring(inKeyring(func() error { return keyring.Set(keyringService, id, text) }))
}

// Delete removes a secret; one that is not there is no error.
func (Keyring) Delete(id string) error {
	err := inKeyring(func() error { return keyring.Delete(keyringService, id) })
	if errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return noKeyring(err)
}

func noKeyring(err error) error {
	if err == nil {
		return nil
	}
	return &app.Error{Code: app.ErrKeyring, Message: "这台电脑不能代为记住口令，请继续用口令解锁", Cause: err}
}

// inKeyring runs one exchange with the keyring. One that the user is asked about and does not answer is given up; it ends
// by itself later, with nobody listening.
func inKeyring(do func() error) error {
	if !keyringThere() {
		return errors.New("platform: no keyring on this machine")
	}
	done := make(chan error, 1)
	go func() { done <- do() }()
	late := time.NewTimer(keyringPatience)
	defer late.Stop()
	select {
	case err := <-done:
		return err
	case <-late.C:
		return fmt.Errorf("platform: the keyring did not answer within %v", keyringPatience)
	}
}
