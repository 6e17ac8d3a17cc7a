package store

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// authored is who changed something, where and when.
type authored struct {
	person, device string
	deviceName     string // "" for this laptop
	at             app.Instant
	n              int64 // 0: learnt from the centre
	ver            int64 // of the centre's row, 0: not known yet
	origin         int
	created        bool
	lost           bool
}

// Where an entry of the history comes from.
const (
	originHere = iota
	originMet  // in a pulled row: its last author is taken for the author of everything new in it
	originTold // by the centre, asked for the whole history
)

// learnt is who changed a row that comes with a pull, as far as that tells.
func learnt(e *wire.Entry) authored {
	return authored{person: e.By, device: e.Device, deviceName: e.DeviceName, at: app.Instant(e.At), ver: e.Ver, origin: originMet}
}

// writeHistory writes one entry per field in which two bodies differ.
func (w *session) writeHistory(k *record.Kind, id string, before, after record.Body, by authored) error {
	state := app.HistoryStood
	switch {
	case by.created:
		state = app.HistoryCreated
	case by.lost:
		state = app.HistoryLost
	}
	for _, f := range changed(k, before, after) {
		err := w.exec(`INSERT INTO history (kind, id, field, before, after, author, device, device_name, at, n, ver, origin, state)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			k.Name, id, f.Name, string(value(k, before, f)), string(value(k, after, f)), by.person, by.device, by.deviceName,
			int64(by.at), by.n, by.ver, by.origin, string(state))
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *session) forgetHistory(kind, id string) error {
	if err := w.exec("DELETE FROM history WHERE kind = ? AND id = ?", kind, id); err != nil {
		return err
	}
	return w.exec("DELETE FROM history_told WHERE kind = ? AND id = ?", kind, id)
}

// TakeHistory keeps what the centre tells of rows' histories. It replaces what was met of them in pulled rows and what the
// centre told before; changes made here stay where the centre does not tell of them: they are not there yet, or it has
// refused them. Rows that are not here are passed over.
func (s *Store) TakeHistory(ctx context.Context, h *wire.HistoryReply) error {
	return s.update(ctx, func(w *session) error {
		if last, err := w.setting(settingEpochID); err != nil || last != "" && h.Epoch != last {
			return err // of a centre restored from a backup: the next round meets it first
		}
		for i := range h.Rows {
			if err := w.takeHistory(&h.Rows[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *session) takeHistory(h *wire.RowHistory) error {
	t := tables()[h.Kind]
	if t == nil {
		return nil
	}
	var rid, ver, epoch int64
	var stream, customer string
	if found, err := w.find(t.probe, []any{h.ID}, &rid, &stream, &ver, &epoch, &customer); err != nil || !found {
		return err
	}
	if err := w.exec("DELETE FROM history WHERE kind = ? AND id = ? AND origin <> ?", h.Kind, h.ID, originHere); err != nil {
		return err
	}
	for _, c := range h.Changes {
		// The moment tells an operation of ours from others, even where it was numbered anew since.
		if c.N > 0 {
			err := w.exec("DELETE FROM history WHERE kind = ? AND id = ? AND origin = ? AND author = ? AND at = ?", h.Kind, h.ID, originHere, c.By, c.At)
			if err != nil {
				return err
			}
		}
		before, _ := canonical(t.kind, h.ID, c.Before)
		after, _ := canonical(t.kind, h.ID, c.After)
		err := w.writeHistory(t.kind, h.ID, before, after, authored{
			person: c.By, device: c.Device, deviceName: c.DeviceName, at: app.Instant(c.At), n: c.N, ver: c.Ver,
			origin: originTold, created: c.Ver == 1, lost: c.Ver == 0,
		})
		if err != nil {
			return err
		}
	}
	return w.exec(`INSERT INTO history_told (kind, id, ver, epoch, at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (kind, id) DO UPDATE SET ver = excluded.ver, epoch = excluded.epoch, at = excluded.at`,
		h.Kind, h.ID, h.Ver, w.epoch, int64(w.now))
}

// HistoryTold returns when the centre last told all of a row's history up to the version that is here; 0 if it has not.
func (s *Store) HistoryTold(ctx context.Context, kind, id string) (app.Instant, error) {
	t := tables()[kind]
	if t == nil {
		return 0, app.Errorf(app.ErrInvalid, "没有 %q 这类记录", kind)
	}
	var at app.Instant
	err := s.each(ctx, `SELECT h.at FROM history_told h JOIN `+t.kind.Table+` r ON r.id = h.id
		WHERE h.kind = ? AND h.id = ? AND h.epoch = r.epoch AND h.ver >= r.ver`, []any{kind, id},
		func(scan func(...any) error) error { return scan(&at) })
	return at, err
}

// History returns the changes of a row's fields that this laptop made, met or was told of, newest first; those of one
// field always in the order in which they took effect, whatever the clocks say.
func (s *Store) History(ctx context.Context, kind, id string) ([]app.HistoryEntry, error) {
	var all []placed
	_, device := s.Author()
	err := s.each(ctx, `SELECT h.field, h.before, h.after, h.author, h.device, h.device_name, h.at, h.state, h.origin,
			CASE WHEN h.ver > 0 THEN h.ver WHEN o.outcome = 'applied' THEN o.ver ELSE 0 END, coalesce(o.state, 1),
			o.outcome = 'kept' AND EXISTS (SELECT 1 FROM kept k
				WHERE k.kind = h.kind AND k.row_id = h.id AND k.field = h.field AND k.author = h.author AND k.at = h.at)
		FROM history h LEFT JOIN outbox o ON o.n = h.n AND h.origin = 0 AND h.device = ? AND o.kind = h.kind AND o.id = h.id
		WHERE h.kind = ? AND h.id = ? ORDER BY h.rid`,
		[]any{device, kind, id}, func(scan func(...any) error) error {
			var p placed
			var origin, sent int
			var lost *bool
			e := &p.entry
			err := scan(&e.Field, &e.Before, &e.After, &e.Author, &e.Device, &e.DeviceName, &e.At, &e.State, &origin, &p.ver, &sent, &lost)
			switch {
			case origin != originHere:
			case sent == 0:
				p.unsent = true
				if e.State != app.HistoryCreated {
					e.State = app.HistoryUnsent
				}
			case sent == 2:
				e.State = app.HistoryRefused
			case lost != nil && *lost:
				e.State = app.HistoryLost
			}
			all = append(all, p)
			return err
		})
	return inOrder(all), err
}
