package intake

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// line is one row of the file in words.
type line struct {
	n                                  int
	status, policyNo, holder, problems string
	tone                               widgets.Tone
	kind                               string // for the filter: ok, doubtful, same or refused
}

// lines shows what was understood of every row.
func lines(p *app.ImportPreview) []line {
	out := make([]line, len(p.Lines))
	for i, l := range p.Lines {
		row := line{n: l.Line, policyNo: l.PolicyNo, holder: l.Holder, kind: l.Status, problems: problems(l.Problems)}
		switch {
		case l.Status == app.ImportRefused:
			row.tone = widgets.Danger
		case l.Status == app.ImportSame:
			row.tone = widgets.Neutral
		case len(l.Problems) > 0:
			row.tone, row.kind = widgets.Warning, "doubtful"
		default:
			row.tone = widgets.Success
		}
		row.status = lang.X("intake.status."+row.kind, "")
		out[i] = row
	}
	return out
}

// problems joins the doubts of a row: column and reason each.
func problems(list []app.ImportProblem) string {
	var parts []string
	for _, p := range list {
		reason := p.Reason
		if reason == "differs" {
			reason = lang.X("intake.differs", "")
		}
		if p.Column != "" {
			reason = p.Column + lang.X("common.colon", "") + reason
		}
		parts = append(parts, reason)
	}
	return strings.Join(parts, lang.X("intake.semicolon", ""))
}

// previewPanel shows the columns found, the counts and the rows.
type previewPanel struct {
	columns *widgets.Paragraph
	sheet   *widgets.Text
	others  *widgets.Banner // worksheets that were not read
	whole   *widgets.Banner // all that is to say about the chosen row
	filter  *widgets.Segmented
	table   *widgets.Table[line]
	content fyne.CanvasObject
}

// filters of the rows, in the order of the control.
var filters = []string{"", "ok", "doubtful", "same", "refused"}

func newPreviewPanel() *previewPanel {
	p := &previewPanel{
		columns: widgets.NewParagraph("").Small(), sheet: widgets.MutedText(""),
		others: widgets.Tag("intake.others", widgets.NewBanner(widgets.Neutral, "")), whole: widgets.Tag("intake.row", widgets.NewBanner(widgets.Neutral, "")),
	}
	var options []widgets.Option
	for _, f := range filters {
		options = append(options, widgets.Option{ID: f, Label: label(f, 0)})
	}
	p.table = widgets.Tag("intake.rows", widgets.NewTable(tableColumns(), func(l line) string { return strconv.Itoa(l.n) },
		widgets.EmptyState(theme.IconDone, lang.X("intake.none", ""), "", nil)))
	p.table.OnSelect = func(l line) { p.tell(l) }
	p.filter = widgets.Tag("intake.filter", widgets.NewSegmented(options, "", func(kind string) {
		p.table.Unselect()
		p.tell(line{})
		if kind == "" {
			p.table.SetFilter(nil)
			return
		}
		p.table.SetFilter(func(l line) bool { return l.kind == kind })
	}))
	p.content = widgets.Fill(
		widgets.Pad(0, 0, theme.PanelGap, 0, widgets.VStack(theme.PanelGap, p.others,
			widgets.Panel(lang.X("intake.understood", ""), []fyne.CanvasObject{p.sheet}, p.columns))),
		widgets.PanelFlush(lang.X("intake.rows", ""), []fyne.CanvasObject{p.filter}, widgets.Fill(nil, p.table, p.whole)), nil)
	return p
}

// tell shows what is to say about a row in full, as the table has one line for it.
func (p *previewPanel) tell(l line) {
	text := l.problems
	if text != "" {
		text = lang.X("intake.at.line", "", map[string]any{"N": l.n}) + text
	}
	p.whole.Set(l.tone, text)
	p.content.Refresh()
}

func label(filter string, n int) string {
	key := filter
	if key == "" {
		key = "all"
	}
	return fmt.Sprintf("%s %d", lang.X("intake.status."+key, ""), n)
}

func tableColumns() []widgets.Column[line] {
	return []widgets.Column[line]{
		{
			ID: "line", Label: lang.X("intake.column.line", ""), Width: 70, Align: fyne.TextAlignTrailing, Compare: func(a, b line) int { return cmp.Compare(a.n, b.n) },
			Render: func(l line) widgets.Cell { return widgets.Cell{Text: strconv.Itoa(l.n), Tone: widgets.Muted} },
		},
		{
			ID: "status", Label: lang.X("intake.column.status", ""), Width: 110, Compare: func(a, b line) int { return cmp.Compare(a.kind, b.kind) },
			Render: func(l line) widgets.Cell { return widgets.Cell{Text: l.status, Tone: l.tone, Badge: true} },
		},
		{
			ID: "policy", Label: lang.X("intake.column.policy", ""), Width: 200, Compare: func(a, b line) int { return cmp.Compare(a.policyNo, b.policyNo) },
			Render: func(l line) widgets.Cell { return widgets.Cell{Text: l.policyNo} },
		},
		{
			ID: "holder", Label: lang.X("intake.column.holder", ""), Width: 130,
			Render: func(l line) widgets.Cell { return widgets.Cell{Text: l.holder} },
		},
		{
			ID: "problems", Label: lang.X("intake.column.problems", ""), Width: 300, Weight: 1,
			Render: func(l line) widgets.Cell { return widgets.Cell{Text: l.problems, Tone: l.tone} },
		},
	}
}

func (p *previewPanel) fill(preview *app.ImportPreview, rows []line) {
	count := map[string]int{}
	for _, r := range rows {
		count[r.kind]++
	}
	count[""] = len(rows)
	for _, f := range filters {
		p.filter.SetLabel(f, label(f, count[f]))
	}
	p.filter.Set("")
	p.table.SetFilter(nil)
	p.table.SetRows(rows)
	p.table.Unselect()
	p.tell(line{})
	p.sheet.Set(source(preview))
	p.others.Set(widgets.Warning, notRead(preview.Others))
	p.columns.Set(columns(preview.Columns))
}

// source names the file, and the worksheet where it has several.
func source(p *app.ImportPreview) string {
	if p.Sheet == "" {
		return p.File
	}
	return p.File + " · " + p.Sheet
}

// notRead says that only one worksheet was read, "" if there are no others.
func notRead(others []string) string {
	if len(others) == 0 {
		return ""
	}
	return lang.X("intake.others", "", map[string]any{"N": len(others), "Names": strings.Join(others, lang.X("intake.comma", ""))})
}

// columns says which header was taken for what, and which were not used.
func columns(found []app.ImportColumn) string {
	var used, unused []string
	for _, c := range found {
		if c.Field == "" {
			unused = append(unused, c.Header)
			continue
		}
		switch name := lang.X("intake.field."+c.Field, ""); name {
		case c.Header, "":
			used = append(used, c.Header)
		default:
			used = append(used, c.Header+" → "+name)
		}
	}
	text := strings.Join(used, "　")
	if len(unused) > 0 {
		text += "\n" + lang.X("intake.unused", "") + strings.Join(unused, lang.X("intake.comma", ""))
	}
	return text
}
