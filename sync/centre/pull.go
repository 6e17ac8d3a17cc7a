package centre

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"
	"sync"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

const (
	defaultLimit = 1000    // entries of a page where the laptop names no limit
	maxPage      = 7 << 20 // bytes of entries after which a page ends: it fits MaxEncoded even if nothing can be compressed
	minSchema    = 1       // the oldest laptops that understand what a pull carries; older ones may still push
)

// pull writes one page of what is new to a laptop: one state of the database, read in one transaction.
func (c *Centre) pull(ctx context.Context, who session, req *wire.PullRequest, out *bytes.Buffer) error {
	epoch := req.Epoch
	if len(req.Cursors) > 0 {
		epoch = cmp.Or(epoch, "?") // cursors mean nothing without their epoch
	}
	if err := c.sameEpoch(epoch); err != nil {
		return err
	}
	if req.Schema < minSchema {
		return &problem{status: http.StatusUpgradeRequired, Problem: wire.Problem{Code: wire.CodeUpgrade, Message: "本机程序版本过旧，请升级后再同步；尚未发送的内容仍可发送"}}
	}
	limit := req.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	limit = min(limit, c.limits.Page)
	entries := linesPool.Get().(*bytes.Buffer)
	defer func() {
		entries.Reset()
		linesPool.Put(entries)
	}()
	p := &paging{
		req: req, person: who.person, entries: entries, places: &c.places, left: room{entries: limit, bytes: maxPage}, behind: map[string]int64{},
		head: wire.PullHead{V: wire.V, Epoch: c.Epoch()},
		tail: wire.PullTail{T: wire.TypeTail, Cursors: map[string]int64{}, NextPollMS: c.nextPoll(who)},
	}
	var uncounted []string
	err := c.view(ctx, func(t *txn) error {
		err := t.page(p)
		uncounted = t.uncounted
		return err
	})
	if err != nil {
		return err
	}
	c.tally(metricPulled, limit-p.left.entries)
	if err := c.keepCounts(ctx, uncounted); err != nil {
		return err
	}
	return p.write(out)
}

// linesPool holds what the entries of pages are put together in.
var linesPool = sync.Pool{New: func() any { return &bytes.Buffer{} }}

// paging is one page of a pull under way.
type paging struct {
	req    *wire.PullRequest
	person app.Person
	head   wire.PullHead
	tail   wire.PullTail
	left   room
	places *places
	behind map[string]int64 // by stream, the request's cursor
	// entries are their lines. They are compressed once all are there, as the head, which comes first, says where they end.
	entries *bytes.Buffer
}

// write writes the page.
func (p *paging) write(out *bytes.Buffer) error {
	if p.tail.More {
		p.head.Next = p.tail.Cursors
	}
	w, err := wire.NewWriter(out)
	if err != nil {
		return err
	}
	return cmp.Or(w.Write(p.head), w.WriteLines(p.entries.Bytes()), w.Write(p.tail), w.Close())
}

// page makes the head, as many rows and leaves behind the cursors as there is room for, and the tail.
func (t *txn) page(p *paging) error {
	granted, err := t.grants(p.person)
	if err != nil {
		return err
	}
	if err := t.pageHead(p, granted); err != nil {
		return err
	}
	for _, s := range granted {
		if err := t.pageStream(p, s); err != nil {
			return err
		}
	}
	if p.tail.More {
		p.tail.NextPollMS = 0
		return nil
	}
	if p.req.Digest {
		p.tail.Digests = make(map[string]wire.Digest, len(granted))
		for _, s := range granted {
			if p.tail.Digests[s], err = t.digestOf(s); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *txn) pageHead(p *paging, granted []string) (err error) {
	p.head.Now = int64(t.now)
	for _, s := range granted {
		if _, had := p.req.Cursors[s]; !had {
			p.head.Enter = append(p.head.Enter, s)
		}
		if p.behind[s], err = t.behind(p.places, s, p.req.Cursors[s]); err != nil {
			return err
		}
		p.head.Left += p.behind[s]
	}
	for _, s := range slices.Sorted(maps.Keys(p.req.Cursors)) {
		if !slices.Contains(granted, s) {
			p.head.Revoked = append(p.head.Revoked, s)
		}
	}
	return nil
}

func (t *txn) pageStream(p *paging, stream string) error {
	cursor, had := p.req.Cursors[stream]
	room := p.left.entries
	last, more, err := t.feed(stream, cursor, &p.left, p.entries)
	if err != nil {
		return err
	}
	if more {
		p.tail.More = true
		head, err := t.head(stream)
		if err != nil {
			return err
		}
		p.places.put(place{stream, head, last}, p.behind[stream]-int64(room-p.left.entries))
	}
	if !had || last != cursor {
		p.tail.Cursors[stream] = last
	}
	return nil
}
