package centre

import (
	"bytes"
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
	nextPoll     = 60_000  // milliseconds until the next round, once a laptop has everything
	minSchema    = 1       // the oldest laptops that understand what a pull carries; older ones may still push
)

// pull writes one page of what is new to a laptop: one state of the database, read in one transaction.
func (c *Centre) pull(ctx context.Context, who session, req *wire.PullRequest, out *bytes.Buffer) error {
	if req.Epoch != "" && req.Epoch != c.epoch {
		return &problem{status: http.StatusConflict, Problem: wire.Problem{Code: wire.CodeEpoch, Epoch: c.epoch, Message: "中心的数据已从备份恢复，请重新同步"}}
	}
	if req.Schema < minSchema {
		return &problem{status: http.StatusUpgradeRequired, Problem: wire.Problem{Code: wire.CodeUpgrade, Message: "本机程序版本过旧，请升级后再同步；尚未发送的内容仍可发送"}}
	}
	limit := req.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	limit = min(limit, wire.MaxEntries)
	w, err := wire.NewWriter(out)
	if err != nil {
		return err
	}
	err = c.view(ctx, func(t *txn) error { return t.page(c.epoch, who.person, req, limit, w) })
	if err != nil {
		return err
	}
	return w.Close()
}

// page writes the head, as many rows and leaves behind the cursors as there is room for, and the tail.
func (t *txn) page(epoch string, p app.Person, req *wire.PullRequest, limit int, w *wire.Writer) error {
	granted, err := t.grants(p)
	if err != nil {
		return err
	}
	if err := t.nameDevices(); err != nil {
		return err
	}
	head := wire.PullHead{V: wire.V, Epoch: epoch, Now: int64(t.now)}
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
	if !tail.More {
		tail.NextPollMS = nextPoll
	}
	return w.Write(tail)
}
