package record

import (
	"encoding/json"
	"reflect"
	"strconv"
	"unicode/utf8"
)

// Column returns what Args puts into the column of field i for a body that holds raw there, without a record in between;
// ok is false where raw does not fit the field.
func (k *Kind) Column(i int, raw json.RawMessage) (value any, ok bool) {
	f := k.Fields[i]
	switch f.Type {
	case TypeText:
		// As a rule a string has nothing to unescape.
		if n := len(raw); n >= 2 && raw[0] == '"' && raw[n-1] == '"' && plain(raw[1:n-1]) {
			return string(raw[1 : n-1]), true
		}
	case TypeInt:
		if n, err := strconv.ParseInt(string(raw), 10, 64); err == nil && strconv.Itoa(int(n)) == string(raw) && k.typ.Field(f.index).Type.Bits() == 64 {
			return n, true
		}
	case TypeBool:
		switch string(raw) {
		case "true":
			return true, true
		case "false":
			return false, true
		}
	}
	v := reflect.New(k.typ.Field(f.index).Type)
	if json.Unmarshal(raw, v.Interface()) != nil {
		return nil, false
	}
	switch e := v.Elem(); f.Type {
	case TypeText:
		return e.String(), true
	case TypeInt:
		return e.Int(), true
	case TypeBool:
		return e.Bool(), true
	default:
		if isZero(e) {
			return "", true
		}
		return string(marshal(e.Interface())), true
	}
}

// plain reports whether the inside of a JSON string stands for itself.
func plain(b []byte) bool {
	for _, c := range b {
		if c == '\\' || c == '"' || c < ' ' {
			return false
		}
	}
	return utf8.Valid(b)
}

// Place returns where in Fields the field of a name is; ok is false if there is none.
func (k *Kind) Place(name string) (i int, ok bool) {
	i, ok = k.names[name]
	return i, ok
}
