package team

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// rows shows the people of a day: name, figures, how their log stands.
func rows(people []app.TeamRow) []widgets.Row {
	out := make([]widgets.Row, len(people))
	for i, p := range people {
		badge, tone := words.TeamState(p)
		row := widgets.Row{ID: p.LogID, Title: p.Person.Name, Beside: p.Person.StaffNo, Badge: badge, Tone: tone}
		if p.State == app.TeamMissing {
			row.Sub = lang.X("team.not_arrived", "")
		} else {
			row.Sub = lang.X("team.figures", "", map[string]any{"Calls": p.Figures.Calls, "Visits": p.Figures.Visits, "Prospects": p.Figures.Prospects})
			if p.ClosedAt != 0 {
				row.Right = words.ShortStamp(p.ClosedAt)
				row.Alert = p.State == app.TeamLate
			}
		}
		out[i] = row
	}
	return out
}

// summary counts a day's logs.
func summary(people []app.TeamRow) string {
	arrived, marked := 0, 0
	for _, p := range people {
		switch p.State {
		case app.TeamMarked:
			marked++
			arrived++
		case app.TeamArrived, app.TeamLate:
			arrived++
		}
	}
	return lang.X("team.summary", "", map[string]any{"Arrived": arrived, "All": len(people), "Marked": marked})
}

// plan shows tomorrow's plan, one item a line.
func plan(items []app.PlanItem) string {
	var lines []string
	for i, p := range items {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, words.PlanLine(p)))
	}
	return strings.Join(lines, "\n")
}

// when says when a log was closed and whether that was in time.
func when(v app.LogView) string {
	if v.Log.ClosedAt == 0 {
		return ""
	}
	return lang.X("team.closed", "", map[string]any{"At": words.Stamp(v.Log.ClosedAt)})
}
