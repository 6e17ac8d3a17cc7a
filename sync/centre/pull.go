package centre

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"

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
	w, err := wire.NewWriter(out)
	if err != nil {
		return err
	}
	var uncounted []string
	err = c.view(ctx, func(t *txn) error {
		err := t.page(wire.PullHead{V: wire.V, Epoch: c.Epoch()}, who.person, req, limit, c.nextPoll(who), w)
		uncounted = t.uncounted
		return err
	})
	if err != nil {
		return err
	}
	if err := c.keepCounts(ctx, uncounted); err != nil {
		return err
	}
	return w.Close()
}

// page writes the head, as many rows and leaves behind the cursors as there is room for, and the tail.
func (t *txn) page(head wire.PullHead, p app.Person, req *wire.PullRequest, limit int, nextPoll int64, w *wire.Writer) error {
	granted, err := t.grants(p)
	if err != nil {
		return err
	}
	if err := t.nameDevices(); err != nil {
		return err
	}
	head.Now = int64(t.now)
	for _, s := range granted {
		if _, had := req.Cursors[s]; !had {
			head.Enter = append(head.Enter, s)
		}
		behind, err := t.behind(s, req.Cursors[s])
		if err != nil {
			return err
		}
		head.Left += behind
	}
	for _, s := range slices.Sorted(maps.Keys(req.Cursors)) {
		if !slices.Contains(granted, s) {
			head.Revoked = append(head.Revoked, s)
		}
	}
	if err := w.Write(head); err != nil {
		return err
	}
	tail := wire.PullTail{T: wire.TypeTail, Cursors: map[string]int64{}}
	left := room{entries: limit, bytes: maxPage}
	for _, s := range granted {
		cursor, had := req.Cursors[s]
		last, more, err := t.feed(s, cursor, &left, w)
		if err != nil {
			return err
		}
		tail.More = tail.More || more
		if !had || last != cursor {
			tail.Cursors[s] = last
		}
	}
	if tail.More {
		return w.Write(tail)
	}
	tail.NextPollMS = nextPoll
	if req.Digest {
		tail.Digests = make(map[string]wire.Digest, len(granted))
		for _, s := range granted {
			if tail.Digests[s], err = t.digestOf(s); err != nil {
				return err
			}
		}
	}
	return w.Write(tail)
}
