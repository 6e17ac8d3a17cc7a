package device

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// drip gives one byte at a time, after a pause each.
type drip struct {
	left  int
	pause time.Duration
	stop  <-chan struct{}
}

func (d *drip) Read(p []byte) (int, error) {
	if d.left == 0 {
		return 0, io.EOF
	}
	select {
	case <-time.After(d.pause):
	case <-d.stop:
		return 0, errors.New("cut")
	}
	d.left--
	p[0] = 'x'
	return 1, nil
}

func (d *drip) Close() error { return nil }

// dripping reads a request byte by byte and answers likewise.
type dripping struct {
	up, down time.Duration
	bytes    int
	closed   atomic.Int32 // how often, from the timer's goroutine
}

func (d *dripping) RoundTrip(r *http.Request) (*http.Response, error) {
	one := make([]byte, 1)
	for {
		select {
		case <-time.After(d.up):
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
		if _, err := r.Body.Read(one); err != nil {
			break
		}
	}
	return &http.Response{StatusCode: 200, Body: &drip{d.bytes, d.down, r.Context().Done()}}, nil
}

func (d *dripping) CloseIdleConnections() { d.closed.Add(1) }

func TestASlowLineIsWaitedForAndADeadOneIsNot(t *testing.T) {
	for name, c := range map[string]struct {
		up, down time.Duration
		dead     bool
	}{
		"slow both ways":     {idleTimeout - time.Second, idleTimeout - time.Second, false},
		"nothing is taken":   {idleTimeout + time.Second, time.Second, true},
		"nothing comes back": {time.Second, idleTimeout + time.Second, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			d := &dripping{up: c.up, down: c.down, bytes: 20}
			w := &watched{d, idleTimeout}
			req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://127.0.0.1", bytes.NewReader(make([]byte, 20)))
			resp, err := w.RoundTrip(req)
			if err == nil {
				var got []byte
				got, err = io.ReadAll(resp.Body)
				_ = resp.Body.Close()
				if err == nil && len(got) != 20 {
					t.Errorf("%s: %d bytes", name, len(got))
				}
			}
			if c.dead != errors.Is(err, errIdle) || !c.dead && err != nil || (d.closed.Load() > 0) != c.dead {
				t.Errorf("%s: %v, %d times closed", name, err, d.closed.Load())
			}
			if c.dead {
				if e := networkError(t.Context(), err); !strings.Contains(e.Error(), "长时间没有答复") {
					t.Errorf("%s: %v", name, e)
				}
			}
		})
	}
}
