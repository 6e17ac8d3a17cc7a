package intake_test

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/fangce/fangce/app/intake"
)

func TestWhatIsWrittenStaysText(t *testing.T) {
	var b bytes.Buffer
	long := "客户信息/服务[记录]与很长很长很长很长很长很长很长很长很长的名称"
	err := intake.WriteBook(&b, "本文件应王芳请求提供", []intake.Leaf{
		{Name: long, Rows: [][]string{{"项目", "内容"}, {"证件号码", "310101196803011243"}, {"备注", "=1+1"}}},
		{Name: long, Rows: [][]string{{"项目"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	names := f.GetSheetList()
	if len(names) != 2 || len([]rune(names[0])) != 31 {
		t.Fatalf("%q", names)
	}
	rows, err := f.GetRows(names[0])
	if err != nil || len(rows) != 4 || rows[0][0] != "本文件应王芳请求提供" || rows[2][1] != "310101196803011243" || rows[3][1] != "=1+1" {
		t.Fatalf("%q %v", rows, err)
	}
	if kind, _ := f.GetCellType(names[0], "B3"); kind == excelize.CellTypeNumber {
		t.Error("a number of eighteen digits is written as a number")
	}
	if formula, _ := f.GetCellFormula(names[0], "B4"); formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
}
