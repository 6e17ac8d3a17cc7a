package allotjson_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/fangce/fangce/app/allot"
	"github.com/fangce/fangce/app/allot/allotjson"
)

// The worked examples of product §4 come out to the byte.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("testdata/*.in.json")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		want, err := os.ReadFile(strings.TrimSuffix(file, ".in.json") + ".out.json")
		if err != nil {
			t.Fatal(err)
		}
		if got := allotted(t, example(t, file)); !bytes.Equal(got, want) {
			t.Errorf("%s comes out otherwise: %s", file, difference(got, want))
		}
	}
}

func example(t *testing.T, file string) *allot.Input {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	in, err := allotjson.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func allotted(t *testing.T, in *allot.Input) []byte {
	t.Helper()
	r, err := allot.Allocate(in)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := allotjson.Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// difference returns the first lines that differ.
func difference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			return string(g[i]) + ", want " + string(w[i])
		}
	}
	return "the end"
}

// An input that is written is read as the same.
func TestWriteInput(t *testing.T) {
	for _, name := range []string{"small", "month", "equal"} {
		in := example(t, "testdata/"+name+".in.json")
		in.Planners[0].StaffNo, in.Cases[0].Branch, in.Bands = "工号\"1\"\u2028", "", nil
		var first, second bytes.Buffer
		if err := allotjson.WriteInput(&first, in); err != nil {
			t.Fatal(err)
		}
		back, err := allotjson.Read(bytes.NewReader(first.Bytes()))
		if err != nil || !reflect.DeepEqual(in, back) {
			t.Fatalf("%s is read otherwise: %v", name, err)
		}
		if err := allotjson.WriteInput(&second, back); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s is written otherwise: %v", name, err)
		}
	}
}
