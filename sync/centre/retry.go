package centre

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// waiting is a stored operation that was not applied.
type waiting struct {
	rid    int64
	device string
	op     wire.Op
	result wire.Result
}

// retry applies what laptops have sent since the restore and what could not be applied as the row it changes, or the card
// it hangs on, was lost: laptops send their work before they offer rows. came says by kind and id which rows are back.
func (t *txn) retry(came map[rowID]bool) error {
	came = maps.Clone(came)
	groups, err := t.waitingGroups()
	if err != nil {
		return err
	}
	for _, group := range groups {
		if !slices.ContainsFunc(group, func(w waiting) bool { return w.lacked() && came[w.lacks()] }) {
			continue
		}
		if err := t.retryGroup(group); err != nil {
			return err
		}
	}
	return nil
}

// retryMade is retry for the rows that laptops have made in the transaction: after a restore one may send again what another
// has changed since.
func (t *txn) retryMade() error {
	if len(t.made) == 0 {
		return nil
	}
	if now, err := t.mending(); err != nil || !now {
		return err
	}
	return t.retry(t.made)
}

// waitingGroups returns the operations of the present epoch that were not applied, by transaction, as they came.
func (t *txn) waitingGroups() ([][]waiting, error) {
	since, err := t.metaInt(metaEpochOps)
	if err != nil {
		return nil, err
	}
	var groups [][]waiting
	number := map[[2]string]int{}
	err = t.each(`SELECT rid, device, line, result FROM device_op WHERE rid > ? AND outcome IN ('refused', 'quarantined') ORDER BY rid`,
		[]any{since}, func(rows *sql.Rows) error {
			var w waiting
			var line []byte
			var result string
			if err := rows.Scan(&w.rid, &w.device, &line, &result); err != nil {
				return err
			}
			if json.Unmarshal(line, &w.op) != nil || json.Unmarshal([]byte(result), &w.result) != nil {
				return nil
			}
			key := [2]string{w.device, cmp.Or(w.op.Tx, strconv.FormatInt(w.op.N, 10))}
			n, known := number[key]
			if !known {
				n = len(groups)
				number[key] = n
				groups = append(groups, nil)
			}
			groups[n] = append(groups[n], w)
			return nil
		})
	return groups, err
}

// lacked reports whether the operation was not applied because something was not here.
func (w *waiting) lacked() bool {
	return w.result.Reason == reasonNotFound || w.result.Reason == reasonNoCustomer
}

// lacks returns what was not here.
func (w *waiting) lacks() rowID {
	if w.result.Reason == reasonNotFound {
		return rowID{w.op.Kind, w.op.ID}
	}
	if k := record.Lookup(w.op.Kind); k != nil {
		return rowID{app.KindCustomer.Name, cardOf(k, w.op.ID, w.op.Set)}
	}
	return rowID{}
}

// retryGroup applies the operations of one transaction as far as nothing is lacking any more. While something else is in
// the way of one of them, only what is never refused is applied, as in a push.
func (t *txn) retryGroup(group []waiting) error {
	whole := true
	lacking := make([]bool, len(group))
	for i := range group {
		w := &group[i]
		if w.lacked() {
			stream, err := t.streamOf(w.lacks().kind, w.lacks().id)
			if err != nil {
				return err
			}
			lacking[i] = stream == ""
		}
		if lacking[i] || hardRefusal(w.result) && !w.lacked() && w.result.Reason != reasonGroup {
			whole = whole && insertOnly(w.op.Kind)
		}
	}
	for i := range group {
		w := &group[i]
		again := w.lacked() && !lacking[i] && (whole || insertOnly(w.op.Kind)) || w.result.Reason == reasonGroup && whole
		if !again {
			continue
		}
		if err := t.retryOne(w); err != nil {
			return err
		}
	}
	return nil
}

// laterResult is the result of an operation that was refused at first. Its laptop went on without it: what it wrote next did
// not begin from there.
type laterResult struct {
	wire.Result
	Later bool `json:"later"`
}

func (t *txn) retryOne(w *waiting) error {
	d, known, err := t.device(w.device)
	if err != nil || !known {
		return err
	}
	p, err := t.person(d.person)
	if err != nil {
		return err
	}
	kin, err := t.kinOf(w.device, p.ID)
	if err != nil {
		return err
	}
	res := &wire.Result{N: w.op.N, Kind: w.op.Kind, ID: w.op.ID}
	same, err := t.twinOf(w.device, kin, &w.op)
	switch {
	case err != nil:
		return err
	case same != nil && landed(same.result):
		res.Ver, res.Outcome, res.Reason = same.result.Ver, same.result.Outcome, same.result.Reason
	default:
		if err := t.apply(session{device: w.device, person: p, kin: kin, later: true}, &w.op, res); err != nil {
			return err
		}
	}
	stored, err := wire.Line(laterResult{*res, true})
	if err != nil {
		return err
	}
	return t.exec(`UPDATE device_op SET outcome = ?, result = ? WHERE rid = ?`, res.Outcome, string(stored), w.rid)
}
