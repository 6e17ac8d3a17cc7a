package store

import (
	"context"
	"crypto/cipher"
	"crypto/rand"
	"database/sql"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/subkey"
)

// sealer encrypts single values under a key derived from the account's data key.
type sealer struct{ aead cipher.AEAD }

func newSealer(key []byte) (sealer, error) {
	if len(key) != chacha20poly1305.KeySize {
		return sealer{}, app.Errorf(app.ErrDamaged, "数据密钥长度不对")
	}
	sub := subkey.Derive(key, nil, "fangce/secrets/1", chacha20poly1305.KeySize)
	defer clear(sub)
	a, err := chacha20poly1305.NewX(sub)
	return sealer{a}, err
}

// wipe takes the key out of memory.
func (s sealer) wipe() { subkey.Forget(s.aead) }

// seal binds the value to its name, so that sealed values cannot be exchanged.
func (s sealer) seal(name string, value []byte) []byte {
	nonce := make([]byte, s.aead.NonceSize(), s.aead.NonceSize()+len(value)+s.aead.Overhead())
	_, _ = rand.Read(nonce) // never fails
	return s.aead.Seal(nonce, nonce, value, []byte(name))
}

func (s sealer) open(name string, sealed []byte) ([]byte, error) {
	n := s.aead.NonceSize()
	if len(sealed) < n {
		return nil, app.Errorf(app.ErrDamaged, "密存的数据已损坏")
	}
	v, err := s.aead.Open(nil, sealed[:n], sealed[n:], []byte(name))
	if err != nil {
		return nil, &app.Error{Code: app.ErrDamaged, Message: "密存的数据已损坏或不属于本账户", Cause: err}
	}
	return v, nil
}

const (
	selectSealed = "SELECT sealed FROM secrets WHERE key = ?"
	upsertSealed = "INSERT INTO secrets (key, sealed) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET sealed = excluded.sealed"
	// secretCheck is a known value that tells whether the key fits.
	secretCheck = "store.check"
)

// Secret returns a sealed local value, nil if it was never set. Error: app.ErrDamaged if it cannot be opened.
func (s *Store) Secret(ctx context.Context, key string) ([]byte, error) {
	var sealed []byte
	err := s.read.QueryRowContext(ctx, selectSealed, key).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, s.fail(err)
	}
	return s.secret.open(key, sealed)
}

// SetSecret stores a local value sealed with the account's data key; nil removes it.
func (s *Store) SetSecret(ctx context.Context, key string, value []byte) error {
	return s.update(ctx, func(w *session) error { return w.setSecret(key, value) })
}

func (w *session) setSecret(key string, value []byte) error {
	w.enrolled = true
	if value == nil {
		return w.exec("DELETE FROM secrets WHERE key = ?", key)
	}
	return w.exec(upsertSealed, key, w.s.secret.seal(key, value))
}

// checkKey finds out whether the key belongs to this database. A new database takes it as its own.
func (s *Store) checkKey(ctx context.Context) error {
	v, err := s.Secret(ctx, secretCheck)
	if err != nil {
		return err
	}
	if v == nil {
		return s.SetSecret(ctx, secretCheck, []byte("1"))
	}
	return nil
}
