package pdf_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/fangce/fangce/pdf"
)

// sound fails unless qpdf and MuPDF find nothing wrong with the file.
func sound(t *testing.T, file []byte) {
	t.Helper()
	if said := string(reads(t, file, "qpdf", "--check", "FILE")); !strings.Contains(said, "No syntax or stream encoding errors found") {
		t.Errorf("qpdf says %s", said)
	}
	reads(t, file, "mutool", "draw", "-q", "-r", "40", "-F", "pgm", "-o", "/dev/null", "FILE")
	if said := string(reads(t, file, "mutool", "info", "FILE")); strings.Contains(said, "error") || strings.Contains(said, "warning") {
		t.Errorf("mutool says %s", said)
	}
}

// Other readers find nothing wrong with any form, filled in, with everything a sheet may carry, and blank, and none with
// all of them in one file, where every form has its bookmark.
func TestReadersFindNothingWrong(t *testing.T) {
	var all []pdf.Form
	each(t, func(t *testing.T, f pdf.Form) {
		file, _ := write(t, f)
		sound(t, file)
	})
	for _, k := range pdf.Kinds() {
		all = append(all, k.Example())
		if blank, ok := k.Blank(pdf.Sheet{}); ok {
			all = append(all, blank)
		}
	}
	var file bytes.Buffer
	reports, err := pdf.WriteAll(&file, all)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, file.Bytes())
	pages := 0
	for _, r := range reports {
		pages += r.Pages
	}
	if got := string(reads(t, file.Bytes(), "qpdf", "--show-npages", "FILE")); squeeze(got) != strconv.Itoa(pages) {
		t.Errorf("%s pages, want %d", got, pages)
	}
	marks := strings.Split(strings.TrimSpace(string(reads(t, file.Bytes(), "mutool", "show", "FILE", "outline"))), "\n")
	if len(marks) != len(all) {
		t.Errorf("%d bookmarks for %d forms: %s", len(marks), len(all), strings.Join(marks, "\n"))
	}
}

// A batch says of each form what it would say of it alone, its pages are those of the forms one after the other, and its
// bookmarks name whom they are about.
func TestBatch(t *testing.T) {
	a, b, c := sampleQuestionnaire(), sampleCard(), pdf.Questionnaire{}
	b.Name, b.Notes = "𠮷田", "😀"
	forms := []pdf.Form{a, b, c}
	var file bytes.Buffer
	reports, err := pdf.WriteAll(&file, forms)
	if err != nil {
		t.Fatal(err)
	}
	together := ""
	for i, f := range forms {
		alone, report := write(t, f)
		together += text(t, alone)
		if reports[i].About != report.About || reports[i].Pages != report.Pages || len(reports[i].Missing) != len(report.Missing) {
			t.Errorf("form %d: %+v, alone %+v", i, reports[i], report)
		}
	}
	if got := text(t, file.Bytes()); got != together {
		t.Errorf("the text of the batch is\n%s\nwant\n%s", got, together)
	}
	outline := string(reads(t, file.Bytes(), "mutool", "show", "FILE", "outline"))
	for _, name := range []string{"王𬱖", "𠮷田", "客户服务满意度调查问卷 3", "#page=2", "#page=4"} {
		if !strings.Contains(outline, name) {
			t.Errorf("%s is not in the outline: %s", name, outline)
		}
	}
	if _, err := pdf.WriteAll(&file, nil); err == nil {
		t.Error("a file of no form was written")
	}
}
