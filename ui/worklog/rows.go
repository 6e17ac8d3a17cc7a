package worklog

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// rows shows the days of a month, the newest first as they come, without days to come and without days off that have no log.
func rows(days []app.LogDay, today app.Date) []widgets.Row {
	var out []widgets.Row
	for _, d := range days {
		if d.Date > today || !d.WorkingDay && d.Status == "" && d.Date != today {
			continue
		}
		badge, tone := standing(d, today)
		row := widgets.Row{ID: string(d.Date), Title: words.Day(d.Date), Badge: badge, Tone: tone}
		switch {
		case d.Date == today:
			row.Sub = lang.X("common.today", "")
		case !d.WorkingDay:
			row.Sub = lang.X("worklog.day_off", "")
		default:
			row.Sub = lang.X("worklog.workday", "")
		}
		if d.Late {
			row.Right, row.Alert = lang.X("worklog.state.late", ""), true
		}
		out = append(out, row)
	}
	return out
}

// standing says in a word how a day's log stands.
func standing(d app.LogDay, today app.Date) (string, widgets.Tone) {
	switch {
	case d.Score >= 0:
		tone := widgets.Danger
		if d.Passed {
			tone = widgets.Success
		}
		return lang.X("worklog.state.marked", "", map[string]any{"N": d.Score}), tone
	case d.Status == app.LogClosed:
		return lang.X("worklog.state.closed", ""), widgets.Info
	case d.Date == today:
		return lang.X("worklog.state.open", ""), widgets.Neutral
	case d.WorkingDay:
		return lang.X("worklog.state.missing", ""), widgets.Danger
	}
	return "", widgets.Neutral
}

// rate says how many of the month's required logs have passed (002 §一.4).
func rate(days []app.LogDay, today app.Date) string {
	passed, required := 0, 0
	for _, d := range days {
		if !d.WorkingDay || d.Date >= today {
			continue
		}
		required++
		if d.Passed {
			passed++
		}
	}
	return lang.X("worklog.rate", "", map[string]any{"Passed": passed, "All": required})
}

// marked says what a supervisor gave and for what.
func marked(v app.LogView) (head, detail string, tone widgets.Tone, ok bool) {
	if len(v.Marks) == 0 {
		return "", "", widgets.Neutral, false
	}
	m := v.Marks[0]
	head = lang.X("worklog.mark", "", map[string]any{"Name": v.Marker[m.MarkerID], "N": m.Score, "All": app.LogFullMark})
	for _, c := range app.LogCriteria {
		if n, given := m.Criteria[c.Code]; given {
			detail += fmt.Sprintf("%s %d/%d　", lang.X("worklog.criterion."+c.Code, ""), n, c.Max)
		}
	}
	var ticks []string
	if m.Morning {
		ticks = append(ticks, lang.X("worklog.morning", ""))
	}
	if m.Evening {
		ticks = append(ticks, lang.X("worklog.evening", ""))
	}
	for _, t := range ticks {
		detail += t + "　"
	}
	if m.Comment != "" {
		detail += "\n" + m.Comment
	}
	if m.FollowUp.Valid() {
		detail += "\n" + lang.X("worklog.follow_up", "", map[string]any{"Date": string(m.FollowUp)})
	}
	tone = widgets.Success
	if m.Score < app.LogPassMark {
		tone = widgets.Danger
	}
	return head, detail, tone, true
}
