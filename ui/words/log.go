package words

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// LogEntries shows what a log says was done, in the order of the day, and what was added after it was closed.
func LogEntries(v app.LogView) []widgets.TimelineItem {
	var out []widgets.TimelineItem
	for _, e := range v.Log.Entries {
		out = append(out, entry(e, ""))
	}
	for _, a := range v.Additions {
		extra := lang.X("log.added", "", map[string]any{"At": ShortStamp(a.At)})
		if a.Entry.RecordID != "" {
			out = append(out, entry(a.Entry, extra))
			continue
		}
		out = append(out, widgets.TimelineItem{ID: a.ID, Date: a.At.Clock(), Title: lang.X("log.addition", ""), Extra: extra, Lines: []widgets.LabeledText{{Text: a.Text}}})
	}
	return out
}

func entry(e app.LogEntry, extra string) widgets.TimelineItem {
	item := widgets.TimelineItem{
		ID: e.RecordID, Date: e.At.Clock(), Title: lang.X("channel."+e.Channel, "") + " · " + e.Customer, Extra: extra, Tone: tones[e.Outcome],
		Lines: []widgets.LabeledText{
			{Label: lang.X("log.content", ""), Text: e.Content},
			{Label: lang.X("log.attitude", ""), Text: e.Attitude},
			{Label: lang.X("log.answer", ""), Text: e.Answer},
			{Label: lang.X("log.next", ""), Text: strings.TrimSpace(e.NextStep + " " + string(e.NextOn))},
		},
	}
	if e.Outcome != "" {
		item.Badge = lang.X("outcome."+e.Outcome, "")
	}
	return item
}

// PlanLine writes one item of a plan.
func PlanLine(p app.PlanItem) string {
	line := lang.X("log.plan."+p.Kind, "")
	for _, part := range []string{p.At, p.CustomerName, p.Text} {
		if part != "" {
			line += "　" + part
		}
	}
	return line
}

// Plan writes a plan, one numbered item a line.
func Plan(items []app.PlanItem) string {
	lines := make([]string, len(items))
	for i, p := range items {
		lines[i] = strconv.Itoa(i+1) + ". " + PlanLine(p)
	}
	return strings.Join(lines, "\n")
}

// Figures shows the counts of a day, one tile each.
func Figures(f app.DayFigures) fyne.CanvasObject {
	tile := func(key string, n int) fyne.CanvasObject {
		tone := widgets.Neutral
		if n > 0 {
			tone = widgets.Info
		}
		return widgets.FigureTile(lang.X(key, ""), strconv.Itoa(n), tone)
	}
	return widgets.FittedGrid(6, theme.Gap, theme.Gap,
		tile("figures.calls", f.Calls), tile("figures.reached", f.Reached), tile("figures.visits", f.Visits),
		tile("figures.payment", f.Reminded+f.PayWays+f.Transfers), tile("figures.appointments", f.Appointments), tile("figures.prospects", f.Prospects))
}

// TeamState says in a word how the log of somebody of a team stands.
func TeamState(p app.TeamRow) (string, widgets.Tone) {
	switch p.State {
	case app.TeamMarked:
		tone := widgets.Success
		if p.Score < app.LogPassMark {
			tone = widgets.Danger
		}
		return lang.X("team.state.marked", "", map[string]any{"N": p.Score}), tone
	case app.TeamArrived:
		return lang.X("team.state.arrived", ""), widgets.Info
	case app.TeamLate:
		return lang.X("team.state.late", ""), widgets.Warning
	case app.TeamOpen:
		return lang.X("team.state.open", ""), widgets.Neutral
	}
	return lang.X("team.state.missing", ""), widgets.Danger
}
