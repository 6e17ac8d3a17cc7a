package device_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// holding keeps back the end of the first page until the laptop has asked for the second.
type holding struct {
	t      *testing.T
	pulls  atomic.Int32
	second chan struct{}
	cut    bool // the end of the first page never comes
}

func (h *holding) RoundTrip(r *http.Request) (*http.Response, error) {
	n := int32(0)
	if r.URL.Path == wire.PathPull {
		if n = h.pulls.Add(1); n == 2 {
			close(h.second)
		}
		time.Sleep(200 * time.Millisecond) // the centre takes its time
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && n == 1 {
		resp.Body = &held{resp.Body, h, resp.ContentLength - 500}
	}
	return resp, err
}

func (h *holding) CloseIdleConnections() {
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
}

type held struct {
	io.ReadCloser
	h    *holding
	left int64
}

func (b *held) Read(p []byte) (int, error) {
	if b.left <= 0 {
		select {
		case <-b.h.second:
		case <-time.After(20 * time.Second):
			b.h.t.Error("nobody asked for the next page while the end of the first was under way")
		}
		if b.h.cut {
			return 0, errors.New("cut")
		}
		return b.ReadCloser.Read(p)
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left, 4096)])
	b.left -= int64(n)
	return n, err
}

// fillLong gives the planner customers whose pages are long, as nothing of them repeats.
func (o *office) fillLong(cards int) (ids []string) {
	o.t.Helper()
	var rows []centre.Row
	for i := range cards {
		sum := sha256.Sum256([]byte(strconv.Itoa(i)))
		c := app.Customer{ID: app.DerivedID("customer", "long", strconv.Itoa(i)), Name: "王芳", Employer: hex.EncodeToString(sum[:])}
		row := centre.RowOf(c)
		row.Stream = app.SeatStream(app.PersonID(planner))
		rows, ids = append(rows, row), append(ids, c.ID)
	}
	if err := o.centre.PutRows(o.t.Context(), app.PersonID(resource), rows); err != nil {
		o.t.Fatal(err)
	}
	return ids
}

// The line does not stand idle between two pages: the next is asked for shortly before the end of one.
func TestTheNextPageIsAskedForBeforeTheEndOfOne(t *testing.T) {
	o := open(t)
	ids := o.fillLong(2500)
	h := &holding{t: t, second: make(chan struct{})}
	l := o.bootWith(o.enrol(planner), device.Config{Transport: h})
	l.sync()
	if n := h.pulls.Load(); n > 3 { // the second is still as short as the first
		t.Errorf("%d pages were asked for", n)
	}
	for _, id := range []string{ids[0], ids[1200], ids[2499]} {
		get[app.Customer](l, id)
	}
}

// Where a page breaks off after the next was asked for, that one is given up too, and the next round begins with the first.
func TestAPageBreaksOffWhileTheNextIsUnderWay(t *testing.T) {
	o := open(t)
	ids := o.fillLong(2500)
	h := &holding{t: t, second: make(chan struct{}), cut: true}
	l := o.bootWith(o.enrol(planner), device.Config{Transport: h})
	_, err := l.Sync(t.Context())
	wantCode(t, err, app.ErrOffline)
	if n := h.pulls.Load(); n != 2 {
		t.Errorf("%d pages were asked for", n)
	}
	if cursors, err := l.store.Cursors(t.Context()); err != nil || len(cursors) > 0 {
		t.Errorf("something of a round that failed stayed: %v, %v", cursors, err)
	}
	l.sync()
	for _, id := range []string{ids[0], ids[1200], ids[2499]} {
		get[app.Customer](l, id)
	}
}
