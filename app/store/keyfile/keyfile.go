// Package keyfile keeps an account's data key: one random 256-bit key, sealed once for every way to unlock it. Each way
// is a slot; slots of kinds this program does not know are kept as they are.
package keyfile

import (
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/fangce/fangce/app"
)

// Version is the version of the file this program writes.
const Version = 1

// KeySize is the size of a data key in bytes.
const KeySize = 32

const slotPassphrase = "passphrase"

// File is a key file.
type File struct {
	version    int
	databaseID string // what the slots are bound to
	slots      []json.RawMessage
}

// file is the form on disk.
type file struct {
	Version    int               `json:"version"`
	DatabaseID string            `json:"database_id"`
	Slots      []json.RawMessage `json:"slots"`
}

// slot is what all slots have in common.
type slot struct {
	Kind string `json:"kind"`
}

// passphraseSlot seals the data key under a passphrase: argon2id, then XChaCha20-Poly1305.
type passphraseSlot struct {
	Kind   string `json:"kind"`
	KDF    string `json:"kdf"`
	Params Params `json:"params"`
	Salt   []byte `json:"salt"`
	Nonce  []byte `json:"nonce"`
	Sealed []byte `json:"sealed"`
}

// New makes a data key and a file that holds it for a passphrase. Zero parameters are tuned to this machine.
func New(passphrase string, p Params) (*File, []byte, error) {
	key := random(KeySize)
	f := &File{version: Version, databaseID: hex.EncodeToString(random(16))}
	return f, key, f.SetPassphrase(key, passphrase, p)
}

// Load reads a key file. Errors: app.ErrDamaged if it is none, app.ErrNewerStore if a newer program wrote it.
func Load(path string) (*File, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, damaged("找不到密钥文件", err)
	}
	return Parse(b)
}

// Parse is Load from memory.
func Parse(b []byte) (*File, error) {
	var d file
	if err := json.Unmarshal(b, &d); err != nil {
		return nil, damaged("密钥文件已损坏", err)
	}
	switch {
	case d.Version > Version:
		return nil, app.Errorf(app.ErrNewerStore, "密钥文件由更新版本的程序写入，请先升级程序")
	case d.Version < 1 || d.DatabaseID == "" || len(d.Slots) == 0:
		return nil, damaged("密钥文件已损坏", nil)
	}
	return &File{d.Version, d.DatabaseID, d.Slots}, nil
}

// DatabaseID returns what the file's slots are bound to.
func (f *File) DatabaseID() string { return f.databaseID }

// SetPassphrase seals the data key for a passphrase, in place of an earlier one. Zero parameters are tuned to this
// machine. Error: app.ErrInvalid for parameters out of bounds.
func (f *File) SetPassphrase(key []byte, passphrase string, p Params) error {
	if p == (Params{}) {
		p = tuned()
	}
	if err := p.check(); err != nil {
		return app.Errorf(app.ErrInvalid, "密钥参数超出范围")
	}
	s := passphraseSlot{Kind: slotPassphrase, KDF: kdfName, Params: p, Salt: random(16), Nonce: random(chacha20poly1305.NonceSizeX)}
	a, err := s.cipher(passphrase)
	if err != nil {
		return err
	}
	s.Sealed = a.Seal(nil, s.Nonce, key, f.bound(s.Params))
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if i := f.find(slotPassphrase); i >= 0 {
		f.slots[i] = raw
	} else {
		f.slots = append(f.slots, raw)
	}
	return nil
}

// Unlock returns the data key. Errors: app.ErrPassphrase for a wrong passphrase, app.ErrDamaged if the slot is missing,
// malformed, or asks for more memory or time than this program ever does.
func (f *File) Unlock(passphrase string) ([]byte, error) {
	i := f.find(slotPassphrase)
	if i < 0 {
		return nil, damaged("密钥文件里没有口令", nil)
	}
	var s passphraseSlot
	if err := json.Unmarshal(f.slots[i], &s); err != nil {
		return nil, damaged("密钥文件已损坏", err)
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
	key, err := a.Open(nil, s.Nonce, s.Sealed, f.bound(s.Params))
	if err != nil {
		return nil, &app.Error{Code: app.ErrPassphrase, Field: "passphrase", Message: "口令不正确", Cause: err}
	}
	return key, nil
}

func (s *passphraseSlot) cipher(passphrase string) (cipher.AEAD, error) {
	return chacha20poly1305.NewX(s.Params.derive(passphrase, s.Salt))
}

// bound returns what a slot is sealed together with: a slot cannot be moved to another file or be given other parameters.
func (f *File) bound(p Params) []byte {
	return append([]byte("fangce/keys/1\x00"+f.databaseID+"\x00"+slotPassphrase+"\x00"), p.bytes()...)
}

func (f *File) find(kind string) int {
	for i, raw := range f.slots {
		var s slot
		if json.Unmarshal(raw, &s) == nil && s.Kind == kind {
			return i
		}
	}
	return -1
}

// Save writes the file atomically: after a power cut there is the old one or the new one, whole.
func (f *File) Save(path string) error {
	b, err := json.MarshalIndent(file{f.version, f.databaseID, f.slots}, "", "\t")
	if err != nil {
		return err
	}
	return WriteFile(path, append(b, '\n'))
}

// WriteFile replaces a file atomically with one only its owner can read, flushed to disk with its folder.
func WriteFile(path string, b []byte) error {
	dir := filepath.Dir(path)
	t, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return err
	}
	_, err = bytes.NewReader(b).WriteTo(t)
	if err = errors.Join(err, t.Sync(), t.Close()); err == nil {
		err = os.Rename(t.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(t.Name()))
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // not every system can flush a folder
	return d.Close()
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return b
}

func damaged(message string, cause error) error {
	return &app.Error{Code: app.ErrDamaged, Message: message, Cause: cause}
}
