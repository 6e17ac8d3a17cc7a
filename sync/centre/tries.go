package centre

import (
	"sync"
	"time"
)

// Modest limits against guessing of codes: a code has 60 bits, so this only keeps noise away.
const (
	maxTries  = 20
	triesSpan = 10 * time.Minute
)

// tries counts failed attempts by address of origin.
type tries struct {
	mu   sync.Mutex
	from map[string]*attempts
}

type attempts struct {
	n     int
	since time.Time
}

func newTries() *tries { return &tries{from: map[string]*attempts{}} }

// wait returns how long an address must wait before its next attempt, 0 if it may try now.
func (t *tries) wait(from string, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	a := t.from[from]
	if a == nil || a.n < maxTries || now.Sub(a.since) >= triesSpan {
		return 0
	}
	return triesSpan - now.Sub(a.since)
}

// failed counts an attempt that failed.
func (t *tries) failed(from string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for addr, a := range t.from {
		if now.Sub(a.since) >= triesSpan {
			delete(t.from, addr)
		}
	}
	a := t.from[from]
	if a == nil {
		a = &attempts{since: now}
		t.from[from] = a
	}
	a.n++
}
