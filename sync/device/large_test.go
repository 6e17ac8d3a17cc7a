package device_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"net/http"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// narrow answers pushes of more bytes than that as the centre does what is too large for it.
type narrow int64

// RoundTrip implements http.RoundTripper.
func (n narrow) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path == wire.PathPush && r.ContentLength > int64(n) {
		return &http.Response{
			StatusCode: http.StatusRequestEntityTooLarge, Request: r, Header: http.Header{"Content-Type": {"application/json"}},
			Body: io.NopCloser(bytes.NewReader([]byte(`{"code":"` + wire.CodeTooLarge + `"}`))),
		}, nil
	}
	return http.DefaultTransport.RoundTrip(r)
}

// An operation too large for the centre is set aside, and what comes before and behind it arrives.
func TestOneTooLargeOperationBlocksNothing(t *testing.T) {
	o := open(t)
	a := o.bootWith(o.enrol(planner), device.Config{Transport: narrow(50_000)})
	a.sync()
	a.call("之前")
	long := make([]byte, 200_000)
	for i := range long {
		long[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[rand.N(62)]
	}
	a.change(func(c *app.Customer) { c.Notes = string(long) })
	a.call("之后")
	r, err := a.Sync(t.Context())
	if err != nil || r.Refused != 1 || a.pending() > 0 {
		t.Errorf("%+v, %v, %d operations left", r, err, a.pending())
	}
	if n := len(o.rows("service_record")); n != 2 {
		t.Errorf("%d records arrived", n)
	}
	if list, err := a.store.Refused(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("told of %d, %v", len(list), err)
	}
}
