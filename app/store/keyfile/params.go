package keyfile

import (
	"encoding/binary"
	"errors"
	"math"
	"sync"
	"time"

	"golang.org/x/crypto/argon2"
)

const kdfName = "argon2id"

// Bounds of the parameters: what a file asks for beyond them is refused, so that a tampered one cannot exhaust memory or
// time.
const (
	maxTime      = 20
	maxMemoryKiB = 256 << 10
	maxThreads   = 8

	startMemoryKiB = 64 << 10
	tuneThreads    = 2
)

// TuneTime is the least time unlocking takes on the machine where the passphrase was set.
const TuneTime = 250 * time.Millisecond

// measurements is how often a cost is measured: the least counts, as fresh memory and other programs make a machine look
// slower than an attacker's would be.
const measurements = 3

// Params say how hard a passphrase is to guess.
type Params struct {
	Time      uint32 `json:"time"`       // passes
	MemoryKiB uint32 `json:"memory_kib"` // 1024 bytes
	Threads   uint8  `json:"threads"`
}

// Fast are the least parameters there are: for tests, which unlock many files.
var Fast = Params{Time: 1, MemoryKiB: 8, Threads: 1}

// tuned measures once: a program that makes several accounts in a row waits only for the first.
var tuned = sync.OnceValue(Tune)

// Tune returns parameters for which this machine takes at least TuneTime: more memory first, up to the bound, then more
// passes.
func Tune() Params {
	return tune(func(p Params) time.Duration {
		least := time.Duration(math.MaxInt64)
		for range measurements {
			began := time.Now()
			p.derive("tune", make([]byte, 16))
			least = min(least, time.Since(began))
		}
		return least
	})
}

func tune(measure func(Params) time.Duration) Params {
	p := Params{Time: 1, MemoryKiB: startMemoryKiB, Threads: tuneThreads}
	for {
		took := measure(p)
		switch {
		case took >= TuneTime:
			return p
		case p.MemoryKiB < maxMemoryKiB:
			p.MemoryKiB *= 2
		case p.Time >= maxTime:
			return p
		default:
			want := uint32(1)
			if took > 0 {
				want = uint32(int64(p.Time)*int64(TuneTime)/int64(took)) + 1
			}
			p.Time = min(max(p.Time+1, want), maxTime)
		}
	}
}

func (p Params) check() error {
	if p.Time < 1 || p.Time > maxTime || p.Threads < 1 || p.Threads > maxThreads ||
		p.MemoryKiB < 8*uint32(p.Threads) || p.MemoryKiB > maxMemoryKiB {
		return errors.New("keyfile: parameters out of bounds")
	}
	return nil
}

func (p Params) derive(passphrase string, salt []byte) []byte {
	return argon2.IDKey([]byte(passphrase), salt, p.Time, p.MemoryKiB, p.Threads, KeySize)
}

func (p Params) bytes() []byte {
	b := binary.BigEndian.AppendUint32(nil, p.Time)
	return append(binary.BigEndian.AppendUint32(b, p.MemoryKiB), p.Threads)
}
