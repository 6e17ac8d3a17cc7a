package main

import (
	"bytes"
	"crypto/ed25519"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// line is the network between a laptop and a centre that comes and goes.
type line struct {
	net.Listener
	mu     sync.Mutex
	target string
	hold   chan struct{} // closed when the first byte of a reply has come, which goes no further
}

func newLine(t *testing.T) *line {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	n := &line{Listener: l}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go n.carry(c)
		}
	}()
	return n
}

func (n *line) to(url string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.target, n.hold = strings.TrimPrefix(url, "http://"), nil
}

// holding makes the line keep the next reply, and returns what says that it has come.
func (n *line) holding() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.hold = make(chan struct{})
	return n.hold
}

func (n *line) carry(c net.Conn) {
	defer func() { _ = c.Close() }()
	n.mu.Lock()
	target, hold := n.target, n.hold
	n.mu.Unlock()
	s, err := net.Dial("tcp", target)
	if err != nil {
		return
	}
	defer func() { _ = s.Close() }()
	go func() { _, _ = io.Copy(s, c) }()
	if hold != nil {
		if _, err := s.Read(make([]byte, 1)); err == nil {
			close(hold)
		}
		_, _ = io.Copy(io.Discard, s) // until the centre is gone
		return
	}
	_, _ = io.Copy(c, s)
}

// sender is a laptop that only pushes.
type sender struct {
	t      *testing.T
	e      device.Enrolment
	url    string
	client *http.Client
	n      int64
	hlc    wire.HLC
}

// request returns a signed request with the laptop's token.
func (s *sender) request(path string, body []byte, content string) *http.Request {
	s.t.Helper()
	req, err := http.NewRequest(http.MethodPost, s.url+path, bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	access, at := s.e.Reply.Tokens.Access, time.Now().UnixMilli()
	req.Header.Set("Content-Type", content)
	req.Header.Set("Authorization", "Bearer "+access)
	req.Header.Set(wire.HeaderAt, strconv.FormatInt(at, 10))
	req.Header.Set(wire.HeaderContent, wire.Content(body))
	message := wire.RequestMessage(http.MethodPost, path, access, at, wire.Content(body), req.Header.Get)
	req.Header.Set(wire.HeaderSignature, base64.RawURLEncoding.EncodeToString(sign(s.e.Key, message)))
	return req
}

func sign(key ed25519.PrivateKey, message []byte) []byte { return ed25519.Sign(key, message) }

// try sends a push once and returns the reply, or an error where none came.
func (s *sender) try(body []byte) ([]byte, error) {
	res, err := s.client.Do(s.request(wire.PathPush, body, wire.ContentType))
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		s.t.Errorf("push: %d %s", res.StatusCode, raw)
		return nil, errors.New("refused")
	}
	return raw, err
}

// pack returns a push of operations.
func (s *sender) pack(ops ...wire.Op) []byte {
	s.t.Helper()
	var b bytes.Buffer
	w, err := wire.NewWriter(&b)
	if err != nil {
		s.t.Fatal(err)
	}
	errs := []error{w.Write(wire.PushHead{V: wire.V, Epoch: s.e.Reply.Epoch, Device: s.e.Reply.DeviceID, Schema: wire.Schema, Count: len(ops)})}
	for _, o := range ops {
		errs = append(errs, w.Write(o))
	}
	if err := errors.Join(append(errs, w.Close())...); err != nil {
		s.t.Fatal(err)
	}
	return b.Bytes()
}

func (s *sender) op(o wire.Op) wire.Op {
	s.n++
	s.hlc = wire.NextHLC(s.hlc, time.Now().UnixMilli())
	o.N, o.HLC, o.At = s.n, s.hlc, time.Now().UnixMilli()
	return o
}

// results reads the reply to a push.
func (s *sender) results(raw []byte) (reply wire.PushReply, out []wire.Result) {
	s.t.Helper()
	r, err := wire.NewReader(bytes.NewReader(raw))
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Close()
	if err := r.Read(&reply); err != nil {
		s.t.Fatal(err)
	}
	for {
		var res wire.Result
		if err := r.Read(&res); errors.Is(err, io.EOF) {
			return reply, out
		} else if err != nil {
			s.t.Fatal(err)
		}
		out = append(out, res)
	}
}

// kills is how often the centre is killed.
func kills() int {
	if os.Getenv("FANGCE_PROOF") != "" {
		return 1000
	}
	return 24
}

// The real program is killed, every other time when it has committed and its reply has not arrived, otherwise at any moment
// of a push. The laptop sends again what was not answered. In the end everything is there once.
func TestKilledBetweenCommitAndReply(t *testing.T) {
	db := filepath.Join(t.TempDir(), "centre.db")
	code := strings.TrimSpace(must(t, "user", "add", "-db", db, "-staff", "1001", "-name", "李静", "-role", "planner"))
	n := newLine(t)
	centre := servingAt(t, db)
	n.to(centre.url)
	s := &sender{t: t, url: "http://" + n.Addr().String(), client: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
	var err error
	if s.e, err = device.Enrol(t.Context(), device.EnrolConfig{CentreURL: centre.url, Code: code, DeviceName: "test", Clock: time.Now}); err != nil {
		t.Fatal(err)
	}
	k := record.Of(app.Customer{})
	edited := app.NewID(time.Now())
	ver := int64(0)
	set := func(i int) wire.Op {
		o := wire.Op{Tx: fmt.Sprint("edit", i), Kind: k.Name, ID: edited, Set: record.Body{"occupation": record.Value(fmt.Sprint("职业", i))}, Base: map[string]int64{"occupation": ver}}
		if ver == 0 {
			o.New, o.Base, o.Set = true, nil, k.Encode(app.Customer{ID: edited, Name: "王芳"})
		}
		return s.op(o)
	}
	rounds, lost := kills(), 0
	for i := range rounds {
		made := app.Customer{ID: app.NewID(time.Now()), Name: fmt.Sprint("客户", i)}
		body := s.pack(
			s.op(wire.Op{Tx: fmt.Sprint("make", i), Kind: k.Name, ID: made.ID, New: true, Set: k.Encode(made)}),
			set(i),
		)
		var held <-chan struct{}
		if i%2 == 0 {
			held = n.holding()
		}
		answered := make(chan error, 1)
		go func() { _, err := s.try(body); answered <- err }()
		if held != nil {
			<-held
		} else {
			time.Sleep(time.Duration(rand.IntN(8000)) * time.Microsecond)
		}
		centre.kill()
		if err := <-answered; err != nil {
			lost++
		} else if held != nil {
			t.Fatal("the reply arrived although it was held")
		}
		centre = servingAt(t, db)
		n.to(centre.url)
		raw, err := s.try(body)
		if err != nil {
			t.Fatal(err)
		}
		again, err := s.try(body)
		if err != nil {
			t.Fatal(err)
		}
		reply, results := s.results(raw)
		_, same := s.results(again)
		if reply.Expected != s.n+1 || len(results) != 2 || results[0].Outcome != wire.OutcomeApplied || results[1].Outcome != wire.OutcomeApplied || !equalJSON(results, same) {
			t.Fatalf("round %d: %+v %+v", i, reply, results)
		}
		ver = results[1].Ver
	}
	centre.kill()
	allThereOnce(t, db, s, edited, rounds)
	if lost < (rounds+1)/2 {
		t.Errorf("only %d replies were lost", lost)
	}
	t.Logf("%d kills, %d replies lost, %d operations", rounds, lost, s.n)
}

func equalJSON(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Equal(x, y)
}

// allThereOnce counts in the database what two operations a round must have come to.
func allThereOnce(t *testing.T, db string, s *sender, edited string, rounds int) {
	t.Helper()
	raw, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = raw.Close() }()
	seat := app.SeatStream(s.e.Reply.Person.ID)
	for what, c := range map[string]struct {
		query string
		args  []any
		want  int64
	}{
		"customers":             {`SELECT count(*) FROM row WHERE kind = 'customer'`, nil, int64(rounds) + 1},
		"operations":            {`SELECT count(*) FROM device_op WHERE device = ?`, []any{s.e.Reply.DeviceID}, 2 * int64(rounds)},
		"the greatest number":   {`SELECT max(n) FROM device_op WHERE device = ?`, []any{s.e.Reply.DeviceID}, 2 * int64(rounds)},
		"the next number":       {`SELECT next_n FROM device WHERE id = ?`, []any{s.e.Reply.DeviceID}, 2*int64(rounds) + 1},
		"changes of the seat":   {`SELECT head FROM stream WHERE name = ?`, []any{seat}, 2 * int64(rounds)},
		"versions of one":       {`SELECT ver FROM row WHERE id = ?`, []any{edited}, int64(rounds)},
		"earlier versions":      {`SELECT count(*) FROM history WHERE id = ?`, []any{edited}, int64(rounds) - 1},
		"what lost to an edit":  {`SELECT count(*) FROM row WHERE kind = 'kept'`, nil, 0},
		"pages that are broken": {`SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'`, nil, 0},
	} {
		var got int64
		if err := raw.QueryRow(c.query, c.args...).Scan(&got); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if got != c.want {
			t.Errorf("%s: %d, want %d", what, got, c.want)
		}
	}
	must(t, "audit", "-db", db, "-verify")
}
