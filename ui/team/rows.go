package team

import (
	"slices"

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

// when says when a log was closed and whether that was in time.
func when(v app.LogView) string {
	if v.Log.ClosedAt == 0 {
		return ""
	}
	return lang.X("team.closed", "", map[string]any{"At": words.Stamp(v.Log.ClosedAt)})
}

// waiting returns the next log after one that waits for a mark, from the top again after the last; "" if none does.
func waiting(people []app.TeamRow, after string) string {
	at := slices.IndexFunc(people, func(p app.TeamRow) bool { return p.LogID == after })
	for i := range people {
		p := people[(at+1+i)%len(people)]
		if p.LogID != after && (p.State == app.TeamArrived || p.State == app.TeamLate) {
			return p.LogID
		}
	}
	return ""
}
