package pdf

import (
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

// Words of a log's lines, which are Chinese whatever the window's language.
var (
	planWords    = map[string]string{app.PlanVisit: "拜访", app.PlanCollection: "收费服务", app.PlanService: "服务"}
	outcomeWords = map[string]string{
		app.OutcomeAgreed: "同意见面", app.OutcomeCallBack: "改时再拨", app.OutcomeNoAnswer: "无人接听", app.OutcomeWrong: "号码有误", app.OutcomeRefused: "不愿见面",
		app.OutcomeComplaint: "投诉", app.OutcomeConfirmed: "再次确认", app.OutcomeNoShow: "客户爽约",
	}
)

// WorkLogOf returns a person's log of a day, open or closed, with the mark that stands. Customers are masked, as whoever
// judges the day needs no names; so are those whom the plan names.
func WorkLogOf(s Sheet, v app.LogView) WorkLog {
	l := v.Log
	mark, marked := app.StandingMark(v.Marks, v.Person.SupervisorID)
	switch {
	case marked:
		s.Stage = StageConfirmed
	case l.Status == app.LogClosed:
		s.Stage = StageSubmitted
	default:
		s.Stage = StageDraft
	}
	out := WorkLog{
		Sheet: s, Date: l.Date, Person: v.Person.Name, StaffNo: v.Person.StaffNo, Unit: v.Person.Unit, DueAt: instantWords(v.DueAt), ClosedAt: instantWords(l.ClosedAt),
		Development: l.Development, PlanDone: l.PlanDone,
		Figures: LogFigures{
			Calls: l.Figures.Calls, Reached: l.Figures.Reached, Appointments: l.Figures.Appointments, Visits: l.Figures.Visits, NoShows: l.Figures.NoShows, Surveys: l.Figures.Surveys,
			Reminded: l.Figures.Reminded, PayWays: l.Figures.PayWays, Transfers: l.Figures.Transfers, Prospects: l.Figures.Prospects, Others: l.Figures.Others,
		},
	}
	for _, e := range l.Entries {
		out.Entries = append(out.Entries, logEntry(e))
	}
	for _, p := range l.Tomorrow {
		text := p.Text
		if p.CustomerName != "" {
			text = strings.ReplaceAll(text, p.CustomerName, app.MaskName(p.CustomerName))
		}
		out.Tomorrow = append(out.Tomorrow, LogPlan{Kind: word(planWords, p.Kind), At: p.At, Customer: app.MaskName(p.CustomerName), Text: text})
	}
	for _, a := range v.Additions {
		text := a.Text
		if a.Entry.RecordID != "" {
			e := logEntry(a.Entry)
			text = strings.Join(slices.DeleteFunc([]string{e.At + " " + e.Channel + " " + e.Customer, e.Content, e.Attitude, e.Answer, e.Next, a.Text}, func(s string) bool { return s == "" }), "；")
		}
		out.Additions = append(out.Additions, LogExtra{At: instantWords(a.At), Text: text})
	}
	if marked {
		out.Mark = logMark(mark, v.Marker[mark.MarkerID])
	}
	return out
}

func logEntry(e app.LogEntry) LogEntry {
	content := e.Content
	if o := outcomeWords[e.Outcome]; o != "" {
		content = strings.TrimSuffix("【"+o+"】"+content, "\n")
	}
	next := e.NextStep
	if e.NextOn.Valid() {
		next = strings.TrimSpace(shortDay(e.NextOn) + " " + next)
	}
	return LogEntry{
		At: e.At.Clock(), Channel: word(channelWords, e.Channel), Customer: app.MaskName(strings.TrimRight(e.Customer, "*")), Content: content, Attitude: e.Attitude, Answer: e.Answer, Next: next,
	}
}

func logMark(m app.LogMark, by string) LogMark {
	out := LogMark{Score: int(m.Score), Morning: m.Morning, Evening: m.Evening, Comment: m.Comment, By: by, On: m.MarkedAt.Date(), FollowUp: m.FollowUp}
	for _, c := range app.LogCriteria {
		if n, ok := m.Criteria[c.Code]; ok {
			out.Parts = append(out.Parts, LogMarkPart{Name: criterionWords[c.Code], Score: n, Max: c.Max})
		}
	}
	return out
}

// instantWords returns a moment as forms print it, "" for an unknown one.
func instantWords(i app.Instant) string {
	if i == 0 {
		return ""
	}
	return moment(i.Time())
}
