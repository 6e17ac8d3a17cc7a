package subkey_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"testing"

	"github.com/fangce/fangce/app/store/subkey"
)

func TestDeriveIsHKDF(t *testing.T) {
	key := []byte("0123456789abcdef0123456789abcdef")
	for _, salt := range [][]byte{nil, {}, []byte("salt"), bytes.Repeat([]byte("long"), 40)} {
		for _, size := range []int{1, 32, 33, 48, 200} {
			want, err := hkdf.Key(sha256.New, key, salt, "info", size)
			if err != nil {
				t.Fatal(err)
			}
			if got := subkey.Derive(key, salt, "info", size); !bytes.Equal(got, want) {
				t.Errorf("%d bytes with salt %q: %x, want %x", size, salt, got, want)
			}
		}
	}
}

func TestAForgottenCipherIsUseless(t *testing.T) {
	block, err := aes.NewCipher(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	var before, after [16]byte
	block.Encrypt(before[:], after[:])
	subkey.Forget(block)
	block.Encrypt(after[:], after[:])
	if before == after {
		t.Error("it still seals as before")
	}
	seal, err := aes.NewCipher(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(seal)
	if err != nil {
		t.Fatal(err)
	}
	sealed := aead.Seal(nil, nil, []byte("text"), nil)
	subkey.Forget(aead)
	func() {
		defer func() { _ = recover() }() // some ways of computing give up without round keys
		if _, err := aead.Open(nil, nil, sealed, nil); err == nil {
			t.Error("a forgotten AEAD still opens what it sealed")
		}
	}()
	subkey.Forget(nil)
	subkey.Forget(3)
}
