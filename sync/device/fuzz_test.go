package device_test

import (
	"bytes"
	"crypto/ed25519"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// anything is a centre that answers what it is told to, then is gone.
type anything struct {
	pull, push, other []byte
	status            int
	left              int
}

// RoundTrip implements http.RoundTripper.
func (a *anything) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	if a.left--; a.left < 0 {
		return nil, io.ErrUnexpectedEOF
	}
	body := a.other
	switch r.URL.Path {
	case wire.PathPull, wire.PathRepair:
		body = a.pull
	case wire.PathPush, wire.PathAdopt:
		body = a.push
	}
	return &http.Response{
		StatusCode: a.status, Header: http.Header{"Content-Type": {wire.ContentType}}, Body: io.NopCloser(bytes.NewReader(body)), Request: r,
	}, nil
}

// FuzzReplies has a laptop with unsent work hear anything from its centre. It may complain; its store stays whole and what
// was not acknowledged stays unsent.
func FuzzReplies(f *testing.F) {
	st, err := store.Open(f.Context(), f.TempDir(), apptest.Key(), store.Options{Clock: (&apptest.Clock{At: apptest.Now}).Now})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = st.Close() })
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	enrolment := device.Enrolment{
		Key: key, CentreURL: "http://127.0.0.1:1",
		Reply: wire.EnrolReply{
			V: wire.V, Epoch: "e", DeviceID: "d", Person: wire.Person{ID: apptest.Planner, StaffNo: "1001", Roles: []string{app.RolePlanner}},
			Tokens: wire.Tokens{Access: "a", Refresh: "r", ExpiresAt: apptest.Now.Add(time.Hour).UnixMilli(), Now: apptest.Now.UnixMilli()},
		},
	}
	seat := app.SeatStream(apptest.Planner)
	card := apptest.Customer(1, "王芳")
	text := func(lines ...any) string {
		var b bytes.Buffer
		for _, l := range lines {
			line, err := wire.Line(l)
			if err != nil {
				f.Fatal(err)
			}
			b.Write(append(line, '\n'))
		}
		return b.String()
	}
	head := wire.PullHead{V: wire.V, Epoch: "e", Now: apptest.Now.UnixMilli(), Enter: []string{seat}}
	tail := wire.PullTail{T: wire.TypeTail, Cursors: map[string]int64{seat: 1}, Digests: map[string]wire.Digest{seat: {Count: 7, Sum: 9}}, NextPollMS: 1}
	pushed := text(wire.PushReply{V: wire.V, Epoch: "e", Expected: 2}, wire.Result{N: 1, Kind: "customer", ID: card.ID, Ver: 2, Outcome: wire.OutcomeApplied})
	for _, pull := range []string{
		text(head, apptest.Entry(seat, 1, 1, card), tail),
		text(head, wire.Entry{T: wire.TypeLeave, Stream: seat, Kind: "customer", ID: card.ID, Ver: 9, Seq: 2}, tail),
		text(wire.PullHead{V: 9, Epoch: "f", Revoked: []string{seat, "", "user:x"}}, tail),
		text(head, wire.Entry{T: wire.TypeRow, Stream: "seat:x", Kind: "unheard", ID: "u", Ver: -1}, wire.PullTail{T: wire.TypeTail, More: true}),
		"", "{}\n", "null\n{\"t\":\"row\",\"k\":\"customer\",\"id\":\"\",\"b\":{\"name\":7}}\n{\"t\":\"tail\"}\n",
	} {
		f.Add(uint16(200), pull, pushed, `{"v":1,"seq":1,"buckets":{"0":{"c":1}},"gone":["x"],"tokens":{"access":"b","refresh":"s"}}`)
	}
	for status, problem := range map[uint16]string{
		409: `{"code":"cloned","n":1,"message":"x"}`, 403: `{"code":"wipe","message":"x"}`, 410: `{"code":"epoch","epoch":"","message":"x"}`,
		401: `{"code":"token","message":"x"}`, 400: `{"code":"expected","expected":-4,"message":"x"}`, 503: "", 426: `{"code":"upgrade"}`,
	} {
		f.Add(status, problem, problem, problem)
	}
	f.Fuzz(func(t *testing.T, status uint16, pull, push, other string) {
		// The answers of before may have changed who the laptop is.
		if err := device.SaveEnrolment(t.Context(), st, enrolment); err != nil {
			t.Fatal(err)
		}
		c := &anything{pull: []byte(pull), push: []byte(push), other: []byte(other), status: int(status), left: 12}
		if status%2 == 0 {
			c.pull, c.push = sent(t, pull), sent(t, push)
		}
		e, err := device.New(device.Config{Store: st, Clock: st.Clock(), Transport: c, Jitter: func() float64 { return 0 }})
		if err != nil {
			t.Fatal(err)
		}
		before, err := st.Pending(t.Context(), 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		if len(before) < 20 {
			if err := st.Commit(t.Context(), store.Create(app.ServiceRecord{
				ID: app.NewID(time.Now()), CustomerID: card.ID, PersonID: apptest.Planner, Channel: app.ChannelPhone, At: app.InstantOf(apptest.Now),
				Outcome: app.OutcomeDone, Content: "核对", Attitude: "好", Answer: "已答复",
			})); err != nil {
				t.Fatal(err)
			}
		}
		_, _ = e.Sync(t.Context())
		if push == "" {
			after, err := st.Pending(t.Context(), 1<<20)
			if err != nil || len(after) < len(before) {
				t.Fatalf("%d of %d operations are still unsent: %v", len(after), len(before), err)
			}
		}
	})
}

// sent is text as a centre would send it.
func sent(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := wire.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range bytes.Split(bytes.TrimSuffix([]byte(text), []byte("\n")), []byte("\n")) {
		if err := w.WriteLine(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
