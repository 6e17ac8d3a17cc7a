package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// load returns the typed row of an id and whether there is one.
func (w *session) load(t *table, id string) (row, bool, error) {
	r := row{id: id}
	var rid int64
	var extra string
	v := t.kind.New()
	found, err := w.find(t.load, []any{id}, append([]any{&rid, &r.stream, &r.ver, &r.epoch, &extra}, t.kind.Dest(v)...)...)
	if err != nil || !found {
		return r, false, err
	}
	if r.extra, err = parseBody(extra); err != nil {
		return r, false, damaged(err)
	}
	r.body = join(t.kind.Encode(v), r.extra)
	return r, true, nil
}

// base returns the centre's last row of something that has operations pending, and whether the centre has one.
func (w *session) base(t *table, id string) (row, bool, error) {
	r := row{id: id}
	var body string
	found, err := w.find("SELECT stream, ver, epoch, body FROM base WHERE kind = ? AND id = ?", []any{t.kind.Name, id},
		&r.stream, &r.ver, &r.epoch, &body)
	if err != nil || !found {
		return r, false, err
	}
	if r.body, err = parseBody(body); err != nil {
		return r, false, damaged(err)
	}
	return r, true, nil
}

func (w *session) saveBase(t *table, r row) error {
	return w.exec(`INSERT INTO base (kind, id, stream, ver, epoch, body) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (kind, id) DO UPDATE SET stream = excluded.stream, ver = excluded.ver, epoch = excluded.epoch, body = excluded.body`,
		t.kind.Name, r.id, r.stream, r.ver, r.epoch, string(record.Value(r.body)))
}

// pendingOps returns the operations on a row the centre has not answered yet, oldest first.
func (w *session) pendingOps(t *table, id string) ([]wire.Op, error) {
	var ops []wire.Op
	err := w.each("SELECT line FROM outbox WHERE kind = ? AND id = ? AND state = 0 ORDER BY n", []any{t.kind.Name, id},
		func(scan func(...any) error) error {
			var line []byte
			if err := scan(&line); err != nil {
				return err
			}
			op, err := parseOp(line)
			ops = append(ops, op)
			return err
		})
	return ops, err
}

func parseOp(line []byte) (op wire.Op, err error) {
	if err = json.Unmarshal(line, &op); err != nil {
		err = damaged(err)
	}
	return op, err
}

// rebuild makes the typed row what the centre's row and the pending operations say it is: base, replay, upsert. It drops
// the base of a row that has nothing pending any more, and the row itself where neither centre nor operation knows it.
func (w *session) rebuild(t *table, id string) error {
	ops, err := w.pendingOps(t, id)
	if err != nil {
		return err
	}
	r, exists, err := w.base(t, id)
	if err != nil {
		return err
	}
	if len(ops) == 0 {
		if !exists {
			return w.remove(t, id)
		}
		if err := w.exec("DELETE FROM base WHERE kind = ? AND id = ?", t.kind.Name, id); err != nil {
			return err
		}
		return w.settle(t, r)
	}
	if !exists {
		if !slices.ContainsFunc(ops, func(op wire.Op) bool { return op.New }) {
			// Changes of a row that has not come yet, after the database was begun anew: half a row is not shown.
			return w.remove(t, id)
		}
		r = row{id: id, stream: ops[0].Stream, epoch: w.epoch, body: record.Body{}}
	}
	r.body = replayAll(t.kind, r.body, exists, ops)
	return w.put(t, r)
}

// settle is put for a row that the centre gives as it mostly is already, from this laptop's own operations: then it has a new
// version, and the card that it is on need not be indexed again.
func (w *session) settle(t *table, r row) error {
	same, err := w.stands(t, &r)
	switch {
	case err != nil:
		return err
	case !same:
		return w.put(t, r)
	}
	w.kinds[t.kind.Name] = true
	return w.exec("UPDATE "+t.kind.Table+" SET ver = ?, epoch = ? WHERE id = ?", r.ver, r.epoch, r.id)
}

// stands reports whether the typed row says already what one says that is to be written, but for its version.
func (w *session) stands(t *table, r *row) (bool, error) {
	is, exists, err := w.load(t, r.id)
	if err != nil || !exists || is.stream != r.stream {
		return false, err
	}
	body, _ := canonical(t.kind, r.id, r.body)
	return maps.EqualFunc(is.body, body, func(a, b json.RawMessage) bool { return bytes.Equal(a, b) }), nil
}

// put writes the typed row and marks the customers it was and is about.
func (w *session) put(t *table, r row) error {
	var rid, ver, epoch int64
	var stream, was string
	if t.kind.Customer != "" && t.kind.Customer != "id" {
		if _, err := w.find(t.probe, []any{r.id}, &rid, &stream, &ver, &epoch, &was); err != nil {
			return err
		}
	}
	return w.upsert(t, r, was)
}

// upsert is put where it is known which customer the row was about before.
func (w *session) upsert(t *table, r row, was string) error {
	v, extra := decode(t.kind, r.id, r.body)
	r.extra = extra
	if err := w.forgetWork(t, r.id); err != nil { // as it was before
		return err
	}
	if err := w.exec(t.upsert, t.args(r, v)...); err != nil {
		return fmt.Errorf("store: %s: %w", t.kind.Name, err)
	}
	if err := w.forgetWork(t, r.id); err != nil {
		return err
	}
	w.kinds[t.kind.Name] = true
	w.touch(was)
	return w.touchAbout(t, r)
}

// remove deletes the typed row, if there is one.
func (w *session) remove(t *table, id string) error {
	r, exists, err := w.load(t, id)
	if err != nil || !exists {
		return err
	}
	if err := w.forgetWork(t, id); err != nil {
		return err
	}
	if err := w.exec(t.remove, id); err != nil {
		return err
	}
	w.kinds[t.kind.Name] = true
	return w.touchAbout(t, r)
}

// touchAbout marks the customer a row is about, and that of a record it takes back, replaces or keeps the promise of.
func (w *session) touchAbout(t *table, r row) error {
	w.touch(t.customer(r))
	if t.kind != app.KindServiceRecord {
		return nil
	}
	for _, link := range []string{"withdraws", "corrects", "kept"} {
		id := r.body.Text(link)
		if id == "" {
			continue
		}
		var customer string
		if _, err := w.find("SELECT customer_id FROM service_records WHERE id = ?", []any{id}, &customer); err != nil {
			return err
		}
		w.touch(customer)
	}
	return nil
}

// customer returns the id of the customer a row is about, "" if there is none.
func (t *table) customer(r row) string {
	switch t.kind.Customer {
	case "":
		return ""
	case "id":
		return r.id
	}
	return r.body.Text(t.kind.Customer)
}

func (w *session) touch(customerID string) {
	if customerID != "" {
		w.touched[customerID] = true
	}
}

func damaged(err error) error {
	return &app.Error{Code: app.ErrDamaged, Message: "数据库已损坏，请联系客户服务中心恢复", Cause: err}
}
