package centre

import (
	"net/http"
	"sync"
	"time"

	"github.com/fangce/fangce/sync/wire"
	"golang.org/x/time/rate"
)

// Limits holds how many requests a second are taken, and how many at once after a quiet time. A zero means the limit of
// DefaultLimits.
type Limits struct {
	Device, DeviceBurst int // with an access token, by laptop
	Origin, OriginBurst int // without one, by address; many laptops may share one
	// Page is how many entries a page of a pull holds at most.
	Page int
}

// DefaultLimits are far above what a laptop needs that behaves: a first sync takes some hundred requests, a day some
// thousand.
var DefaultLimits = Limits{Device: 50, DeviceBurst: 1000, Origin: 50, OriginBurst: 1000, Page: wire.MaxEntries}

// maxUnderWay is how many requests of one laptop may be under way at the same time, those included whose body is still being
// sent or whose reply is still being taken: each holds memory.
const maxUnderWay = 16

// quietAfter is how long nobody may have asked for a counter to be forgotten; it is full again by then.
const quietAfter = 10 * time.Minute

// limits turns away who asks too often.
type limits struct {
	Limits
	mu      sync.Mutex
	by      map[string]*allowance
	cleaned time.Time
}

type allowance struct {
	*rate.Limiter
	used  time.Time
	under int // requests under way
}

func newLimits(l Limits) *limits {
	for have, usual := range map[*int]int{
		&l.Device: DefaultLimits.Device, &l.DeviceBurst: DefaultLimits.DeviceBurst, &l.Origin: DefaultLimits.Origin, &l.OriginBurst: DefaultLimits.OriginBurst,
		&l.Page: DefaultLimits.Page,
	} {
		if *have <= 0 {
			*have = usual
		}
	}
	return &limits{Limits: l, by: map[string]*allowance{}}
}

// device counts a request of a laptop; the error says when the next one is taken.
func (l *limits) device(id string, now time.Time) error {
	return l.take("device "+id, l.Device, l.DeviceBurst, now)
}

// enter counts a request of a laptop as under way until leave is called. Call it after device.
func (l *limits) enter(id string) (leave func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	a := l.by["device "+id]
	if a == nil || a.under >= maxUnderWay {
		return nil, tooMany(time.Second)
	}
	a.under++
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		a.under--
	}, nil
}

// origin counts a request that came without a token from an address.
func (l *limits) origin(from string, now time.Time) error {
	return l.take("origin "+from, l.Origin, l.OriginBurst, now)
}

func (l *limits) take(name string, each, burst int, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.clean(now)
	c := l.by[name]
	if c == nil {
		c = &allowance{Limiter: rate.NewLimiter(rate.Limit(each), burst)}
		l.by[name] = c
	}
	c.used = now
	turn := c.ReserveN(now, 1)
	wait := turn.DelayFrom(now)
	if wait == 0 {
		return nil
	}
	turn.CancelAt(now)
	return tooMany(wait)
}

// clean forgets counters that are full again.
func (l *limits) clean(now time.Time) {
	if since := now.Sub(l.cleaned); since >= 0 && since < quietAfter {
		return
	}
	l.cleaned = now
	for name, c := range l.by {
		if age := now.Sub(c.used); c.under == 0 && (age < 0 || age >= quietAfter) {
			delete(l.by, name)
		}
	}
}

// limited turns away who asks too often without a token.
func (c *Centre) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" || open(r.URL.Path) {
			if err := c.limits.origin(originOf(r.Context()), c.clock()); err != nil {
				c.tally(metricLimited, 1)
				c.refuse(w, err)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
