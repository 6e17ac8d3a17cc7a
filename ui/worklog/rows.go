package worklog

import (
	"fmt"
	"strings"

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
		if d.Late && d.Status == app.LogClosed {
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

// mark is a supervisor's mark in words.
type mark struct {
	score        int64
	head, detail string
	tone         widgets.Tone
}

// marked says what a supervisor gave and for what.
func marked(v app.LogView) (mark, bool) {
	m, ok := app.StandingMark(v.Marks, v.Person.SupervisorID)
	if !ok {
		return mark{}, false
	}
	out := mark{score: m.Score, tone: widgets.Success, head: lang.X("worklog.mark", "", map[string]any{"Name": v.Marker[m.MarkerID], "N": m.Score, "All": app.LogFullMark})}
	if m.Score < app.LogPassMark {
		out.tone = widgets.Danger
	}
	var given, lines []string
	for _, c := range app.LogCriteria {
		if n, ok := m.Criteria[c.Code]; ok {
			given = append(given, fmt.Sprintf("%s %d/%d", lang.X("worklog.criterion."+c.Code, ""), n, c.Max))
		}
	}
	if m.Morning {
		given = append(given, lang.X("worklog.morning", ""))
	}
	if m.Evening {
		given = append(given, lang.X("worklog.evening", ""))
	}
	if len(given) > 0 {
		lines = append(lines, strings.Join(given, "　"))
	}
	if m.Comment != "" {
		lines = append(lines, m.Comment)
	}
	if m.FollowUp.Valid() {
		lines = append(lines, lang.X("worklog.follow_up", "", map[string]any{"Date": string(m.FollowUp)}))
	}
	out.detail = strings.Join(lines, "\n")
	return out, true
}
