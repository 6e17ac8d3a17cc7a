package allotjson_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
	"github.com/fangce/fangce/app/allot/allotjson"
)

// node is a place in an input: what stands there, and how to put something else there or nothing at all.
type node struct {
	path   string
	value  any
	set    func(any)
	remove func() // nil: a place in a list
}

// nodes returns every place in a tree of JSON but its root.
func nodes(path string, v any) []node {
	var out []node
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			at := strings.TrimPrefix(path+"."+name, ".")
			out = append(out, node{at, value, func(x any) { v[name] = x }, func() { delete(v, name) }})
			out = append(out, nodes(at, value)...)
		}
	case []any:
		for i, value := range v {
			at := fmt.Sprintf("%s[%d]", path, i)
			out = append(out, node{at, value, func(x any) { v[i] = x }, nil})
			out = append(out, nodes(at, value)...)
		}
	}
	return out
}

func small(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/small.in.json")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decoded(t testing.TB, data []byte) map[string]any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var tree map[string]any
	if err := d.Decode(&tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

// refused reads what must be refused and returns the path that the error names.
func refused(t testing.TB, what string, data []byte) string {
	t.Helper()
	in, err := allotjson.Read(bytes.NewReader(data))
	if err == nil {
		err = in.Check()
		if _, again := allot.Allocate(in); again == nil || err == nil || again.Error() != err.Error() {
			t.Errorf("%s: checked as %v, dealt as %v", what, err, again)
		}
	} else if in != nil {
		t.Errorf("%s: an input beside %v", what, err)
	}
	if app.Code(err) != app.ErrInvalid {
		t.Errorf("%s: %v", what, err)
	}
	return app.FieldOf(err)
}

// Whatever is missing, null, of another type, twice or unknown is refused by its path.
func TestEveryFieldIsHeldToItsForm(t *testing.T) {
	tree := decoded(t, small(t))
	tried := 0
	try := func(n node, what string) {
		t.Helper()
		tried++
		data, err := json.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		if at := refused(t, n.path+" "+what, data); at != n.path {
			t.Errorf("%s %s: the error names %q", n.path, what, at)
		}
	}
	for _, n := range nodes("", tree) {
		for what, other := range map[string]any{
			"null": nil, "text": "x", "number": json.Number("7"), "fraction": json.Number("1.5"), "exponent": json.Number("1e2"),
			"truth": true, "list": []any{[]any{}}, "object": map[string]any{"x": 1}, "great number": json.Number("99999999999999999999"),
		} {
			if sameForm(n.value, other) {
				continue
			}
			n.set(other)
			if what == "object" && isObject(n.value) {
				n.path += ".x"
				try(n, "unknown field")
				n.path = strings.TrimSuffix(n.path, ".x")
			} else if what == "list" && isList(n.value) {
				n.path += "[0]"
				try(n, "list in it")
				n.path = strings.TrimSuffix(n.path, "[0]")
			} else {
				try(n, what)
			}
			n.set(n.value)
		}
		if n.remove != nil {
			n.remove()
			try(n, "missing")
			n.set(n.value)
		}
	}
	if _, err := allotjson.Read(bytes.NewReader(small(t))); err != nil || tried < 2000 {
		t.Errorf("%d tries, %v", tried, err)
	}
}

// sameForm reports whether a value could stand where another stands, as far as its type says.
func sameForm(is, other any) bool {
	switch is.(type) {
	case string:
		_, ok := other.(string)
		return ok
	case bool:
		_, ok := other.(bool)
		return ok
	case json.Number:
		return other == json.Number("7")
	}
	return false
}

func isObject(v any) bool { _, ok := v.(map[string]any); return ok }
func isList(v any) bool   { _, ok := v.([]any); return ok }
