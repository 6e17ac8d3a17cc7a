package privacy

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// mostRows is how many rows of a section are shown; paper and files hold all.
const mostRows = 60

// choices are the sections with the number of their rows.
func choices(list []app.DataSection) []widgets.Option {
	out := make([]widgets.Option, len(list))
	for i, s := range list {
		out[i] = widgets.Option{ID: s.ID, Label: s.Title}
		if len(s.Rows) > 1 {
			out[i].Label += " " + strconv.Itoa(len(s.Rows))
		}
	}
	return out
}

// section returns a section by its id, the first where there is none.
func section(list []app.DataSection, id string) app.DataSection {
	for _, s := range list {
		if s.ID == id {
			return s
		}
	}
	if len(list) > 0 {
		return list[0]
	}
	return app.DataSection{}
}

// entries shows the rows of a section.
func entries(s app.DataSection) []widgets.TimelineItem {
	out := make([]widgets.TimelineItem, 0, min(len(s.Rows), mostRows))
	for i, r := range s.Rows[:min(len(s.Rows), mostRows)] {
		it := widgets.TimelineItem{ID: strconv.Itoa(i), Title: r.Title}
		if it.Title == "" {
			it.Title = s.Title
		}
		for _, l := range r.Lines {
			it.Lines = append(it.Lines, widgets.LabeledText{Label: l[0], Text: l[1]})
		}
		out = append(out, it)
	}
	return out
}

// howTone is the mood of a way to get at personal data: what leaves the program stands out.
func howTone(how string) widgets.Tone {
	switch how {
	case app.AccessExport:
		return widgets.Warning
	case app.AccessPrint, app.AccessCopy:
		return widgets.Info
	}
	return widgets.Neutral
}

// accessColumns are the columns of notes of who looked; with the customer where they are of several.
func accessColumns(several bool) []widgets.Column[app.AccessView] {
	columns := []widgets.Column[app.AccessView]{
		{
			ID: "at", Label: lang.X("field.at", ""), Width: 140, Compare: func(a, b app.AccessView) int { return int(a.At - b.At) },
			Render: func(a app.AccessView) widgets.Cell { return widgets.Cell{Text: words.Stamp(a.At)} },
		},
		{
			ID: "person", Label: lang.X("privacy.by", ""), Width: 96, Compare: func(a, b app.AccessView) int { return strings.Compare(a.Person, b.Person) },
			Render: func(a app.AccessView) widgets.Cell { return widgets.Cell{Text: somebody(a.Person)} },
		},
		{
			ID: "how", Label: lang.X("privacy.how", ""), Width: 80, Compare: func(a, b app.AccessView) int { return strings.Compare(a.How, b.How) },
			Render: func(a app.AccessView) widgets.Cell {
				return widgets.Cell{Text: words.AccessHow(a.How), Tone: howTone(a.How), Badge: true}
			},
		},
		{
			ID: "what", Label: lang.X("field.what", ""), Width: 180, Weight: 1,
			Render: func(a app.AccessView) widgets.Cell { return widgets.Cell{Text: words.AccessWhat(a.Access)} },
		},
	}
	if several {
		columns = append(columns, widgets.Column[app.AccessView]{
			ID: "customer", Label: lang.X("field.customer", ""), Width: 150, Compare: func(a, b app.AccessView) int { return strings.Compare(a.Customer, b.Customer) },
			Render: func(a app.AccessView) widgets.Cell { return widgets.Cell{Text: whose(a), Tone: toneOf(a)} },
		})
	}
	return columns
}

func somebody(name string) string {
	if name == "" {
		return lang.X("history.somebody", "")
	}
	return name
}

// whose names the customer of a note, or says how many there were.
func whose(a app.AccessView) string {
	switch {
	case a.Customer != "":
		return a.Customer
	case a.CustomerID != "":
		return lang.X("privacy.not_here", "")
	case a.Count > 1:
		return lang.X("privacy.many", "", map[string]any{"N": a.Count})
	}
	return "—"
}

func toneOf(a app.AccessView) widgets.Tone {
	if a.Customer == "" {
		return widgets.Muted
	}
	return widgets.Neutral
}

// stateTone is the mood of how a request stands.
func stateTone(s app.RequestState) widgets.Tone {
	switch s {
	case app.RequestLate:
		return widgets.Danger
	case app.RequestOpen:
		return widgets.Warning
	case app.RequestDone:
		return widgets.Success
	}
	return widgets.Neutral
}

// requestColumns are the columns of requests.
func requestColumns() []widgets.Column[app.DataRequestView] {
	day := func(id, label string, of func(v app.DataRequestView) app.Date) widgets.Column[app.DataRequestView] {
		return widgets.Column[app.DataRequestView]{
			ID: id, Label: lang.X(label, ""), Width: 104, Compare: func(a, b app.DataRequestView) int { return strings.Compare(string(of(a)), string(of(b))) },
			Render: func(v app.DataRequestView) widgets.Cell { return widgets.Cell{Text: string(of(v))} },
		}
	}
	return []widgets.Column[app.DataRequestView]{
		day("received", "field.received_on", func(v app.DataRequestView) app.Date { return v.ReceivedOn }),
		{ID: "kind", Label: lang.X("privacy.kind", ""), Width: 132, Render: func(v app.DataRequestView) widgets.Cell {
			return widgets.Cell{Text: lang.X("privacy.kind."+v.Kind, v.Kind)}
		}},
		{ID: "state", Label: lang.X("field.status", ""), Width: 84, Render: func(v app.DataRequestView) widgets.Cell {
			return widgets.Cell{Text: words.RequestState(v.State), Tone: stateTone(v.State), Badge: true}
		}},
		day("due", "privacy.due", func(v app.DataRequestView) app.Date { return v.DueOn }),
		{ID: "answer", Label: lang.X("privacy.answer", ""), Width: 160, Weight: 1, Render: func(v app.DataRequestView) widgets.Cell {
			return widgets.Cell{Text: v.Answer}
		}},
		{ID: "person", Label: lang.X("privacy.by", ""), Width: 88, Render: func(v app.DataRequestView) widgets.Cell {
			return widgets.Cell{Text: somebody(v.Person)}
		}},
	}
}

// least is the height of the middle of a dialog in a window.
func least(c fyne.Canvas, beside float32) float32 { return max(180, c.Size().Height-beside) }
