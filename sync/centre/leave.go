package centre

import (
	"database/sql"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// leave notes in a stream's own order that a row has left it, with the version the row has where it lies now: a laptop
// that holds a newer one keeps it. What hangs on a card leaves with it.
func (t *txn) leave(stream string, r *row) error {
	seq, err := t.nextSeq(stream)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO leave (stream, seq, kind, id, ver, at) VALUES (?, ?, ?, ?, ?, ?)`, stream, seq, r.kind, r.id, r.ver, t.now)
}

// unleave forgets that a row left a stream, as it has come back.
func (t *txn) unleave(stream string, r *row) error {
	return t.exec(`DELETE FROM leave WHERE kind = ? AND id = ? AND stream = ?`, r.kind, r.id, stream)
}

// leavesSince returns what left a stream behind a cursor, at most limit of it, in order.
func (t *txn) leavesSince(stream string, cursor int64, limit int) ([]wire.Entry, error) {
	var out []wire.Entry
	err := t.each(`SELECT seq, kind, id, ver FROM leave WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?`, []any{stream, cursor, limit},
		func(rows *sql.Rows) error {
			e := wire.Entry{T: wire.TypeLeave, Stream: stream}
			err := rows.Scan(&e.Seq, &e.Kind, &e.ID, &e.Ver)
			out = append(out, e)
			return err
		})
	return out, err
}

// leftSince reports whether a row, or the card it hangs on or ever hung on, has left a stream behind a cursor in the last 90
// days: a laptop that has not been in contact for so long has no say any more.
func (t *txn) leftSince(stream string, cursor int64, r *row, card string) (left bool, err error) {
	return t.left(stream, cursor, int64(t.now)-amends, r, card)
}

// everLeft is leftSince for any time.
func (t *txn) everLeft(stream string, r *row, card string) (bool, error) {
	return t.left(stream, 0, 0, r, card)
}

func (t *txn) left(stream string, cursor, since int64, r *row, card string) (left bool, err error) {
	gone := func(kind, id string) error {
		if left || id == "" {
			return nil
		}
		left, err = t.one(`SELECT 1 FROM leave WHERE kind = ? AND id = ? AND stream = ? AND seq > ? AND at >= ? LIMIT 1`,
			[]any{kind, id, stream, cursor, since}, new(int))
		return err
	}
	if err := gone(app.KindCustomer.Name, card); err != nil || left || r == nil {
		return left, err
	}
	if err := gone(r.kind, r.id); err != nil || left {
		return left, err
	}
	var cards []string
	err = t.each(`SELECT DISTINCT json_extract(before, '$.customer_id') FROM history
		WHERE kind = ? AND id = ? AND json_extract(before, '$.customer_id') IS NOT NULL`, []any{r.kind, r.id}, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		cards = append(cards, id)
		return err
	})
	if err != nil {
		return false, err
	}
	for _, id := range cards {
		if err := gone(app.KindCustomer.Name, id); err != nil {
			return false, err
		}
	}
	return left, nil
}
