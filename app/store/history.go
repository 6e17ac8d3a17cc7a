package store

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// authored is who changed something, where and when.
type authored struct {
	person, device string
	at             app.Instant
	n              int64 // 0: learnt from the centre
}

// writeHistory writes one entry per field in which two bodies differ.
func (w *session) writeHistory(k *record.Kind, id string, before, after record.Body, by authored) error {
	for _, f := range changed(k, before, after) {
		err := w.exec("INSERT INTO history (kind, id, field, before, after, author, device, at, n) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			k.Name, id, f.Name, string(value(k, before, f)), string(value(k, after, f)), by.person, by.device, int64(by.at), by.n)
		if err != nil {
			return err
		}
	}
	return nil
}

// History returns the changes of a row's fields that this laptop made or learnt of, newest first. Author is a person's id.
func (s *Store) History(ctx context.Context, kind, id string) ([]app.HistoryEntry, error) {
	var out []app.HistoryEntry
	err := s.each(ctx, "SELECT field, before, after, author, device, at FROM history WHERE kind = ? AND id = ? ORDER BY rid DESC",
		[]any{kind, id}, func(scan func(...any) error) error {
			var h app.HistoryEntry
			err := scan(&h.Field, &h.Before, &h.After, &h.Author, &h.Device, &h.At)
			out = append(out, h)
			return err
		})
	return out, err
}
