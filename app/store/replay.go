package store

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// replay returns body after the operation, as far as can be foreseen here: the centre decides. exists says whether there
// was a row before. It is pure, and the only place that says what an operation does to a row.
func replay(k *record.Kind, body record.Body, exists bool, op *wire.Op) record.Body {
	if exists && op.New && k.InsertOnly {
		return body // written once: the first one stands
	}
	set := make(record.Body, len(op.Set))
	for name, raw := range op.Set {
		f, known := k.Field(name)
		if known && f.Class == record.Status && exists && !mayMove(k, body, f, op) {
			continue
		}
		set[name] = raw
	}
	out := k.Overlay(body, set)
	for _, f := range k.Fields {
		add, remove := op.Add[f.Name], op.Remove[f.Name]
		if len(add)+len(remove) == 0 {
			continue
		}
		list := record.SetApply(out[f.Name], add, remove)
		if record.IsZero(list) {
			delete(out, f.Name)
		} else {
			out[f.Name] = list
		}
	}
	return out
}

// mayMove reports whether a status still has the value an operation moves it from.
func mayMove(k *record.Kind, body record.Body, f record.Field, op *wire.Op) bool {
	is := value(k, body, f)
	from, said := op.From[f.Name]
	if !said {
		return record.IsZero(is) // made a second time: the status it has stands
	}
	return sameValue(is, from)
}

// sameValue reports whether two values are equal; all zero values are.
func sameValue(a, b json.RawMessage) bool {
	return bytes.Equal(a, b) || record.IsZero(a) && record.IsZero(b)
}

// replayAll replays operations one after another.
func replayAll(k *record.Kind, body record.Body, exists bool, ops []wire.Op) record.Body {
	for i := range ops {
		body = replay(k, body, exists, &ops[i])
		exists = true
	}
	return body
}

// changed returns the fields of the kind in which two bodies differ, in the order of the registry.
func changed(k *record.Kind, before, after record.Body) []record.Field {
	return slices.DeleteFunc(slices.Clone(k.Fields), func(f record.Field) bool {
		return sameValue(value(k, before, f), value(k, after, f))
	})
}
