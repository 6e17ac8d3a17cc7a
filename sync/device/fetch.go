package device

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/fangce/fangce/sync/wire"
)

// ended is what is waited for where nothing is fetched any more.
var ended = func() chan fetched {
	c := make(chan fetched)
	close(c)
	return c
}()

// pulling is one pull under way.
type pulling struct {
	e       *Engine
	ctx     context.Context
	awaited atomic.Int64 // number of the page that is waited for, or staged
}

// fetched is a page, or why there is none.
type fetched struct {
	page  *wire.Page
	ask   wire.PullRequest
	took  time.Duration
	err   error
	ahead chan fetched // the page behind it, where that was asked for meanwhile; otherwise ended
}

// fetch asks for page number n while something else is done.
func (p *pulling) fetch(ask wire.PullRequest, n int64) chan fetched {
	out := make(chan fetched, 1)
	began := time.Now()
	go func() {
		f := fetched{ask: ask, ahead: ended}
		f.page, f.err = p.page(ask, func(head *wire.PullHead) bool {
			if p.e.inStep || p.awaited.Load() != n {
				return false
			}
			f.ahead = p.fetch(p.e.following(ask, head, head.Next), n+1)
			return true
		})
		f.took = time.Since(began)
		out <- f
	}()
	return out
}

// page asks for one page. Shortly before all of it is there, so that the line does not stand idle for as long as the centre
// takes to answer, almost is called once or until it returns true.
func (p *pulling) page(ask wire.PullRequest, almost func(*wire.PullHead) bool) (*wire.Page, error) {
	body, err := lines(ask)
	if err != nil {
		return nil, err
	}
	var page *wire.Page
	var size int64
	asked := time.Now()
	when, err := p.e.authorised(p.ctx, exchange{
		path: wire.PathPull, content: wire.ContentType, body: body,
		answered: func(_ int, header http.Header) { size, _ = strconv.ParseInt(header.Get("Content-Length"), 10, 64) },
		read: func(src io.Reader) (err error) {
			a := &arriving{src: src, size: size, asked: asked, began: time.Now(), almost: almost}
			page, err = wire.ReadPageFrom(a, func(head *wire.PullHead) { a.head = head })
			return cutShort(err)
		},
	})
	if err != nil {
		return nil, err
	}
	p.e.measure(when, page.Head.Now)
	return page, nil
}

// worthAhead is how large an answer must be for the next to be asked for before its end: a small one is over at once.
const worthAhead = 48 << 10

// arriving is the answer to a pull while it comes.
type arriving struct {
	src    io.Reader
	size   int64 // of all of it, 0 if the centre does not say
	got    int64
	asked  time.Time
	began  time.Time // when the answer began
	head   *wire.PullHead
	almost func(*wire.PullHead) bool // nil once it has done its work
}

// Read implements io.Reader.
func (a *arriving) Read(b []byte) (int, error) {
	n, err := a.src.Read(b)
	a.got += int64(n)
	if a.almost != nil && a.head != nil && len(a.head.Next) > 0 && a.near(time.Now()) && a.almost(a.head) {
		a.almost = nil
	}
	return n, err
}

// near reports whether what is missing comes sooner than an answer to the next request could begin.
func (a *arriving) near(now time.Time) bool {
	if a.size < worthAhead || a.got == 0 {
		return false
	}
	rest := float64(now.Sub(a.began)) * float64(a.size-a.got) / float64(a.got)
	return rest <= float64(a.began.Sub(a.asked))
}

// readPage reads an answer that is a page.
func readPage(page **wire.Page) func(io.Reader) error {
	return func(r io.Reader) (err error) {
		*page, err = wire.ReadPage(r)
		return cutShort(err)
	}
}
