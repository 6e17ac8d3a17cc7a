package centre_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// fuzzed is a centre without limits on how often it is asked, and a planner's laptop that asks.
type fuzzed struct {
	*laptop
	handler http.Handler
}

func newFuzzed(f *testing.F) *fuzzed {
	f.Helper()
	w := &world{t: f, path: filepath.Join(f.TempDir(), "centre.db")}
	w.now.Store(start.UnixMilli())
	const many = 1 << 30
	c, err := centre.Open(f.Context(), w.path, centre.Options{
		Clock: w.clock, Limits: centre.Limits{Device: many, DeviceBurst: many, Origin: many, OriginBurst: many},
	})
	if err != nil {
		f.Fatal(err)
	}
	srv := httptest.NewServer(c.Handler())
	f.Cleanup(func() {
		srv.Close()
		_ = c.Close()
	})
	w.c, w.url = c, srv.URL
	out := &fuzzed{laptop: w.laptop("1001", "", app.RolePlanner, app.RoleResourceManager), handler: c.Handler()}
	row := centre.RowOf(app.Customer{ID: "c1", Name: "王芳", Grade: "B"})
	row.Stream = app.SeatStream(out.person.ID)
	if err := c.PutRows(f.Context(), out.person.ID, []centre.Row{row}); err != nil {
		f.Fatal(err)
	}
	return out
}

// ask sends a request that is signed as the laptop signs it, and fails the test if the centre breaks on it.
func (z *fuzzed) ask(t *testing.T, method, path string, header map[string]string, body []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "http://centre", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.URL.Path, req.RequestURI = path, path
	req.RemoteAddr = "127.0.0.1:1"
	for k, v := range header {
		req.Header.Set(k, v)
	}
	req.Header.Set("Authorization", "Bearer "+z.tokens.Access)
	z.sign(req, body)
	out := httptest.NewRecorder()
	z.handler.ServeHTTP(out, req)
	if out.Code >= 500 {
		t.Fatalf("%s %q: %d %s", method, path, out.Code, out.Body)
	}
	plain := req.URL.EscapedPath() == path // of others it is not said how they are signed
	if out.Code == http.StatusUnauthorized && plain && path != wire.PathToken && path != wire.PathRejoin && path != wire.PathWiped {
		t.Fatalf("%s %q did not get past the door: %s", method, path, out.Body)
	}
	if out.Code >= 400 && out.Body.Len() > 0 && method != http.MethodHead {
		var p wire.Problem
		if json.Unmarshal(out.Body.Bytes(), &p) != nil || p.Code == "" && out.Code != http.StatusNotFound && out.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s %q: %d is no problem: %s", method, path, out.Code, out.Body)
		}
	}
}

// linePaths and objectPaths are the paths that take lines, and those that take one JSON object.
var (
	linePaths   = []string{wire.PathPull, wire.PathPush, wire.PathRepair, wire.PathAdopt, wire.PathImports, wire.PathDigest, wire.PathManifest}
	objectPaths = []string{wire.PathEnrol, wire.PathToken, wire.PathRejoin, wire.PathWiped, wire.PathRecover, wire.PathDevices + "/d1/revoke"}
)

// FuzzRequests sends the centre requests whose signature holds and whose body is anything: as it is, or packed as lines.
// It may refuse them, not break.
func FuzzRequests(f *testing.F) {
	z := newFuzzed(f)
	seed := func(path string, lines ...any) {
		var text bytes.Buffer
		for _, l := range lines {
			line, err := wire.Line(l)
			if err != nil {
				f.Fatal(err)
			}
			text.Write(append(line, '\n'))
		}
		for i, p := range append(append([]string{}, linePaths...), objectPaths...) {
			if p == path {
				f.Add(uint8(i), true, text.Bytes())
				f.Add(uint8(i), false, z.pack(lines...))
			}
		}
	}
	seat := app.SeatStream(z.person.ID)
	seed(wire.PathPull, wire.PullRequest{V: wire.V, Epoch: z.epoch, Schema: wire.Schema, Cursors: map[string]int64{seat: 0}, Limit: 10, Digest: true, Unsent: 3, Oldest: 9})
	seed(wire.PathPull, wire.PullRequest{V: wire.V, Schema: wire.Schema, Cursors: map[string]int64{seat: -5, "pool": 1 << 62}, Limit: -1})
	seed(wire.PathPush, wire.PushHead{V: wire.V, Epoch: z.epoch, Device: z.id, Schema: wire.Schema, Count: 1},
		wire.Op{N: 1, Tx: "t", Kind: "customer", ID: "c1", Stream: seat, HLC: 1 << 60, Set: app.KindCustomer.Encode(app.Customer{Name: "李"}), Base: map[string]int64{"name": 1}})
	seed(wire.PathPush, wire.PushHead{V: wire.V, Device: z.id, Count: 2}, wire.Op{N: 1, Kind: "service_record", ID: "r", New: true}, wire.Op{N: 2, Kind: "unheard", ID: "x"})
	seed(wire.PathRepair, wire.RepairRequest{V: wire.V, Epoch: z.epoch, Stream: seat, Seq: 1, Buckets: []int{0, 255, -1, 256}, Rows: []wire.RowVer{{Kind: "customer", ID: "c1", Ver: 1}}})
	seed(wire.PathAdopt, wire.AdoptHead{V: wire.V, Epoch: z.epoch, Count: 1}, wire.Entry{T: wire.TypeRow, Stream: seat, Kind: "customer", ID: "c2", Ver: 9, Body: app.KindCustomer.Encode(app.Customer{Name: "赵"})})
	seed(wire.PathDigest, wire.DigestRequest{V: wire.V, Epoch: z.epoch, Stream: seat, Seq: 1})
	seed(wire.PathManifest, wire.ManifestRequest{V: wire.V, Epoch: z.epoch, Cards: []string{"c1", ""}})
	seed(wire.PathImports, wire.ImportRequest{V: wire.V, To: "1001", Insurer: "RF", Rows: []app.ImportRow{{Line: 2, Policy: app.Policy{Number: "20080001"}, Holder: app.Customer{Name: "钱"}}}})
	seed(wire.PathEnrol, wire.EnrolRequest{V: wire.V, Code: "ABCD", PublicKey: make([]byte, 32)})
	seed(wire.PathToken, wire.TokenRequest{V: wire.V, DeviceID: z.id, Refresh: "r", At: start.UnixMilli(), Sig: make([]byte, 64)})
	seed(wire.PathRejoin, wire.RejoinRequest{V: wire.V, DeviceID: z.id, PublicKey: make([]byte, 32), At: start.UnixMilli(), Sig: make([]byte, 64)})
	seed(wire.PathDevices+"/d1/revoke", wire.RevokeRequest{V: wire.V, Mode: wire.DeviceDraining})
	f.Fuzz(func(t *testing.T, which uint8, pack bool, body []byte) {
		z.w.t = t
		at := int(which) % (len(linePaths) + len(objectPaths))
		header := map[string]string{"Content-Type": wire.ContentType}
		path := ""
		if at < len(linePaths) {
			path = linePaths[at]
			if pack {
				lines := bytes.Split(bytes.TrimSuffix(body, []byte("\n")), []byte("\n"))
				parts := make([]any, len(lines))
				for i := range lines {
					parts[i] = lines[i]
				}
				body = z.pack(parts...)
			}
		} else {
			path = objectPaths[at-len(linePaths)]
			header["Content-Type"] = "application/json"
		}
		z.ask(t, http.MethodPost, path, header, body)
	})
}

// FuzzContents asks for contents of attachments, and sends pieces of them, with anything for a name, an offset, a range.
func FuzzContents(f *testing.F) {
	z := newFuzzed(f)
	sha := strings.Repeat("ab", 32)
	f.Add(uint8(0), sha, "", "", []byte{})
	f.Add(uint8(1), sha, "0", "", []byte("chunk"))
	f.Add(uint8(1), sha, "-1", "", []byte("chunk"))
	f.Add(uint8(1), sha, "9223372036854775807", "", []byte("chunk"))
	f.Add(uint8(2), sha, "", "bytes=0-", []byte{})
	f.Add(uint8(2), sha, "", "bytes=5-2,7-", []byte{})
	f.Add(uint8(2), "../../etc/passwd", "", "bytes=-1", []byte{})
	f.Add(uint8(2), strings.ToUpper(sha), "", "bytes=9223372036854775807-9223372036854775807", []byte{})
	f.Fuzz(func(t *testing.T, which uint8, name, offset, span string, body []byte) {
		z.w.t = t
		method := []string{http.MethodHead, http.MethodPatch, http.MethodGet}[which%3]
		header := map[string]string{wire.HeaderUploadOffset: offset, "Range": span}
		if method == http.MethodPatch {
			header["Content-Type"] = wire.ContentBlob
		} else {
			body = nil
		}
		z.ask(t, method, wire.PathBlobs+"/"+name, header, body)
	})
}
