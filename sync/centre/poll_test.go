package centre_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// A laptop that has everything asks and is answered in few bytes.
func TestAnIdlePollIsSmall(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "2001", app.RolePlanner)
	for i := range 300 {
		w.user(fmt.Sprint(5000+i), "2001", app.RolePlanner)
	}
	l.push(l.create(customer("王芳")))
	for more := true; more; {
		page, p := l.pullPage(5000)
		if p != nil {
			t.Fatal(p)
		}
		more = page.Tail.More
	}
	ask := l.pack(wire.PullRequest{V: wire.V, Epoch: l.epoch, Schema: wire.Schema, Cursors: l.cursors, Limit: 1000})
	reply, p := l.post(wire.PathPull, ask, wire.ContentType)
	if p != nil {
		t.Fatal(p)
	}
	t.Logf("idle poll: %d bytes asked, %d answered, %d in all", len(ask), len(reply), len(ask)+len(reply))
	if len(ask)+len(reply) > 300 {
		t.Error("above 300 bytes")
	}
	page, err := wire.ReadPage(bytes.NewReader(reply))
	if err != nil || len(page.Entries) != 0 || len(page.Tail.Cursors) != 0 || page.Head.Left != 0 || page.Tail.Digests != nil || page.Tail.NextPollMS == 0 {
		t.Errorf("%+v %v", page, err)
	}
}

// A page ends before it is larger than a message may be, even if its rows are large and cannot be compressed.
func TestPagesAreBoundedInBytes(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	for range 30 {
		c := customer("王芳")
		c.Notes = strings.Repeat("访", 200_000)
		l.push(l.create(c))
	}
	got, pages := 0, 0
	for more := true; more; pages++ {
		page, p := l.pullPage(5000)
		if p != nil {
			t.Fatal(p)
		}
		got += len(page.Entries)
		more = page.Tail.More
	}
	if got != 31 || pages != 3 {
		t.Errorf("%d rows on %d pages", got, pages)
	}
	// No row can be too large for a page of its own.
	c := customer("王芳")
	c.Notes = strings.Repeat("访", 400_000)
	expect(t, "a note of a megabyte", l.push(l.create(c))[0], wire.OutcomeRefused, "invalid")
}
