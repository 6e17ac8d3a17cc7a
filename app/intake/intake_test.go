package intake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// mustRead reads a file from memory.
func mustRead(t testing.TB, name string, data []byte) *Sheet {
	t.Helper()
	s, err := Read(t.Context(), name, bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustPreview(t testing.TB, name string, data []byte, known Known) *app.ImportPreview {
	t.Helper()
	p, err := Preview(t.Context(), mustRead(t, name, data), known, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func previewCSV(t testing.TB, text string) *app.ImportPreview {
	t.Helper()
	return mustPreview(t, "list.csv", []byte(text), nil)
}

// oneRow returns the only row of a CSV file with the header and cells given.
func oneRow(t testing.TB, headers, cells string) app.ImportLine {
	t.Helper()
	p := previewCSV(t, headers+"\n"+cells+"\n")
	if len(p.Lines) != 1 {
		t.Fatalf("%d rows of %q", len(p.Lines), cells)
	}
	return p.Lines[0]
}

// readError returns the error of a file that cannot be read.
func readError(t testing.TB, name string, data []byte) *app.Error {
	t.Helper()
	_, err := Read(t.Context(), name, bytes.NewReader(data), int64(len(data)), nil)
	var e *app.Error
	if !asError(err, &e) {
		t.Fatalf("%s: %v", name, err)
	}
	return e
}

func gb18030(t testing.TB, text string) []byte {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// workbookOf builds a real .xlsx file from rows of one sheet.
func workbookOf(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	return workbookWith(t, func(f *excelize.File) {
		for i, r := range rows {
			if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func workbookWith(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// statuses returns "line status number" of every row.
func statuses(p *app.ImportPreview) string {
	var out []string
	for _, l := range p.Lines {
		out = append(out, fmt.Sprintf("%d %s %s", l.Line, l.Status, l.PolicyNo))
	}
	return strings.Join(out, "\n")
}

// problemsOf returns "column: reason" of every problem of a row.
func problemsOf(l app.ImportLine) string {
	var out []string
	for _, p := range l.Problems {
		out = append(out, p.Column+": "+p.Reason)
	}
	return strings.Join(out, "\n")
}

func linesOf(t testing.TB, p *app.ImportPreview) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteLines(&b, p); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if !json.Valid([]byte(line)) {
			t.Fatalf("no JSON: %s", line)
		}
	}
	return b.String()
}
