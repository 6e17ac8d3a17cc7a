package device

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"
)

// idleTimeout is how long an exchange may stand still: a slow line takes minutes for what it carries, and each byte shows
// that it lives.
const idleTimeout = 75 * time.Second

// sendBuffer bounds what the system holds of a request that the network has not carried yet, in bytes, so that what has been
// taken from a request shows how the network moves, even at 100 kbit/s.
const sendBuffer = 256 << 10

// errIdle ends an exchange that stands still.
var errIdle error = idleError{}

type idleError struct{}

// Error implements error.
func (idleError) Error() string { return "device: nothing moved for too long" }

// Timeout implements net.Error.
func (idleError) Timeout() bool { return true }

// Temporary implements net.Error.
func (idleError) Temporary() bool { return true }

// watched ends requests that stand still for as long as idle.
type watched struct {
	next http.RoundTripper
	idle time.Duration
}

// RoundTrip implements http.RoundTripper.
func (w *watched) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(req.Context())
	d := &watchdog{idle: w.idle, cancel: cancel, ctx: ctx}
	d.start(func() {
		cancel(errIdle)
		if c, ok := w.next.(interface{ CloseIdleConnections() }); ok {
			c.CloseIdleConnections() // they may have died with this one
		}
	})
	req = req.Clone(ctx)
	if req.Body != nil && req.Body != http.NoBody {
		req.Body = moving{req.Body, d}
	}
	resp, err := w.next.RoundTrip(req)
	if err != nil {
		d.stop()
		return nil, d.cause(err)
	}
	d.moved()
	resp.Body = &ending{moving{resp.Body, d}}
	return resp, nil
}

// watchdog counts the time since something moved.
type watchdog struct {
	idle   time.Duration
	mu     sync.Mutex
	timer  *time.Timer // nil once the exchange is over
	cancel context.CancelCauseFunc
	ctx    context.Context
}

func (d *watchdog) start(end func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.timer = time.AfterFunc(d.idle, end)
}

func (d *watchdog) moved() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil {
		d.timer.Reset(d.idle)
	}
}

func (d *watchdog) stop() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
	d.cancel(nil)
}

// cause names the standstill where it was what ended an exchange.
func (d *watchdog) cause(err error) error {
	if errors.Is(context.Cause(d.ctx), errIdle) {
		return errIdle
	}
	return err
}

// moving tells the watchdog of every read.
type moving struct {
	io.ReadCloser
	dog *watchdog
}

// Read implements io.Reader.
func (m moving) Read(p []byte) (int, error) {
	n, err := m.ReadCloser.Read(p)
	if n > 0 {
		m.dog.moved()
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = m.dog.cause(err)
	}
	return n, err
}

// ending is the body of a reply: closing it ends the watch.
type ending struct{ moving }

// Close implements io.Closer.
func (e *ending) Close() error {
	err := e.ReadCloser.Close()
	e.dog.stop()
	return err
}
