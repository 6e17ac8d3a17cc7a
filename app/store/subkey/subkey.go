// Package subkey derives keys from an account's data key without leaving copies of them in memory.
package subkey

import (
	"crypto/hmac"
	"crypto/sha256"
	"reflect"
)

// Derive returns size bytes derived from a key by HKDF with SHA-256 (RFC 5869), as crypto/hkdf does. That leaves the
// derived key a second time in a buffer nobody can reach, where it outlives the account that was locked; here every
// buffer is wiped. Whoever uses the result clears it.
func Derive(key, salt []byte, info string, size int) []byte {
	if salt == nil {
		salt = make([]byte, sha256.Size)
	}
	// Room for twice the sum: hmac puts the inner one where the outer one goes.
	root := make([]byte, 0, 2*sha256.Size)
	extract := hmac.New(sha256.New, salt)
	extract.Write(key)
	root = extract.Sum(root)
	defer clear(root[:cap(root)])

	out := make([]byte, 0, size)
	block := make([]byte, 0, 2*sha256.Size)
	defer clear(block[:cap(block)])
	expand := hmac.New(sha256.New, root)
	for counter := byte(1); len(out) < size; counter++ {
		expand.Reset()
		expand.Write(block)
		expand.Write([]byte(info))
		expand.Write([]byte{counter})
		block = expand.Sum(block[:0])
		out = append(out, block[:min(len(block), size-len(out))]...)
	}
	return out
}

// Forget overwrites a cipher that is no longer needed. Its round keys, of which the first are the key itself, lie inside
// the value that the interface points to, or in one embedded in what it holds (cipher.NewGCMWithRandomNonce); the runtime
// neither moves nor copies it.
func Forget(cipher any) {
	v := reflect.ValueOf(cipher)
	if v.Kind() == reflect.Struct && v.NumField() > 0 {
		v = v.Field(0)
	}
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		v.Elem().SetZero()
	}
}
