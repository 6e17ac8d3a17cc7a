package store

import (
	"context"
	"encoding/json"
	"math"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// leavingCards selects the customers that publishing would take away: theirs is the leaving, or that of the whole stream,
// and neither are they newer than it nor do they come in anew.
const leavingCards = `SELECT c.id FROM customers c CROSS JOIN settings e ON e.key = 'store.epoch_no'
	WHERE (EXISTS (SELECT 1 FROM inbox i WHERE i.kind = 'customer' AND i.id = c.id AND i.stream = c.stream AND i.leaves = 1
			AND (c.epoch < CAST(e.value AS INTEGER) OR c.ver <= i.ver))
		OR EXISTS (SELECT 1 FROM inbox i WHERE i.kind = '' AND i.id = '' AND i.stream = c.stream AND i.leaves = 1))
	AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.kind = 'customer' AND i.id = c.id AND i.leaves = 0
		AND (i.stream <> c.stream AND i.ver >= c.ver OR i.ver > coalesce(
			(SELECT l.ver FROM inbox l WHERE l.kind = 'customer' AND l.id = c.id AND l.stream = i.stream AND l.leaves = 1), i.ver)))
	ORDER BY c.id`

// Removals returns what publishing would take away: the ids of customers, of how many there are, and the streams that
// leave as a whole.
func (s *Store) Removals(ctx context.Context) (app.Removals, error) {
	var r app.Removals
	texts := func(query string, into *[]string) error {
		return s.each(ctx, query, nil, func(scan func(...any) error) error {
			var v string
			err := scan(&v)
			*into = append(*into, v)
			return err
		})
	}
	if err := texts("SELECT stream FROM inbox WHERE kind = '' AND id = '' AND leaves = 1", &r.Streams); err != nil {
		return r, err
	}
	var leaves bool
	if err := s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM inbox WHERE leaves = 1)").Scan(&leaves); err != nil {
		return r, s.fail(err)
	}
	if err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM customers").Scan(&r.Of); err != nil {
		return r, s.fail(err)
	}
	if !leaves {
		return r, nil
	}
	return r, texts(leavingCards, &r.Cards)
}

// Withhold drops the staged leavings of cards: they are not believed, as they would take away much that the centre does not
// confirm. Of a stream that leaves as a whole everything else goes.
func (s *Store) Withhold(ctx context.Context, cards []string) error {
	if len(cards) == 0 {
		return nil
	}
	list, err := json.Marshal(cards)
	if err != nil {
		return err
	}
	return s.update(ctx, func(w *session) error {
		streams, err := w.ids(`SELECT i.stream FROM inbox i WHERE i.kind = '' AND i.id = '' AND i.leaves = 1
			AND EXISTS (SELECT 1 FROM json_each(?) j JOIN customers c ON c.id = j.value WHERE c.stream = i.stream)`, []any{string(list)})
		if err != nil {
			return err
		}
		for _, stream := range streams {
			if err := w.splitLeave(stream); err != nil {
				return err
			}
		}
		return w.exec("DELETE FROM inbox WHERE leaves = 1 AND card IN (SELECT value FROM json_each(?))", string(list))
	})
}

// splitLeave puts the leavings of each card, and of each row that belongs to none, in the place of that of a whole stream.
func (w *session) splitLeave(stream string) error {
	for _, k := range record.Kinds() {
		var ids []string
		var err error
		switch k.Customer {
		case "", "id":
			ids, err = w.ids("SELECT id FROM "+k.Table+" WHERE stream = ?", []any{stream})
		default: // on a card that lies elsewhere, or is not here
			ids, err = w.ids("SELECT id FROM "+k.Table+" r WHERE stream = ?1 AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = r."+
				k.Customer+" AND c.stream = ?1)", []any{stream})
		}
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := w.stage(&wire.Entry{T: wire.TypeLeave, Stream: stream, Kind: k.Name, ID: id, Ver: math.MaxInt64}); err != nil {
				return err
			}
		}
	}
	return w.exec("DELETE FROM inbox WHERE kind = '' AND id = '' AND stream = ? AND leaves = 1", stream)
}
