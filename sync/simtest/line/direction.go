package line

import (
	"math/rand/v2"
	"sync"
	"time"
)

// direction is what all connections share of one direction of a line.
type direction struct {
	rate int64

	mu    sync.Mutex
	free  time.Time // when the line has sent what was given to it so far
	total int64     // bytes that have arrived
	cutAt int64     // total at which the line is cut; 0 never
}

// occupy takes the line for n bytes and returns when the last of them has left.
func (d *direction) occupy(n int, from time.Time) time.Time {
	if d.rate == 0 {
		return from
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.free.Before(from) {
		d.free = from
	}
	d.free = d.free.Add(time.Duration(int64(n) * 8 * int64(time.Second) / d.rate))
	return d.free
}

// arrive counts bytes that are about to be handed over. It returns those that still are, and whether the line is then cut.
func (d *direction) arrive(b []byte) (now []byte, cut bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.cutAt > 0 && d.total+int64(len(b)) >= d.cutAt {
		b, cut = b[:d.cutAt-d.total], true
		d.cutAt = 0
	}
	d.total += int64(len(b))
	return b, cut
}

func (d *direction) arrived() int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.total
}

func (d *direction) cutAfter(n int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.cutAt = d.total + max(n, 1)
}

// way is the way of one connection's packets in one direction.
type way struct {
	d    *direction
	cfg  *Config
	rnd  *rand.Rand
	last time.Time // when the packet before arrives: none overtakes it
}

func newWay(d *direction, cfg *Config, rnd *rand.Rand) *way { return &way{d: d, cfg: cfg, rnd: rnd} }

// retryAfter is the shortest pause after which TCP sends again what was not acknowledged (RFC 6298, as Linux has it).
const retryAfter = 200 * time.Millisecond

// maxTries bounds how often one packet is lost, so that a line with much loss still carries something.
const maxTries = 6

// send sends a packet of n bytes at a moment and returns when it arrives. A lost one is noticed by what follows it and sent again
// after a round trip; if that is lost too, after pauses that double. Each time takes room on the line.
func (w *way) send(n int, now time.Time) time.Time {
	at := w.d.occupy(n, now)
	trip := 2 * w.cfg.Delay
	pause := max(retryAfter, 2*trip)
	for try := range maxTries {
		if w.cfg.Loss == 0 || w.rnd.Float64() >= w.cfg.Loss {
			break
		}
		wait := trip
		if try > 0 {
			wait, pause = pause, 2*pause
		}
		at = at.Add(max(wait, time.Millisecond))
		_ = w.d.occupy(n, now) // the room the lost one took
	}
	at = at.Add(w.cfg.Delay)
	if at.Before(w.last) {
		at = w.last
	}
	w.last = at
	return at
}

// window is how many bytes of a connection may be under way at once.
func (c *Config) window() int {
	const least, most = 64 << 10, 4 << 20
	if c.Rate == 0 {
		return most
	}
	trip := int(c.Rate / 8 * int64(2*c.Delay) / int64(time.Second))
	return min(max(least, 2*trip), most)
}
