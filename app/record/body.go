package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// Body is the shared content of one row: field name → canonical JSON value. A field that is missing has its zero value.
// It never holds the id.
type Body map[string]json.RawMessage

// Clone returns a copy that shares no map with b.
func (b Body) Clone() Body {
	c := make(Body, len(b))
	for k, v := range b {
		c[k] = v
	}
	return c
}

// Text returns a string field of the body, "" if it is missing or no string.
func (b Body) Text(field string) string {
	var s string
	if raw, ok := b[field]; ok && json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// Int returns an integer field of the body, 0 if it is missing or no integer.
func (b Body) Int(field string) int64 {
	var n int64
	if raw, ok := b[field]; ok && json.Unmarshal(raw, &n) != nil {
		return 0
	}
	return n
}

// ID returns the id of the record v is or points to.
func (k *Kind) ID(v any) string { return k.value(v).Field(k.idIdx).String() }

// SetID sets the id of the record v points to.
func (k *Kind) SetID(v any, id string) { k.value(v).Field(k.idIdx).SetString(id) }

func (k *Kind) value(v any) reflect.Value {
	r := reflect.ValueOf(v)
	if r.Kind() == reflect.Pointer {
		r = r.Elem()
	}
	if r.Type() != k.typ {
		panic(fmt.Sprintf("record: %v is no %s", r.Type(), k.Name))
	}
	return r
}

// Encode returns the body of the record v is or points to; zero fields are left out.
func (k *Kind) Encode(v any) Body {
	r := k.value(v)
	b := Body{}
	for _, f := range k.Fields {
		if fv := r.Field(f.index); !isZero(fv) {
			b[f.Name] = marshal(fv.Interface())
		}
	}
	return b
}

// Decode fills the record v points to from a body. Fields this program does not know come back as extra, so that the
// store can keep them for a later version. A field of the wrong type is an error that names it.
func (k *Kind) Decode(b Body, v any) (extra Body, err error) {
	r := k.value(v)
	for name, raw := range b {
		i, ok := k.names[name]
		if !ok {
			if extra == nil {
				extra = Body{}
			}
			extra[name] = raw
			continue
		}
		if err := json.Unmarshal(raw, r.Field(k.Fields[i].index).Addr().Interface()); err != nil {
			return extra, fmt.Errorf("record: %s.%s: %w", k.Name, name, err)
		}
	}
	return extra, nil
}

// Diff returns the fields in which two records of the kind differ, with the new values; a field that became zero is
// present with its zero value.
func (k *Kind) Diff(before, after any) Body {
	a, b := k.value(before), k.value(after)
	d := Body{}
	for _, f := range k.Fields {
		x, y := marshal(a.Field(f.index).Interface()), marshal(b.Field(f.index).Interface())
		if isZero(a.Field(f.index)) && isZero(b.Field(f.index)) || bytes.Equal(x, y) {
			continue
		}
		d[f.Name] = y
	}
	return d
}

// Overlay returns b with the fields of set laid over it. Fields set to their zero value are removed.
func (k *Kind) Overlay(b, set Body) Body {
	out := b.Clone()
	for name, raw := range set {
		if IsZero(raw) {
			delete(out, name)
			continue
		}
		out[name] = raw
	}
	return out
}

// IsZero reports whether raw is the JSON of a zero value: null, "", 0, false, [] or {}.
func IsZero(raw json.RawMessage) bool {
	switch string(bytes.TrimSpace(raw)) {
	case "", "null", `""`, "0", "false", "[]", "{}":
		return true
	}
	return false
}

func isZero(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	default:
		return v.IsZero()
	}
}

func marshal(v any) json.RawMessage {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(fmt.Sprintf("record: %T cannot be encoded: %v", v, err))
	}
	return json.RawMessage(bytes.TrimRight(buf.Bytes(), "\n"))
}

// Value returns the canonical JSON of v, as bodies hold it.
func Value(v any) json.RawMessage { return marshal(v) }
