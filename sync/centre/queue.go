package centre

import (
	"hash/fnv"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

const (
	maxAtOnce   = 64               // requests worked on at the same time; others wait
	waitTimeout = 20 * time.Second // of a waiting request
	comeBack    = 30 * time.Second // what one that waited too long is told, or longer
)

// Bounds of what a laptop that has everything is told about its next round.
const (
	pollQuiet = time.Minute      // while the centre has nothing to do
	pollBusy  = 10 * time.Minute // when as many wait as are worked on
)

// queue lets so many requests through at a time. The rest wait, and are told to come back when that takes too long.
type queue struct {
	place   chan struct{}
	wait    time.Duration
	waiting atomic.Int64
}

func newQueue(n int, wait time.Duration) *queue {
	return &queue{place: make(chan struct{}, n), wait: wait}
}

// places is the middleware. A place is given back when the reply begins: a slow line that takes it keeps nobody waiting.
func (q *queue) places(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !q.enter(w, r) {
			return
		}
		var left atomic.Bool
		leave := func() {
			if left.CompareAndSwap(false, true) {
				<-q.place
			}
		}
		defer leave()
		next.ServeHTTP(&placed{ResponseWriter: w, leave: leave}, r)
	})
}

// enter takes a place, and reports whether there was one in time.
func (q *queue) enter(w http.ResponseWriter, r *http.Request) bool {
	q.waiting.Add(1)
	defer q.waiting.Add(-1)
	waiting := time.NewTimer(q.wait)
	defer waiting.Stop()
	select {
	case q.place <- struct{}{}:
		return true
	case <-waiting.C:
		later := time.Duration(float64(comeBack) * (1 + q.load()))
		w.Header().Set("Retry-After", strconv.Itoa(int(later.Seconds())))
		writeProblem(w, http.StatusServiceUnavailable, "中心正忙，请稍后再试")
	case <-r.Context().Done():
	}
	return false
}

// placed gives a place back with the first byte of the reply.
type placed struct {
	http.ResponseWriter
	leave func()
}

// WriteHeader implements http.ResponseWriter.
func (w *placed) WriteHeader(status int) {
	w.leave()
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *placed) Write(b []byte) (int, error) {
	w.leave()
	return w.ResponseWriter.Write(b)
}

// Unwrap returns the writer below, for http.ResponseController.
func (w *placed) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// SetReadDeadline sets the time limit of the request's body.
func (w *placed) SetReadDeadline(t time.Time) error {
	if below, ok := w.ResponseWriter.(inHand); ok {
		return below.SetReadDeadline(t)
	}
	return http.NewResponseController(w.ResponseWriter).SetReadDeadline(t)
}

// load is how many places are taken or waited for, as a part of all: above 1 requests wait.
func (q *queue) load() float64 {
	return float64(len(q.place)+int(q.waiting.Load())) / float64(cap(q.place))
}

// nextPoll returns how long a laptop that has everything should wait for its next round, in milliseconds: longer the more
// there is to do, and not the same for all, so that laptops that were switched on together do not come together for ever.
func (c *Centre) nextPoll(who session) int64 {
	busy := min(1, max(0, c.queue.load()-0.5)/1.5)
	wait := pollQuiet + time.Duration(busy*float64(pollBusy-pollQuiet))
	h := fnv.New32a()
	_, _ = h.Write([]byte(who.device))
	spread := 0.9 + 0.2*float64(h.Sum32()%1000)/1000
	return int64(float64(wait.Milliseconds()) * spread)
}
