package centre_test

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// send sends a request that a test has changed after it was signed.
func (l *laptop) send(method, path string, body []byte, change func(*http.Request)) (int, []byte) {
	l.w.t.Helper()
	req, err := http.NewRequest(method, l.w.url+path, bytes.NewReader(body))
	if err != nil {
		l.w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if l.tokens.Access != "" {
		req.Header.Set("Authorization", "Bearer "+l.tokens.Access)
	}
	l.sign(req, body)
	if change != nil {
		change(req)
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
	return res.StatusCode, got
}

func problemOf(t testing.TB, raw []byte) wire.Problem {
	t.Helper()
	var p wire.Problem
	if err := json.Unmarshal(raw, &p); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return p
}

func (l *laptop) devices() wire.DevicesReply {
	l.w.t.Helper()
	status, raw := l.send(http.MethodGet, wire.PathDevices, nil, nil)
	var reply wire.DevicesReply
	if err := json.Unmarshal(raw, &reply); status != http.StatusOK || err != nil {
		l.w.t.Fatalf("devices: %d %s", status, raw)
	}
	return reply
}

func (l *laptop) revoke(id, mode string) *wire.Problem {
	l.w.t.Helper()
	var reply wire.DevicesReply
	return l.call(wire.PathDevices+"/"+id+"/revoke", wire.RevokeRequest{V: wire.V, Mode: mode}, &reply)
}

func (l *laptop) wiped() *wire.Problem {
	l.w.t.Helper()
	access := l.tokens.Access
	l.tokens.Access = ""
	defer func() { l.tokens.Access = access }()
	body, _ := json.Marshal(wire.WipedRequest{V: wire.V, DeviceID: l.id})
	if status, raw := l.send(http.MethodPost, wire.PathWiped, body, nil); status != http.StatusOK {
		p := problemOf(l.w.t, raw)
		return &p
	}
	return nil
}

func wantProblem(t testing.TB, what string, p *wire.Problem, code string) {
	t.Helper()
	if p == nil && code != "" || p != nil && p.Code != code {
		t.Errorf("%s: %+v, want %q", what, p, code)
	}
}

// A stolen access token is worth nothing without the laptop's key, and neither is a request that was changed or is old.
func TestATokenAloneIsWorthNothing(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	other := w.laptop("1002", "", app.RolePlanner)
	at := func(d time.Duration) func(*http.Request) {
		return func(r *http.Request) {
			w.now.Add(d.Milliseconds())
			l.sign(r, nil)
			w.now.Add(-d.Milliseconds())
		}
	}
	for what, c := range map[string]struct {
		status int
		code   string
		change func(*http.Request)
	}{
		"as it is":          {200, "", nil},
		"no signature":      {426, wire.CodeUpgrade, func(r *http.Request) { r.Header.Del(wire.HeaderSignature) }},
		"another key":       {401, app.ErrUnauthorised, func(r *http.Request) { other.sign(r, nil) }},
		"no base64":         {401, app.ErrUnauthorised, func(r *http.Request) { r.Header.Set(wire.HeaderSignature, "%") }},
		"no moment":         {401, app.ErrUnauthorised, func(r *http.Request) { r.Header.Set(wire.HeaderAt, "now") }},
		"another moment":    {401, app.ErrUnauthorised, func(r *http.Request) { r.Header.Set(wire.HeaderAt, strconv.FormatInt(w.now.Load()+1, 10)) }},
		"another path":      {401, app.ErrUnauthorised, func(r *http.Request) { r.URL.Path = wire.PathHistory }},
		"another method":    {401, app.ErrUnauthorised, func(r *http.Request) { r.Method = http.MethodPost }},
		"another body":      {401, app.ErrUnauthorised, func(r *http.Request) { l.sign(r, []byte("x")) }},
		"another query":     {401, app.ErrUnauthorised, func(r *http.Request) { r.URL.RawQuery = "all=1" }},
		"another range":     {401, app.ErrUnauthorised, func(r *http.Request) { r.Header.Set("Range", "bytes=1-") }},
		"another offset":    {401, app.ErrUnauthorised, func(r *http.Request) { r.Header.Set(wire.HeaderUploadOffset, "1") }},
		"another token":     {401, app.ErrUnauthorised, func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+other.tokens.Access) }},
		"four minutes old":  {200, "", at(-4 * time.Minute)},
		"six minutes old":   {401, wire.CodeClock, at(-6 * time.Minute)},
		"six minutes ahead": {401, wire.CodeClock, at(6 * time.Minute)},
		"a guessed token":   {401, wire.CodeToken, func(r *http.Request) { r.Header.Set("Authorization", "Bearer guess"); l.sign(r, nil) }},
	} {
		status, raw := l.send(http.MethodGet, wire.PathDevices, nil, c.change)
		if status != c.status || c.code != "" && problemOf(t, raw).Code != c.code {
			t.Errorf("%s: %d %s", what, status, raw)
		}
		if c.code == wire.CodeClock && problemOf(t, raw).Now != w.now.Load() {
			t.Errorf("%s: the centre's clock is not told: %s", what, raw)
		}
	}
}

// The body of a request that nobody's key has signed is not waited for.
func TestABodyOfNobodyIsNotRead(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c, err := net.Dial("tcp", strings.TrimPrefix(w.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if _, err := fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\nContent-Type: %s\r\nAuthorization: Bearer %s\r\n%s: %d\r\n%s: x\r\n\r\n",
		wire.PathPush, wire.ContentType, l.tokens.Access, wire.HeaderAt, w.now.Load(), wire.HeaderSignature); err != nil {
		t.Fatal(err)
	}
	_ = c.SetReadDeadline(time.Now().Add(30 * time.Second))
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusUnauthorized {
		t.Errorf("%s", res.Status)
	}
}

func TestDevicesAreListedAndRevoked(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	second := w.enrol(w.user("1001", "", app.RolePlanner))
	other := w.laptop("1002", "", app.RolePlanner)
	manager := w.laptop("9001", "", app.RoleCentreManager)

	mine := l.devices().Devices
	if len(mine) != 2 || len(manager.devices().Devices) != 4 {
		t.Errorf("the planner sees %d, the manager %d", len(mine), len(manager.devices().Devices))
	}
	for _, d := range mine {
		if d.Person.StaffNo != "1001" || d.State != wire.DeviceActive || d.Name != "测试机" || d.This != (d.ID == l.id) || d.Created != w.now.Load() {
			t.Errorf("%+v", d)
		}
	}
	w.pass(time.Minute)
	if _, p := second.pulled(wire.PullRequest{V: wire.V, Epoch: second.epoch, Schema: wire.Schema, Unsent: 3, Oldest: 5000}); p != nil {
		t.Fatal(p)
	}
	if d := l.devices().Devices[0]; d.ID != second.id || d.Unsent != 3 || d.Oldest != 5000 || d.Seen != w.now.Load() {
		t.Errorf("after a pull: %+v", d)
	}

	wantProblem(t, "another's laptop", other.revoke(second.id, wire.DeviceWiping), app.ErrNotFound)
	wantProblem(t, "another mode", l.revoke(second.id, "off"), app.ErrInvalid)
	wantProblem(t, "no such laptop", l.revoke("d00", wire.DeviceWiping), app.ErrNotFound)
	wantProblem(t, "wiped, but not asked to", l.wiped(), app.ErrConflict)

	// Drained: it sends what it has, hears nothing more, and says that it is wiped.
	wantProblem(t, "drain", l.revoke(second.id, wire.DeviceDraining), "")
	wantProblem(t, "drain again", l.revoke(second.id, wire.DeviceDraining), "")
	_, p := second.pullPage(10)
	wantProblem(t, "pull while draining", p, wire.CodeRevoked)
	if res := second.push(second.create(customer("王芳"))); res[0].Outcome != wire.OutcomeApplied {
		t.Errorf("push while draining: %+v", res)
	}
	if fresh, p := second.refresh(second.tokens.Refresh); p != nil {
		t.Errorf("token while draining: %+v", p)
	} else {
		second.tokens = fresh.Tokens
	}
	wantProblem(t, "wiped", second.wiped(), "")
	wantProblem(t, "wiped again", second.wiped(), "")
	_, p = second.refresh(second.tokens.Refresh)
	wantProblem(t, "token of a wiped laptop", p, wire.CodeWipe)

	// Wiped at once: nothing else is heard, the token included.
	wantProblem(t, "wipe", manager.revoke(other.id, wire.DeviceWiping), "")
	wantProblem(t, "drain instead", manager.revoke(other.id, wire.DeviceDraining), app.ErrConflict)
	for what, p := range map[string]*wire.Problem{
		"pull": func() *wire.Problem { _, p := other.pullPage(1); return p }(),
		"push": func() *wire.Problem { _, _, p := other.tryPush(other.create(customer("李雷"))); return p }(),
		"token": func() *wire.Problem {
			_, p := other.refresh(other.tokens.Refresh)
			return p
		}(),
	} {
		wantProblem(t, what+" while wiping", p, wire.CodeWipe)
	}
	thief := &laptop{w: w, key: l.key, id: other.id}
	wantProblem(t, "wiped, by another key", thief.wiped(), app.ErrUnauthorised)
	wantProblem(t, "wiped", other.wiped(), "")
	for _, d := range manager.devices().Devices {
		if d.ID == other.id && d.State != wire.DeviceWiped {
			t.Errorf("%+v", d)
		}
	}
}

// Two copies of one disk: the one that comes second is told, and gets an id of its own by itself.
func TestACopiedDiskGetsAnIDOfItsOwn(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	copied := *l
	for range 2 {
		fresh, p := l.refresh(l.tokens.Refresh)
		if p != nil {
			t.Fatal(p)
		}
		l.tokens = fresh.Tokens
	}
	_, p := copied.refresh(copied.tokens.Refresh)
	wantProblem(t, "the copy's token", p, wire.CodeCloned)

	public, key, _ := ed25519.GenerateKey(nil)
	at := w.now.Load()
	ask := func(signer ed25519.PrivateKey, at int64) wire.RejoinRequest {
		return wire.RejoinRequest{
			V: wire.V, DeviceID: l.id, PublicKey: public, DeviceName: "副本", At: at,
			Sig: ed25519.Sign(signer, wire.RejoinMessage(l.id, public, at)),
		}
	}
	var reply, again wire.EnrolReply
	copied.tokens.Access = ""
	wantProblem(t, "rejoin, by another key", copied.call(wire.PathRejoin, ask(key, at), &reply), app.ErrUnauthorised)
	wantProblem(t, "rejoin, signed long ago", copied.call(wire.PathRejoin, ask(l.key, at-10*60*1000), &reply), wire.CodeClock)
	wantProblem(t, "rejoin", copied.call(wire.PathRejoin, ask(l.key, at), &reply), "")
	wantProblem(t, "rejoin again", copied.call(wire.PathRejoin, ask(l.key, at), &again), "")
	if reply.DeviceID == "" || reply.DeviceID == l.id || again.DeviceID != reply.DeviceID || reply.Person.StaffNo != "1001" || reply.Epoch != l.epoch || !reply.Recovery.Valid() {
		t.Errorf("%+v, again %s", reply, again.DeviceID)
	}
	own := &laptop{w: w, key: key, id: reply.DeviceID, tokens: again.Tokens, epoch: l.epoch, cursors: map[string]int64{}, rows: map[string]wire.Entry{}}
	own.pull()
	own.push(own.create(customer("王芳")))
	l.push(l.create(customer("李雷")))

	// What is to be drained or wiped stays so as a copy.
	second := func(code string) wire.EnrolReply {
		public, _, _ := ed25519.GenerateKey(nil)
		var r wire.EnrolReply
		wantProblem(t, "rejoin", copied.call(wire.PathRejoin, wire.RejoinRequest{
			V: wire.V, DeviceID: l.id, PublicKey: public, At: at, Sig: ed25519.Sign(l.key, wire.RejoinMessage(l.id, public, at)),
		}, &r), code)
		return r
	}
	wantProblem(t, "drain", l.revoke(l.id, wire.DeviceDraining), "")
	drained := second("")
	for _, d := range own.devices().Devices {
		if d.ID == drained.DeviceID && d.State != wire.DeviceDraining {
			t.Errorf("a copy of a laptop to be drained is %s", d.State)
		}
	}
	if err := w.c.Revoke(t.Context(), l.id, wire.DeviceWiping, "", ""); err != nil {
		t.Fatal(err)
	}
	second(wire.CodeWipe)
}

// The tokens laptops got since a backup are unknown after it was restored: each laptop comes back once by its key alone, and
// a second copy of its disk is told that it is one.
func TestLaptopsComeBackAfterARestore(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	copied := *l
	if _, err := openRaw(t, w.path).Exec(`DELETE FROM refresh; UPDATE device SET returns = 1`); err != nil {
		t.Fatal(err)
	}
	_, key, _ := ed25519.GenerateKey(nil)
	thief := &laptop{w: w, key: key, id: l.id}
	_, p := thief.refresh(l.tokens.Refresh)
	wantProblem(t, "another key", p, app.ErrUnauthorised)
	for range 2 { // the first answer is lost
		fresh, p := l.refresh(copied.tokens.Refresh)
		if p != nil {
			t.Fatalf("after a restore: %+v", p)
		}
		l.tokens = fresh.Tokens
	}
	fresh, p := l.refresh(l.tokens.Refresh)
	if p != nil {
		t.Fatal(p)
	}
	l.tokens = fresh.Tokens
	l.pull()
	_, p = copied.refresh(copied.tokens.Refresh)
	wantProblem(t, "the copy", p, wire.CodeCloned)
}
