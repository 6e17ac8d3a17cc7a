package keyfile

import (
	"crypto/cipher"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/subkey"
)

// keyringSlot seals the data key under a random secret that the system's keyring keeps.
type keyringSlot struct {
	Kind   string `json:"kind"`
	Nonce  []byte `json:"nonce"`
	Sealed []byte `json:"sealed"`
}

// NewKeyringSecret returns a secret for SetKeyring: 256 random bits.
func NewKeyringSecret() []byte { return random(KeySize) }

// SetKeyring seals the data key under a secret of NewKeyringSecret, in place of an earlier one. Error: app.ErrDamaged if
// the key is not the file's.
func (f *File) SetKeyring(key, secret []byte) error {
	if err := f.own(key); err != nil {
		return err
	}
	a, err := f.keyringCipher(secret)
	if err != nil {
		return err
	}
	defer subkey.Forget(a)
	s := keyringSlot{Kind: slotKeyring, Nonce: random(chacha20poly1305.NonceSizeX)}
	s.Sealed = a.Seal(nil, s.Nonce, key, f.bound(slotKeyring, nil))
	return f.put(slotKeyring, s)
}

// UnlockKeyring returns the data key. Errors: app.ErrPassphrase if the secret is another one or the file has no such slot:
// the passphrase is needed; app.ErrDamaged.
func (f *File) UnlockKeyring(secret []byte) ([]byte, error) {
	stale := app.FieldErrorf(app.ErrPassphrase, "passphrase", "本机没有记住口令，请输入口令")
	var s keyringSlot
	if found, err := f.find(slotKeyring, &s); err != nil {
		return nil, err
	} else if !found || len(secret) != KeySize {
		return nil, stale
	}
	if len(s.Nonce) != chacha20poly1305.NonceSizeX {
		return nil, damaged("密钥文件已损坏", nil)
	}
	a, err := f.keyringCipher(secret)
	if err != nil {
		return nil, err
	}
	defer subkey.Forget(a)
	key, err := a.Open(nil, s.Nonce, s.Sealed, f.bound(slotKeyring, nil))
	if err != nil {
		return nil, stale
	}
	return f.checked(key)
}

// HasKeyring reports whether the file can be opened with a secret of the keyring.
func (f *File) HasKeyring() bool { return f.has(slotKeyring) }

// DropKeyring removes the slot: the secret in the keyring opens nothing any more.
func (f *File) DropKeyring() { f.drop(slotKeyring) }

func (f *File) keyringCipher(secret []byte) (cipher.AEAD, error) {
	k := subkey.Derive(secret, []byte(f.databaseID), "fangce/keys/1/keyring", chacha20poly1305.KeySize)
	defer clear(k)
	return chacha20poly1305.NewX(k)
}
