package centre_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// start is when tests begin: a Monday morning.
var start = time.Date(2026, 11, 23, 9, 0, 0, 0, app.Shanghai)

// world is a centre on a real file behind real HTTP, with a clock that tests turn.
type world struct {
	t    testing.TB
	c    *centre.Centre
	url  string
	path string
	now  atomic.Int64 // milliseconds
}

func newWorld(t testing.TB) *world {
	t.Helper()
	return worldAt(t, filepath.Join(t.TempDir(), "centre.db"))
}

// worldAt opens the centre of a file, which may be there already.
func worldAt(t testing.TB, path string) *world {
	t.Helper()
	w := &world{t: t, path: path}
	w.now.Store(start.UnixMilli())
	c, err := centre.Open(t.Context(), w.path, centre.Options{Clock: w.clock})
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

func (w *world) clock() time.Time { return time.UnixMilli(w.now.Load()) }

func (w *world) pass(d time.Duration) { w.now.Add(d.Milliseconds()) }

func (w *world) user(no, supervisor string, roles ...string) (code string) {
	w.t.Helper()
	code, err := w.c.AddUser(w.t.Context(), centre.User{StaffNo: no, Name: "员工" + no, Roles: roles, SupervisorNo: supervisor})
	if err != nil {
		w.t.Fatal(err)
	}
	return code
}

// export returns the rows of a kind, by id.
func (w *world) export(kind string) map[string]map[string]any {
	w.t.Helper()
	var out bytes.Buffer
	if err := w.c.Export(w.t.Context(), kind, &out); err != nil {
		w.t.Fatal(err)
	}
	rows := map[string]map[string]any{}
	for d := json.NewDecoder(&out); ; {
		var row map[string]any
		if err := d.Decode(&row); errors.Is(err, io.EOF) {
			return rows
		} else if err != nil {
			w.t.Fatal(err)
		}
		rows[row["id"].(string)] = row
	}
}

// laptop is the least that speaks the protocol.
type laptop struct {
	w       *world
	key     ed25519.PrivateKey
	id      string
	person  wire.Person
	tokens  wire.Tokens
	epoch   string
	n       int64
	hlc     wire.HLC
	behind  time.Duration // of its clock
	cursors map[string]int64
	rows    map[string]wire.Entry // kind/id
	enter   []string
	revoked []string
}

// enrol makes a laptop of the person the code was given for.
func (w *world) enrol(code string) *laptop {
	w.t.Helper()
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	l := &laptop{w: w, key: key, cursors: map[string]int64{}, rows: map[string]wire.Entry{}}
	var reply wire.EnrolReply
	if p := l.call(wire.PathEnrol, l.enrolment(code), &reply); p != nil {
		w.t.Fatalf("enrol: %+v", p)
	}
	l.id, l.person, l.tokens, l.epoch = reply.DeviceID, reply.Person, reply.Tokens, reply.Epoch
	return l
}

// planner makes a person and enrols a laptop.
func (w *world) laptop(no, supervisor string, roles ...string) *laptop {
	w.t.Helper()
	return w.enrol(w.user(no, supervisor, roles...))
}

func (l *laptop) enrolment(code string) wire.EnrolRequest {
	return wire.EnrolRequest{V: wire.V, Code: code, PublicKey: l.key.Public().(ed25519.PublicKey), DeviceName: "测试机", Schema: wire.Schema}
}

// post sends a body and returns the reply's body, or the problem.
func (l *laptop) post(path string, body []byte, content string) ([]byte, *wire.Problem) {
	l.w.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, l.w.url+path, bytes.NewReader(body))
	if err != nil {
		l.w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", content)
	if l.tokens.Access != "" {
		req.Header.Set("Authorization", "Bearer "+l.tokens.Access)
		l.sign(req, body)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		l.w.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	got, err := io.ReadAll(res.Body)
	if err != nil {
		l.w.t.Fatal(err)
	}
	if res.StatusCode == http.StatusOK {
		return got, nil
	}
	var p wire.Problem
	if err := json.Unmarshal(got, &p); err != nil || p.Code == "" || p.Message == "" {
		l.w.t.Fatalf("%s: %d is no problem: %s", path, res.StatusCode, got)
	}
	return nil, &p
}

// sign adds the signature of the laptop's key to a request.
func (l *laptop) sign(req *http.Request, body []byte) {
	access := strings.TrimPrefix(req.Header.Get("Authorization"), "Bearer ")
	at, content := l.w.now.Load(), wire.Content(body)
	sig := ed25519.Sign(l.key, wire.RequestMessage(req.Method, req.URL.RequestURI(), access, at, content, req.Header.Get))
	req.Header.Set(wire.HeaderContent, content)
	req.Header.Set(wire.HeaderAt, strconv.FormatInt(at, 10))
	req.Header.Set(wire.HeaderSignature, base64.RawURLEncoding.EncodeToString(sig))
}

// call sends and reads plain JSON.
func (l *laptop) call(path string, ask, reply any) *wire.Problem {
	l.w.t.Helper()
	body, err := json.Marshal(ask)
	if err != nil {
		l.w.t.Fatal(err)
	}
	got, p := l.post(path, body, "application/json")
	if p == nil {
		if err := json.Unmarshal(got, reply); err != nil {
			l.w.t.Fatal(err)
		}
	}
	return p
}

// refresh asks for new tokens with a refresh token.
func (l *laptop) refresh(token string) (wire.TokenReply, *wire.Problem) {
	l.w.t.Helper()
	at := l.w.now.Load()
	req := wire.TokenRequest{V: wire.V, DeviceID: l.id, Refresh: token, At: at, Sig: ed25519.Sign(l.key, wire.TokenMessage(l.id, token, at))}
	var reply wire.TokenReply
	p := l.call(wire.PathToken, req, &reply)
	return reply, p
}

func (l *laptop) pack(lines ...any) []byte {
	l.w.t.Helper()
	var b bytes.Buffer
	w, err := wire.NewWriter(&b)
	if err != nil {
		l.w.t.Fatal(err)
	}
	for _, line := range lines {
		if raw, ok := line.([]byte); ok {
			err = w.WriteLine(raw)
		} else {
			err = w.Write(line)
		}
		if err != nil {
			l.w.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		l.w.t.Fatal(err)
	}
	return b.Bytes()
}

// pullPage asks for one page and takes it in.
func (l *laptop) pullPage(limit int) (*wire.Page, *wire.Problem) {
	l.w.t.Helper()
	return l.pulled(wire.PullRequest{V: wire.V, Epoch: l.epoch, Schema: wire.Schema, Cursors: l.cursors, Limit: limit})
}

// pulled asks for one page and takes it in.
func (l *laptop) pulled(ask wire.PullRequest) (*wire.Page, *wire.Problem) {
	l.w.t.Helper()
	got, p := l.post(wire.PathPull, l.pack(ask), wire.ContentType)
	if p != nil {
		return nil, p
	}
	page, err := wire.ReadPage(bytes.NewReader(got))
	if err != nil {
		l.w.t.Fatal(err)
	}
	for _, e := range page.Entries {
		l.take(e)
	}
	maps.Copy(l.cursors, page.Tail.Cursors)
	for _, s := range page.Head.Revoked {
		delete(l.cursors, s)
	}
	l.enter, l.revoked = page.Head.Enter, page.Head.Revoked
	return page, nil
}

// take takes an entry in. A row that leaves goes only if it lies in that stream and is not newer; a card takes along what
// hangs on it.
func (l *laptop) take(e wire.Entry) {
	is, here := l.rows[e.Kind+"/"+e.ID]
	if here && is.Ver > e.Ver {
		return
	}
	if e.T != wire.TypeLeave {
		l.rows[e.Kind+"/"+e.ID] = e
		return
	}
	if here && is.Stream != e.Stream {
		return
	}
	maps.DeleteFunc(l.rows, func(_ string, r wire.Entry) bool {
		return r.Stream == e.Stream && (r.Kind == e.Kind && r.ID == e.ID || e.Kind == "customer" && r.Body.Text("customer_id") == e.ID)
	})
}

// pull takes everything in.
func (l *laptop) pull() {
	l.w.t.Helper()
	for more := true; more; {
		page, p := l.pullPage(7)
		if p != nil {
			l.w.t.Fatalf("pull: %+v", p)
		}
		more = page.Tail.More
	}
}

// op numbers an operation.
func (l *laptop) op(o wire.Op) wire.Op {
	l.n++
	o.N = l.n
	l.hlc = wire.NextHLC(l.hlc, l.w.now.Load()-l.behind.Milliseconds())
	o.HLC, o.At = l.hlc, l.w.now.Load()-l.behind.Milliseconds()
	if o.Tx == "" {
		o.Tx = "tx" + strconv.FormatInt(o.N, 10)
	}
	return o
}

// push sends operations and fails the test unless they are answered.
func (l *laptop) push(ops ...wire.Op) []wire.Result {
	l.w.t.Helper()
	_, results, p := l.tryPush(ops...)
	if p != nil {
		l.w.t.Fatalf("push: %+v", p)
	}
	return results
}

func (l *laptop) tryPush(ops ...wire.Op) (wire.PushReply, []wire.Result, *wire.Problem) {
	l.w.t.Helper()
	lines := []any{wire.PushHead{V: wire.V, Epoch: l.epoch, Device: l.id, Schema: wire.Schema, Count: len(ops)}}
	for _, o := range ops {
		lines = append(lines, o)
	}
	return l.pushLines(lines...)
}

func (l *laptop) pushLines(lines ...any) (reply wire.PushReply, results []wire.Result, p *wire.Problem) {
	l.w.t.Helper()
	got, p := l.post(wire.PathPush, l.pack(lines...), wire.ContentType)
	if p != nil {
		return reply, nil, p
	}
	r, err := wire.NewReader(bytes.NewReader(got))
	if err != nil {
		l.w.t.Fatal(err)
	}
	defer r.Close()
	if err := r.Read(&reply); err != nil {
		l.w.t.Fatal(err)
	}
	for {
		var res wire.Result
		if err := r.Read(&res); errors.Is(err, io.EOF) {
			return reply, results, nil
		} else if err != nil {
			l.w.t.Fatal(err)
		}
		results = append(results, res)
	}
}

// create returns the operation that makes a record.
func (l *laptop) create(v any) wire.Op {
	k := record.Of(v)
	return l.op(wire.Op{Kind: k.Name, ID: k.ID(v), New: true, Set: k.Encode(v)})
}

// set returns the operation that changes one field of a row the laptop has pulled.
func (l *laptop) set(kind, id, field string, value any) wire.Op {
	ver := l.rows[kind+"/"+id].Ver
	return l.op(wire.Op{Kind: kind, ID: id, Set: record.Body{field: record.Value(value)}, Base: map[string]int64{field: ver}})
}

func (l *laptop) field(kind, id, field string) string {
	return string(l.rows[kind+"/"+id].Body[field])
}
