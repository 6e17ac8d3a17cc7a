package pdf

import (
	"bytes"
	"reflect"
	"strconv"
	"testing"
)

func TestPart(t *testing.T) {
	whole := Questionnaire{Sheet: Sheet{FormNo: "DC-1"}}
	for i := range 80 {
		whole.Items = append(whole.Items, Item{ID: strconv.Itoa(i), Group: "电话约访", Text: "按约定时间到达"})
	}
	pages, _, err := Pages(whole, 30)
	if err != nil || len(pages) < 3 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	part, report, err := Pages(Part{whole, []int{3, 1, 3}}, 30)
	if err != nil || len(part) != 2 || report.Pages != 2 {
		t.Fatalf("%d pages, report %d, %v; want 2", len(part), report.Pages, err)
	}
	if !reflect.DeepEqual(part[0], pages[0]) || !reflect.DeepEqual(part[1], pages[2]) {
		t.Error("the pages are not those of the whole form")
	}
	for _, bad := range [][]int{{0}, {len(pages) + 1}, {-1}} {
		if _, err := (Part{whole, bad}).Write(&bytes.Buffer{}); err == nil {
			t.Errorf("pages %v were printed", bad)
		}
	}
	var a, b bytes.Buffer
	if _, err := (Part{Form: whole}).Write(&a); err != nil {
		t.Fatal(err)
	}
	if _, err := whole.Write(&b); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("all pages are not the whole form")
	}
}
