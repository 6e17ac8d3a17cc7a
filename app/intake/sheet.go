package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/fangce/fangce/app"
)

// maxSize is the largest file taken in, and the most a workbook may unpack to. Files of a million rows come with
// allocation; what is larger than this is no insurer's list.
const maxSize = 512 << 20

// ErrNoRows is the cause of the ErrEmptySheet of a spreadsheet whose header was understood and below which nothing stands.
var ErrNoRows = errors.New("intake: nothing below the header")

// progressRows is how many rows are read between two calls of progress and two looks at the context.
const progressRows = 500

// Progress is told how many rows are done and how many there are, as far as that is known (0: not yet). It may be nil.
type Progress func(done, total int)

// Sheet is a file that was read and whose header was understood.
type Sheet struct {
	File    string // name of the file without its folder
	Name    string // of the worksheet; "" in a CSV file
	Columns []app.ImportColumn
	Others  []string // other worksheets with policy numbers, which are not read

	columns []column
	rows    []row // below the header, empty ones left out
	header  []row // the header's own lines, to know them again further down
	epoch   int   // what to add to serial dates: 0, or 1462 in the 1904 system

	byField map[Field][]column // best first
	has     map[Field]bool
	headers map[string]bool
}

// row is one line of the file with its cells as text.
type row struct {
	line  int // as a spreadsheet shows it, from 1
	cells []string
}

func (r row) cell(i int) string {
	if i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

func (r row) empty() bool {
	for _, c := range r.cells {
		if !blank(c) {
			return false
		}
	}
	return true
}

// Len returns the number of rows below the header that are not empty.
func (s *Sheet) Len() int { return len(s.rows) }

// Open reads the file at path, see Read.
func Open(ctx context.Context, path string, progress Progress) (*Sheet, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &app.Error{Code: app.ErrNotFound, Field: filepath.Base(path), Message: "打不开这个文件", Cause: err}
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, &app.Error{Code: app.ErrNotFound, Field: filepath.Base(path), Message: "打不开这个文件", Cause: err}
	}
	if info.IsDir() {
		return nil, notSheet(filepath.Base(path), "这是文件夹，不是表格文件", nil)
	}
	return Read(ctx, path, f, info.Size(), progress)
}

// Read reads a spreadsheet and finds its header. Its errors are app.Error with ErrNotSheet (no .xlsx or .csv file, or one
// too large), ErrEmptySheet (nothing in it, or nothing below the header), ErrNoPolicyNo or ErrCancelled.
func Read(ctx context.Context, name string, r io.ReaderAt, size int64, progress Progress) (*Sheet, error) {
	name = filepath.Base(name)
	if progress == nil {
		progress = func(int, int) {}
	}
	if size == 0 {
		return nil, app.FieldErrorf(app.ErrEmptySheet, name, "文件是空的，没有任何内容")
	}
	if size > maxSize {
		return nil, notSheet(name, "文件太大，请分成几个文件导入", nil)
	}
	head := make([]byte, min(size, 4096))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, &app.Error{Code: app.ErrNotSheet, Field: name, Message: "文件读不出来", Cause: err}
	}
	var s *Sheet
	var err error
	switch what := sniff(head); what {
	case "":
		data := make([]byte, size)
		if _, err := r.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
			return nil, &app.Error{Code: app.ErrNotSheet, Field: name, Message: "文件读不出来", Cause: err}
		}
		s, err = readText(ctx, name, data, progress)
	case "zip":
		s, err = readWorkbook(ctx, name, io.NewSectionReader(r, 0, size), progress)
	default:
		return nil, notSheet(name, what, nil)
	}
	if err != nil {
		return nil, err
	}
	s.File = name
	for _, c := range s.columns {
		s.Columns = append(s.Columns, app.ImportColumn{Header: c.header, Field: string(c.field)})
	}
	if len(s.rows) == 0 {
		return nil, &app.Error{Code: app.ErrEmptySheet, Field: name, Message: "表头下面没有数据", Cause: ErrNoRows}
	}
	return s, nil
}

// magics are the beginnings of files that are no spreadsheet of ours, with what to tell the person.
var magics = []struct{ magic, message string }{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这是旧版 .xls 或加密的 Excel 文件，请用 Excel 打开后另存为不带密码的 .xlsx"},
	{"%PDF", "这是 PDF 文件，不是表格"},
	{"\x89PNG", "这是图片，不是表格"},
	{"\xff\xd8\xff", "这是图片，不是表格"},
	{"GIF8", "这是图片，不是表格"},
	{"BM\x00", "这是图片，不是表格"},
	{"Rar!", "这是压缩包，请解压后导入里面的表格"},
	{"7z\xbc\xaf", "这是压缩包，请解压后导入里面的表格"},
	{"\x1f\x8b", "这是压缩包，请解压后导入里面的表格"},
	{"{\\rtf", "这是文字文档，不是表格"},
	{"SQLite format 3", "这是数据库文件，不是表格"},
	{"\x7fELF", "这是程序文件，不是表格"},
}

// sniff tells by a file's beginning what it is: "" text, "zip", or a message why it is no spreadsheet.
func sniff(head []byte) string {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return "zip"
	}
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.message
		}
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	for _, tag := range []string{"<html", "<!doctype", "<table", "<?xml", "<head", "<meta"} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return "这是网页或 XML 文件，请用 Excel 打开后另存为 .xlsx"
		}
	}
	return ""
}

func notSheet(name, message string, cause error) error {
	return &app.Error{Code: app.ErrNotSheet, Field: name, Message: message, Cause: cause}
}

// tick reports progress and the end of the context every progressRows rows.
func tick(ctx context.Context, progress Progress, done, total int) error {
	if done%progressRows != 0 {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return &app.Error{Code: app.ErrCancelled, Message: "已取消", Cause: err}
	}
	if progress != nil {
		progress(done, total)
	}
	return nil
}
