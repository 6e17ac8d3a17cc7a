package pdf

import (
	"io"
	"strings"

	"github.com/fangce/fangce/app"
)

// PersonData is the 个人信息副本 of one customer: everything that is held, as PIPL art. 45 lets the customer have it.
type PersonData struct {
	Sheet
	Name      string            `json:"name" label:"客户姓名"`
	CardNo    string            `json:"card_no" label:"客户卡号"`
	Watermark string            `json:"watermark" label:"水印"` // who had it made, when and what for; on every page
	Sections  []app.DataSection `json:"sections"`
}

const personDataTitle = "个人信息副本"

// Write writes the copy as a PDF and says what to look at. The same data gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (p PersonData) Write(w io.Writer) (Report, error) { return write(p, w) }

func (p PersonData) lay() (*form, error) {
	f, err := newForm(p.Sheet, personDataTitle, oneLine(p.Name+"　卡号 "+p.CardNo), oneLine(p.Watermark))
	if err != nil {
		return nil, err
	}
	f.centered(margin, f.y-4.5, innerWidth, 6, "水印", p.Watermark, style{points: 8.5, ink: grey})
	f.y += 4
	for _, s := range p.Sections {
		if len(s.Rows) == 1 && s.Rows[0].Title == "" || s.ID == app.KindCustomer.Name {
			f.tableSection(s.Title, "", factTable(s.Rows[0].Lines))
			continue
		}
		f.tableSection(s.Title, "", entryTable(s.Rows))
	}
	f.finish(oneLine(p.Watermark))
	return f, nil
}

// factTable is a table of names and values.
func factTable(lines [][2]string) table {
	t := table{columns: []column{{"项目", 40, alignLeft}, {"内容", innerWidth - 40, alignLeft}}, points: 9.5, height: 8}
	for _, l := range lines {
		t.rows = append(t.rows, []string{l[0], l[1]})
	}
	return t
}

// entryTable is a table of rows, each with all it holds in one cell.
func entryTable(rows []app.DataEntry) table {
	t := table{columns: []column{{"时间或编号", 34, alignLeft}, {"内容", innerWidth - 34, alignLeft}}, points: 9, height: 8}
	for _, r := range rows {
		parts := make([]string, len(r.Lines))
		for i, l := range r.Lines {
			parts[i] = l[0] + "：" + strings.ReplaceAll(l[1], "\n", " ")
		}
		t.rows = append(t.rows, []string{r.Title, strings.Join(parts, "\n")})
	}
	return t
}
