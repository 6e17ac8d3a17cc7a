package centre

import (
	"bytes"
	"context"
	"database/sql"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// maxRepair is how many entries a repair sends at once; the rest is found different again the next time.
const maxRepair = wire.MaxEntries

// repair writes what is different in some buckets of a stream: a row for each the laptop lacks or has in another version, a
// leave for each it has that lies elsewhere. Of a row that is not here at all nothing is said: absence is not deletion.
func (c *Centre) repair(ctx context.Context, who session, req *wire.RepairRequest, out *bytes.Buffer) error {
	if err := c.sameEpoch(req.Epoch); err != nil {
		return err
	}
	w, err := wire.NewWriter(out)
	if err != nil {
		return err
	}
	r := repairing{stream: req.Stream, has: make(map[rowID]int64, len(req.Rows)), left: room{entries: maxRepair, bytes: maxPage}, w: w}
	for _, row := range req.Rows {
		r.has[rowID{row.Kind, row.ID}] = row.Ver
	}
	for _, b := range req.Buckets {
		if b >= 0 && b < wire.Buckets {
			r.buckets[b] = true
		}
	}
	err = c.view(ctx, func(t *txn) error {
		if err := t.mayPull(who.person, req.Stream); err != nil {
			return err
		}
		if err := t.nameDevices(); err != nil {
			return err
		}
		if err := w.Write(wire.PullHead{V: wire.V, Epoch: c.Epoch(), Now: int64(t.now)}); err != nil {
			return err
		}
		if err := r.rows(t); err != nil {
			return err
		}
		if err := r.leaves(t, req.Rows); err != nil {
			return err
		}
		return w.Write(wire.PullTail{T: wire.TypeTail, More: r.left.full()})
	})
	if err != nil {
		return err
	}
	c.tally(metricRepaired, maxRepair-r.left.entries)
	return w.Close()
}

// repairing is one repair under way.
type repairing struct {
	stream  string
	buckets [wire.Buckets]bool
	has     map[rowID]int64 // versions of the laptop's rows not met yet
	left    room
	w       *wire.Writer
}

// rows writes the rows of the stream that the laptop has not, or not in this version.
func (r *repairing) rows(t *txn) error {
	var wanted []int64
	err := t.each(`SELECT rid, kind, id, ver FROM row WHERE stream = ? ORDER BY seq`, []any{r.stream}, func(rows *sql.Rows) error {
		var rid, ver int64
		var id rowID
		if err := rows.Scan(&rid, &id.kind, &id.id, &ver); err != nil || !r.buckets[wire.Bucket(id.kind, id.id)] {
			return err
		}
		has, held := r.has[id]
		delete(r.has, id)
		if !held || has != ver {
			wanted = append(wanted, rid)
		}
		return nil
	})
	if err != nil {
		return err
	}
	lines := newRowWriter(r.stream, t.devices)
	for _, rid := range wanted {
		err := t.each(`SELECT seq, kind, id, ver, body, author, at, device FROM row WHERE rid = ?`, []any{rid}, func(rows *sql.Rows) error {
			if _, err := lines.scan(rows); err != nil {
				return err
			}
			return r.write(lines.line)
		})
		if err != nil || r.left.full() {
			return err
		}
	}
	return nil
}

// leaves writes which of the laptop's rows lie in other streams by now, in the order in which it named them.
func (r *repairing) leaves(t *txn, rows []wire.RowVer) error {
	for _, row := range rows {
		if _, here := r.has[rowID{row.Kind, row.ID}]; !here || r.left.full() {
			continue
		}
		var stream string
		e := wire.Entry{T: wire.TypeLeave, Stream: r.stream, Kind: row.Kind, ID: row.ID}
		found, err := t.one(`SELECT stream, ver FROM row WHERE kind = ? AND id = ?`, []any{row.Kind, row.ID}, &stream, &e.Ver)
		if err != nil {
			return err
		}
		if !found || stream == r.stream {
			continue
		}
		line, err := wire.Line(e)
		if err != nil {
			return err
		}
		if err := r.write(line); err != nil {
			return err
		}
	}
	return nil
}

func (r *repairing) write(line []byte) error {
	r.left.entries--
	r.left.bytes -= len(line)
	return r.w.WriteLine(line)
}

// mayPull returns an error unless a stream is granted to the person.
func (t *txn) mayPull(p app.Person, stream string) error {
	granted, err := t.grants(p)
	if err == nil && !slices.Contains(granted, stream) {
		err = app.Errorf(app.ErrForbidden, "无权同步这部分数据")
	}
	return err
}
