package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"golang.org/x/text/encoding/unicode"
)

const plain = "保单号,投保人,投保日期\n2008440101,王𬱖,2018/3/5\n2008440102,尉迟恭,2019年7月1日\n"

// Issue part 4: UTF-8 with and without BOM, GB18030; comma, semicolon, tab.
func TestEncodingsAndSeparators(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{
		"UTF-8": []byte(plain), "UTF-8 with BOM": []byte("\ufeff" + plain), "GB18030": gb18030(t, plain), "UTF-16": utf16,
		"semicolon": []byte(strings.ReplaceAll(plain, ",", ";")), "tab": gb18030(t, strings.ReplaceAll(plain, ",", "\t")),
		"GB18030 with BOM": gb18030(t, "\ufeff\"保单号\""+strings.TrimPrefix(plain, "保单号")), "CRLF": []byte(strings.ReplaceAll(plain, "\n", "\r\n")), "CR": []byte(strings.ReplaceAll(plain, "\n", "\r")),
		"no last line break": []byte(strings.TrimSuffix(plain, "\n")), "sep=": []byte("sep=;\r\n" + strings.ReplaceAll(plain, ",", ";")),
	}
	for name, data := range files {
		p := mustPreview(t, "list.csv", data, nil)
		if got := statuses(p); got != "2 ok 2008440101\n3 ok 2008440102" {
			t.Errorf("%s: %s", name, got)
		}
		if r := p.Lines[0].Row; r.Holder.Name != "王𬱖" || r.Policy.EffectiveOn != "2018-03-05" {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// A text with commas inside the cells of a semicolon file is still read by semicolons.
func TestSeparatorIsChosenByTheHeader(t *testing.T) {
	p := previewCSV(t, "保单号;投保人;联系地址;保费\n2008440101;王芳;上海市,浦东新区,1号;1,200.00\n")
	r := p.Lines[0].Row
	if r.Holder.Addresses[0].Text != "上海市,浦东新区,1号" || r.Policy.Premium != app.Yuan(1200) {
		t.Errorf("%+v", r)
	}
}

// Issue part 4: line is the row as a spreadsheet shows it; a line break inside a cell does not count, an empty line does.
func TestLineIsTheSpreadsheetRow(t *testing.T) {
	p := previewCSV(t, "\"保单\n号码\",投保人,联系地址\n2008440101,王芳,\"上海市\n浦东新区\r\n1号\"\n\n,,\n\"2008440102\",张伟,\"a \"\"b\"\", c\"\n")
	if got := statuses(p); got != "2 ok 2008440101\n5 ok 2008440102" {
		t.Fatal(got)
	}
	if got := p.Lines[0].Row.Holder.Addresses[0].Text; got != "上海市浦东新区 1号" && got != "上海市浦东新区1号" {
		t.Errorf("%q", got)
	}
	if got := p.Lines[1].Row.Holder.Addresses[0].Text; got != `a "b", c` {
		t.Errorf("%q", got)
	}
	if p.Columns[0].Header != "保单号码" {
		t.Errorf("header %q", p.Columns[0].Header)
	}
}

// A stray quote must not swallow the rest of the file.
func TestStrayQuotes(t *testing.T) {
	var b strings.Builder
	b.WriteString("保单号,投保人,备注\n2008440100,王芳,\"未闭合\n")
	for i := 1; i <= 3000; i++ {
		fmt.Fprintf(&b, "2008441%03d,张伟,好\n", i)
	}
	p := previewCSV(t, b.String())
	if len(p.Lines) != 3001 || p.Lines[3000].Line != 3002 || p.Lines[0].Row.Policy.Remark != "\"未闭合" {
		t.Errorf("%d rows, first %+v", len(p.Lines), p.Lines[0].Row)
	}
}

func TestCSVReader(t *testing.T) {
	cases := map[string][][]string{
		"a,b\nc,d":              {{"a", "b"}, {"c", "d"}},
		"a,\n,b\n":              {{"a", ""}, {"", "b"}},
		"\"a,b\",\"c\nd\"\r\ne": {{"a,b", "c\nd"}, {"e"}},
		"\"a\"\"b\"":            {{`a"b`}},
		"a\"b,c":                {{`a"b`, "c"}},
		"=\"01\",x":             {{`="01"`, "x"}},
		"\"a\"b,c":              {{"ab", "c"}},
		"\"open,c\nd":           {{`"open`, "c"}, {"d"}},
		"\n\na":                 {{""}, {""}, {"a"}},
	}
	for in, want := range cases {
		c := csvReader{text: in, sep: ','}
		var got [][]string
		for {
			r, ok := c.next()
			if !ok {
				break
			}
			got = append(got, r.cells)
		}
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// Bad input of the issue: a file that is not a spreadsheet, an empty one, one without a policy-number column.
func TestFilesThatCannotBeRead(t *testing.T) {
	cases := []struct{ name, content, code string }{
		{"a.pdf", "%PDF-1.7\n", app.ErrNotSheet},
		{"a.csv", "%PDF-1.7\n", app.ErrNotSheet},
		{"a.png", "\x89PNG\r\n\x1a\n\x00\x00", app.ErrNotSheet},
		{"a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), app.ErrNotSheet},
		{"a.xlsx", "PK\x03\x04 broken", app.ErrNotSheet},
		{"a.xlsx", "this is not a spreadsheet", app.ErrNotSheet},
		{"a.csv", "this is not a spreadsheet", app.ErrNotSheet},
		{"a.csv", "hello, this is not a spreadsheet\nat all\n", app.ErrNotSheet},
		{"a.xls", "<html><table><tr><td>保单号</td></tr></table>", app.ErrNotSheet},
		{"a.csv", "\x01\x02\x03\x04\x05\x00\x07\xfe", app.ErrNotSheet},
		{"a.csv", "", app.ErrEmptySheet},
		{"a.csv", "\ufeff", app.ErrEmptySheet},
		{"a.csv", "\n \n\r\n", app.ErrEmptySheet},
		{"a.csv", "保单号,投保人\n", app.ErrEmptySheet},
		{"a.csv", "姓名,电话\n王芳,13812345678\n", app.ErrNoPolicyNo},
		{"a.csv", "投保单号,投保人\n123456,王芳\n", app.ErrNoPolicyNo},
		{"a.csv", "甲,乙\n1,2\n", app.ErrNoPolicyNo},
	}
	for _, c := range cases {
		e := readError(t, c.name, []byte(c.content))
		if e.Code != c.code || e.Message == "" {
			t.Errorf("%s %q: %v, want %s", c.name, c.content, e, c.code)
		}
	}
}

func TestNoPolicyNoNamesTheHeaders(t *testing.T) {
	e := readError(t, "a.csv", []byte("姓名,电话\n王芳,13812345678\n"))
	if !strings.Contains(e.Message, "姓名、电话") {
		t.Error(e.Message)
	}
}

// Back offices name tab-separated text .xls.
func TestTextNamedAsWorkbook(t *testing.T) {
	data := gb18030(t, strings.ReplaceAll(plain, ",", "\t"))
	if got := statuses(mustPreview(t, "续期清单.xls", data, nil)); got != "2 ok 2008440101\n3 ok 2008440102" {
		t.Error(got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(plain))
	f.Add([]byte("\ufeff保单号;保费\n=\"1\";20万\n"))
	f.Add([]byte("保单号\t投保人\n\"1\n2\"\t\"\"\"\n"))
	f.Add(gb18030(f, plain))
	f.Fuzz(func(t *testing.T, data []byte) {
		if sniff(data) != "" {
			return
		}
		s, err := readText(t.Context(), "a.csv", data, func(int, int) {})
		if err != nil {
			if app.Code(err) == app.ErrInternal {
				t.Errorf("%v", err)
			}
			return
		}
		p, err := Preview(t.Context(), s, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		line := 0
		for _, l := range p.Lines {
			if l.Line <= line {
				t.Errorf("line %d after %d", l.Line, line)
			}
			line = l.Line
			if (l.Status == app.ImportRefused) != (l.Row == nil) || l.Problems == nil {
				t.Errorf("%+v", l)
			}
		}
		linesOf(t, p)
	})
}
