package centre

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// mostChanges bounds what is told of one row: the newest.
const mostChanges = 500

type rowID struct{ kind, id string }

// history tells what became of rows, as far as the laptop's person may pull them.
func (c *Centre) history(ctx context.Context, who session, ids []rowID) (*wire.HistoryReply, error) {
	reply := &wire.HistoryReply{V: wire.V, Epoch: c.Epoch(), Rows: []wire.RowHistory{}}
	err := c.view(ctx, func(t *txn) error {
		granted, err := t.grants(who.person)
		if err != nil {
			return err
		}
		for _, id := range ids {
			r, err := t.get(id.kind, id.id)
			if err != nil {
				return err
			}
			if r == nil || !slices.Contains(granted, r.stream) {
				continue
			}
			h, err := t.rowHistory(r)
			if err != nil {
				return err
			}
			reply.Rows = append(reply.Rows, *h)
		}
		return nil
	})
	return reply, err
}

// rowHistory returns the changes of a row. Table history holds what each version replaced; which operation made a version,
// on which laptop and when it was done there, stands with the operations.
func (t *txn) rowHistory(r *row) (*wire.RowHistory, error) {
	versions, err := t.versions(r)
	if err != nil {
		return nil, err
	}
	ops, err := t.opsOn(r)
	if err != nil {
		return nil, err
	}
	h := &wire.RowHistory{Kind: r.kind, ID: r.id, Ver: r.ver}
	made := map[int64]bool{} // versions an operation was found for: a later one that changed nothing names them too
	var lost []wire.Change
	for _, o := range ops {
		v := slices.IndexFunc(versions, func(v version) bool { return v.ver == o.result.Ver })
		if v < 0 {
			continue
		}
		if !made[o.result.Ver] && versions[v].by == o.person {
			made[o.result.Ver] = true
			versions[v].op = &o
		}
		if l := lostOf(o, versions[v].body); len(l.After) > 0 {
			lost = append(lost, l)
		}
	}
	for i, v := range versions {
		c := wire.Change{Ver: v.ver, By: v.by, At: int64(v.at), After: v.body}
		if i > 0 {
			if len(versions[i-1].replaced) == 0 {
				continue // the row moved
			}
			c.Before, c.After = versions[i-1].replaced, record.Body{}
			for name := range c.Before {
				c.After[name] = orNull(v.body[name])
			}
		}
		if v.op != nil {
			c.Device, c.DeviceName, c.N, c.At = v.op.device, v.op.deviceName, v.op.op.N, v.op.op.At
		}
		h.Changes = append(h.Changes, c)
	}
	if n := len(h.Changes); n > mostChanges {
		h.Changes = h.Changes[n-mostChanges:]
	}
	h.Changes = append(h.Changes, lost[max(0, len(lost)-mostChanges):]...)
	return h, nil
}

// version is one version of a row.
type version struct {
	ver      int64
	by       string
	at       app.Instant
	body     record.Body // all of it
	replaced record.Body // the fields the next version changed, with the values they had
	op       *rowOp      // that made it, nil if none is known
}

// versions returns the versions of a row, oldest first.
func (t *txn) versions(r *row) ([]version, error) {
	var out []version
	err := t.each(`SELECT ver, author, at, before FROM history WHERE kind = ? AND id = ? ORDER BY ver`, []any{r.kind, r.id},
		func(rows *sql.Rows) error {
			var v version
			var before string
			if err := rows.Scan(&v.ver, &v.by, &v.at, &before); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(before), &v.replaced); err != nil {
				return fmt.Errorf("centre: history of %s %s: %w", r.kind, r.id, err)
			}
			out = append(out, v)
			return nil
		})
	if err != nil {
		return nil, err
	}
	body := r.body
	for i := len(out) - 1; i >= 0; i-- {
		body = body.Clone()
		for name, raw := range out[i].replaced {
			if record.IsZero(raw) {
				delete(body, name)
			} else {
				body[name] = raw
			}
		}
		out[i].body = body
	}
	return append(out, version{ver: r.ver, by: r.author, at: r.at, body: r.body}), nil
}

// rowOp is an operation on a row that was taken in.
type rowOp struct {
	device, deviceName, person string
	op                         wire.Op
	result                     wire.Result
}

func (t *txn) opsOn(r *row) ([]rowOp, error) {
	var out []rowOp
	err := t.each(`SELECT o.device, coalesce(d.name, ''), coalesce(d.person, ''), o.line, o.result
		FROM device_op o LEFT JOIN device d ON d.id = o.device
		WHERE o.id = ? AND o.kind = ? AND o.outcome IN (?, ?) ORDER BY o.rid`,
		[]any{r.id, r.kind, wire.OutcomeApplied, wire.OutcomeKept}, func(rows *sql.Rows) error {
			var o rowOp
			var line []byte
			var result string
			if err := rows.Scan(&o.device, &o.deviceName, &o.person, &line, &result); err != nil {
				return err
			}
			if json.Unmarshal(line, &o.op) == nil && json.Unmarshal([]byte(result), &o.result) == nil {
				out = append(out, o)
			}
			return nil
		})
	return out, err
}

// lostOf returns the values of an operation that did not come to stand in the version it ended in.
func lostOf(o rowOp, body record.Body) wire.Change {
	c := wire.Change{
		By: o.person, Device: o.device, DeviceName: o.deviceName, N: o.op.N, At: o.op.At,
		Before: record.Body{}, After: record.Body{},
	}
	k := record.Lookup(o.op.Kind)
	if o.result.Outcome != wire.OutcomeKept || k == nil {
		return c
	}
	for _, name := range slices.Sorted(maps.Keys(o.op.Set)) {
		f, _ := k.Field(name)
		if f.Class == record.Scalar && !sameValue(o.op.Set[name], body[name]) {
			c.Before[name], c.After[name] = orNull(body[name]), o.op.Set[name]
		}
	}
	return c
}

func orNull(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return json.RawMessage("null")
	}
	return raw
}

// nameDevices reads the names of all laptops, once.
func (t *txn) nameDevices() error {
	if t.devices != nil {
		return nil
	}
	names := map[string]string{}
	err := t.each(`SELECT id, name FROM device`, nil, func(rows *sql.Rows) error {
		var id, name string
		err := rows.Scan(&id, &name)
		names[id] = name
		return err
	})
	t.devices = names
	return err
}
