package centre_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// worldOf is a world with its own options.
func worldOf(t *testing.T, o centre.Options) *world {
	t.Helper()
	w := &world{t: t, path: filepath.Join(t.TempDir(), "centre.db")}
	w.now.Store(start.UnixMilli())
	o.Clock = w.clock
	c, err := centre.Open(t.Context(), w.path, o)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(c.Handler())
	t.Cleanup(func() {
		srv.Close()
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	w.c, w.url = c, srv.URL
	return w
}

func (w *world) get(path string, change func(*http.Request)) (int, http.Header, string) {
	w.t.Helper()
	req, err := http.NewRequest(http.MethodGet, w.url+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	if change != nil {
		change(req)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(raw)
}

// figure returns a figure of /metrics.
func (w *world) figure(name string) string {
	w.t.Helper()
	_, _, body := w.get("/metrics", nil)
	for line := range strings.Lines(body) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func TestWhoAsksTooOftenWaits(t *testing.T) {
	w := worldOf(t, centre.Options{Limits: centre.Limits{Device: 1, DeviceBurst: 5, Origin: 2, OriginBurst: 20}})
	l, other := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	for i := range 5 {
		if _, p := l.pullPage(1); p != nil {
			t.Fatalf("request %d: %+v", i, p)
		}
	}
	status, raw := l.send(http.MethodGet, wire.PathDevices, nil, nil)
	if status != http.StatusTooManyRequests || problemOf(t, raw).Code != wire.CodeTooMany {
		t.Errorf("the sixth request: %d %s", status, raw)
	}
	if _, p := other.pullPage(1); p != nil {
		t.Errorf("another laptop: %+v", p)
	}
	w.pass(time.Second)
	if _, p := l.pullPage(1); p != nil {
		t.Errorf("a second later: %+v", p)
	}
	// Strangers are counted by address, also those that guess tokens; one behind a proxy on this machine is not another.
	last := 0
	var header http.Header
	for range 40 {
		last, header, _ = w.get(wire.PathDevices, func(r *http.Request) {
			r.Header.Set("Authorization", "Bearer guess")
			r.Header.Set("X-Forwarded-For", "203.0.113.9, 192.0.2.7")
		})
	}
	if last != http.StatusTooManyRequests || header.Get("Retry-After") == "" {
		t.Errorf("the fortieth guess: %d %v", last, header)
	}
	if status, _, _ := w.get(wire.PathHealth, func(r *http.Request) { r.Header.Set("X-Forwarded-For", "192.0.2.8") }); status != http.StatusOK {
		t.Errorf("somebody else: %d", status)
	}
	if status, _, _ := w.get(wire.PathHealth, func(r *http.Request) { r.Header.Set("X-Forwarded-For", "192.0.2.7") }); status != http.StatusTooManyRequests {
		t.Errorf("the guesser, without a token: %d", status)
	}
}

// A laptop on a slow line keeps nobody waiting, however many of them there are: a place is taken when the body is there.
func TestSlowLinesKeepNobodyWaiting(t *testing.T) {
	w := newWorld(t)
	var laptops []*laptop
	for range 5 {
		laptops = append(laptops, w.laptop("1001", "", app.RolePlanner))
	}
	for i := range 80 { // more than are worked on at the same time
		l := laptops[i%len(laptops)]
		c, err := net.Dial("tcp", strings.TrimPrefix(w.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		req, _ := http.NewRequest(http.MethodPost, w.url+wire.PathPush, nil)
		req.Header.Set("Authorization", "Bearer "+l.tokens.Access)
		l.sign(req, nil)
		if _, err := fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\nContent-Type: %s\r\nAuthorization: %s\r\n%s: %s\r\n%s: %s\r\n%s: %s\r\n\r\nslow",
			wire.PathPush, wire.ContentType, req.Header.Get("Authorization"), wire.HeaderAt, req.Header.Get(wire.HeaderAt),
			wire.HeaderContent, req.Header.Get(wire.HeaderContent), wire.HeaderSignature, req.Header.Get(wire.HeaderSignature)); err != nil {
			t.Fatal(err)
		}
	}
	other := w.laptop("1002", "", app.RolePlanner)
	for range 5 {
		other.pull()
	}
	// One laptop has so many under way and no more.
	var p *wire.Problem
	for until := time.Now().Add(20 * time.Second); p == nil && time.Now().Before(until); {
		_, p = laptops[0].pullPage(1) // until the centre has read what the others have begun
	}
	wantProblem(t, "too many under way", p, wire.CodeTooMany)
}

func TestReadyWhenWorkCanBeTakenIn(t *testing.T) {
	room, failing := int64(1<<40), error(nil)
	w := worldOf(t, centre.Options{Free: func(string) (int64, error) { return room, failing }})
	ready := func(what string, want int) {
		t.Helper()
		status, _, body := w.get("/readyz", nil)
		if status != want || want != http.StatusOK && strings.Contains(body, w.path) {
			t.Errorf("%s: %d %s", what, status, body)
		}
	}
	ready("at the start", http.StatusOK)
	room = 1 << 20
	ready("a full disk", http.StatusServiceUnavailable)
	room, failing = 1<<40, errors.New("gone")
	ready("a disk that cannot be asked", http.StatusServiceUnavailable)
	failing = nil
	ready("room again", http.StatusOK)
	blobs := w.path + ".blobs"
	if err := os.RemoveAll(blobs); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(blobs, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	ready("a file where attachments lie", http.StatusServiceUnavailable)
	if err := os.Remove(blobs); err != nil {
		t.Fatal(err)
	}
	ready("and none", http.StatusOK)
	if _, err := openRaw(t, w.path).Exec(`DROP TABLE meta`); err != nil {
		t.Fatal(err)
	}
	ready("a database that takes no writes", http.StatusServiceUnavailable)
}

func TestFiguresSayWhatHappens(t *testing.T) {
	w := newWorld(t)
	a := w.laptop("1001", "", app.RolePlanner)
	b := w.enrol(w.user("1001", "", app.RolePlanner))
	c := customer("王芳")
	a.push(a.create(c))
	a.pull()
	b.pull()
	w.pass(time.Minute)
	first, second := a.set("customer", c.ID, "occupation", "教师"), b.set("customer", c.ID, "occupation", "护士")
	a.push(first)
	a.push(first) // the reply was lost
	b.push(second)
	if _, p := b.pulled(wire.PullRequest{V: wire.V, Epoch: b.epoch, Schema: wire.Schema, Unsent: 2, Oldest: 5000}); p != nil {
		t.Fatal(p)
	}
	w.pass(10 * time.Second)
	for name, want := range map[string]string{
		"fangce_pushed_operations_total": "3", "fangce_kept_total": "1", "fangce_refused_total": "0",
		`fangce_outbox_age_seconds{device="` + b.id + `"}`: "15", `fangce_outbox_operations{device="` + b.id + `"}`: "2",
		`fangce_outbox_age_seconds{device=""}`: "15", `fangce_outbox_operations{device=""}`: "2",
		`fangce_outbox_age_seconds{device="` + a.id + `"}`: "",
	} {
		if got := w.figure(name); got != want {
			t.Errorf("%s %s, want %s", name, got, want)
		}
	}
	for _, name := range []string{"fangce_pulled_rows_total", "fangce_lock_wait_seconds_count"} {
		if got := w.figure(name); got == "" || got == "0" {
			t.Errorf("%s %q", name, got)
		}
	}
}

// What the log says of requests names the laptop and holds nothing that was sent.
func TestLogLinesNameRequestsAndNothingElse(t *testing.T) {
	var log bytes.Buffer
	w := worldOf(t, centre.Options{Log: jsonLog(&log)})
	l := w.laptop("1001", "", app.RolePlanner)
	l.push(l.create(customer("欧阳明月")))
	_, header, _ := w.get("/secret/欧阳明月?x=13812345678", nil)
	text := log.String()
	for _, want := range []string{`"device":"` + l.id + `"`, `"path":"/v1/push"`, `"path":"other"`, `"request":"` + header.Get(centre.HeaderRequest) + `"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the log does not say %s:\n%s", want, text)
		}
	}
	for _, secret := range []string{"欧阳明月", "13812345678", "secret", l.tokens.Access, l.tokens.Refresh, "员工1001"} {
		if strings.Contains(text, secret) {
			t.Errorf("the log says %s", secret)
		}
	}
}

func jsonLog(b *bytes.Buffer) *slog.Logger { return slog.New(slog.NewJSONHandler(&locked{b: b}, nil)) }

// locked lets requests that end at the same time write one after the other.
type locked struct {
	mu sync.Mutex
	b  *bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}
