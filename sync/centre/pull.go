package centre

import (
	"bytes"
	"context"
	"database/sql"
	"maps"
	"net/http"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

const (
	defaultLimit = 1000     // entries of a page where the laptop names no limit
	maxPage      = 16 << 20 // bytes of entries after which a page ends
	nextPoll     = 60_000   // milliseconds until the next round, once a laptop has everything
	minSchema    = 1        // the oldest laptops that understand what a pull carries; older ones may still push
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
	err = c.view(ctx, func(t *txn) error { return t.page(c.epoch, who.person, req.Cursors, limit, w) })
	if err != nil {
		return err
	}
	return w.Close()
}

func (t *txn) page(epoch string, p app.Person, cursors map[string]int64, limit int, w *wire.Writer) error {
	granted, err := t.grants(p)
	if err != nil {
		return err
	}
	if err := t.nameDevices(); err != nil {
		return err
	}
	head := wire.PullHead{V: wire.V, Epoch: epoch, Now: int64(t.now)}
	for _, s := range granted {
		if _, had := cursors[s]; !had {
			head.Enter = append(head.Enter, s)
		}
	}
	for _, s := range slices.Sorted(maps.Keys(cursors)) {
		if !slices.Contains(granted, s) {
			head.Revoked = append(head.Revoked, s)
		}
	}
	if err := w.Write(head); err != nil {
		return err
	}
	tail := wire.PullTail{T: wire.TypeTail, Cursors: make(map[string]int64, len(granted))}
	left := room{entries: limit, bytes: maxPage}
	for _, s := range granted {
		if err := t.pullStream(s, cursors[s], &left, &tail, w); err != nil {
			return err
		}
	}
	if !tail.More {
		tail.NextPollMS = nextPoll
	}
	return w.Write(tail)
}

// room is what a page can still hold.
type room struct {
	entries int
	bytes   int
}

// pullStream writes the rows of a stream behind a cursor while there is room, and the cursor that follows them.
func (t *txn) pullStream(stream string, cursor int64, left *room, tail *wire.PullTail, w *wire.Writer) error {
	head, err := t.head(stream)
	if err != nil {
		return err
	}
	if cursor >= head {
		tail.Cursors[stream] = head
		return nil
	}
	last, full := cursor, false
	err = t.each(`SELECT `+rowColumns+` FROM row WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?`,
		[]any{stream, cursor, left.entries + 1}, func(rows *sql.Rows) error {
			if full || left.entries <= 0 || left.bytes <= 0 {
				full = true
				return nil
			}
			r, err := scanRow(rows)
			if err != nil {
				return err
			}
			e := r.entry()
			e.DeviceName = t.devices[e.Device]
			line, err := wire.Line(e)
			if err != nil {
				return err
			}
			left.entries--
			left.bytes -= len(line)
			last = r.seq
			return w.WriteLine(line)
		})
	if err != nil {
		return err
	}
	if full {
		tail.More = true
		tail.Cursors[stream] = last
		return nil
	}
	tail.Cursors[stream] = head
	return nil
}
