package store

import (
	"context"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// adopt moves what an older program kept without understanding it into the tables and columns there are now: rows of
// kinds that have become known, and fields that have got a column.
func (s *Store) adopt(ctx context.Context) error {
	return s.update(ctx, func(w *session) error {
		for _, k := range record.Kinds() {
			t := tables()[k.Name]
			if err := w.adoptRows(t); err != nil {
				return err
			}
			ids, err := w.ids("SELECT id FROM "+k.Table+" WHERE extra <> ''", nil)
			if err != nil {
				return err
			}
			for _, id := range ids {
				r, _, err := w.load(t, id)
				if err != nil {
					return err
				}
				if err := w.put(t, r); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (w *session) adoptRows(t *table) error {
	var entries []wire.Entry
	var epochs []int64
	err := w.each("SELECT id, stream, ver, epoch, body FROM unknown WHERE kind = ?", []any{t.kind.Name}, func(scan func(...any) error) error {
		var e wire.Entry
		var epoch int64
		var body string
		if err := scan(&e.ID, &e.Stream, &e.Ver, &epoch, &body); err != nil {
			return err
		}
		b, err := parseBody(body)
		if err != nil {
			return damaged(err)
		}
		e.Body = b
		entries, epochs = append(entries, e), append(epochs, epoch)
		return nil
	})
	if err != nil {
		return err
	}
	for i, e := range entries {
		if err := w.put(t, row{id: e.ID, stream: e.Stream, ver: e.Ver, epoch: epochs[i], body: e.Body}); err != nil {
			return err
		}
	}
	return w.exec("DELETE FROM unknown WHERE kind = ?", t.kind.Name)
}
