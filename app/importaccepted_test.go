package app_test

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
)

func TestOfSeveralRowsOfAPolicyTheLastStands(t *testing.T) {
	row := func(line int, number, product string) app.ImportLine {
		r := app.ImportRow{Line: line, Policy: app.Policy{Number: number, Product: product}}
		return app.ImportLine{Line: line, Status: app.ImportOK, PolicyNo: number, Row: &r}
	}
	p := app.ImportPreview{
		Columns: []app.ImportColumn{{Header: "保单号", Field: "policy_no"}, {Header: "网点编号"}, {Header: "险种", Field: "product"}},
		Lines:   []app.ImportLine{row(2, "P1", "甲"), {Line: 3, Status: app.ImportRefused}, row(4, "P2", "乙"), row(5, "P1", "丙")},
	}
	rows, fields := p.Accepted()
	if len(rows) != 2 || rows[0].Line != 4 || rows[1].Policy.Product != "丙" {
		t.Errorf("accepted %+v", rows)
	}
	if !slices.Equal(fields, []string{"policy_no", "product"}) {
		t.Errorf("fields %v", fields)
	}
}
