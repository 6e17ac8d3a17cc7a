package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// benchHeader and benchRow make a list as a back office sends it: 20 columns, 20 000 rows.
const benchRows = 20_000

var benchHeader = strings.Fields("序号 保单号 险种名称 保额 保费 缴费方式 缴费年期 投保日期 应缴日 满期日 投保人 投保人性别 出生日期 证件号码 联系电话 联系地址 邮编 被保险人 与投保人关系 保单状态")

func benchRow(i int) []string {
	return []string{
		fmt.Sprint(i), fmt.Sprintf(`="20084%08d"`, i), "如意两全保险（分红型）", "20万", "\"6,800.50元\"", "年交", "10年", "2018/3/5", "20260305", "2038年3月5日",
		"王𬱖", "女", "1949-12-31", "11010519491231002X", fmt.Sprintf("138%08d/021-62345678", i), "上海市浦东新区张江路1号", "201203", "李明", "子女", "有效",
	}
}

func BenchmarkCSV(b *testing.B) {
	var text strings.Builder
	text.WriteString(strings.Join(benchHeader, ",") + "\n")
	for i := range benchRows {
		text.WriteString(strings.Join(benchRow(i), ",") + "\n")
	}
	benchmarkFile(b, "list.csv", gb18030(b, text.String()))
}

func BenchmarkWorkbook(b *testing.B) {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for i := -1; i < benchRows; i++ {
		cells := benchHeader
		if i >= 0 {
			cells = benchRow(i)
		}
		row := make([]any, len(cells))
		for j, c := range cells {
			row[j] = c
		}
		cell, _ := excelize.CoordinatesToCellName(1, i+2)
		if err := w.SetRow(cell, row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	var data bytes.Buffer
	if err := f.Write(&data); err != nil {
		b.Fatal(err)
	}
	benchmarkFile(b, "list.xlsx", data.Bytes())
}

func benchmarkFile(b *testing.B, name string, data []byte) {
	b.Helper()
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if p := mustPreview(b, name, data, nil); p.OK != benchRows {
			b.Fatalf("%d rows understood: %+v", p.OK, p.Lines[0])
		}
	}
	b.ReportMetric(benchRows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
