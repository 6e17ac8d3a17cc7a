package intake

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/fangce/fangce/app"
)

// maxCell is the most a spreadsheet holds in one cell. A quoted cell that runs on longer was opened by a stray quote.
const maxCell = 32767

// headRows is how many rows are looked at for the header.
const headRows = 30

// separators are the signs between cells, in the order of trust.
const separators = ",\t;"

// readText reads a CSV file: its encoding, its separator, its header, its rows.
func readText(ctx context.Context, name string, data []byte, progress Progress) (*Sheet, error) {
	text, ok := decode(data)
	if !ok {
		return nil, notSheet(name, "文件内容不是文字，也不是 .xlsx 表格", nil)
	}
	if strings.TrimSpace(app.Visible(text)) == "" {
		return nil, app.FieldErrorf(app.ErrEmptySheet, name, "文件是空的，没有任何内容")
	}
	text, chosen := separatorHint(strings.TrimPrefix(text, "\ufeff"))
	h, sep, found := header{}, byte(0), false
	for i := 0; i < len(separators); i++ {
		if chosen != 0 && separators[i] != chosen {
			continue
		}
		if g, ok := findHeader(headOf(text, separators[i])); ok && (!found || g.score > h.score) {
			h, sep, found = g, separators[i], true
		}
	}
	if !found {
		return nil, noHeader(name, text)
	}
	s := &Sheet{columns: h.columns}
	total := strings.Count(text, "\n")
	c := csvReader{text: text, sep: sep}
	for {
		r, ok := c.next()
		if !ok {
			break
		}
		if err := tick(ctx, progress, r.line, total); err != nil {
			return nil, err
		}
		switch {
		case r.line < h.first:
		case r.line <= h.last:
			s.header = append(s.header, r)
		case !r.empty():
			s.rows = append(s.rows, r)
		}
	}
	progress(c.line, c.line)
	return s, nil
}

// separatorHint takes off the line sep=; with which a file tells Excel its separator; Excel does not show that line.
func separatorHint(text string) (rest string, sep byte) {
	line, rest, _ := strings.Cut(text, "\n")
	line = strings.Trim(strings.TrimRight(line, "\r"), `"`)
	if len(line) == 5 && strings.EqualFold(line[:4], "sep=") && strings.IndexByte(separators, line[4]) >= 0 {
		return rest, line[4]
	}
	return text, 0
}

func headOf(text string, sep byte) []row {
	c := csvReader{text: text, sep: sep}
	var head []row
	for len(head) < headRows {
		r, ok := c.next()
		if !ok {
			break
		}
		if !r.empty() {
			head = append(head, r)
		}
	}
	return head
}

// noHeader tells a text that is no table at all from a table without policy numbers.
func noHeader(name, text string) error {
	best := []row(nil)
	known := 0
	for i := 0; i < len(separators); i++ {
		head := headOf(text, separators[i])
		if n := knownHeaders(head); n > known || n == known && (best == nil || tableLike(head) && !tableLike(best)) {
			best, known = head, n
		}
	}
	if known == 0 && !tableLike(best) || known < 2 && workbookName(name) {
		return notSheet(name, "这不是表格文件，请选择 .xlsx 或 .csv", nil)
	}
	return noPolicyNo(name, best)
}

// tableLike reports whether at least two rows have the same number of cells, and that more than one.
func tableLike(head []row) bool {
	widths := map[int]int{}
	for _, r := range head {
		if n := len(r.cells); n > 1 {
			widths[n]++
			if widths[n] > 1 {
				return true
			}
		}
	}
	return false
}

func workbookName(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".xlsx" || ext == ".xls" || ext == ".xlsm"
}

// csvReader reads rows the way a spreadsheet does: a line break inside a quoted cell does not begin a row, an empty line
// is a row, a quote inside an unquoted cell is a character. A quote that is never closed is a character too, so that one
// stray sign cannot swallow the rest of a file.
type csvReader struct {
	text   string
	sep    byte
	pos    int
	line   int
	strays int // quotes that turned out to be characters
}

// next returns the next row; false at the end.
func (c *csvReader) next() (row, bool) {
	if c.pos >= len(c.text) {
		return row{}, false
	}
	c.line++
	r := row{line: c.line}
	for {
		cell, more := c.cell()
		r.cells = append(r.cells, cell)
		if !more {
			return r, true
		}
	}
}

// cell returns the next cell and whether another follows in the same row.
func (c *csvReader) cell() (string, bool) {
	if c.pos < len(c.text) && c.text[c.pos] == '"' {
		if cell, next, ok := c.quoted(); ok {
			c.pos = next
			return c.end(cell)
		}
		c.strays++
	}
	return c.end("")
}

// end reads on to the separator or the end of the row and returns what was read before with what stands there.
func (c *csvReader) end(before string) (string, bool) {
	start := c.pos
	for c.pos < len(c.text) {
		switch b := c.text[c.pos]; b {
		case c.sep, '\n', '\r':
			cell := before + c.text[start:c.pos]
			c.pos++
			if b == '\r' && c.pos < len(c.text) && c.text[c.pos] == '\n' {
				c.pos++
			}
			return cell, b == c.sep
		}
		c.pos++
	}
	return before + c.text[start:], false
}

// quoted reads a cell that begins with a quote. It fails where no closing quote stands within reach: the length of a
// cell, or the same line once quotes were found astray.
func (c *csvReader) quoted() (cell string, next int, ok bool) {
	from := c.pos + 1
	limit := min(len(c.text), from+4*maxCell)
	if c.strays > 0 {
		if i := strings.IndexAny(c.text[from:limit], "\r\n"); i >= 0 {
			limit = from + i
		}
	}
	var b strings.Builder
	for i := from; i < limit; {
		j := strings.IndexByte(c.text[i:limit], '"')
		if j < 0 {
			return "", 0, false
		}
		b.WriteString(c.text[i : i+j])
		i += j + 1
		if i < len(c.text) && c.text[i] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		return b.String(), i, true
	}
	return "", 0, false
}
