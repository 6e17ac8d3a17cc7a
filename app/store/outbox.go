package store

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store/oplog"
	"github.com/fangce/fangce/sync/wire"
)

// States of an operation in the outbox.
const (
	opPending = 0
	opDone    = 1
	opRefused = 2 // the centre did not apply it; it stays listed for its author
)

// Pending returns up to limit operations the centre has not acknowledged, oldest first, without a gap.
func (s *Store) Pending(ctx context.Context, limit int) ([]Pending, error) {
	var out []Pending
	err := s.each(ctx, "SELECT n, line, kind, id, at FROM outbox WHERE state = 0 ORDER BY n LIMIT ?", []any{limit},
		func(scan func(...any) error) error {
			var p Pending
			err := scan(&p.N, &p.Line, &p.Kind, &p.ID, &p.At)
			out = append(out, p)
			return err
		})
	return out, err
}

// Acknowledge takes in what became of operations. A result for one that is not pending any more is passed over, so
// telling twice does no harm. What was refused stays listed (Refused); the rows show what the centre has.
func (s *Store) Acknowledge(ctx context.Context, results []wire.Result) error {
	return s.update(ctx, func(w *session) error {
		contact, err := w.intSetting(settingContact) // where this clock is behind, PruneOutbox must not take it for an old answer
		if err != nil {
			return err
		}
		for i := range results {
			if err := w.acknowledge(&results[i], max(int64(w.now), contact)); err != nil {
				return err
			}
		}
		return w.leaveLater()
	})
}

func (w *session) acknowledge(res *wire.Result, at int64) error {
	var line []byte
	found, err := w.find("SELECT line FROM outbox WHERE n = ? AND state = 0", []any{res.N}, &line)
	if err != nil || !found {
		return err
	}
	op, err := parseOp(line)
	if err != nil {
		return err
	}
	t := tables()[op.Kind]
	state := opDone
	switch res.Outcome {
	case wire.OutcomeRefused, wire.OutcomeQuarantined:
		state = opRefused
	}
	if err := w.exec("UPDATE outbox SET state = ?, outcome = ?, reason = ?, ver = ?, done_at = ? WHERE n = ?",
		state, res.Outcome, res.Reason, res.Ver, at, res.N); err != nil {
		return err
	}
	w.logged.acked = append(w.logged.acked, res.N)
	w.kinds[op.Kind] = true
	if t == nil {
		return nil
	}
	if done, err := w.settleRow(t, op.ID, res); err != nil || done {
		return err
	}
	if err := w.settleBase(t, &op, res); err != nil {
		return err
	}
	return w.rebuild(t, op.ID)
}

// settleRow makes the centre's answer the row where it brings one and nothing else on it waits, as is usual: to make it the
// base and rebuild the row would come to the same. It reports whether that was so.
func (w *session) settleRow(t *table, id string, res *wire.Result) (bool, error) {
	e := res.Row
	if e == nil || e.T == wire.TypeLeave || e.Body == nil {
		return false, nil
	}
	var waits bool
	if err := w.get("SELECT EXISTS (SELECT 1 FROM outbox WHERE kind = ? AND id = ? AND state = 0)", []any{t.kind.Name, id}, &waits); err != nil || waits {
		return false, err
	}
	var ver, epoch int64
	exists, err := w.find("SELECT ver, epoch FROM base WHERE kind = ? AND id = ?", []any{t.kind.Name, id}, &ver, &epoch)
	if err != nil || exists && epoch == w.epoch && ver > e.Ver {
		return false, err
	}
	if exists {
		if err := w.exec("DELETE FROM base WHERE kind = ? AND id = ?", t.kind.Name, id); err != nil {
			return false, err
		}
	}
	return true, w.settle(t, row{id: id, stream: e.Stream, ver: e.Ver, epoch: w.epoch, body: e.Body})
}

// settleBase makes the centre's answer the new base of the row.
func (w *session) settleBase(t *table, op *wire.Op, res *wire.Result) error {
	is, exists, err := w.base(t, op.ID)
	if err != nil {
		return err
	}
	switch {
	case res.Row != nil && res.Row.T != wire.TypeLeave && res.Row.Body != nil:
		e := res.Row
		if exists && is.epoch == w.epoch && is.ver > e.Ver {
			return nil
		}
		body, _ := canonical(t.kind, op.ID, e.Body)
		return w.saveBase(t, row{id: op.ID, stream: e.Stream, ver: e.Ver, epoch: w.epoch, body: body})
	case res.Outcome == wire.OutcomeRefused:
		return nil
	case exists && is.epoch == w.epoch && is.ver >= res.Ver && res.Ver > 0:
		return nil // pulled meanwhile, with this operation in it
	case !exists && !op.New:
		return nil // a change of what did not come again after the database was restored, and has left since: half a row is no receipt
	}
	// The author may not pull the row: what was written is its receipt. What the centre set aside is not lost here either.
	if !exists {
		is = row{id: op.ID, stream: op.Stream, body: record.Body{}}
	}
	is.body, _ = canonical(t.kind, op.ID, replay(t.kind, is.body, exists, op))
	pulled, err := w.find("SELECT 1 FROM cursors WHERE stream = ?", []any{is.stream}, new(int))
	if err != nil {
		return err
	}
	if !pulled {
		is.ver, is.epoch = max(is.ver, res.Ver), w.epoch
	}
	// Otherwise the row has left a stream that is pulled: with a newer version it would stay when its leaving comes.
	return w.saveBase(t, is)
}

// Acknowledged returns the last operation below number n that was acknowledged and whose content is still here: numbers of
// one laptop say the same up to there if this one does.
func (s *Store) Acknowledged(ctx context.Context, n int64) (op Pending, found bool, err error) {
	err = s.each(ctx, "SELECT n, line, kind, id, at FROM outbox WHERE n < ? AND state <> 0 AND length(line) > 0 ORDER BY n DESC LIMIT 1", []any{n},
		func(scan func(...any) error) error {
			found = true
			return scan(&op.N, &op.Line, &op.Kind, &op.ID, &op.At)
		})
	return op, found, err
}

// Rewind makes the acknowledged operations from number n on pending again, for a centre restored from a backup, and those
// sent under former identities before them: it is not known which of these the centre has lost, and doing one again changes
// nothing. Operations on cards that have left are gone, and so are those too old to be kept: those after them get other numbers,
// which the centre has not seen. Error: app.ErrNotFound if there never were operations up to that number.
func (s *Store) Rewind(ctx context.Context, n int64) error {
	return s.update(ctx, func(w *session) error {
		last, err := w.intSetting(settingN)
		if err != nil {
			return err
		}
		if n < 1 || n > last+1 {
			return app.Errorf(app.ErrNotFound, "第 %d 号起的操作已不在本机", n)
		}
		ops, err := w.oldOps()
		if err != nil {
			return err
		}
		old := len(ops)
		err = w.each("SELECT n, tx, line, hash, kind, id, at FROM outbox WHERE n >= ? AND length(line) > 0 ORDER BY n", []any{n},
			func(scan func(...any) error) error {
				var o oplog.Op
				err := scan(&o.N, &o.Tx, &o.Line, &o.Hash, &o.Kind, &o.ID, &o.At)
				ops = append(ops, o)
				return err
			})
		if err != nil {
			return err
		}
		w.logged.resend = true
		if old > 0 || int64(len(ops)) < last-n+1 {
			return w.rewindAnew(ops, old, n)
		}
		return w.rewind(ops, n)
	})
}

// rewind makes operations pending again that keep their numbers.
func (w *session) rewind(ops []oplog.Op, n int64) error {
	again := rowsOf(ops)
	for _, k := range again {
		if err := w.baseOfSettled(tables()[k[0]], k[1]); err != nil {
			return err
		}
	}
	if err := w.exec("UPDATE outbox SET state = 0, outcome = '', reason = '' WHERE n >= ?", n); err != nil {
		return err
	}
	for _, k := range again {
		if err := w.rebuild(tables()[k[0]], k[1]); err != nil {
			return err
		}
	}
	return nil
}

// rewindAnew is rewind for operations that get numbers from first on. The first of them were sent under former identities.
func (w *session) rewindAnew(ops []oplog.Op, old int, first int64) error {
	again := rowsOf(ops)
	for _, k := range again {
		if err := w.baseOfSettled(tables()[k[0]], k[1]); err != nil {
			return err
		}
	}
	if err := w.exec("DELETE FROM outbox WHERE n >= ?", first); err != nil {
		return err
	}
	if err := w.exec("DELETE FROM outbox_old WHERE state = 1 AND length(line) > 0"); err != nil {
		return err
	}
	for i, o := range ops {
		is, err := withNumber(o, first+int64(i))
		if err != nil {
			return err
		}
		if err := w.insertOp(is); err != nil {
			return err
		}
		if i < old { // their history is that of another device
			continue
		}
		if err := w.exec("UPDATE history SET n = ? WHERE kind = ? AND id = ? AND n = ?", -is.N, o.Kind, o.ID, o.N); err != nil {
			return err
		}
	}
	for i, o := range ops[old:] {
		n := first + int64(old+i)
		if err := w.exec("UPDATE history SET n = ? WHERE kind = ? AND id = ? AND n = ?", n, o.Kind, o.ID, -n); err != nil {
			return err
		}
	}
	for _, k := range again {
		if err := w.rebuild(tables()[k[0]], k[1]); err != nil {
			return err
		}
	}
	if err := w.setInt(settingN, first-1+int64(len(ops))); err != nil {
		return err
	}
	return w.staleLog()
}

// rowsOf returns kind and id of the rows operations are about, each once, of kinds that are known.
func rowsOf(ops []oplog.Op) (out [][2]string) {
	seen := map[[2]string]bool{}
	for _, o := range ops {
		k := [2]string{o.Kind, o.ID}
		if tables()[o.Kind] != nil && !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	return out
}

// baseOfSettled keeps the row of something that has nothing pending as its base.
func (w *session) baseOfSettled(t *table, id string) error {
	ops, err := w.pendingOps(t, id)
	if err != nil || len(ops) > 0 {
		return err
	}
	is, exists, err := w.load(t, id)
	if err != nil || !exists {
		return err
	}
	return w.saveBase(t, is)
}
