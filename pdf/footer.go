package pdf

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// finish draws what all pages carry, now that their number is known: the footer, the watermark, and before them a page
// for values that had to be cut.
func (f *form) finish(note string) {
	f.annex()
	st := style{points: 8, ink: grey}
	printed := f.sheet.printed("打印人　", "打印时间　")
	mark := f.sheet.watermark()
	y := pageHeight - 11.6
	for i := range f.pages {
		f.page = i
		f.line(margin, pageHeight-16, rightEdge, pageHeight-16, hair)
		f.boxed(margin, y-4.3, 62, 6, "页脚", note, st)
		f.centered(margin+62, y-4.3, 82, 6, "打印人", printed, st)
		f.right(rightEdge, y, "第 "+strconv.Itoa(i+1)+" 页 / 共 "+strconv.Itoa(len(f.pages))+" 页", st)
		if mark != "" {
			f.watermark(mark)
		}
	}
}

// printed says who printed when, each after its label.
func (s Sheet) printed(by, at string) string {
	var parts []string
	if s.PrintedBy != "" {
		parts = append(parts, by+s.PrintedBy)
	}
	if !s.PrintedAt.IsZero() {
		parts = append(parts, at+moment(s.PrintedAt))
	}
	return strings.Join(parts, "　")
}

// mostMark bounds the watermark in characters.
const mostMark = 28

// watermark returns the words of the watermark, "" for none.
func (s Sheet) watermark() string {
	if s.NoWatermark {
		return ""
	}
	words := []rune(oneLine(s.printed("", "")))
	if len(words) > mostMark {
		words = append(words[:mostMark-1], '…')
	}
	return string(words)
}

// watermark draws pale words across the page, often enough that no half of a sheet is without.
func (f *form) watermark(words string) {
	const angle, columns, rows = 28 * math.Pi / 180, 2, 4
	st := style{points: 12, ink: markInk}
	width := min(f.width(words, st), 90) * math.Cos(angle)
	for row := range rows {
		for column := range columns {
			x := margin + innerWidth*(float64(column)+0.5)/columns - width/2
			y := 70 + float64(row)*60 + float64(column)*24
			f.turned(x, y, angle, words, st)
		}
	}
}

// annex prints in full, on pages of their own after the form, what did not fit its place: nothing that was written is lost.
func (f *form) annex() {
	if len(f.cut) == 0 {
		return
	}
	names := slices.Sorted(maps.Keys(f.cut))
	f.nextPage()
	f.section("附页", "表中未能列全的内容", 20)
	rows := make([][]string, 0, len(names))
	for _, name := range names {
		for _, whole := range f.cut[name] {
			rows = append(rows, []string{name, strings.TrimSpace(whole)})
		}
	}
	f.table(table{columns: []column{{"项目", 34, alignLeft}, {"全文", innerWidth - 34, alignLeft}}, rows: rows, points: 9, height: 8})
}
