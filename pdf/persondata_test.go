package pdf_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/pdf"
)

func samplePersonData() pdf.PersonData {
	p := pdf.PersonData{
		Sheet: pdf.Sheet{Centre: "江州市银保理财中心", FormNo: "JZ-2026-00317", PrintedBy: "陈雅琴", PrintedAt: time.Date(2026, 11, 23, 9, 30, 0, 0, app.Shanghai)},
		Name:  "王𬱖", CardNo: "JZ-2026-00317", Watermark: "应客户本人请求提供，仅供本人查阅　陈雅琴　2026年11月23日",
		Sections: []app.DataSection{{ID: "customer", Title: "客户", Rows: []app.DataEntry{{Lines: [][2]string{
			{"姓名", "王𬱖"}, {"证件号码", "310101196803011243"}, {"电话", "13800138000；021-62345678"},
		}}}}},
	}
	records := app.DataSection{ID: "service_record", Title: "服务记录"}
	for i := range 60 {
		records.Rows = append(records.Rows, app.DataEntry{Title: fmt.Sprintf("2026-11-%02d 09:30", i%28+1), Lines: [][2]string{
			{"服务方式", "电话"}, {"本次服务内容", fmt.Sprintf("第%d次提醒续期交费，确认扣款账户余额充足，并约定下次联系时间。", i)}, {"客户的态度", "接受"},
		}})
	}
	p.Sections = append(p.Sections, records)
	return p
}

func TestPersonData(t *testing.T) {
	file, report := write(t, samplePersonData())
	wants(t, file, "个人信息副本", "王𬱖", "310101196803011243", "应客户本人请求提供", "服务记录", "第0次提醒", "第59次提醒", "打印人陈雅琴")
	if report.Pages < 3 || len(report.Missing) != 0 || len(report.Cut) != 0 {
		t.Errorf("report %+v", report)
	}
	staysInside(t, file)
	p := samplePersonData()
	p.Sections[0].Rows[0].Lines[0][1] = "王🀄"
	if _, report := write(t, p); len(report.Missing) != 1 {
		t.Errorf("a character no font has is not reported: %+v", report)
	}
}
