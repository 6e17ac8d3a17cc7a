package intake

import (
	"context"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/xuri/excelize/v2"
)

// date1904 is what serial dates of the 1904 system lack to those of the 1900 system.
const date1904 = 1462

// exactDigits is how many digits of a number a spreadsheet keeps.
const exactDigits = 15

var (
	scientific     = regexp.MustCompile(`^[+-]?\d+(\.\d*)?[Ee][+-]?\d+$`)
	literalFormula = regexp.MustCompile(`^=?(?:"((?:[^"]|"")*)"|(\d+(?:\.\d+)?))$`)
)

// workbook is an open .xlsx file.
type workbook struct {
	*excelize.File
	formulas bool
}

func readWorkbook(ctx context.Context, name string, r io.Reader, progress Progress) (*Sheet, error) {
	// Everything stays in memory: by default large sheets would be unpacked, in the clear, into the folder for
	// temporary files.
	f, err := excelize.OpenReader(r, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxSize, UnzipXMLSizeLimit: maxSize})
	if f != nil {
		defer func() { _ = f.Close() }()
	}
	if err != nil {
		if errors.Is(err, excelize.ErrWorkbookPassword) {
			return nil, notSheet(name, "文件有密码，请先去掉密码", err)
		}
		return nil, notSheet(name, "这不是 .xlsx 表格，或文件已损坏", err)
	}
	w := workbook{File: f}
	w.formulas = w.hasFormulas()
	names := w.visibleSheets()
	if len(names) == 0 {
		return nil, notSheet(name, "这不是 .xlsx 表格，里面没有工作表", nil)
	}
	var chosen string
	var h header
	var others []string
	var heads []row
	var broken error
	for _, sheet := range names {
		head, err := w.head(sheet)
		if err != nil {
			broken = err // a chart's sheet has no rows, and another sheet may still be whole
			continue
		}
		heads = append(heads, head...)
		g, ok := findHeader(head)
		switch {
		case !ok:
		case chosen == "" || g.score > h.score:
			if chosen != "" {
				others = append(others, chosen)
			}
			chosen, h = sheet, g
		default:
			others = append(others, sheet)
		}
	}
	switch {
	case chosen == "" && broken != nil:
		return nil, notSheet(name, "工作表读不出来，文件可能已损坏", broken)
	case len(heads) == 0:
		return nil, app.FieldErrorf(app.ErrEmptySheet, name, "表格是空的，没有任何内容")
	case chosen == "":
		return nil, noPolicyNo(name, heads)
	}
	s := &Sheet{Name: chosen, Others: others, columns: h.columns}
	if props, err := w.GetWorkbookProps(); err == nil && props.Date1904 != nil && *props.Date1904 {
		s.epoch = date1904
	}
	return s, w.read(ctx, s, h, progress)
}

// visibleSheets lists the worksheets that are not hidden; all of them if every one is.
func (w workbook) visibleSheets() []string {
	var out []string
	for _, name := range w.GetSheetList() {
		if ok, err := w.GetSheetVisible(name); err == nil && ok {
			out = append(out, name)
		}
	}
	if out == nil {
		return w.GetSheetList()
	}
	return out
}

func (w workbook) head(sheet string) ([]row, error) {
	var head []row
	err := w.each(sheet, func(r row) (bool, error) {
		if !r.empty() {
			head = append(head, r)
		}
		return len(head) < headRows && r.line < 10*headRows, nil
	})
	return head, err
}

// read reads the rows below the header.
func (w workbook) read(ctx context.Context, s *Sheet, h header, progress Progress) error {
	total := w.lastRow(s.Name)
	last := 0
	err := w.each(s.Name, func(r row) (bool, error) {
		if r.line/progressRows > last/progressRows {
			if err := tick(ctx, progress, r.line/progressRows*progressRows, max(total, r.line)); err != nil {
				return false, err
			}
		}
		last = r.line
		switch {
		case r.line < h.first:
		case r.line <= h.last:
			s.header = append(s.header, r)
		case !r.empty():
			for _, c := range h.columns {
				if c.field == PolicyNo && c.index < len(r.cells) {
					r.cells[c.index] = w.policyNo(s.Name, r.line, c.index, r.cells[c.index])
				}
			}
			s.rows = append(s.rows, r)
		}
		return true, nil
	})
	var e *app.Error
	if err != nil && !errors.As(err, &e) {
		err = notSheet(s.File, "工作表读不出来，文件可能已损坏", err)
	}
	if err == nil {
		progress(last, last)
	}
	return err
}

// each streams the rows of a worksheet until fn returns false. Cells come as they are stored, not as they are shown:
// dates as serial numbers, amounts without their format.
func (w workbook) each(sheet string, fn func(row) (bool, error)) error {
	rows, err := w.Rows(sheet)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		for i, v := range cells {
			switch {
			case v == "" && w.formulas:
				cells[i] = w.formulaText(sheet, line, i)
			case len(v) < 40 && strings.ContainsAny(v, "Ee") && scientific.MatchString(v) && w.numeric(sheet, line, i):
				cells[i] = plainNumber(v)
			}
		}
		if more, err := fn(row{line: line, cells: cells}); err != nil || !more {
			return err
		}
	}
	return rows.Error()
}

// numeric reports whether a cell holds a number rather than text.
func (w workbook) numeric(sheet string, line, col int) bool {
	name, err := excelize.CoordinatesToCellName(col+1, line)
	if err != nil {
		return false
	}
	t, err := w.GetCellType(sheet, name)
	return err == nil && (t == excelize.CellTypeUnset || t == excelize.CellTypeNumber)
}

// formulaText returns the value of a formula that is nothing but a text or a number (="2008440101") and was saved without
// its result, as programs that are no spreadsheet save it.
func (w workbook) formulaText(sheet string, line, col int) string {
	name, err := excelize.CoordinatesToCellName(col+1, line)
	if err != nil {
		return ""
	}
	formula, err := w.GetCellFormula(sheet, name)
	if err != nil || formula == "" {
		return ""
	}
	if literalFormula.MatchString(formula) {
		return "=" + strings.TrimPrefix(formula, "=")
	}
	return "#公式"
}

// hasFormulas reports whether any worksheet holds a formula; only then empty cells are looked at twice.
func (w workbook) hasFormulas() bool {
	found := false
	w.Pkg.Range(func(name, content any) bool {
		data, ok := content.([]byte)
		if ok && strings.Contains(strings.ToLower(name.(string)), "worksheets/") {
			found = found || formulaTag.Match(data)
		}
		return !found
	})
	return found
}

var (
	formulaTag   = regexp.MustCompile(`<(?:\w+:)?f[\s>/]`)
	dimensionTag = regexp.MustCompile(`<(?:\w+:)?dimension\s+ref="[A-Z]+\d+:[A-Z]+(\d+)"`)
)

// lastRow returns the last row the worksheets say they have, 0 if none says: an estimate for the progress shown.
func (w workbook) lastRow(string) int {
	last := 0
	w.Pkg.Range(func(name, content any) bool {
		data, ok := content.([]byte)
		if ok && strings.Contains(strings.ToLower(name.(string)), "worksheets/") {
			if m := dimensionTag.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
				n, _ := strconv.Atoi(string(m[1]))
				last = max(last, n)
			}
		}
		return true
	})
	return last
}

// policyNo returns a policy number cell as it can be trusted: a number the spreadsheet could not keep exactly comes back
// in the form it is shown in (2.00844E+17), which no policy number has.
func (w workbook) policyNo(sheet string, line, col int, v string) string {
	digits := strings.TrimSpace(v)
	if whole, zeros, ok := strings.Cut(digits, "."); ok && strings.Trim(zeros, "0") == "" {
		digits = whole
	}
	if len(digits) < 12 || strings.Trim(digits, "0123456789") != "" {
		return v
	}
	significant := len(strings.TrimRight(strings.TrimLeft(digits, "0"), "0"))
	if (len(digits) > exactDigits || significant <= 6) && w.numeric(sheet, line, col) {
		f, _ := strconv.ParseFloat(digits, 64)
		return shownNumber(f)
	}
	return v
}

// plainNumber writes out a number that was stored with an exponent, as some programs store every large number. One with
// more digits than a spreadsheet keeps comes back in the form it is shown in.
func plainNumber(v string) string {
	f, err := strconv.ParseFloat(v, 64)
	if err != nil {
		return v
	}
	if f >= 1e15 || f <= -1e15 {
		return shownNumber(f)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// shownNumber formats a large number as a spreadsheet shows it in a cell without format.
func shownNumber(f float64) string {
	s := strconv.FormatFloat(f, 'E', 5, 64)
	mantissa, exponent, _ := strings.Cut(s, "E")
	return strings.TrimRight(strings.TrimRight(mantissa, "0"), ".") + "E" + exponent
}
