package store

import (
	"context"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// settingEpochOpen says that a new epoch has begun and what did not come in it has not been noted yet, see CloseEpoch.
const settingEpochOpen = "store.epoch_open"

// enterEpoch notices a centre whose database began anew, and reports whether it has: versions of before do not compare with
// those that come now, and everything is pulled again.
func (w *session) enterEpoch(epoch string) (bool, error) {
	last, err := w.setting(settingEpochID)
	if err != nil || epoch == "" || epoch == last {
		return false, err
	}
	w.epoch++
	if err := w.setInt(settingEpochNo, w.epoch); err != nil {
		return false, err
	}
	if err := w.setSetting(settingEpochID, epoch); err != nil {
		return false, err
	}
	if last != "" {
		if err := w.setSetting(settingEpochOpen, epoch); err != nil {
			return false, err
		}
	}
	if err := w.exec("DELETE FROM inbox"); err != nil {
		return false, err
	}
	return true, w.exec("DELETE FROM cursors")
}

// noteOffer keeps the centre's row as it was here if the centre may have lost it: the one that comes in a new epoch is
// older, or it is another that may have been changed since the restore without what was lost. The centre knows which.
func (w *session) noteOffer(t *table, comes *wire.Entry, epoch, ver int64) error {
	if epoch >= w.epoch || ver == comes.Ver {
		return nil
	}
	r, exists, err := w.centreRow(t, comes.ID)
	if err != nil || !exists {
		return err
	}
	if ver < comes.Ver {
		was, _ := canonical(t.kind, comes.ID, r.body)
		is, _ := canonical(t.kind, comes.ID, comes.Body)
		if t.kind.InsertOnly || len(changed(t.kind, was, is)) == 0 {
			return nil
		}
	}
	return w.offer(t.kind.Name, r)
}

// centreRow returns the last row of the centre's, without what was not acknowledged.
func (w *session) centreRow(t *table, id string) (row, bool, error) {
	r, exists, err := w.base(t, id)
	if err != nil || exists {
		return r, exists, err
	}
	ops, err := w.pendingOps(t, id)
	if err != nil || len(ops) > 0 {
		return r, false, err
	}
	return w.load(t, id)
}

func (w *session) offer(kind string, r row) error {
	line, err := wire.Line(wire.Entry{T: wire.TypeRow, Stream: r.stream, Kind: kind, ID: r.id, Ver: r.ver, Body: r.body})
	if err != nil {
		return err
	}
	return w.exec(`INSERT INTO offers (kind, id, stream, ver, line) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (kind, id) DO UPDATE SET stream = excluded.stream, ver = excluded.ver, line = excluded.line WHERE excluded.ver >= ver`,
		kind, r.id, r.stream, r.ver, line)
}

// offersSlice is how many rows CloseEpoch looks at while it holds the writer.
const offersSlice = 200

// CloseEpoch notes, at the end of a pull in a new epoch, which of the centre's rows did not come: the centre was restored
// from a backup that lacks them, and they are offered. In an epoch that is closed it does nothing.
func (s *Store) CloseEpoch(ctx context.Context) error {
	open, err := s.Setting(ctx, settingEpochOpen)
	if err != nil || open == "" {
		return err
	}
	for _, k := range record.Kinds() {
		for rid, more := int64(0), true; more; {
			err := s.gently(ctx, func(w *session) (err error) {
				rid, more, err = w.offerMissing(tables()[k.Name], rid)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return s.update(ctx, func(w *session) error {
		if err := w.exec("DELETE FROM settings WHERE key = ? AND value = ?", settingEpochOpen, open); err != nil {
			return err
		}
		return w.leaveLater()
	})
}

// offering reports whether there may be rows the centre has lost and was not offered yet.
func (w *session) offering() (is bool, err error) {
	err = w.get("SELECT EXISTS (SELECT 1 FROM settings WHERE key = ?) OR EXISTS (SELECT 1 FROM offers)", []any{settingEpochOpen}, &is)
	return is, err
}

// awaitsOffer reports whether a row, or what it was before a restore, is still to be offered to the centre.
func (w *session) awaitsOffer(t *table, id string) (waits bool, err error) {
	err = w.get("SELECT EXISTS (SELECT 1 FROM offers WHERE kind = ?1 AND id = ?2) OR EXISTS (SELECT 1 FROM settings WHERE key = ?3)"+
		" AND EXISTS (SELECT 1 FROM "+t.kind.Table+" WHERE id = ?2 AND epoch < ?4 AND ver > 0)",
		[]any{t.kind.Name, id, settingEpochOpen, w.epoch}, &waits)
	return waits, err
}

// offerMissing offers the rows of a kind that follow rid and did not come in this epoch, a slice of them. Rows of streams
// this laptop does not pull never come; the operations that made them are sent again.
func (w *session) offerMissing(t *table, rid int64) (last int64, more bool, err error) {
	var ids []string
	err = w.each("SELECT rid, id FROM "+t.kind.Table+` WHERE rid > ? AND epoch < ? AND stream IN (SELECT stream FROM cursors)
		ORDER BY rid LIMIT ?`, []any{rid, w.epoch, offersSlice}, func(scan func(...any) error) error {
		var id string
		err := scan(&last, &id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return last, false, err
	}
	for _, id := range ids {
		r, exists, err := w.centreRow(t, id)
		if err != nil {
			return last, false, err
		}
		if exists && r.ver > 0 && r.epoch < w.epoch {
			if err := w.offer(t.kind.Name, r); err != nil {
				return last, false, err
			}
		}
	}
	return last, len(ids) == offersSlice, nil
}
