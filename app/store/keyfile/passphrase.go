package keyfile

import (
	"crypto/cipher"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/subkey"
)

// passphraseSlot seals the data key under a passphrase: argon2id, then XChaCha20-Poly1305.
type passphraseSlot struct {
	Kind   string `json:"kind"`
	KDF    string `json:"kdf"`
	Params Params `json:"params"`
	Salt   []byte `json:"salt"`
	Nonce  []byte `json:"nonce"`
	Sealed []byte `json:"sealed"`
}

// SetPassphrase seals the data key for a passphrase, in place of an earlier one. Zero parameters are tuned to this
// machine. Errors: app.ErrInvalid for parameters out of bounds, app.ErrDamaged if the key is not the file's.
func (f *File) SetPassphrase(key []byte, passphrase string, p Params) error {
	if p == (Params{}) {
		p = tuned()
	}
	if err := p.check(); err != nil {
		return app.Errorf(app.ErrInvalid, "密钥参数超出范围")
	}
	if err := f.own(key); err != nil {
		return err
	}
	s := passphraseSlot{Kind: slotPassphrase, KDF: kdfName, Params: p, Salt: random(16), Nonce: random(chacha20poly1305.NonceSizeX)}
	a, err := s.cipher(passphrase)
	if err != nil {
		return err
	}
	defer subkey.Forget(a)
	s.Sealed = a.Seal(nil, s.Nonce, key, f.bound(slotPassphrase, p.bytes()))
	return f.put(slotPassphrase, s)
}

// Unlock returns the data key. Errors: app.ErrPassphrase for a wrong passphrase, app.ErrDamaged if the slot is missing,
// malformed, or asks for more memory or time than this program ever does.
func (f *File) Unlock(passphrase string) ([]byte, error) {
	var s passphraseSlot
	if found, err := f.find(slotPassphrase, &s); err != nil {
		return nil, err
	} else if !found {
		return nil, damaged("密钥文件里没有口令", nil)
	}
	if s.KDF != kdfName || len(s.Salt) < 16 || len(s.Salt) > 64 || len(s.Nonce) != chacha20poly1305.NonceSizeX ||
		len(s.Sealed) != KeySize+chacha20poly1305.Overhead {
		return nil, damaged("密钥文件已损坏", nil)
	}
	if err := s.Params.check(); err != nil {
		return nil, damaged("密钥文件已损坏", err)
	}
	a, err := s.cipher(passphrase)
	if err != nil {
		return nil, err
	}
	defer subkey.Forget(a)
	key, err := a.Open(nil, s.Nonce, s.Sealed, f.bound(slotPassphrase, s.Params.bytes()))
	if err != nil {
		return nil, &app.Error{Code: app.ErrPassphrase, Field: "passphrase", Message: "口令不正确", Cause: err}
	}
	return f.checked(key)
}

func (s *passphraseSlot) cipher(passphrase string) (cipher.AEAD, error) {
	k := s.Params.derive(passphrase, s.Salt)
	defer clear(k)
	return chacha20poly1305.NewX(k)
}
