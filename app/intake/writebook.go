package intake

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Leaf is one sheet of a workbook to be written: rows of texts, the first of them the head.
type Leaf struct {
	Name string
	Rows [][]string
}

// mostSheetName is how many characters the name of a sheet may have.
const mostSheetName = 31

// WriteBook writes a workbook (.xlsx). Every cell is a text, so that identity numbers, phones and policy numbers stay as
// they are and no text is taken for a formula. about stands above the head of every sheet: who exported it, when, for whom.
func WriteBook(w io.Writer, about string, leaves []Leaf) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 49})
	if err != nil {
		return fmt.Errorf("intake: %w", err)
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return fmt.Errorf("intake: %w", err)
	}
	names := map[string]bool{}
	for i, leaf := range leaves {
		name := sheetName(leaf.Name, names)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err == nil {
			err = writeLeaf(f, name, about, leaf.Rows, bold, text)
		}
		if err != nil {
			return fmt.Errorf("intake: %s: %w", name, err)
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("intake: %w", err)
	}
	return nil
}

// sheetName returns a name a sheet may have and no other has.
func sheetName(name string, taken map[string]bool) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, name)
	base := []rune(name)
	name = string(base[:min(len(base), mostSheetName)])
	for n := 2; name == "" || taken[strings.ToLower(name)]; n++ {
		end := fmt.Sprintf(" %d", n)
		name = string(base[:min(len(base), mostSheetName-len(end))]) + end
	}
	taken[strings.ToLower(name)] = true
	return name
}

func writeLeaf(f *excelize.File, sheet, about string, rows [][]string, bold, text int) error {
	s, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	widest := 0
	for _, r := range rows {
		widest = max(widest, len(r))
	}
	for c := 1; c <= widest; c++ {
		width := 24.0
		if c == widest {
			width = 60
		}
		if err := s.SetColWidth(c, c, width); err != nil {
			return err
		}
	}
	if err := s.SetRow("A1", []any{excelize.Cell{StyleID: bold, Value: about}}); err != nil {
		return err
	}
	for i, r := range rows {
		style := text
		if i == 0 {
			style = bold
		}
		cells := make([]any, len(r))
		for c, v := range r {
			cells[c] = excelize.Cell{StyleID: style, Value: v}
		}
		if err := s.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
			return err
		}
	}
	return s.Flush()
}
