package store

import (
	"encoding/json"

	"github.com/fangce/fangce/app/record"
)

// row is a row of a shared kind as the centre sees rows: a body and where it lies.
type row struct {
	id     string
	stream string
	ver    int64 // the centre's version, 0: not yet there
	epoch  int64 // counts the centre's epochs seen by this laptop
	body   record.Body
	extra  record.Body // the part of body this program does not know
}

func (r row) extraText() string {
	if len(r.extra) == 0 {
		return ""
	}
	return string(record.Value(r.extra))
}

// decode returns the struct of a body and splits off what this program does not know: fields that have no column here,
// or whose value has a type a newer program gave them. Nothing of a body is lost.
func decode(k *record.Kind, id string, body record.Body) (v any, extra record.Body) {
	v = k.New()
	extra, err := k.Decode(body, v)
	if err != nil {
		v, extra = k.New(), record.Body{}
		for name, raw := range body {
			one := record.Body{name: raw}
			if _, known := k.Field(name); !known {
				extra[name] = raw
			} else if _, err := k.Decode(one, k.New()); err != nil {
				extra[name] = raw
			} else {
				_, _ = k.Decode(one, v)
			}
		}
	}
	k.SetID(v, id)
	return v, extra
}

// canonical returns the body as this program writes it, so that equal bodies have equal bytes.
func canonical(k *record.Kind, id string, body record.Body) (record.Body, record.Body) {
	v, extra := decode(k, id, body)
	return join(k.Encode(v), extra), extra
}

func join(body, extra record.Body) record.Body {
	for name, raw := range extra {
		if _, taken := body[name]; !taken {
			body[name] = raw
		}
	}
	return body
}

func parseBody(text string) (record.Body, error) {
	if text == "" {
		return record.Body{}, nil
	}
	var b record.Body
	err := json.Unmarshal([]byte(text), &b)
	return b, err
}

// value returns a field of a body in canonical form; the JSON of its zero value if it is missing.
func value(k *record.Kind, body record.Body, f record.Field) json.RawMessage {
	raw, ok := body[f.Name]
	if ok && !record.IsZero(raw) {
		return raw
	}
	switch f.Type {
	case record.TypeText:
		return json.RawMessage(`""`)
	case record.TypeInt:
		return json.RawMessage("0")
	case record.TypeBool:
		return json.RawMessage("false")
	default:
		return json.RawMessage("null")
	}
}
