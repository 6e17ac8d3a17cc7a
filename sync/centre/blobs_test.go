package centre_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// scan is a content and its hash.
type scan struct {
	sha   string
	bytes []byte
}

func newScan(size int) scan {
	b := make([]byte, size)
	_, _ = rand.Read(b)
	sum := sha256.Sum256(b)
	return scan{hex.EncodeToString(sum[:]), b}
}

// names puts a row at the centre that names contents of these hashes and sizes.
func (l *laptop) names(shas ...scan) {
	l.w.t.Helper()
	seat := app.SeatStream(l.person.ID)
	card := centre.RowOf(app.Customer{ID: app.DerivedID("customer", l.id), Name: "林秀英"})
	card.Stream = seat
	rows := []centre.Row{card}
	for _, s := range shas {
		row := centre.RowOf(app.Attachment{
			ID: app.NewID(l.w.clock()), CustomerID: card.ID, Name: "a.jpg", Mime: app.MimeJPEG, Size: int64(len(s.bytes)), Sha: s.sha, PersonID: l.person.ID,
		})
		row.Stream = seat
		rows = append(rows, row)
	}
	if err := l.w.c.PutRows(l.w.t.Context(), l.person.ID, rows); err != nil {
		l.w.t.Fatal(err)
	}
}

// blob sends a request about a content.
func (l *laptop) blob(method, sha string, body []byte, header map[string]string) (answer, []byte) {
	l.w.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, l.w.url+wire.PathBlobs+"/"+sha, bytes.NewReader(body))
	if err != nil {
		l.w.t.Fatal(err)
	}
	if method == http.MethodPatch {
		req.Header.Set("Content-Type", wire.ContentBlob)
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	req.Header.Set("Authorization", "Bearer "+l.tokens.Access)
	l.sign(req, body)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		l.w.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	got, err := io.ReadAll(res.Body)
	if err != nil {
		l.w.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header}, got
}

// answer is how a request about a content was answered.
type answer struct {
	StatusCode int
	Header     http.Header
}

func (l *laptop) patch(s scan, off, n int) int {
	l.w.t.Helper()
	res, _ := l.blob(http.MethodPatch, s.sha, s.bytes[off:off+n], map[string]string{wire.HeaderUploadOffset: strconv.Itoa(off)})
	return res.StatusCode
}

// offset returns how much the centre says it has.
func (l *laptop) offset(sha string) (int, string) {
	l.w.t.Helper()
	res, _ := l.blob(http.MethodHead, sha, nil, nil)
	return res.StatusCode, res.Header.Get(wire.HeaderUploadOffset) + "/" + res.Header.Get(wire.HeaderUploadLength)
}

func TestChunksMustFollow(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	s := newScan(300_000)
	l.names(s)
	check := func(step string, got, want int) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %d, want %d", step, got, want)
		}
	}
	at := func(step, want string) {
		t.Helper()
		if status, got := l.offset(s.sha); status/100 != 2 || got != want {
			t.Errorf("%s: %d %s, want %s", step, status, got, want)
		}
	}
	at("at first", "0/300000")
	check("the second chunk first", l.patch(s, 100_000, 100_000), 409)
	check("the first", l.patch(s, 0, 100_000), 204)
	check("the first again", l.patch(s, 0, 100_000), 409)
	check("an overlapping one", l.patch(s, 50_000, 100_000), 409)
	at("after one", "100000/300000")
	res, _ := l.blob(http.MethodPatch, s.sha, make([]byte, 250_000), map[string]string{wire.HeaderUploadOffset: "100000"})
	check("longer than the content", res.StatusCode, 400)
	for _, odd := range []string{"", "-1", "x", "9999999999999999999999"} {
		res, _ := l.blob(http.MethodPatch, s.sha, []byte{1}, map[string]string{wire.HeaderUploadOffset: odd})
		check("offset "+odd, res.StatusCode, 400)
	}
	at("after all that", "100000/300000")
	check("the rest", l.patch(s, 100_000, 200_000), 204)
	at("whole", "300000/300000")
	check("the rest again", l.patch(s, 100_000, 200_000), 204)
	for span, want := range map[string]string{
		"": "0-299999", "bytes=0-": "0-299999", "bytes=10-19": "10-19", "bytes=299990-400000": "299990-299999", "bytes=299999-299999": "299999-299999",
	} {
		res, got := l.blob(http.MethodGet, s.sha, nil, map[string]string{"Range": span})
		var from, to int
		if _, err := fmt.Sscanf(want, "%d-%d", &from, &to); err != nil {
			t.Fatal(err)
		}
		if res.StatusCode != 206 || res.Header.Get("Content-Range") != "bytes "+want+"/300000" || !bytes.Equal(got, s.bytes[from:to+1]) {
			t.Errorf("%s: %d %s, %d bytes", span, res.StatusCode, res.Header.Get("Content-Range"), len(got))
		}
	}
	for _, odd := range []string{"bytes=-5", "bytes=5-1", "bytes=a-b", "chars=0-1", "bytes=0-1,3-4"} {
		res, _ := l.blob(http.MethodGet, s.sha, nil, map[string]string{"Range": odd})
		check(odd, res.StatusCode, 400)
	}
	res, _ = l.blob(http.MethodGet, s.sha, nil, map[string]string{"Range": "bytes=300000-"})
	check("behind the end", res.StatusCode, 416)
	for _, odd := range []string{"x", s.sha[:63], "ABCDEF" + s.sha[6:]} {
		res, _ := l.blob(http.MethodGet, odd, nil, nil)
		check(odd, res.StatusCode, 404)
	}
}

// A content is limited in size, and so is what one person may have under way; what nobody goes on with goes.
func TestContentsUnderWayAreBounded(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	var many []scan
	for range 9 {
		many = append(many, newScan(24<<20))
	}
	big := newScan(10)
	big.bytes = make([]byte, app.MaxAttachment+1)
	l.names(append(many, big)...)
	if got := l.patch(big, 0, 100); got != 413 {
		t.Errorf("a content over the limit: %d", got)
	}
	for i, s := range many {
		want := 204
		if i == 8 {
			want = 422
		}
		if got := l.patch(s, 0, 1000); got != want {
			t.Errorf("content %d under way: %d, want %d", i, got, want)
		}
	}
	res, _ := l.blob(http.MethodPatch, many[0].sha, make([]byte, wire.MaxChunk+1), map[string]string{wire.HeaderUploadOffset: "1000"})
	if res.StatusCode != 413 {
		t.Errorf("a chunk over the limit: %d", res.StatusCode)
	}
	w.pass(5 * 24 * time.Hour)
	l.renew()
	if got := l.patch(many[1], 1000, 1000); got != 204 {
		t.Errorf("goes on: %d", got)
	}
	w.pass(3 * 24 * time.Hour)
	l.renew()
	if got := l.patch(many[8], 0, 1000); got != 204 {
		t.Errorf("once old ones are gone: %d", got)
	}
	if parts, err := filepath.Glob(filepath.Join(centre.BlobsOf(w.path), "??", "*.part")); err != nil || len(parts) != 2 {
		t.Errorf("parts: %q %v", parts, err)
	}
}
