package centre

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/fangce/fangce/app/record"
)

// appendBody writes a body as JSON with its fields in order. Values are JSON already, as they came or as record.Value
// writes them, so they are not gone through again: that is half the cost of storing a row.
func appendBody(b []byte, body record.Body) []byte {
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(body)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendName(b, name)
		b = append(b, ':')
		if raw := body[name]; len(raw) > 0 {
			b = append(b, raw...)
		} else {
			b = append(b, "null"...)
		}
	}
	return append(b, '}')
}

func appendName(b []byte, name string) []byte {
	for _, c := range []byte(name) {
		if c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return append(b, record.Value(name)...)
		}
	}
	b = append(b, '"')
	b = append(b, name...)
	return append(b, '"')
}

// encode returns the stamps as they are stored.
func (s stamps) encode() (string, error) {
	if own, ok := s[allFields]; ok && len(s) == 1 && own.Device == "" && own.N == 0 {
		b := append([]byte(`{"":{"v":`), strconv.FormatInt(own.Ver, 10)...)
		b = append(b, `,"h":`...)
		return string(append(strconv.AppendUint(b, uint64(own.HLC), 10), "}}"...)), nil
	}
	b, err := json.Marshal(s)
	return string(b), err
}
