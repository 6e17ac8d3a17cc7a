package app

import (
	"crypto/rand"
	"crypto/sha1"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"
)

// namespace of derived ids; must never change.
var namespace = [16]byte{0x5f, 0xa2, 0x1c, 0x0e, 0x7b, 0x34, 0x4d, 0x19, 0x9a, 0x61, 0x2e, 0x88, 0x03, 0xd4, 0x6c, 0xf1}

// DerivedID returns the id (UUIDv5) of a thing that is one by nature: the same kind and key give the same id on every
// machine. Keys must already be normalised and must never change.
func DerivedID(kind string, key ...string) string {
	h := sha1.New()
	h.Write(namespace[:])
	h.Write([]byte(kind + "\x00" + strings.Join(key, "\x00")))
	u := [16]byte(h.Sum(nil)[:16])
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return uuid(u)
}

// NewID returns a fresh id (UUIDv7) that sorts by the time it was made.
func NewID(now time.Time) string {
	var u [16]byte
	if _, err := rand.Read(u[6:]); err != nil {
		panic(err)
	}
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(now.UnixMilli()))
	copy(u[:6], ms[2:])
	u[6] = u[6]&0x0f | 0x70
	u[8] = u[8]&0x3f | 0x80
	return uuid(u)
}

func uuid(u [16]byte) string {
	s := hex.EncodeToString(u[:])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}
