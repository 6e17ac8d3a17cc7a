package wire

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/fangce/fangce/app/record"
)

func page(t testing.TB, lines ...any) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if err := w.Write(l); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAPageKeepsLinesItDoesNotKnow(t *testing.T) {
	b := page(t, PullHead{V: V, Epoch: "e"},
		Entry{T: TypeRow, Stream: "seat:1", Seq: 1, Kind: "customer", ID: "c", Ver: 1, Body: record.Body{"name": record.Value("王<𬱖>")}},
		map[string]any{"t": "blob", "id": "x"},
		PullTail{T: TypeTail, Cursors: map[string]int64{"seat:1": 1}})
	p, err := ReadPage(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Entries) != 1 || p.Entries[0].Body.Text("name") != "王<𬱖>" || len(p.Unknown) != 1 || p.Tail.Cursors["seat:1"] != 1 {
		t.Fatalf("%+v", p)
	}
}

func TestAPageCountsOn(t *testing.T) {
	row := func(stream string, seq int64) Entry { return Entry{T: TypeRow, Stream: stream, Seq: seq, ID: "x"} }
	p, err := ReadPage(bytes.NewReader(page(t, PullHead{V: V}, row("a", 7), row("a", 0), Entry{T: TypeLeave, Stream: "a", Seq: 12}, row("a", 0), row("b", 3), row("b", 0), PullTail{T: TypeTail})))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int64{7, 8, 12, 13, 3, 4} {
		if p.Entries[i].Seq != want {
			t.Errorf("entry %d has number %d, not %d", i, p.Entries[i].Seq, want)
		}
	}
}

func TestAPageCutShortIsAnError(t *testing.T) {
	whole := page(t, PullHead{V: V}, Entry{T: TypeRow, ID: "a"}, PullTail{T: TypeTail})
	if _, err := ReadPage(bytes.NewReader(page(t, PullHead{V: V}, Entry{T: TypeRow, ID: "a"}))); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a page without its tail: %v", err)
	}
	for n := range whole {
		if _, err := ReadPage(bytes.NewReader(whole[:n])); err == nil {
			t.Fatalf("%d of %d bytes passed for a page", n, len(whole))
		}
	}
}

func TestHLCNeverGoesBack(t *testing.T) {
	var h HLC
	for _, now := range []int64{1000, 1000, 900, 5000, 1} {
		n := NextHLC(h, now)
		if n <= h {
			t.Fatalf("%d after %d at %d", n, h, now)
		}
		h = n
	}
	if h.Millis() != 5000 {
		t.Errorf("wall clock part is %d", h.Millis())
	}
}
