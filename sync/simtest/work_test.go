package simtest

import (
	"context"
	"encoding/json"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// work is one operation somebody has done on a laptop that said it was saved.
type work struct {
	key     string
	op      wire.Op
	kind    *record.Kind
	by      string           // name of the laptop it was done on
	on      map[*laptop]bool // laptops that have it
	sent    bool             // a centre had it that was restored since: it is kept to be sent again
	excused bool             // all of them were destroyed before the centre had it
}

// keyOf names an operation whatever its number: laptops that get another identity number it anew.
func keyOf(op *wire.Op) string { return op.Tx + "|" + op.Kind + "|" + op.ID }

// pending returns the operations the laptop has not got an answer for.
func (l *laptop) pending() []wire.Op {
	list, err := l.store.Pending(context.Background(), 100_000)
	l.w.must(err, "%s: pending", l.name)
	ops := make([]wire.Op, len(list))
	for i, p := range list {
		l.w.must(json.Unmarshal(p.Line, &ops[i]), "%s: operation %d", l.name, p.N)
	}
	return ops
}

// learn notes what the laptop holds since the last time. After a kill, what was being saved may be there or not; all that
// was said to be saved must be, unless the centre has it.
func (l *laptop) learn(check bool) {
	w := l.w
	have := map[string]bool{}
	for _, op := range l.pending() {
		key := keyOf(&op)
		have[key] = true
		if w.works[key] == nil {
			w.works[key] = &work{key: key, op: op, kind: record.Lookup(op.Kind), by: l.name, on: map[*laptop]bool{}}
		}
		if k := w.works[key]; !k.on[l] {
			k.on[l] = true
			if !k.sent { // else it comes again: what it brought may have made room since
				l.attached(&op)
			}
		}
	}
	if !check {
		return
	}
	l.keeps()
	w.office.readTaken()
	for _, k := range w.works {
		if k.on[l] && !have[k.key] && !w.office.taken[k.key] && !k.sent {
			w.fail("%s has lost operation %d on %s %s, which is not at the centre", l.name, k.op.N, k.op.Kind, k.op.ID)
		}
	}
}

// excuse notes work that nobody alive has and the centre has not got.
func (w *world) excuse(k *work) {
	if len(k.on) == 0 && !w.office.taken[k.key] {
		k.excused = true
	}
}

// readTaken learns which operations the centre has got.
func (o *office) readTaken() {
	var line []byte
	o.each("SELECT rid, line FROM device_op WHERE rid > ? ORDER BY rid", []any{o.read}, []any{&o.read, &line}, func() {
		var op wire.Op
		if json.Unmarshal(line, &op) == nil {
			o.taken[keyOf(&op)] = true
		}
	})
}
