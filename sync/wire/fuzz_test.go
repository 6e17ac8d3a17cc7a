package wire

import (
	"bytes"
	"encoding/json"
	"reflect"
	"runtime/metrics"
	"strings"
	"testing"

	"github.com/fangce/fangce/app/record"
)

// maxMemory is what reading one message may take in all, what was thrown away on the way counted: a message of 64 MiB,
// line by line into buffers that grow, and its values.
const maxMemory = 1 << 30

// frugal fails if read allocates more than any message may cost.
func frugal(t testing.TB, read func()) {
	t.Helper()
	before := allocated()
	read()
	if took := allocated() - before; took > maxMemory {
		t.Errorf("took %d MB", took>>20)
	}
}

func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// whole is a page with lines of every kind.
func whole(t testing.TB) []any {
	t.Helper()
	return []any{
		PullHead{V: V, Epoch: "e", Now: 1795424400000, Enter: []string{"seat:1"}, Revoked: []string{"seat:2"}, Left: 3},
		Entry{
			T: TypeRow, Stream: "seat:1", Seq: 1, Kind: "customer", ID: "c", Ver: 1 << 24, By: "p", At: 1795424400000, Device: "d", DeviceName: "联想",
			Body: record.Body{"name": record.Value("王<𬱖>"), "phones": json.RawMessage(`[{"number":"138"}]`), "key": json.RawMessage(`true`), "grade": nil},
		},
		Entry{T: TypeLeave, Stream: "seat:1", Seq: 2, Kind: "customer", ID: "c", Ver: 2},
		map[string]any{"t": "newer", "id": 7},
		PullTail{
			T: TypeTail, Cursors: map[string]int64{"seat:1": 2}, Digests: map[string]Digest{"seat:1": {Count: 1, Sum: 1 << 63}}, NextPollMS: 60000,
		},
	}
}

// FuzzReadPage reads bytes as they may come from the network.
func FuzzReadPage(f *testing.F) {
	f.Add([]byte("nonsense"))
	f.Add([]byte{})
	f.Add(page(f, whole(f)...))
	f.Add(packed(f, maxWindow, `{"v":1}`+"\n"+`{"t":"tail"}`+"\n"))
	f.Add(append(page(f, PullHead{V: V}), page(f, PullTail{T: TypeTail})...))
	f.Fuzz(func(t *testing.T, b []byte) {
		frugal(t, func() {
			p, err := ReadPage(bytes.NewReader(b))
			if err == nil && p.Tail.T != TypeTail {
				t.Error("a page without an end")
			}
		})
	})
}

// FuzzReader reads bytes as lines: whatever they are, it ends within the limits.
func FuzzReader(f *testing.F) {
	f.Add(page(f, whole(f)...))
	f.Add(page(f, PushHead{V: V, Device: "d", Count: 1}, Op{N: 1, Tx: "t", Kind: "customer", ID: "c"}))
	f.Add(packed(f, 1<<20, "\r\n\n\x00", "{"))
	f.Add(bombs(f)["many values"])
	f.Add(bombs(f)["a wide window"])
	f.Fuzz(func(t *testing.T, b []byte) {
		frugal(t, func() {
			if n, err := drain(b); err == nil || n > MaxDecoded {
				t.Errorf("%d bytes, %v", n, err)
			}
		})
	})
}

// FuzzPageLines reads lines that arrived whole. What is read says the same again when it is written and read.
func FuzzPageLines(f *testing.F) {
	var text bytes.Buffer
	for _, l := range whole(f) {
		line, err := Line(l)
		if err != nil {
			f.Fatal(err)
		}
		text.Write(append(line, '\n'))
	}
	f.Add(text.String())
	for _, s := range []string{
		`{"v":1}` + "\n" + `{"t":"row","id":"a","b":{"a":1,"a":2}}` + "\n" + `{"t":"tail"}` + "\n",
		`{"v":1}` + "\n" + `{"T":"row","ID":"a","b":null,"q":1e2}` + "\n" + `{"t":"tail"}` + "\n",
		`{"v":1}` + "\n" + ` { "t" : "row" , "b" : { "\u0061" : [ ] } } ` + "\n" + `{"t":"tail"}` + "\n",
		`{"v":1}` + "\n" + `{"t":"row","b":{"a":"` + "\xff\xfe" + `\ud800"}}` + "\n" + `{"t":"tail"}` + "\n",
		`{"v":1}` + "\n" + `{"t":"row","b":{"a":01}}` + "\n" + `{"t":"tail"}` + "\n",
		`{"v":1}` + "\n" + `{"t":"leave","q":9223372036854775808}` + "\n",
		`{"v":1}` + "\n" + `{"t":"row","ver":-1,"s":null,"zz":[{}]}` + "\n" + `{"t":"tail","cursors":null}` + "\n",
		`[]` + "\n", `{"v":"1"}` + "\n", "null\nnull\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for line := range strings.Lines(text) {
			sameEntry(t, []byte(strings.TrimRight(line, "\r\n")))
		}
		p, err := ReadPage(bytes.NewReader(sent(t, text)))
		if err != nil {
			return
		}
		lines := []any{p.Head}
		for _, e := range p.Entries {
			if e.T != TypeRow && e.T != TypeLeave {
				t.Fatalf("an entry of type %q", e.T)
			}
			lines = append(lines, e)
		}
		again, err := ReadPage(bytes.NewReader(page(t, append(lines, p.Tail)...)))
		if err != nil || len(again.Entries) != len(p.Entries) {
			t.Fatalf("cannot be read again: %v", err)
		}
		for i := range p.Entries {
			was, _ := Line(p.Entries[i])
			is, _ := Line(again.Entries[i])
			if !bytes.Equal(was, is) {
				t.Errorf("%s\nbecame\n%s", was, is)
			}
		}
	})
}

// sameEntry fails the test if the scanner accepts a line as something else than encoding/json does.
func sameEntry(t *testing.T, line []byte) {
	t.Helper()
	var fast, slow Entry
	if !new(scanner).entry(line, &fast) {
		return
	}
	if err := json.Unmarshal(line, &slow); err != nil || !reflect.DeepEqual(fast, slow) {
		t.Errorf("%s\nis read as %+v\ninstead of %+v, %v", line, fast, slow, err)
	}
}

// sent is bytes as the other end would send them.
func sent(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// messages are the requests and replies that are one line or one JSON object.
var messages = []any{
	PullRequest{},
	PullHead{},
	PullTail{},
	PushHead{},
	Op{},
	PushReply{},
	Result{},
	DigestRequest{},
	DigestReply{},
	RepairRequest{},
	ManifestRequest{},
	ManifestReply{},
	AdoptHead{},
	AdoptReply{},
	RejoinRequest{},
	EnrolRequest{},
	EnrolReply{},
	TokenRequest{},
	TokenReply{},
	RevokeRequest{},
	DevicesReply{},
	Problem{},
	HistoryReply{},
	ImportRequest{},
	ImportReply{},
}

// FuzzMessages decodes every message from any bytes. What could be read can be written, and means the same when read again.
func FuzzMessages(f *testing.F) {
	for i, m := range messages {
		raw, err := Line(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(uint8(i), raw)
	}
	f.Add(uint8(7), []byte(`{"v":1,"epoch":"e","stream":"seat:1","seq":7}`))
	f.Add(uint8(8), []byte(`{"v":1,"seq":7,"buckets":{"0":{"c":1,"s":18446744073709551615},"255":{}}}`))
	f.Add(uint8(9), []byte(`{"buckets":[0,255,-1],"rows":[{"k":"customer","id":"c","ver":1},{}]}`))
	f.Add(uint8(4), []byte(`{"n":1,"set":{"a":null},"base":{"a":1},"from":{"status":"\"x\""},"add":{"items":["a",{}]},"rem":{}}`))
	f.Fuzz(func(t *testing.T, which uint8, raw []byte) {
		kind := reflect.TypeOf(messages[int(which)%len(messages)])
		first := reflect.New(kind)
		frugal(t, func() {
			if json.Unmarshal(raw, first.Interface()) != nil {
				return
			}
			line, err := Line(first.Interface())
			if err != nil {
				t.Fatalf("%s cannot be written: %v", kind, err)
			}
			second := reflect.New(kind)
			if err := json.Unmarshal(line, second.Interface()); err != nil {
				t.Fatalf("%s cannot be read again: %v", kind, err)
			}
			if again, err := Line(second.Interface()); err != nil || !bytes.Equal(line, again) {
				t.Errorf("%s\nbecame\n%s\n%v", line, again, err)
			}
		})
	})
}
