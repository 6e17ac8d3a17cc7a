package centre

import (
	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// noteLoss notes where the rows and streams of a backup end, as an epoch begins above floor.
func (t *txn) noteLoss(floor int64) error {
	if err := t.exec(`INSERT INTO loss (floor, at, rid) SELECT ?, ?, coalesce(max(rid), 0) FROM row`, floor, t.now); err != nil {
		return err
	}
	return t.exec(`INSERT INTO loss_head (floor, stream, head) SELECT ?, name, head FROM stream`, floor)
}

// beforeLoss reports whether an operation was made before the present epoch: what its author knew of who has which card may
// be lost.
func (t *txn) beforeLoss(op *wire.Op) (bool, error) {
	now, err := t.mending()
	if err != nil || !now {
		return false, err
	}
	if op.Seen == 0 { // nothing had ever come in the stream
		began, err := t.metaInt(metaEpochAt)
		return op.HLC.Millis() < began, err
	}
	floor, err := t.floorNow()
	return op.Seen <= floor, err
}

// placeLost reports whether a row, or the card it hangs on, can have lain in an operation's stream by what was lost with a
// restore: it has left that stream at some time, or it was lost itself and is back from a laptop, or the operation rests on
// a version of it that was lost, as a hand-over makes one. r is nil for a new row, whose author must have seen more of the
// stream than the backup held.
func (t *txn) placeLost(p app.Person, r *row, card string, op *wire.Op) (bool, error) {
	ever, err := t.everLeft(op.Stream, r, card)
	if err != nil || ever {
		return ever, err
	}
	about := r
	if about == nil && card != "" {
		if about, err = t.get(app.KindCustomer.Name, card); err != nil {
			return false, err
		}
	}
	if about != nil {
		if back, err := t.cameBack(p, about); err != nil || back {
			return back, err
		}
	}
	if r == nil {
		return t.sawLost(op)
	}
	have, err := t.restoredVer(r)
	if err != nil {
		return false, err
	}
	floor, err := t.floorNow()
	for _, base := range op.Base {
		if have < base && base <= floor {
			return true, err
		}
	}
	return false, err
}

// cameBack reports whether the backup lacked a row and it is here again: adopted, or made anew by a laptop of the person's.
func (t *txn) cameBack(p app.Person, r *row) (bool, error) {
	missing, err := t.one(`SELECT 1 FROM row, loss WHERE kind = ? AND id = ? AND row.rid > loss.rid AND loss.at >= ? LIMIT 1`,
		[]any{r.kind, r.id, int64(t.now) - amends}, new(int))
	if err != nil || !missing {
		return false, err
	}
	first := r.stamps[allFields]
	if floor, err := t.floorNow(); err != nil || first.Ver <= floor {
		return err == nil, err
	}
	d, _, err := t.device(first.Device)
	return d.person == p.ID, err
}

// sawLost reports whether the author of an operation can have seen something of its stream that was lost with a restore.
func (t *txn) sawLost(op *wire.Op) (bool, error) {
	return t.one(`SELECT 1 FROM loss l WHERE l.at >= ?1 AND ?2 <= l.floor
		AND ?2 >= coalesce((SELECT h.head FROM loss_head h WHERE h.floor = l.floor AND h.stream = ?3), 0) LIMIT 1`,
		[]any{int64(t.now) - amends, op.Seen, op.Stream}, new(int))
}
