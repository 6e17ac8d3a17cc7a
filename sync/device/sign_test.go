package device_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// through carries requests to the network after a test has seen them.
type through func(r *http.Request, body []byte) error

func (f through) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	if err := f(r, body); err != nil {
		return nil, err
	}
	return http.DefaultTransport.RoundTrip(r)
}

func TestEveryAuthorisedRequestIsSigned(t *testing.T) {
	o := open(t)
	e := o.enrol(planner)
	public := e.Key.Public().(ed25519.PublicKey)
	seen := map[string]int{}
	l := o.bootWith(e, device.Config{Transport: through(func(r *http.Request, body []byte) error {
		access, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok {
			return nil
		}
		seen[r.URL.Path]++
		at, err := strconv.ParseInt(r.Header.Get(wire.HeaderAt), 10, 64)
		off := at - int64(app.InstantOf(o.clock()))
		if err != nil || off > 5000 || off < -5000 {
			t.Errorf("%s: signed at %q, %v", r.URL.Path, r.Header.Get(wire.HeaderAt), err)
		}
		sig, err := base64.RawURLEncoding.DecodeString(r.Header.Get(wire.HeaderSignature))
		message := wire.RequestMessage(r.Method, r.URL.RequestURI(), access, at, wire.Content(body), r.Header.Get)
		if err != nil || !ed25519.Verify(public, message, sig) || r.Header.Get(wire.HeaderContent) != wire.Content(body) {
			t.Errorf("%s %s: the signature %q is not good, %v", r.Method, r.URL.Path, r.Header.Get(wire.HeaderSignature), err)
		}
		return nil
	})})
	l.call("签名")
	l.sync()
	if err := l.FetchHistory(t.Context(), [2]string{"customer", lin.ID}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{wire.PathPush, wire.PathPull, wire.PathHistory} {
		if seen[path] == 0 {
			t.Errorf("%s was not asked", path)
		}
	}
}

// A laptop whose clock is two days off signs by the centre's clock once it has heard it, however that changes.
func TestAClockTwoDaysOff(t *testing.T) {
	for _, off := range []time.Duration{-48 * time.Hour, 48 * time.Hour} {
		o := open(t)
		var shift atomic.Int64
		clock := func() time.Time { return o.clock().Add(time.Duration(shift.Load())) }
		shift.Store(int64(off))
		e, err := device.Enrol(t.Context(), device.EnrolConfig{CentreURL: o.server.URL, Code: o.code(planner), DeviceName: "test", Clock: clock})
		if err != nil {
			t.Fatal(err)
		}
		l := o.bootWith(e, device.Config{Clock: clock})
		l.sync()
		id := l.call("时钟不准")
		if r := l.sync(); r.Pushed != 1 {
			t.Errorf("%v off: %+v", off, r)
		}
		shift.Store(-int64(off)) // four days further, while the program runs
		second := l.call("时钟又不准")
		if r := l.sync(); r.Pushed != 1 || r.Refused != 0 {
			t.Errorf("%v off and back: %+v", off, r)
		}
		o.calledExactly(id, second)
		if got := l.Progress().ClockOffset; time.Duration(got)*time.Millisecond-off > 5*time.Second || off-time.Duration(got)*time.Millisecond > 5*time.Second {
			t.Errorf("%v off: measured %d ms", off, got)
		}
	}
}
