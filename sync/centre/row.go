package centre

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// row is one shared row as it is now.
type row struct {
	kind   string
	id     string
	stream string
	seq    int64
	ver    int64
	body   record.Body
	stamps stamps
	author string // person id of who changed it last
	device string // laptop that made the present version, "" if it was none
	at     app.Instant
}

// writer is who makes a change.
type writer struct {
	person string
	stamp  stamp // Ver is filled in when the row is written
	at     app.Instant
	// as is the version of an earlier epoch the values come from, 0 if they are new: whoever had seen that version has seen
	// them.
	as int64
}

const rowColumns = `kind, id, stream, seq, ver, body, stamps, author, at, device`

func scanRow(s interface{ Scan(...any) error }) (*row, error) {
	var r row
	var body, marks string
	if err := s.Scan(&r.kind, &r.id, &r.stream, &r.seq, &r.ver, &body, &marks, &r.author, &r.at, &r.device); err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(body), &r.body); err != nil {
		return nil, fmt.Errorf("centre: body of %s %s: %w", r.kind, r.id, err)
	}
	if err := json.Unmarshal([]byte(marks), &r.stamps); err != nil {
		return nil, fmt.Errorf("centre: stamps of %s %s: %w", r.kind, r.id, err)
	}
	return &r, nil
}

// get returns a row, nil if there is none.
func (t *txn) get(kind, id string) (*row, error) {
	var r *row
	err := t.each(`SELECT `+rowColumns+` FROM row WHERE kind = ? AND id = ?`, []any{kind, id}, func(rows *sql.Rows) (err error) {
		r, err = scanRow(rows)
		return err
	})
	return r, err
}

// streamOf returns the stream a row lies in, "" if it is not here.
func (t *txn) streamOf(kind, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	var s string
	_, err := t.one(`SELECT stream FROM row WHERE kind = ? AND id = ?`, []any{kind, id}, &s)
	return s, err
}

// place returns the stream a new row belongs to, "" if what it hangs on is not here.
func (t *txn) place(k *record.Kind, id string, body record.Body, author string) (string, error) {
	var failed error
	stream := k.Stream(record.Context{ID: id, Body: body, Author: author, Of: func(kind, id string) string {
		s, err := t.streamOf(kind, id)
		if err != nil {
			failed = err
		}
		return s
	}})
	return stream, failed
}

// insert stores a new row; all its fields carry the writer's stamp.
func (t *txn) insert(kind, id, stream string, body record.Body, w writer) (*row, error) {
	r, err := t.insertBare(kind, id, stream, body, w)
	if err != nil {
		return nil, err
	}
	return r, t.follow(r)
}

// insertBare stores a new row without what is derived from it.
func (t *txn) insertBare(kind, id, stream string, body record.Body, w writer) (*row, error) {
	seq, err := t.nextSeq(stream)
	if err != nil {
		return nil, err
	}
	ver, err := t.after(0)
	if err != nil {
		return nil, err
	}
	w.stamp.Ver = cmp.Or(w.as, ver)
	r := &row{kind: kind, id: id, stream: stream, seq: seq, ver: ver, body: body, stamps: stamps{allFields: w.stamp}, author: w.person, at: w.at, device: w.stamp.Device}
	text, marks, err := r.encode()
	if err != nil {
		return nil, err
	}
	if err := t.exec(`INSERT INTO row (kind, id, stream, seq, ver, body, stamps, author, at, device) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		kind, id, stream, seq, r.ver, text, marks, r.author, r.at, r.device); err != nil {
		return nil, err
	}
	t.last = r
	return r, t.count(stream, r, 1)
}

// change gives fields of a stored row new values under the writer's stamp; merged names fields whose value is nobody's
// own, so that no laptop counts as having seen it. Fields that already have the value are left alone; if all have, the
// row keeps its version.
func (t *txn) change(r *row, set record.Body, merged map[string]bool, w writer) (changed bool, err error) {
	return t.restamp(r, r.stream, set, merged, w)
}

// restamp is change for a row that may come to lie in another stream, which is a new version too, but keeps its author.
func (t *txn) restamp(r *row, stream string, set record.Body, merged map[string]bool, w writer) (changed bool, err error) {
	before := replaced(r.body, set)
	if len(before) == 0 && stream == r.stream {
		return false, nil
	}
	old, err := json.Marshal(before)
	if err != nil {
		return false, err
	}
	if err := t.exec(`INSERT INTO history (kind, id, ver, author, at, before) VALUES (?, ?, ?, ?, ?, ?)`,
		r.kind, r.id, r.ver, r.author, r.at, string(old)); err != nil {
		return false, err
	}
	if err := t.count(r.stream, r, -1); err != nil {
		return false, err
	}
	if r.ver, err = t.after(r.ver); err != nil {
		return false, err
	}
	w.stamp.Ver = cmp.Or(w.as, r.ver)
	r.body, r.device = r.body.Clone(), ""
	for name := range before {
		if record.IsZero(set[name]) {
			delete(r.body, name)
		} else {
			r.body[name] = set[name]
		}
		s := w.stamp
		if merged[name] {
			s.Device, s.N = "", 0
		} else {
			r.device = s.Device
		}
		r.stamps[name] = s
	}
	if len(before) > 0 {
		r.author, r.at = w.person, w.at
	}
	if stream != r.stream {
		r.stream = stream
		if err := t.unleave(stream, r); err != nil {
			return false, err
		}
	}
	if err := t.store(r); err != nil {
		return false, err
	}
	return true, t.follow(r)
}

// store writes a row that has changed, at the end of its stream.
func (t *txn) store(r *row) (err error) {
	if r.seq, err = t.nextSeq(r.stream); err != nil {
		return err
	}
	text, marks, err := r.encode()
	if err != nil {
		return err
	}
	if err := t.exec(`UPDATE row SET stream = ?, seq = ?, ver = ?, body = ?, stamps = ?, author = ?, at = ?, device = ? WHERE kind = ? AND id = ?`,
		r.stream, r.seq, r.ver, text, marks, r.author, r.at, r.device, r.kind, r.id); err != nil {
		return err
	}
	t.last = r
	return t.count(r.stream, r, 1)
}

// replaced returns the values that fields of a body lose to those of set.
func replaced(body, set record.Body) record.Body {
	before := record.Body{}
	for name, raw := range set {
		if sameValue(body[name], raw) {
			continue
		}
		if old, ok := body[name]; ok {
			before[name] = old
		} else {
			before[name] = json.RawMessage("null")
		}
	}
	return before
}

// follow keeps what is derived from rows up to date.
func (t *txn) follow(r *row) error {
	t.fresh[r.id] = true
	if r.kind != app.KindCustomer.Name {
		return nil
	}
	return t.indexHolder(r)
}

func (r *row) encode() (body, marks string, err error) {
	marks, err = r.stamps.encode()
	return string(appendBody(nil, r.body)), marks, err
}

// entry returns the row as a pull carries it.
func (r *row) entry() wire.Entry {
	return wire.Entry{
		T: wire.TypeRow, Stream: r.stream, Seq: r.seq, Kind: r.kind, ID: r.id, Ver: r.ver, Body: r.body, By: r.author, At: int64(r.at),
		Device: r.device,
	}
}

// valueAt returns the value a field had at version ver of the row. Of a version that was lost with a restore it is the one
// at the last version before, and nothing where the row began anew with a later one: nobody knows any more.
func (t *txn) valueAt(r *row, field string, ver int64) (json.RawMessage, error) {
	if r.ver <= ver {
		return r.body[field], nil
	}
	if ver < r.stamps[allFields].Ver {
		return nil, nil
	}
	var known int64
	if _, err := t.one(`SELECT coalesce(max(ver), 0) FROM history WHERE kind = ? AND id = ? AND ver <= ?`, []any{r.kind, r.id, ver}, &known); err != nil {
		return nil, err
	}
	value, found := r.body[field], false
	err := t.each(`SELECT before FROM history WHERE kind = ? AND id = ? AND ver >= ? ORDER BY ver`, []any{r.kind, r.id, known},
		func(rows *sql.Rows) error {
			var text string
			if err := rows.Scan(&text); err != nil || found {
				return err
			}
			var before record.Body
			if err := json.Unmarshal([]byte(text), &before); err != nil {
				return err
			}
			if v, ok := before[field]; ok {
				value, found = v, true
			}
			return nil
		})
	return value, err
}
