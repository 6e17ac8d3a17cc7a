package centre

import (
	"database/sql"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// poolStream holds the cards without a planner; no laptop pulls it.
const poolStream = "pool"

// move brings a single row to another stream and leaves word of it in the one it lay in; set holds the fields that change
// with it.
func (t *txn) move(r *row, stream string, set record.Body, w writer) error {
	from := r.stream
	if _, err := t.restamp(r, stream, set, nil, w); err != nil || from == stream {
		return err
	}
	return t.leave(from, r)
}

// handOver brings a card with everything that hangs on it to another stream, with one word of it in the one it lay in, and
// reports whether it lay elsewhere. Its policies have circulated once more, except that the way out of the pool belongs to
// the way in.
func (t *txn) handOver(card *row, stream string, w writer) (bool, error) {
	from := card.stream
	if from == stream {
		return false, nil
	}
	hanging, err := t.hangingOn(card.id)
	if err != nil {
		return false, err
	}
	if _, err := t.restamp(card, stream, nil, nil, w); err != nil {
		return false, err
	}
	for _, r := range hanging {
		var set record.Body
		if r.kind == app.KindPolicy.Name && from != poolStream {
			set = record.Body{"circulated": record.Value(r.body.Int("circulated") + 1)}
		}
		if r.stream == from {
			err = t.goAlong(r, stream, set, w)
		} else {
			err = t.move(r, stream, set, w)
		}
		if err != nil {
			return false, err
		}
	}
	return true, t.leave(from, card)
}

// goAlong brings a row to another stream with the card it hangs on. The word of the card's leaving speaks for it, unless it
// once hung on another card: a laptop may not have heard yet that it changed over.
func (t *txn) goAlong(r *row, stream string, set record.Body, w writer) error {
	changed, err := t.one(`SELECT 1 FROM history WHERE kind = ? AND id = ? AND json_extract(before, '$.customer_id') IS NOT NULL LIMIT 1`,
		[]any{r.kind, r.id}, new(int))
	if err != nil {
		return err
	}
	if changed {
		return t.move(r, stream, set, w)
	}
	_, err = t.restamp(r, stream, set, nil, w)
	return err
}

// hangingOn returns the rows that hang on a card, in the order in which they came to be.
func (t *txn) hangingOn(card string) ([]*row, error) {
	var out []*row
	err := t.each(`SELECT `+rowColumns+` FROM row WHERE json_extract(body, '$.customer_id') = ? ORDER BY rid`, []any{card},
		func(rows *sql.Rows) error {
			r, err := scanRow(rows)
			out = append(out, r)
			return err
		})
	return out, err
}
