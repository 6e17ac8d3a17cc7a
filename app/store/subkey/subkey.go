// Package subkey derives keys from an account's data key without leaving copies of either in memory.
package subkey

import (
	"crypto/sha256"
	"encoding"
	"encoding/binary"
	"reflect"
)

// Derive returns size bytes derived from a key by HKDF with SHA-256 (RFC 5869), as crypto/hkdf does. That leaves both keys
// in buffers nobody can reach, where they outlive the account that was locked; here every buffer is wiped. Whoever uses the
// result clears it.
func Derive(key, salt []byte, info string, size int) []byte {
	root := mac(salt, key)
	defer clear(root)
	out := make([]byte, 0, size)
	var last []byte
	for counter := byte(1); len(out) < size; counter++ {
		next := mac(root, last, []byte(info), []byte{counter})
		clear(last)
		last = next
		out = append(out, last[:min(len(last), size-len(out))]...)
	}
	clear(last)
	return out
}

// mac is HMAC with SHA-256 (RFC 2104).
func mac(key []byte, message ...[]byte) []byte {
	var inner, outer [sha256.BlockSize]byte
	if len(key) > sha256.BlockSize {
		key = sum(key)
		defer clear(key)
	}
	copy(inner[:], key)
	copy(outer[:], key)
	for i := range inner {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	defer clear(inner[:])
	defer clear(outer[:])
	within := sum(append([][]byte{inner[:]}, message...)...)
	defer clear(within)
	return sum(outer[:], within)
}

// sum is SHA-256 of a message (FIPS 180-4). A hash keeps the end of what it is given until it has a whole block, and hands
// out its sum from a copy of itself, so this one is given whole blocks only, padded here, and its state is the sum.
func sum(message ...[]byte) []byte {
	n := 0
	for _, m := range message {
		n += len(m)
	}
	blocks := make([]byte, (n+1+8+sha256.BlockSize-1)/sha256.BlockSize*sha256.BlockSize)
	defer clear(blocks)
	at := 0
	for _, m := range message {
		at += copy(blocks[at:], m)
	}
	blocks[n] = 0x80
	binary.BigEndian.PutUint64(blocks[len(blocks)-8:], uint64(n)*8)

	h := sha256.New()
	defer Forget(h)
	_, _ = h.Write(blocks) // never fails
	state, err := h.(encoding.BinaryAppender).AppendBinary(make([]byte, 0, 256))
	if err != nil {
		panic(err) // never: SHA-256 can be saved
	}
	defer clear(state)
	const mark = 4 // bytes before the state proper
	out := make([]byte, sha256.Size)
	copy(out, state[mark:])
	return out
}

// Forget overwrites a cipher or hash that is no longer needed. The round keys of a cipher, of which the first are the key
// itself, lie inside the value that the interface points to, or in one embedded in what it holds
// (cipher.NewGCMWithRandomNonce); the runtime neither moves nor copies it.
func Forget(cipher any) {
	v := reflect.ValueOf(cipher)
	if v.Kind() == reflect.Struct && v.NumField() > 0 {
		v = v.Field(0)
	}
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		v.Elem().SetZero()
	}
}
