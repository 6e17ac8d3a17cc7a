package bench

import (
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
)

// laptop is an enrolled laptop with an encrypted store on the disk.
type laptop struct {
	*device.Engine
	b     testing.TB
	store *store.Store
	dir   string
	net   *meter
}

// laptop enrols a new laptop of a planner by the address, which may be that of a line to the centre.
func (o *office) laptop(staffNo, address string) *laptop {
	o.b.Helper()
	l := &laptop{b: o.b, dir: o.b.TempDir(), net: newMeter()}
	var err error
	if l.store, err = store.Open(o.b.Context(), l.dir, apptest.Key(), store.Options{}); err != nil {
		o.b.Fatal(err)
	}
	o.b.Cleanup(func() { l.close() })
	e, err := device.Enrol(o.b.Context(), device.EnrolConfig{
		CentreURL: "http://" + address, Code: o.code(staffNo), DeviceName: "ThinkPad", Transport: l.net,
	})
	if err != nil {
		o.b.Fatal(err)
	}
	if err := device.SaveEnrolment(o.b.Context(), l.store, e); err != nil {
		o.b.Fatal(err)
	}
	if l.Engine, err = device.New(device.Config{Store: l.store, Transport: l.net}); err != nil {
		o.b.Fatal(err)
	}
	return l
}

// sync runs rounds until the centre has no more, and returns the rows that came and how long it took.
func (l *laptop) sync() (rows int, took time.Duration) {
	l.b.Helper()
	began := time.Now()
	r, err := l.Sync(l.b.Context())
	if err != nil {
		l.b.Fatalf("sync: %v", err)
	}
	return r.Pulled, time.Since(began)
}

// close closes the store; the folder stays until the end of the test.
func (l *laptop) close() {
	if l.store != nil {
		if err := l.store.Close(); err != nil {
			l.b.Error(err)
		}
		l.store = nil
		l.net.transport.CloseIdleConnections()
	}
}

// meter is a network that counts.
type meter struct {
	transport *http.Transport

	mu       sync.Mutex
	requests []request
}

// request is one exchange: its path and the bytes of both bodies.
type request struct {
	path     string
	up, down int64
	at       time.Time // when the answer had come
}

func newMeter() *meter {
	dialer := &net.Dialer{Timeout: 30 * time.Second}
	return &meter{transport: &http.Transport{DialContext: dialer.DialContext, DisableCompression: true, MaxIdleConnsPerHost: 2}}
}

// RoundTrip implements http.RoundTripper.
func (m *meter) RoundTrip(r *http.Request) (*http.Response, error) {
	m.mu.Lock()
	n := len(m.requests)
	m.requests = append(m.requests, request{path: r.URL.Path, up: max(r.ContentLength, 0)})
	m.mu.Unlock()
	res, err := m.transport.RoundTrip(r)
	if err == nil {
		res.Body = &counted{res.Body, func(b int) {
			m.mu.Lock()
			defer m.mu.Unlock()
			m.requests[n].down += int64(b)
			m.requests[n].at = time.Now()
		}}
	}
	return res, err
}

// take returns the exchanges since the last call.
func (m *meter) take() []request {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.requests
	m.requests = nil
	return all
}

func bodies(all []request, path string) (up, down int64, n int) {
	for _, r := range all {
		if path == "" || r.path == path {
			up, down, n = up+r.up, down+r.down, n+1
		}
	}
	return up, down, n
}

type counted struct {
	io.ReadCloser
	add func(int)
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.add(n)
	return n, err
}

func copyFile(b testing.TB, from, to string) {
	b.Helper()
	raw, err := os.ReadFile(from)
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(to, raw, 0o600); err != nil {
		b.Fatal(err)
	}
}
