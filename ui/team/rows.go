package team

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// lastWorkday returns today in the afternoon's sense of a supervisor: logs of a day arrive by the next morning, so the
// day to look at first is the last working day before today.
func lastWorkday(today app.Date, cal app.Calendar) app.Date {
	for d := today.AddDays(-1); d.DaysSince(today) > -15; d = d.AddDays(-1) {
		if cal.IsWorkday(d) {
			return d
		}
	}
	return today.AddDays(-1)
}

// rows shows the people of a day: name, figures, how their log stands.
func rows(people []app.TeamRow) []widgets.Row {
	out := make([]widgets.Row, len(people))
	for i, p := range people {
		badge, tone := standing(p)
		row := widgets.Row{ID: p.LogID, Title: p.Person.Name, Beside: p.Person.StaffNo, Badge: badge, Tone: tone}
		if p.State == app.TeamMissing {
			row.Sub = lang.X("team.not_arrived", "")
		} else {
			row.Sub = lang.X("team.figures", "", map[string]any{"Calls": p.Figures.Calls, "Visits": p.Figures.Visits, "Prospects": p.Figures.Prospects})
			if p.ClosedAt != 0 {
				row.Right = p.ClosedAt.Time().Format("01-02 15:04")
				row.Alert = p.State == app.TeamLate
			}
		}
		out[i] = row
	}
	return out
}

// standing says in a word how a log stands.
func standing(p app.TeamRow) (string, widgets.Tone) {
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

func longDate(d app.Date) string {
	t := d.Time()
	return lang.X("date.with_weekday", "", map[string]any{"M": int(t.Month()), "D": t.Day(), "W": lang.X(fmt.Sprintf("weekday.%d", int(t.Weekday())), "")})
}

// entries shows what a log says was done, in the order of the day.
func entries(v app.LogView) []widgets.TimelineItem {
	var out []widgets.TimelineItem
	for _, e := range v.Log.Entries {
		out = append(out, entry(e, lang.X("channel."+e.Channel, "")+" · "+e.Customer, ""))
	}
	for _, a := range v.Additions {
		extra := lang.X("team.added", "", map[string]any{"At": a.At.Time().Format("01-02 15:04")})
		if a.Entry.RecordID != "" {
			out = append(out, entry(a.Entry, lang.X("channel."+a.Entry.Channel, "")+" · "+a.Entry.Customer, extra))
			continue
		}
		out = append(out, widgets.TimelineItem{ID: a.ID, Date: a.At.Clock(), Title: lang.X("team.addition", ""), Extra: extra, Lines: []widgets.LabeledText{{Text: a.Text}}})
	}
	return out
}

func entry(e app.LogEntry, title, extra string) widgets.TimelineItem {
	item := widgets.TimelineItem{
		ID: e.RecordID, Date: e.At.Clock(), Title: title, Extra: extra, Tone: tones[e.Outcome],
		Lines: []widgets.LabeledText{
			{Label: lang.X("team.content", ""), Text: e.Content},
			{Label: lang.X("team.attitude", ""), Text: e.Attitude},
			{Label: lang.X("team.answer", ""), Text: e.Answer},
			{Label: lang.X("team.next", ""), Text: strings.TrimSpace(e.NextStep + " " + string(e.NextOn))},
		},
	}
	if e.Outcome != "" {
		item.Badge = lang.X("outcome."+e.Outcome, "")
	}
	return item
}

var tones = map[string]widgets.Tone{
	app.OutcomeAgreed: widgets.Success, app.OutcomeDone: widgets.Success, app.OutcomeConfirmed: widgets.Success,
	app.OutcomeCallBack: widgets.Info, app.OutcomeNoAnswer: widgets.Neutral, app.OutcomeWrong: widgets.Warning,
	app.OutcomeRefused: widgets.Warning, app.OutcomeComplaint: widgets.Danger, app.OutcomeNoShow: widgets.Warning,
}

// plan shows tomorrow's plan, one item a line.
func plan(items []app.PlanItem) string {
	var lines []string
	for i, p := range items {
		line := fmt.Sprintf("%d. %s", i+1, lang.X("team.plan."+p.Kind, ""))
		for _, part := range []string{p.At, p.CustomerName, p.Text} {
			if part != "" {
				line += "　" + part
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// when says when a log was closed and whether that was in time.
func when(v app.LogView) string {
	if v.Log.ClosedAt == 0 {
		return ""
	}
	return lang.X("team.closed", "", map[string]any{"At": v.Log.ClosedAt.Time().Format(time.DateOnly + " 15:04")})
}
