package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"strconv"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store/oplog"
)

// settingRenumber holds the greatest number of an operation that is known to be right, where later ones may have been given
// twice; "" if all are right. The sync asks the centre which number it expects before it sends the next operation.
const settingRenumber = "store.renumber"

// doubtNumbers notes that operations may have had greater numbers than n that nobody here knows of any more.
func (w *session) doubtNumbers(n int64) error {
	had, err := w.setting(settingRenumber)
	if err != nil {
		return err
	}
	if was, err := strconv.ParseInt(had, 10, 64); err == nil && was < n {
		return nil // what was in doubt before still is
	}
	return w.setInt(settingRenumber, n)
}

// InDoubt reports whether the numbers of operations are in doubt, until Renumber has settled them: after the database was
// restored or begun anew, the centre may have operations of this laptop nobody here knows of any more.
func (s *Store) InDoubt(ctx context.Context) (bool, error) {
	v, err := s.Setting(ctx, settingRenumber)
	return v != "", err
}

// Renumber settles numbers that are in doubt. first is the number of the next operation the centre will take from this
// laptop. Operations the centre may have and this laptop is sure of keep their numbers, so that none arrives twice; all
// others get numbers from first on, without a gap, in their order.
func (s *Store) Renumber(ctx context.Context, first int64) error {
	if first < 1 {
		return app.Errorf(app.ErrInvalid, "操作编号 %d 不正确", first)
	}
	return s.update(ctx, func(w *session) error {
		sure, err := w.intSetting(settingRenumber)
		if err != nil {
			return err
		}
		// Those whose content left with a card cannot be sent again; nothing may stand in the way of the numbers.
		if err := w.exec("DELETE FROM outbox WHERE n >= ? AND length(line) = 0", first); err != nil {
			return err
		}
		ops, err := w.doubtful(first, sure)
		if err != nil {
			return err
		}
		changed, err := w.renumber(ops, first)
		if err != nil {
			return err
		}
		if err := w.setInt(settingN, first-1+int64(len(ops))); err != nil {
			return err
		}
		if err := w.setSetting(settingRenumber, ""); err != nil || !changed {
			return err
		}
		return w.staleLog()
	})
}

// staleLog has the log written anew, as operations have other numbers than before. A log that a crash leaves as it is must
// not be taken for the newer one.
func (w *session) staleLog() error {
	opening, err := w.intSetting(settingOpening)
	if err != nil {
		return err
	}
	w.logged.stale = true
	return w.setInt(settingOpening, opening+1)
}

// doubtful returns the operations that get new numbers, in their order: those the centre does not have, and those that may
// have got the number of another. What the centre has acknowledged and forgotten again is among the former.
func (w *session) doubtful(first, sure int64) ([]oplog.Op, error) {
	var out []oplog.Op
	err := w.each(`SELECT n, tx, line, hash, kind, id, at FROM outbox WHERE (n >= ?1 OR state = 0 AND n > ?2)
		AND length(line) > 0 ORDER BY n`,
		[]any{first, sure}, func(scan func(...any) error) error {
			var o oplog.Op
			err := scan(&o.N, &o.Tx, &o.Line, &o.Hash, &o.Kind, &o.ID, &o.At)
			out = append(out, o)
			return err
		})
	return out, err
}

func (w *session) renumber(ops []oplog.Op, first int64) (changed bool, err error) {
	for i, o := range ops {
		changed = changed || o.N != first+int64(i)
	}
	if !changed {
		return false, nil
	}
	for _, o := range ops {
		if t := tables()[o.Kind]; t != nil { // one that the centre had and lost has no base any more
			if err := w.baseOfSettled(t, o.ID); err != nil {
				return true, err
			}
		}
	}
	for _, o := range ops { // out of each other's way
		if err := w.exec("DELETE FROM outbox WHERE n = ?", o.N); err != nil {
			return true, err
		}
	}
	for i, o := range ops {
		is, err := withNumber(o, first+int64(i))
		if err != nil {
			return true, err
		}
		if err := w.insertOp(is); err != nil {
			return true, err
		}
		// Numbers of history entries are kept apart by their sign until all have been given.
		if err := w.exec("UPDATE history SET n = ? WHERE kind = ? AND id = ? AND n = ?", -is.N, o.Kind, o.ID, o.N); err != nil {
			return true, err
		}
	}
	for i, o := range ops {
		n := first + int64(i)
		if err := w.exec("UPDATE history SET n = ? WHERE kind = ? AND id = ? AND n = ?", n, o.Kind, o.ID, -n); err != nil {
			return true, err
		}
		if t := tables()[o.Kind]; t != nil {
			if err := w.rebuild(t, o.ID); err != nil {
				return true, err
			}
		}
	}
	return true, nil
}

// withNumber returns the operation under another number. It is another operation for the centre, which must not have it.
func withNumber(o oplog.Op, n int64) (oplog.Op, error) {
	var line map[string]json.RawMessage
	if err := json.Unmarshal(o.Line, &line); err != nil {
		return o, damaged(err)
	}
	line["n"] = json.RawMessage(strconv.FormatInt(n, 10))
	o.N, o.Line = n, record.Value(line)
	hash := sha256.Sum256(o.Line)
	o.Hash = hash[:]
	return o, nil
}
