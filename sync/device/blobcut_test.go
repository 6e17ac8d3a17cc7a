package device_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// cutter is a network that breaks one of the requests about contents.
type cutter struct {
	mu   sync.Mutex
	at   int // the request to break, counted from now on; -1 none
	how  string
	sent int64 // bytes of contents that went out
	got  int64 // bytes of contents that came in
}

// Ways in which a request breaks.
const (
	cutBefore = "before it arrives"
	cutBody   = "in its body"
	cutAnswer = "before its answer arrives"
	cutMiddle = "in its answer"
	repeated  = "not, but is sent twice"
)

var errCut = errors.New("the line broke")

func (c *cutter) next(at int, how string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.how, c.sent, c.got = at, how, 0, 0
}

// broken reports whether the request that was to break has been made.
func (c *cutter) broken() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at < 0
}

// RoundTrip implements http.RoundTripper.
func (c *cutter) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasPrefix(r.URL.Path, wire.PathBlobs) {
		return http.DefaultTransport.RoundTrip(r)
	}
	c.mu.Lock()
	how := ""
	if c.at == 0 {
		how = c.how
	}
	c.at--
	c.sent += max(r.ContentLength, 0)
	c.mu.Unlock()
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		_ = r.Body.Close()
	}
	send := func(b io.Reader) (*http.Response, error) {
		again := r.Clone(r.Context())
		again.Body = io.NopCloser(b)
		return http.DefaultTransport.RoundTrip(again)
	}
	switch how {
	case cutBefore:
		return nil, errCut
	case cutBody:
		if len(body) > 0 {
			_, err := send(io.MultiReader(bytes.NewReader(body[:len(body)/2]), failing{}))
			return nil, errors.Join(errCut, err)
		}
		return nil, errCut
	case cutAnswer, repeated:
		first, err := send(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		_, _ = io.Copy(io.Discard, first.Body)
		_ = first.Body.Close()
		if how == cutAnswer {
			return nil, errCut
		}
	}
	res, err := send(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if r.Method == http.MethodGet {
		b, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		src := io.Reader(bytes.NewReader(b))
		if how == cutMiddle {
			b = b[:len(b)*2/3]
			src = io.MultiReader(bytes.NewReader(b), failing{})
		}
		c.mu.Lock()
		c.got += int64(len(b))
		c.mu.Unlock()
		res.Body = io.NopCloser(src)
	}
	return res, nil
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errCut }

// behind returns a laptop of a person behind a network.
func (o *office) behind(staffNo string, net http.RoundTripper) *laptop {
	o.t.Helper()
	l := o.laptop(staffNo)
	engine, err := device.New(device.Config{Store: l.store, Clock: o.clock, Transport: net})
	if err != nil {
		o.t.Fatal(err)
	}
	return &laptop{Engine: engine, t: o.t, store: l.store}
}

const chunk = 1 << 20

// A line that breaks at any request, in any way, costs at most one piece; the content is the same, and there once.
func TestContentsSurviveEveryCut(t *testing.T) {
	o := open(t)
	net := &cutter{at: -1}
	a, b := o.behind(planner, net), o.behind(planner, net)
	const size = 2_200_000
	for _, how := range []string{cutBefore, cutBody, cutAnswer, cutMiddle, repeated} {
		for at := range 6 {
			t.Run(fmt.Sprintf("request %d breaks %s", at, how), func(t *testing.T) {
				p := a.attach(size)
				net.next(at, how)
				a.commitRows()
				a.until(func() bool { return a.state(p.ID) == app.BlobSent })
				if got := o.blobs(); !bytes.Equal(got[p.Sha], p.bytes) || !bytes.Equal(got[p.Thumb], p.thumb) {
					t.Fatal("the content at the centre is another one")
				}
				if net.sent > size+2*2_000+chunk {
					t.Errorf("%d bytes were sent of %d", net.sent, size)
				}
				if !net.broken() {
					t.Fatal("nothing broke")
				}
				b.commitRows()
				net.next(min(at, 2), how)
				b.until(func() bool {
					err := b.FetchBlob(t.Context(), p.Sha)
					if err != nil && app.Code(err) != app.ErrOffline {
						t.Fatal(err)
					}
					return err == nil
				})
				if !bytes.Equal(b.content(p.Sha), p.bytes) {
					t.Fatal("the content on the other laptop is another one")
				}
				if !net.broken() {
					t.Fatal("nothing broke on the way back")
				}
				if net.got > size+2_000+chunk {
					t.Errorf("%d bytes came of %d", net.got, size)
				}
			})
		}
	}
	for name := range o.blobs() {
		if strings.Contains(name, ".") {
			t.Errorf("left at the centre: %s", name)
		}
	}
}

// commitRows syncs rows without contents.
func (l *laptop) commitRows() {
	l.t.Helper()
	for range 20 {
		if _, err := l.Sync(l.t.Context()); err == nil || app.Code(err) != app.ErrOffline {
			return
		}
	}
	l.t.Fatal("rows do not get through")
}

// until moves contents until done.
func (l *laptop) until(done func() bool) {
	l.t.Helper()
	for range 20 {
		if done() {
			return
		}
		if err := l.move(); err != nil && app.Code(err) != app.ErrOffline {
			l.t.Fatal(err)
		}
	}
	l.t.Fatal("contents do not get through")
}

// Wrong bytes at the centre are found before they are confirmed, and the content comes again.
func TestWrongBytesAtTheCentreAreFound(t *testing.T) {
	o := open(t)
	net := &cutter{at: -1}
	a := o.behind(planner, net)
	a.sync()
	p := a.attach(2_000_000)
	net.next(5, cutBefore) // the small picture and the first pieces are through
	a.commitRows()
	parts, err := filepath.Glob(filepath.Join(centre.BlobsOf(o.path), "??", p.Sha+".*"))
	if err != nil || len(parts) != 1 {
		t.Fatalf("%q %v", parts, err)
	}
	b, err := os.ReadFile(parts[0])
	if err != nil || len(b) == 0 || len(b) >= len(p.bytes) {
		t.Fatalf("%d bytes %v", len(b), err)
	}
	b[1000] ^= 1
	if err := os.WriteFile(parts[0], b, 0o600); err != nil {
		t.Fatal(err)
	}
	a.until(func() bool { return a.state(p.ID) == app.BlobSent })
	if got := o.blobs(); !bytes.Equal(got[p.Sha], p.bytes) || len(got) != 2 {
		t.Errorf("%d contents at the centre", len(got))
	}
}

// Wrong bytes that the centre gives out are never shown, and hold up nothing else.
func TestWrongBytesFromTheCentreAreNotShown(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(planner)
	a.sync()
	p, q := a.attach(400_000), a.attach(500_000)
	a.full()
	path := filepath.Join(centre.BlobsOf(o.path), p.Sha[:2], p.Sha)
	wrong := bytes.Clone(p.bytes)
	wrong[399_999] ^= 1
	if err := os.WriteFile(path, wrong, 0o600); err != nil {
		t.Fatal(err)
	}
	b.full()
	for _, sha := range []string{p.Sha, q.Sha} {
		if err := b.store.WantBlob(t.Context(), sha); err != nil {
			t.Fatal(err)
		}
	}
	b.full()
	if b.content(p.Sha) != nil {
		t.Error("wrong bytes are shown")
	}
	if !bytes.Equal(b.content(q.Sha), q.bytes) {
		t.Error("the trouble of one content held up another")
	}
	if err := os.WriteFile(path, p.bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := b.FetchBlob(t.Context(), p.Sha); err != nil || !bytes.Equal(b.content(p.Sha), p.bytes) {
		t.Errorf("not fetched again: %v", err)
	}
}
