package centre

import (
	"errors"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// errAgain undoes a transaction that is to be tried again.
var errAgain = errors.New("centre: try again")

func insertOnly(kind string) bool {
	k := record.Lookup(kind)
	return k != nil && k.InsertOnly
}

// apply does what an operation says, as far as its author may, and fills in the result.
func (t *txn) apply(who session, said *wire.Op, res *wire.Result) error {
	op := new(*said)
	var err error
	if op.Seen, err = t.seenBy(who, said); err != nil {
		return err
	}
	k := record.Lookup(op.Kind)
	if k == nil {
		res.Outcome, res.Reason = wire.OutcomeQuarantined, reasonUnknownKind
		return nil
	}
	r, err := t.get(op.Kind, op.ID)
	if err != nil {
		return err
	}
	w := writer{person: who.person.ID, at: t.now, stamp: stamp{HLC: t.clamp(op.HLC), Device: who.device, N: op.N}}
	if who.later {
		w.stamp.N = -op.N
	}
	var reason string
	if r == nil {
		reason, err = t.create(who, k, op, w, res)
	} else {
		reason, err = t.alter(who, k, r, op, w, res)
	}
	if err != nil || reason == "" {
		return err
	}
	res.Reason, res.Outcome = reason, wire.OutcomeRefused
	if k.InsertOnly {
		res.Outcome = wire.OutcomeQuarantined // never refused: the work is done, a person must look at it
	}
	if r != nil {
		res.Ver = r.ver
	}
	return nil
}

func (t *txn) create(who session, k *record.Kind, op *wire.Op, w writer, res *wire.Result) (reason string, err error) {
	if !op.New && !k.InsertOnly {
		return reasonNotFound, nil
	}
	body := created(k, op)
	if reason := wellFormed(k, op.ID, body); reason != "" {
		return reason, nil
	}
	stream, err := t.place(k, op.ID, body, who.person.ID)
	if err != nil {
		return "", err
	}
	if stream == "" {
		return reasonNoCustomer, nil
	}
	if reason, err := t.may(who.person, k, nil, stream, op, body); reason != "" || err != nil {
		return reason, err
	}
	r, err := t.insert(k.Name, op.ID, stream, body, w)
	if err != nil {
		return "", err
	}
	t.made[rowID{r.kind, r.id}] = true
	res.Ver, res.Outcome = r.ver, wire.OutcomeApplied
	return "", t.liesElsewhere(who, op, r)
}

// liesElsewhere tells a laptop that what it has made in a stream of its own has come to lie in another, as the card it hangs
// on has: no word of the card's leaving need follow.
func (t *txn) liesElsewhere(who session, op *wire.Op, r *row) error {
	if !op.New || op.Stream == r.stream || !ownStream(who.person, op.Stream) {
		return nil
	}
	if err := t.unleave(op.Stream, r); err != nil {
		return err
	}
	return t.leave(op.Stream, r)
}

func (t *txn) alter(who session, k *record.Kind, r *row, op *wire.Op, w writer, res *wire.Result) (reason string, err error) {
	if k.InsertOnly {
		if reason := t.again(k, r, op, res); reason != "" {
			return reason, nil
		}
		return "", t.liesElsewhere(who, op, r)
	}
	m, err := t.merge(who, k, r, op, w.stamp)
	if err != nil {
		return "", err
	}
	body := k.Overlay(r.body, m.set)
	if reason, err := t.may(who.person, k, r, r.stream, op, body); reason != "" || err != nil {
		return reason, err
	}
	if m.stale != "" {
		return reasonStatusMoved, nil
	}
	if changesFixed(r, m.set) {
		return reasonFixed, nil
	}
	if k.Name == app.KindWorkLog.Name && r.body.Text("status") == app.LogClosed && !t.fresh[r.id] && t.changes(r, m.set) {
		return app.ErrLogClosed, nil // what a supervisor has read stays as it was read; later facts are additions
	}
	if reason := wellFormed(k, op.ID, body); reason != "" {
		return reason, nil
	}
	if err := t.keep(k, r, m, op.Base, w); err != nil {
		return "", err
	}
	if _, err := t.change(r, m.set, m.shared, w); err != nil {
		return "", err
	}
	res.Ver, res.Outcome = r.ver, wire.OutcomeApplied
	for _, l := range m.lost {
		if l.stamp == w.stamp {
			res.Outcome = wire.OutcomeKept
		}
	}
	return "", t.liesElsewhere(who, op, r)
}

func (t *txn) changes(r *row, set record.Body) bool {
	for name, raw := range set {
		if !sameValue(raw, r.body[name]) {
			return true
		}
	}
	return false
}

// again judges an insert-only row that is already here: the same content is no news, other content is put aside.
func (t *txn) again(k *record.Kind, r *row, op *wire.Op, res *wire.Result) string {
	body := created(k, op)
	if len(body) != len(r.body) {
		return reasonExists
	}
	for name, raw := range body {
		if !sameValue(raw, r.body[name]) {
			return reasonExists
		}
	}
	res.Ver, res.Outcome = r.ver, wire.OutcomeApplied
	return ""
}

// clamp keeps a laptop whose clock runs ahead from winning for ever; its work is never refused because of it.
func (t *txn) clamp(h wire.HLC) wire.HLC {
	if limit := int64(t.now) + maxClockLead; h.Millis() > limit {
		return wire.HLC(limit) << 16
	}
	return h
}

// centreWriter is the centre itself.
func centreWriter(now app.Instant) writer {
	return writer{at: now, stamp: stamp{HLC: wire.HLC(now) << 16}}
}
