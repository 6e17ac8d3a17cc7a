package intake_test

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app/intake"
)

// A workbook whose sheet and texts are each larger than what the reader keeps in memory by default (16 MiB) must not be
// unpacked into the folder of temporary files, in the clear.
func TestLargeWorkbooksStayInMemory(t *testing.T) {
	const rows = 120_000
	file := filepath.Join(t.TempDir(), "large.xlsx")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	part := func(name string, write func(w io.Writer)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`)
		write(w)
	}
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const packages = "http://schemas.openxmlformats.org/package/2006/"
	const sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	part("[Content_Types].xml", func(w io.Writer) {
		fmt.Fprint(w, `<Types xmlns="`+packages+`content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`+
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`+
			`<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`)
	})
	part("_rels/.rels", func(w io.Writer) {
		fmt.Fprint(w, `<Relationships xmlns="`+packages+`relationships"><Relationship Id="r1" Type="`+office+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	})
	part("xl/workbook.xml", func(w io.Writer) {
		fmt.Fprint(w, `<workbook xmlns="`+sheets+`" xmlns:r="`+office+`"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`)
	})
	part("xl/_rels/workbook.xml.rels", func(w io.Writer) {
		fmt.Fprint(w, `<Relationships xmlns="`+packages+`relationships"><Relationship Id="r1" Type="`+office+`/worksheet" Target="worksheets/sheet1.xml"/>`+
			`<Relationship Id="r2" Type="`+office+`/sharedStrings" Target="sharedStrings.xml"/></Relationships>`)
	})
	part("xl/sharedStrings.xml", func(w io.Writer) {
		fmt.Fprint(w, `<sst xmlns="`+sheets+`"><si><t>保险单号</t></si><si><t>投保人</t></si>`)
		for i := range rows {
			fmt.Fprintf(w, "<si><t>王建国的家人，排行第%d，住在合肥市蜀山区黄山路，电话请打家里，谢谢配合，白天没有人，晚上再打</t></si>", i)
		}
		fmt.Fprint(w, `</sst>`)
	})
	part("xl/worksheets/sheet1.xml", func(w io.Writer) {
		fmt.Fprint(w, `<worksheet xmlns="`+sheets+`"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`)
		for i := range rows {
			fmt.Fprintf(w, `<row r="%d" spans="1:2" customHeight="1" ht="15.75"><c r="A%d"><v>%d</v></c><c r="B%d" t="s"><v>%d</v></c></row>`, i+2, i+2, 2008440101+i, i+2, i+2)
		}
		fmt.Fprint(w, `</sheetData></worksheet>`)
	})
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp) // on Windows
	put := 0
	_, err = intake.Open(t.Context(), file, func(int, int) {
		entries, _ := os.ReadDir(temp)
		put = max(put, len(entries))
	})
	if err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(temp); put+len(entries) > 0 {
		t.Errorf("%d files were put into the folder of temporary files", max(put, len(entries)))
	}
}
