package simtest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"time"

	"github.com/fangce/fangce/sync/wire"
)

// line is a laptop's way to the centre. Nothing is sent over a real network: requests are handed to the centre's handler
// in the same goroutine.
type line struct{ l *laptop }

// late is a request that the laptop has given up and that arrives nevertheless.
type late struct {
	from string
	req  *http.Request
	body []byte
}

var (
	errDown  = errors.New("simtest: no network")
	errReset = errors.New("simtest: connection reset")
)

// RoundTrip implements http.RoundTripper. A fault found meanwhile ends the run once the round has: pages are fetched in a
// goroutine of their own.
func (n *line) RoundTrip(req *http.Request) (res *http.Response, err error) {
	defer func() {
		if v := recover(); v != nil {
			f, ok := v.(failure)
			if !ok {
				f.what = fmt.Sprintf("panic: %v\n%s", v, debug.Stack())
			}
			n.l.w.fault, res, err = f.what, nil, errDown
		}
	}()
	if req.URL.Path == wire.PathWiped {
		defer n.l.farewell()
	}
	n.suspect(req.URL.Path)
	req = req.WithContext(context.WithValue(req.Context(), fromLaptop{}, n.l))
	res, err = n.carry(req)
	if req.URL.Path == wire.PathPull && (err != nil || res.StatusCode != http.StatusUnauthorized) {
		n.l.pages.fetched()
	}
	return res, err
}

// mostRequests is more than any round of a small office takes.
const mostRequests = 600

// suspect ends the run for requests that only something lost can be the reason for.
func (n *line) suspect(path string) {
	w := n.l.w
	if n.l.requests++; n.l.requests > mostRequests {
		w.fail("%s asks %d times in one round, now for %s", n.l.name, n.l.requests, path)
	}
	if w.office.restores > 0 {
		return
	}
	switch {
	case path == wire.PathRejoin && len(w.images) == 0:
		w.fail("%s asks for another identity, and nobody has copied its disk", n.l.name)
	case path == wire.PathDigest && !w.damaged:
		w.fail("%s and the centre have found that they differ", n.l.name)
	}
}

func (n *line) carry(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
		_ = req.Body.Close()
	}
	w := n.l.w
	if n.l.power.off() {
		return nil, errKilled
	}
	if w.calm {
		return w.serve(req, body), nil
	}
	if w.now < n.l.until {
		return nil, errDown
	}
	w.meanwhile(n.l, req.URL.Path != wire.PathWiped)
	if !w.net.of(w.hostility) {
		return w.serve(req, body), nil
	}
	return n.broken(req, body)
}

// broken carries a request as bad networks do.
func (n *line) broken(req *http.Request, body []byte) (*http.Response, error) {
	w := n.l.w
	path := req.URL.Path
	switch w.net.IntN(9) {
	case 0:
		w.step("network: request of %s to %s is lost", n.l.name, path)
		return nil, errReset
	case 1, 2:
		w.step("network: answer of %s to %s is lost", path, n.l.name)
		w.serve(req, body)
		return nil, errReset
	case 3:
		w.step("network: request of %s to %s comes twice", n.l.name, path)
		first := w.serve(req, body)
		second := w.serve(req, body)
		if w.net.one(2) {
			return first, nil
		}
		return second, nil
	case 4:
		w.step("network: request of %s to %s is late", n.l.name, path)
		w.late = append(w.late, late{n.l.name, req, body})
		w.pass(90 * time.Second)
		return nil, errReset
	case 5, 6:
		res := w.serve(req, body)
		whole, _ := io.ReadAll(res.Body)
		at := w.net.IntN(len(whole) + 1)
		end := io.EOF
		if w.net.one(2) {
			end = errReset
		}
		n.l.broken = true
		w.step("network: answer of %s to %s ends after %d of %d bytes: %v", path, n.l.name, at, len(whole), end)
		res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(whole[:at]), ending{end}))
		res.ContentLength = -1
		return res, nil
	case 7:
		w.step("network: %s is told that the centre is busy, by %s", n.l.name, path)
		return w.busy(req, http.StatusServiceUnavailable), nil
	default:
		w.step("network: %s is told to wait, by %s after the work is done", n.l.name, path)
		w.serve(req, body)
		return w.busy(req, http.StatusTooManyRequests), nil
	}
}

type ending struct{ err error }

// Read implements io.Reader.
func (e ending) Read([]byte) (int, error) { return 0, e.err }

// serve hands a request to the centre and returns its answer.
func (w *world) serve(req *http.Request, body []byte) *http.Response {
	in := httptest.NewRequest(req.Method, req.URL.RequestURI(), bytes.NewReader(body))
	in.Header = req.Header.Clone()
	in.RemoteAddr = "10.0.0.1:1"
	out := httptest.NewRecorder()
	w.office.handler.ServeHTTP(out, in)
	w.handedOut(req, out.Code)
	w.pass(time.Duration(w.net.between(1, 40)) * time.Millisecond)
	res := out.Result()
	res.Request = req
	w.office.note()
	return res
}

func (w *world) busy(req *http.Request, status int) *http.Response {
	out := httptest.NewRecorder()
	out.Header().Set("Content-Type", "application/json")
	out.Header().Set("Retry-After", "30")
	out.WriteHeader(status)
	_, _ = out.WriteString(`{"code":"internal","message":"忙"}`)
	res := out.Result()
	res.Request = req
	return res
}

// deliver lets a request arrive that its laptop has given up long ago.
func (w *world) deliver() {
	if len(w.late) == 0 {
		return
	}
	i := w.rnd.IntN(len(w.late))
	x := w.late[i]
	w.late = append(w.late[:i], w.late[i+1:]...)
	w.step("network: a late request of %s to %s arrives", x.from, x.req.URL.Path)
	_ = w.serve(x.req, x.body).Body.Close()
}

// meanwhile lets others do something while a request is under way, and the laptop's person unless it is locked.
func (w *world) meanwhile(l *laptop, writes bool) {
	if writes && w.focus.typing > 0 && w.depth == 0 && w.net.one(w.focus.typing) {
		l.writeMeanwhile()
	}
	if w.depth > 0 || !w.net.one(cmp.Or(w.focus.inBusy, 15)) {
		return
	}
	w.depth++
	defer func() { w.depth-- }()
	w.happenBut(l)
}
