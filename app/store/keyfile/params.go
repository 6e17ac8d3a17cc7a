package keyfile

import (
	"encoding/binary"
	"errors"

	"golang.org/x/crypto/argon2"
)

const kdfName = "argon2id"

// Bounds of the parameters: what a file asks for beyond them is refused, so that a tampered one cannot exhaust memory or
// time.
const (
	maxTime      = 20
	maxMemoryKiB = 256 << 10
	maxThreads   = 8
)

// Params say how hard a passphrase is to guess.
type Params struct {
	Time      uint32 `json:"time"`       // passes
	MemoryKiB uint32 `json:"memory_kib"` // 1024 bytes
	Threads   uint8  `json:"threads"`
}

// Fast are the least parameters there are: for tests, which unlock many files.
var Fast = Params{Time: 1, MemoryKiB: 8, Threads: 1}

func (p Params) check() error {
	if p.Time < 1 || p.Time > maxTime || p.Threads < 1 || p.Threads > maxThreads ||
		p.MemoryKiB < 8*uint32(p.Threads) || p.MemoryKiB > maxMemoryKiB {
		return errors.New("keyfile: parameters out of bounds")
	}
	return nil
}

func (p Params) derive(passphrase string, salt []byte) []byte {
	defer giveBack(p)
	word := []byte(passphrase)
	defer clear(word)
	return argon2.IDKey(word, salt, p.Time, p.MemoryKiB, p.Threads, KeySize)
}

func (p Params) bytes() []byte {
	b := binary.BigEndian.AppendUint32(nil, p.Time)
	return append(binary.BigEndian.AppendUint32(b, p.MemoryKiB), p.Threads)
}
