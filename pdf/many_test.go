package pdf_test

import (
	"bytes"
	"testing"

	"github.com/fangce/fangce/pdf"
)

// Forms printed together are one file and one row of pages; what no font has is told with the form it stands in, and a page
// of the second can be printed alone.
func TestMany(t *testing.T) {
	a, b := sampleQuestionnaire(), sampleCard()
	b.Notes = "很好😀"
	many := pdf.Many{a, b}
	file, report := write(t, many)
	wants(t, file, "王𬱖（女士）", "客户服务卡", "第2页/共2页")
	if report.Pages != 3 || len(report.Missing) != 1 || report.Missing[0].Field != "[1].notes" {
		t.Errorf("report %+v", report)
	}
	pages, shown, err := pdf.Pages(many, 40)
	if err != nil || len(pages) != 3 || len(shown.Missing) != 1 {
		t.Errorf("%d pages, report %+v, %v", len(pages), shown, err)
	}
	file, report = write(t, pdf.Part{Form: many, Numbers: []int{2}})
	wants(t, file, "客户服务卡", "第1页/共2页")
	if report.Pages != 1 {
		t.Errorf("a part has %d pages", report.Pages)
	}
	if _, err := (pdf.Many{}).Write(&bytes.Buffer{}); err == nil {
		t.Error("nothing was written without a complaint")
	}
	if _, _, err := pdf.Pages(pdf.Many{}, 40); err == nil {
		t.Error("nothing was shown without a complaint")
	}
}
