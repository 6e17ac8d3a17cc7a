package intake

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/xuri/excelize/v2"
)

func TestWorkbookCells(t *testing.T) {
	data := workbookWith(t, func(f *excelize.File) {
		date, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		if err != nil {
			t.Fatal(err)
		}
		set := func(cell string, v any) {
			if err := f.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
		}
		set("A1", "续期清单")
		if err := f.MergeCell("Sheet1", "A1", "H1"); err != nil {
			t.Fatal(err)
		}
		for i, h := range []string{"保单号", "投保人", "投保日期", "保额", "保费", "联系电话", "投保人证件号码", "出生\n日期"} {
			cell, _ := excelize.CoordinatesToCellName(i+1, 3)
			set(cell, h)
		}
		set("A4", 2008440101)
		set("B4", "王𬱖")
		set("C4", time.Date(2018, 3, 5, 0, 0, 0, 0, time.UTC))
		set("D4", 200000)
		set("E4", 6800.5)
		set("F4", 13812345678)
		set("G4", "11010519491231002X")
		set("H4", 18263) // 1949-12-31 as a serial number without a date format
		set("A6", "2008440102")
		set("C6", 20190701)
		set("E6", "6,800.50元")
		if err := f.SetCellStyle("Sheet1", "C4", "C4", date); err != nil {
			t.Fatal(err)
		}
	})
	p := mustPreview(t, "list.xlsx", data, nil)
	if got := statuses(p); got != "4 ok 2008440101\n6 ok 2008440102" {
		t.Fatal(got)
	}
	r := p.Lines[0].Row
	if r.Holder.Name != "王𬱖" || r.Policy.EffectiveOn != "2018-03-05" || r.Policy.InsuredAmount != app.Yuan(200_000) || r.Policy.Premium != 680050 ||
		r.Holder.Phones[0].Number != "13812345678" || r.Holder.BirthDate != "1949-12-31" || len(r.Problems) != 0 {
		t.Errorf("%+v", r)
	}
	if r := p.Lines[1].Row; r.Policy.EffectiveOn != "2019-07-01" || r.Policy.Premium != 680050 {
		t.Errorf("%+v", r)
	}
	if p.Sheet != "Sheet1" || p.Columns[7].Header != "出生日期" {
		t.Errorf("%q %+v", p.Sheet, p.Columns)
	}
}

// Issue part 4: policy numbers ruined into 2.00844E+17 are refused, never guessed. A number with more digits than a
// spreadsheet keeps is ruined even where the file still shows digits.
func TestWorkbookPolicyNumbers(t *testing.T) {
	cases := []struct {
		value  any
		status string
		number string
	}{
		{2008440101, app.ImportOK, "2008440101"},
		{200844010123456, app.ImportOK, "200844010123456"},
		{"200844010123456789", app.ImportOK, "200844010123456789"},
		{int64(200844010123456789), app.ImportRefused, "2.00844E+17"},
		{2.00844e17, app.ImportRefused, "2.00844E+17"},
		{2.00844e14, app.ImportRefused, "2.00844E+14"},
		{"2.00844E+17", app.ImportRefused, "2.00844E+17"},
		{`="2008440101"`, app.ImportOK, "2008440101"},
		{"'2008440101", app.ImportOK, "2008440101"},
		{"\t2008440101\t", app.ImportOK, "2008440101"},
		{" ２００８ ４４０１ ０１ ", app.ImportOK, "2008440101"},
		{"p-2008/44", app.ImportOK, "p-2008/44"},
	}
	rows := [][]any{{"保单号", "投保人"}}
	for _, c := range cases {
		rows = append(rows, []any{c.value, "王芳"})
	}
	p := mustPreview(t, "list.xlsx", workbookOf(t, rows...), nil)
	if len(p.Lines) != len(cases) {
		t.Fatal(statuses(p))
	}
	for i, c := range cases {
		l := p.Lines[i]
		status := l.Status
		if status == app.ImportSame {
			status = app.ImportOK
		}
		if status != c.status || l.PolicyNo != c.number {
			t.Errorf("%v: %s %s %v", c.value, l.Status, l.PolicyNo, l.Problems)
		}
	}
}

// Programs that are no spreadsheet save formulas without their results, and large numbers with an exponent.
func TestWorkbookOfOtherPrograms(t *testing.T) {
	sheet := `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` +
		`<row r="1"><c r="A1" t="inlineStr"><is><t>保单号</t></is></c><c r="B1" t="inlineStr"><is><t>联系_x000D_
电话</t></is></c><c r="C1" t="inlineStr"><is><t>保费</t></is></c><c r="D1" t="inlineStr"><is><t>流转次数</t></is></c></row>` +
		`<row r="2"><c r="A2"><f>"2008440101"</f><v></v></c><c r="B2"><v>1.3812345678E10</v></c><c r="C2"><v>1.0E7</v></c><c r="D2"><v>2.0</v></c></row>` +
		`<row r="3"><c r="A3"><v>2.008440102E9</v></c><c r="B3" t="str"><f>A1</f><v>021-62345678</v></c><c r="C3"><f>SUM(C2)</f></c></row>` +
		`<row r="4"><c r="A4"><v>2.0084401012345699E+17</v></c></row>` +
		`<row r="5"><c r="A5" t="e"><v>#N/A</v></c></row>` +
		`</sheetData></worksheet>`
	data := replaceSheet(t, workbookOf(t, []any{"x"}), sheet)
	p := mustPreview(t, "list.xlsx", data, nil)
	if got := statuses(p); got != "2 ok 2008440101\n3 ok 2008440102\n4 refused 2.00844E+17\n5 refused #N/A" {
		t.Fatal(got)
	}
	r := p.Lines[0].Row
	if r.Holder.Phones[0].Number != "13812345678" || r.Policy.Premium != app.Yuan(10_000_000) || r.Policy.Circulated != 2 {
		t.Errorf("%+v", r)
	}
	if got := fieldsOf(p); got != "保单号=policy_no 联系电话=holder_phone 保费=premium 流转次数=circulated" {
		t.Error(got)
	}
	if got := problemsOf(p.Lines[1]); got != "保费: 单元格是公式，文件里没有保存它的结果" {
		t.Error(got)
	}
}

// replaceSheet writes another first worksheet into a workbook.
func replaceSheet(t *testing.T, data []byte, sheet string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		if !strings.HasSuffix(f.Name, "worksheets/sheet1.xml") {
			if err := out.Copy(f); err != nil {
				t.Fatal(err)
			}
			continue
		}
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(sheet)); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSheetWithPolicyNumbersIsChosen(t *testing.T) {
	data := workbookWith(t, func(f *excelize.File) {
		for _, name := range []string{"说明", "2月", "隐藏"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		set := func(sheet, cell, v string) {
			if err := f.SetCellValue(sheet, cell, v); err != nil {
				t.Fatal(err)
			}
		}
		set("Sheet1", "A1", "填表说明")
		set("说明", "A1", "保单号")
		set("说明", "A2", "2008440100")
		set("2月", "A1", "保单号")
		set("2月", "B1", "投保人")
		set("2月", "A2", "2008440101")
		for _, c := range []string{"A1", "B1", "C1"} {
			set("隐藏", c, map[string]string{"A1": "保单号", "B1": "投保人", "C1": "保费"}[c])
		}
		set("隐藏", "A2", "2008440999")
		if err := f.SetSheetVisible("隐藏", false); err != nil {
			t.Fatal(err)
		}
	})
	s := mustRead(t, "list.xlsx", data)
	if s.Name != "2月" || len(s.Others) != 1 || s.Others[0] != "说明" {
		t.Errorf("%q, others %q", s.Name, s.Others)
	}
}

func TestDates1904(t *testing.T) {
	data := workbookWith(t, func(f *excelize.File) {
		on := true
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &on}); err != nil {
			t.Fatal(err)
		}
		for cell, v := range map[string]any{"A1": "保单号", "B1": "投保日期", "A2": "2008440101", "B2": 43831 - 1462} {
			if err := f.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
		}
	})
	if got := mustPreview(t, "list.xlsx", data, nil).Lines[0].Row.Policy.EffectiveOn; got != "2020-01-01" {
		t.Error(got)
	}
}

func TestWorkbooksThatCannotBeRead(t *testing.T) {
	var other bytes.Buffer
	z := zip.NewWriter(&other)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("<document/>")); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	whole := workbookOf(t, []any{"保单号"}, []any{"2008440101"})
	for _, c := range []struct {
		what string
		data []byte
		code string
	}{
		{"a document", other.Bytes(), app.ErrNotSheet},
		{"half a file", whole[:len(whole)/2], app.ErrNotSheet},
		{"an empty workbook", workbookOf(t), app.ErrEmptySheet},
		{"a header alone", workbookOf(t, []any{"保单号", "投保人"}), app.ErrEmptySheet},
		{"no policy numbers", workbookOf(t, []any{"姓名"}, []any{"王芳"}), app.ErrNoPolicyNo},
	} {
		if e := readError(t, "a.xlsx", c.data); e.Code != c.code {
			t.Errorf("%s: %v, want %s", c.what, e, c.code)
		}
	}
}
