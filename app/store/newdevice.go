package store

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/oplog"
)

// NewDevice makes this laptop go on under another identity at the centre, for a disk that was copied. What was acknowledged
// is set aside, to be sent again under the new identity should the centre be restored from a backup; what was not gets
// numbers from 1 on. Called again with the same id it does nothing.
func (s *Store) NewDevice(ctx context.Context, deviceID string) error {
	person, was := s.Author()
	if deviceID == "" || deviceID == was {
		return nil
	}
	err := s.update(ctx, func(w *session) error {
		if err := w.setAcknowledgedAside(was); err != nil {
			return err
		}
		if err := w.renumberFor(was, deviceID); err != nil {
			return err
		}
		if err := w.setSetting(settingDevice, deviceID); err != nil {
			return err
		}
		if err := w.setSetting(settingRenumber, ""); err != nil {
			return err
		}
		w.logged.author = true
		if err := w.staleLog(); err != nil {
			return err
		}
		s.author.name(person, deviceID)
		return nil
	})
	if err != nil {
		s.author.name(person, was)
	}
	return err
}

func (a *authorship) name(person, device string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.person, a.device = person, device
}

// setAcknowledgedAside moves the operations the centre has answered out of the way of new numbers.
func (w *session) setAcknowledgedAside(device string) error {
	if err := w.settleHistory("state <> 0"); err != nil {
		return err
	}
	if err := w.exec(`INSERT INTO outbox_old (device, n, tx, line, kind, id, at, state, reason, done_at)
		SELECT ?, n, tx, line, kind, id, at, state, reason, done_at FROM outbox WHERE state <> 0 ON CONFLICT (device, n) DO NOTHING`, device); err != nil {
		return err
	}
	return w.exec("DELETE FROM outbox WHERE state <> 0")
}

// renumberFor gives the operations that are left numbers from 1 on, for another device.
func (w *session) renumberFor(was, device string) error {
	ops, err := w.pendingLogged()
	if err != nil {
		return err
	}
	if err := w.exec("DELETE FROM outbox"); err != nil {
		return err
	}
	for i, o := range ops {
		is, err := withNumber(o, int64(i+1))
		if err != nil {
			return err
		}
		if err := w.insertOp(is); err != nil {
			return err
		}
		// The new device's entries cannot be met twice: the old one's are those of its name.
		if err := w.exec("UPDATE history SET n = ?, device = ? WHERE kind = ? AND id = ? AND n = ? AND device = ? AND origin = ?",
			is.N, device, o.Kind, o.ID, o.N, was, originHere); err != nil {
			return err
		}
		w.kinds[o.Kind] = true
	}
	return w.setInt(settingN, int64(len(ops)))
}

// settleHistory writes to the history what operations about to go say of it: which version they made, and whether they lost
// or were refused.
func (w *session) settleHistory(which string, args ...any) error {
	type settled struct {
		n, ver            int64
		kind, id, outcome string
		state             int
	}
	var all []settled
	err := w.each("SELECT n, kind, id, state, outcome, ver FROM outbox WHERE "+which, args, func(scan func(...any) error) error {
		var o settled
		err := scan(&o.n, &o.kind, &o.id, &o.state, &o.outcome, &o.ver)
		all = append(all, o)
		return err
	})
	if err != nil {
		return err
	}
	_, device := w.s.Author()
	for _, o := range all {
		state := app.HistoryStood
		if o.state == opRefused {
			state = app.HistoryRefused
		}
		if o.outcome != "applied" {
			o.ver = 0
		}
		if err := w.exec(`UPDATE history AS h SET ver = CASE WHEN ver > 0 THEN ver ELSE ? END, state = CASE
				WHEN ? <> '' THEN ?
				WHEN ? = 'kept' AND EXISTS (SELECT 1 FROM kept k
					WHERE k.kind = h.kind AND k.row_id = h.id AND k.field = h.field AND k.author = h.author AND k.at = h.at) THEN ?
				ELSE state END
			WHERE h.kind = ? AND h.id = ? AND h.n = ? AND h.device = ? AND h.origin = ?`,
			o.ver, string(state), string(state), o.outcome, string(app.HistoryLost), o.kind, o.id, o.n, device, originHere); err != nil {
			return err
		}
	}
	return nil
}

// oldOps returns operations sent under former identities whose content is still here, oldest first.
func (w *session) oldOps() ([]oplog.Op, error) {
	var out []oplog.Op
	err := w.each("SELECT n, tx, line, kind, id, at FROM outbox_old WHERE state = 1 AND length(line) > 0 ORDER BY at, device, n", nil,
		func(scan func(...any) error) error {
			var o oplog.Op
			err := scan(&o.N, &o.Tx, &o.Line, &o.Kind, &o.ID, &o.At)
			out = append(out, o)
			return err
		})
	return out, err
}
