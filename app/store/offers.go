package store

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/sync/wire"
)

// Offers returns up to limit rows that a restored centre may lack, as this laptop last had them from the centre before.
func (s *Store) Offers(ctx context.Context, limit int) ([]wire.Entry, error) {
	var out []wire.Entry
	err := s.each(ctx, "SELECT line FROM offers ORDER BY kind, id LIMIT ?", []any{limit}, func(scan func(...any) error) error {
		var line []byte
		if err := scan(&line); err != nil {
			return err
		}
		var e wire.Entry
		if err := json.Unmarshal(line, &e); err != nil {
			return damaged(err)
		}
		out = append(out, e)
		return nil
	})
	return out, err
}

// Offered forgets offers the centre has answered: what it lacked it has now. What was to leave and stayed for them goes.
func (s *Store) Offered(ctx context.Context, entries []wire.Entry) error {
	return s.update(ctx, func(w *session) error {
		for i := range entries {
			e := &entries[i]
			if err := w.exec("DELETE FROM offers WHERE kind = ? AND id = ? AND ver <= ?", e.Kind, e.ID, e.Ver); err != nil {
				return err
			}
		}
		return w.leaveLater()
	})
}
