package record

import (
	"encoding/json"
	"slices"
)

// SetDiff returns the elements added to and removed from a list, comparing elements by their canonical JSON.
func SetDiff(before, after json.RawMessage) (add, remove []json.RawMessage) {
	a, b := elements(before), elements(after)
	for _, e := range b {
		if !has(a, e) {
			add = append(add, e)
		}
	}
	for _, e := range a {
		if !has(b, e) {
			remove = append(remove, e)
		}
	}
	return add, remove
}

// SetApply returns list without the removed elements and with the added ones at its end, none twice.
func SetApply(list json.RawMessage, add, remove []json.RawMessage) json.RawMessage {
	out := make([]json.RawMessage, 0, 4)
	for _, e := range elements(list) {
		if !has(remove, e) {
			out = append(out, e)
		}
	}
	for _, e := range add {
		if !has(out, e) {
			out = append(out, e)
		}
	}
	return marshal(out)
}

func elements(list json.RawMessage) []json.RawMessage {
	var out []json.RawMessage
	if len(list) == 0 || json.Unmarshal(list, &out) != nil {
		return nil
	}
	for i := range out {
		out[i] = compact(out[i])
	}
	return out
}

// compact brings an element to the order of keys and spacing that marshal writes, so that equal elements have equal bytes.
func compact(e json.RawMessage) json.RawMessage {
	var v any
	if json.Unmarshal(e, &v) != nil {
		return e
	}
	return marshal(v)
}

func has(list []json.RawMessage, e json.RawMessage) bool {
	c := string(compact(e))
	return slices.ContainsFunc(list, func(x json.RawMessage) bool { return string(compact(x)) == c })
}
