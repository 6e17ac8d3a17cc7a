package record_test

import (
	"encoding/json"
	"testing"

	"github.com/fangce/fangce/app/record"
)

// A column made from the JSON of a field is the one made from the record that JSON is decoded into.
func TestColumnIsWhatArgsSays(t *testing.T) {
	values := []string{
		`"王芳"`, `""`, `"a\"b"`, `"\u738b"`, "\"\xff\"", `null`, `0`, `7`, `-7`, `007`, `1e3`, `1.5`, `9223372036854775807`, `9223372036854775808`,
		`true`, `false`, `[]`, `{}`, `["remind"]`, `[ "remind" ]`, `[{"number":"1","kind":"mobile","later":1}]`, `"<&>"`, ``, `"`, ` 7`, `{"a":1}`,
	}
	for _, k := range record.Kinds() {
		for i, f := range k.Fields {
			for _, v := range values {
				got, ok := k.Column(i, json.RawMessage(v))
				rec := k.New()
				_, err := k.Decode(record.Body{f.Name: json.RawMessage(v)}, rec)
				if ok != (err == nil) {
					t.Errorf("%s.%s %s: %v, decoding says %v", k.Name, f.Name, v, ok, err)
				}
				if want := k.Args(rec)[i]; ok && got != want {
					t.Errorf("%s.%s %s: %#v, want %#v", k.Name, f.Name, v, got, want)
				}
			}
		}
	}
}
