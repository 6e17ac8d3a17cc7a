package allotjson_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot/allotjson"
)

// What has the right form and makes no sense is refused by its path too.
func TestValuesThatCannotBe(t *testing.T) {
	n := func(s string) any { return json.Number(s) }
	for _, c := range []struct {
		path  string
		value any
	}{
		{"month", "2026-13"},
		{"month", "2026-1"},
		{"month", ""},
		{"month", "2026-12-01"},
		{"month", "0000-01"},
		{"mode", "points"},
		{"mode", ""},
		{"mode", "Score"},
		{"shares.old", n("-1")},
		{"shares.other", n("2000000000")},
		{"shares", map[string]any{"maturing": 0, "renewal": 0, "old": 0, "unmatured": 0, "other": 0}},
		{"bands[0]", n("0")},
		{"bands[1]", n("-50000")},
		{"bands[1]", n("100000")},
		{"bands[2]", n("60000")},
		{"bands[0]", n("9000000000000000000")},
		{"planners[1].staff_no", ""},
		{"planners[1].staff_no", " "},
		{"planners[2].staff_no", "P0001"},
		{"planners[0].series", "staff"},
		{"planners[0].grade", "chief"},
		{"planners[0].grade", "master"},
		{"planners[1].grade", "pre_junior"},
		{"planners[0].series", "sales "},
		{"planners[0].extended_probation_month", n("-1")},
		{"planners[0].target.num", n("-1")},
		{"planners[0].target.den", n("-22")},
		{"planners[1].attendance.num", n("-1")},
		{"planners[1].attendance.den", n("-1")},
		{"planners[2].log.num", n("-9")},
		{"planners[2].log.den", n("-9")},
		{"planners[0].log_deduction", n("-6")},
		{"planners[0].flexible", n("-1")},
		{"planners[0].flexible", n("11")},
		{"cases[0].policy_no", ""},
		{"cases[0].policy_no", "\t"},
		{"cases[7].policy_no", "000203591790800"},
		{"cases[2].customer", ""},
		{"cases[2].category", "lapsed"},
		{"cases[2].category", ""},
		{"cases[3].amount", "-1.00"},
		{"cases[3].amount", "1,000.00"},
		{"cases[3].amount", "1.005"},
		{"cases[3].amount", "1e5"},
		{"cases[3].amount", ""},
		{"cases[3].amount", ".50"},
		{"cases[3].amount", "5."},
		{"cases[3].amount", "-0"},
		{"cases[3].amount", "+5"},
		{"cases[3].amount", "99999999999999999999.00"},
		{"cases[3].amount", "１２"},
		{"cases[4].address", "half"},
		{"cases[4].phone", ""},
		{"cases[4].phone", "Full"},
		{"cases[5].date", "2026-02-29"},
		{"cases[5].date", "2026-00-10"},
		{"cases[5].date", "2026-04-31"},
		{"cases[5].date", "26-12-01"},
		{"cases[5].date", "2026/12/01"},
		{"cases[5].date", "0000-12-01"},
		{"cases[0].date", ""},
		{"cases[5].effective", "2100-02-29"},
		{"cases[6].years_left", n("-1")},
		{"cases[6].years_left", n("3000000000")},
		{"cases[6].circulated", n("-2")},
		{"cases[6].circulated", n("3000000000")},
	} {
		tree := decoded(t, small(t))
		put := false
		for _, n := range nodes("", tree) {
			if n.path == c.path {
				n.set(c.value)
				put = true
			}
		}
		data, err := json.Marshal(tree)
		if err != nil || !put {
			t.Fatal(c.path, err)
		}
		if at := refused(t, fmt.Sprint(c.path, " ", c.value), data); at != c.path {
			t.Errorf("%s %v: the error names %q", c.path, c.value, at)
		}
	}
}

// Texts that are no JSON, or more than one.
func TestTextsThatAreNoInput(t *testing.T) {
	good := string(small(t))
	for _, c := range []struct{ what, text, names string }{
		{"nothing", "", ""},
		{"spaces", " \n\t", ""},
		{"a list", "[]", ""},
		{"a word", "month", ""},
		{"more than one", good + "{}", ""},
		{"a letter behind", good + "x", ""},
		{"a NUL behind", good + "\x00", ""},
		{"cut", good[:len(good)/2], "cases[7]"},
		{"a field twice", strings.Replace(good, `"mode"`, `"month"`, 1), "month"},
		{"a field twice in a case", strings.Replace(good, `"customer"`, `"policy_no"`, 1), "cases[0].policy_no"},
		{"a field of another case", strings.Replace(good, `"mode"`, `"Mode"`, 1), "Mode"},
		{"a comma too many", strings.Replace(good, `"suspended": false`, `"suspended": false,`, 1), "planners[0]"},
		{"a comma too few", strings.Replace(good, `"month": "2026-12",`, `"month": "2026-12"`, 1), ""},
		{"two commas", strings.Replace(good, "100000,", "100000,,", 1), "bands[1]"},
		{"a comma at the end of a list", strings.Replace(good, "10000\n ]", "10000,\n ]", 1), "bands[3]"},
		{"no colon", strings.Replace(good, `"month":`, `"month"`, 1), "month"},
		{"leading zero", strings.Replace(good, "100000,", "0100000,", 1), "bands[0]"},
		{"plus", strings.Replace(good, "100000,", "+100000,", 1), "bands[0]"},
		{"minus alone", strings.Replace(good, "100000,", "-,", 1), "bands[0]"},
		{"hexadecimal", strings.Replace(good, "100000,", "0x10,", 1), "bands"},
		{"half a word", strings.Replace(good, "false", "fals", 1), "planners[0].suspended"},
		{"another word", strings.Replace(good, "false", "falsy", 1), "planners[0].suspended"},
		{"a line in a text", strings.Replace(good, `"score"`, "\"sco\nre\"", 1), "mode"},
		{"a bad escape", strings.Replace(good, `"score"`, `"\x73core"`, 1), "mode"},
		{"half a pair", strings.Replace(good, `"C000004"`, `"\ud83d"`, 1), "cases[0].customer"},
		{"the other half", strings.Replace(good, `"C000004"`, `"\ude00"`, 1), "cases[0].customer"},
		{"bad UTF-8", strings.Replace(good, `"C000004"`, "\"C\xff\"", 1), "cases[0].customer"},
		{"GB 18030", strings.Replace(good, `"C000004"`, "\"\xd6\xd0\"", 1), "cases[0].customer"},
		{"a very long text", strings.Replace(good, `"C000004"`, `"`+strings.Repeat("a", 5000)+`"`, 1), "cases[0].customer"},
		{"a very long number", strings.Replace(good, "100000,", strings.Repeat("1", 5000)+",", 1), "bands[0]"},
	} {
		if c.text == good {
			t.Fatal(c.what)
		}
		if at := refused(t, c.what, []byte(c.text)); at != c.names {
			t.Errorf("%s: the error names %q, want %q", c.what, at, c.names)
		}
	}
	for cut := range len(good) - 2 {
		refused(t, "cut", []byte(good[:cut]))
	}
}

// What is written otherwise and means the same is the same input.
func TestSameInputInOtherWords(t *testing.T) {
	good := string(small(t))
	want := string(allotted(t, example(t, "testdata/small.in.json")))
	var tight bytes.Buffer
	if err := json.Compact(&tight, []byte(good)); err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{
		"no spaces":        tight.String(),
		"other spaces":     strings.ReplaceAll(good, "\n", "\r\n\t "),
		"mark of order":    "\ufeff" + good,
		"escapes":          strings.ReplaceAll(strings.ReplaceAll(good, `"score"`, `"\u0073co\u0072e"`), `"mode"`, `"\u006dode"`),
		"other amounts":    strings.ReplaceAll(strings.ReplaceAll(good, `"100000.00"`, `"0100000"`), `"250000.00"`, `"250000.0"`),
		"behind the input": good + " \n\n",
	} {
		in, err := allotjson.Read(iotest.OneByteReader(strings.NewReader(text)))
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if got := string(allotted(t, in)); got != want {
			t.Errorf("%s: %s", what, difference([]byte(got), []byte(want)))
		}
	}
}

// A text of another script goes in and comes out, escaped or not.
func TestNamesInChinese(t *testing.T) {
	text := strings.ReplaceAll(string(small(t)), `"P0001"`, `"工号\u4e00\ud842\udfb7<&>\"\\\u2028"`)
	in, err := allotjson.Read(strings.NewReader(text))
	if err != nil || in.Planners[0].StaffNo != "工号一𠮷<&>\"\\\u2028" {
		t.Fatal(err)
	}
	out := allotted(t, in)
	var back struct {
		Planners []struct {
			StaffNo string `json:"staff_no"`
		} `json:"planners"`
	}
	if err := json.Unmarshal(out, &back); err != nil || len(back.Planners) != 3 || back.Planners[2].StaffNo != in.Planners[0].StaffNo {
		t.Errorf("%+v %v", back, err)
	}
	if !bytes.Contains(out, []byte("𠮷<&>")) {
		t.Error("escaped without need")
	}
}

// What the reader gives as its own error is not the input's fault.
func TestReaderFails(t *testing.T) {
	if _, err := allotjson.Read(iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(small(t))))); app.Code(err) != app.ErrInternal {
		t.Error(err)
	}
}
