package book

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Filters of the list of prospects beside its stages: those still followed, and those who have become customers.
const (
	filterOpen = "open"
	filterWon  = "won"
)

// stageOptions are the filters by stage, with how many prospects each leaves.
func stageOptions(rows []app.ProspectRow) []widgets.Option {
	ids := append([]string{filterOpen}, app.ProspectStages...)
	ids = append(ids, filterWon)
	out := make([]widgets.Option, len(ids))
	for i, id := range ids {
		label := "prospect.stage." + id
		if id == filterOpen || id == filterWon {
			label = map[string]string{filterOpen: "book.prospects.open", filterWon: "book.prospects.wonlist"}[id]
		}
		out[i] = widgets.Option{ID: id, Label: numbered(lang.X(label, ""), len(atStage(rows, id)))}
	}
	return out
}

func atStage(rows []app.ProspectRow, filter string) []app.ProspectRow {
	return slices.DeleteFunc(slices.Clone(rows), func(w app.ProspectRow) bool {
		switch filter {
		case filterOpen:
			return w.Won || w.Stage == app.ProspectDropped
		case filterWon:
			return !w.Won
		}
		return w.Won || w.Stage != filter
	})
}

// fromSource are the rows of a source that a search finds; nil found finds all.
func fromSource(rows []app.ProspectRow, source string, found map[string]bool) []app.ProspectRow {
	return slices.DeleteFunc(slices.Clone(rows), func(w app.ProspectRow) bool {
		return found != nil && !found[w.ID] || source != filterAll && app.SourceOf(app.Customer{Source: w.Source}) != source
	})
}

// sourceOptions are the sources of prospects; any, if it is not empty, stands for all of them.
func sourceOptions(any string) []widgets.Option {
	var out []widgets.Option
	if any != "" {
		out = append(out, widgets.Option{ID: filterAll, Label: any})
	}
	for i, s := range app.ProspectSources {
		out = append(out, widgets.Option{ID: s, Label: lang.X("prospect.source."+strconv.Itoa(i), "")})
	}
	return out
}

// sourceName writes a source as written on a card in the user's language; a person's own words stay.
func sourceName(source string) string {
	if i := slices.Index(app.ProspectSources, source); i >= 0 {
		return lang.X("prospect.source."+strconv.Itoa(i), "")
	}
	return source
}

var stageTones = map[string]widgets.Tone{
	app.ProspectNew: widgets.Neutral, app.ProspectContacted: widgets.Info, app.ProspectMet: widgets.Info, app.ProspectProposal: widgets.Warning,
	app.ProspectClosed: widgets.Success, app.ProspectDropped: widgets.Neutral,
}

func stageWord(w app.ProspectRow) string {
	if w.Won {
		return lang.X("book.prospects.won_badge", "")
	}
	return lang.X("prospect.stage."+w.Stage, "")
}

func stageBadge(w app.ProspectRow) *widgets.Badge {
	return widgets.NewBadge(stageWord(w), stageTones[w.Stage])
}

func prospectColumns(clear func(id string) bool, today func() app.Date) []widgets.Column[app.ProspectRow] {
	type row = app.ProspectRow
	by := func(of func(row) string) func(a, b row) int {
		return func(a, b row) int { return strings.Compare(of(a), of(b)) }
	}
	next := func(w row) string {
		if w.NextOn == "" {
			return "9999"
		}
		return string(w.NextOn)
	}
	return []widgets.Column[row]{
		{ID: "name", Label: lang.X("common.name", ""), Width: 92, Compare: by(func(w row) string { return w.Name }), Render: func(w row) widgets.Cell { return widgets.Cell{Text: w.Name, Bold: true} }},
		{ID: "stage", Label: lang.X("book.prospects.stage", ""), Width: 104, Compare: func(a, b row) int {
			return slices.Index(app.ProspectStages, a.Stage) - slices.Index(app.ProspectStages, b.Stage)
		}, Render: func(w row) widgets.Cell {
			return widgets.Cell{Text: stageWord(w), Tone: stageTones[w.Stage], Badge: true}
		}},
		{ID: "source", Label: lang.X("field.source", ""), Width: 108, Spare: true, Compare: by(func(w row) string { return sourceName(w.Source) }), Render: func(w row) widgets.Cell { return widgets.Cell{Text: sourceName(w.Source)} }},
		{ID: "referrer", Label: lang.X("book.prospects.referrer", ""), Width: 96, Spare: true, Compare: by(func(w row) string { return w.Referrer }), Render: func(w row) widgets.Cell { return widgets.Cell{Text: w.Referrer} }},
		{ID: "phone", Label: lang.X("field.phone", ""), Width: 118, Render: func(w row) widgets.Cell { return phoneCell(w.Phone, app.Full, clear(w.ID)) }},
		{ID: "next", Label: lang.X("field.next_step", ""), Width: 120, Weight: 1, Render: func(w row) widgets.Cell { return widgets.Cell{Text: w.Next} }},
		{ID: "next_on", Label: lang.X("field.next_on", ""), Width: 104, Compare: by(next), Render: func(w row) widgets.Cell {
			c := widgets.Cell{Text: string(w.NextOn)}
			if w.NextOn != "" && w.NextOn < today() {
				c.Tone = widgets.Danger
			}
			return c
		}},
		{ID: "last", Label: lang.X("book.prospects.last", ""), Width: 104, Spare: true, Compare: func(a, b row) int { return int(min(1, max(-1, a.Last-b.Last))) }, Render: func(w row) widgets.Cell {
			if w.Last == 0 {
				return widgets.Cell{Text: lang.X("book.prospects.never", ""), Tone: widgets.Warning}
			}
			return widgets.Cell{Text: string(w.Last.Date())}
		}},
	}
}

// prospectFacts says what is known of a prospect.
func prospectFacts(w app.ProspectRow, clear bool, today app.Date) fyne.CanvasObject {
	phone := app.MaskPhone(w.Phone)
	if clear {
		phone = w.Phone
	}
	last := ""
	if w.Last != 0 {
		last = words.ShortStamp(w.Last) + "　" + w.LastText
	}
	var lines []fyne.CanvasObject
	for _, f := range [][2]string{
		{lang.X("field.phone", ""), phone},
		{lang.X("field.source", ""), joined(" · ", sourceName(w.Source), referred(w))},
		{lang.X("book.prospects.opened", ""), joined("　", string(w.OpenedOn), daysSince(w.OpenedOn, today))},
		{lang.X("book.prospects.last", ""), last},
		{lang.X("field.next_step", ""), joined("　", string(w.NextOn), w.Next)},
		{lang.X("common.remark", ""), w.Notes},
	} {
		if f[1] == "" {
			continue
		}
		lines = append(lines, widgets.Sides(widgets.FixedWidth(72, widgets.VStack(0, widgets.MutedText(f[0]).Clipped())), widgets.NewParagraph(f[1]), nil))
	}
	return widgets.VStack(4, lines...)
}

func referred(w app.ProspectRow) string {
	if w.Referrer == "" {
		return ""
	}
	return lang.X("book.prospects.by", "", map[string]any{"Name": w.Referrer})
}

func daysSince(d, today app.Date) string {
	if !d.Valid() || d > today {
		return ""
	}
	if d == today {
		return lang.X("common.today", "")
	}
	return lang.X("common.days_ago", "", map[string]any{"N": today.DaysSince(d)})
}

// monthFigures shows the prospects entered this month by stage and source.
func monthFigures(f app.ProspectFigures) fyne.CanvasObject {
	lines := []fyne.CanvasObject{widgets.Figure(lang.X("book.prospects.entered", ""), strconv.Itoa(f.New), widgets.Info)}
	share := func(n int) float64 { return float64(n) / float64(max(f.New, 1)) }
	if f.New == 0 {
		return widgets.VStack(8, append(lines, widgets.MutedText(lang.X("book.prospects.month.none", "")))...)
	}
	lines = append(lines, widgets.Section(lang.X("book.prospects.by_stage", "")))
	for _, s := range app.ProspectStages {
		if n := f.ByStage[s]; n > 0 {
			lines = append(lines, widgets.BarRow(lang.X("prospect.stage."+s, ""), strconv.Itoa(n), share(n), widgets.Info))
		}
	}
	lines = append(lines, widgets.Section(lang.X("book.prospects.by_source", "")))
	for _, s := range app.ProspectSources {
		if n := f.BySource[s]; n > 0 {
			lines = append(lines, widgets.BarRow(sourceName(s), strconv.Itoa(n), share(n), widgets.Success))
		}
	}
	return widgets.VStack(6, lines...)
}
