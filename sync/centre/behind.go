package centre

import "sync"

// mostPlaces bounds how many places are remembered; then all are forgotten.
const mostPlaces = 4096

// place is a cursor in a stream that has come as far as head: what lies behind it does not change any more.
type place struct {
	stream       string
	head, cursor int64
}

// places remembers how much lies behind the cursors at which pages ended. Counting it again for every page of a long pull
// would cost a tenth of the pull.
type places struct {
	mu     sync.Mutex
	behind map[place]int64
}

func (p *places) get(at place) (n int64, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	n, ok = p.behind[at]
	return n, ok
}

func (p *places) put(at place, n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.behind == nil || len(p.behind) >= mostPlaces {
		p.behind = map[place]int64{}
	}
	p.behind[at] = n
}

// behind returns how many rows and leaves of a stream lie behind a cursor.
func (t *txn) behind(places *places, stream string, cursor int64) (n int64, err error) {
	c, err := t.counterOf(stream)
	switch {
	case err != nil || cursor >= c.head:
		return 0, err
	case cursor == 0 && c.counted:
		return c.digest.Count, nil
	}
	at := place{stream, c.head, cursor}
	if n, ok := places.get(at); ok {
		return n, nil
	}
	_, err = t.one(`SELECT (SELECT count(*) FROM row WHERE stream = ?1 AND seq > ?2)
		+ (SELECT count(*) FROM leave WHERE stream = ?1 AND seq > ?2 AND ?2 > 0)`, []any{stream, cursor}, &n)
	if err == nil {
		places.put(at, n)
	}
	return n, err
}
