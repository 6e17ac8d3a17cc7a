package demo

import (
	"slices"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
)

// logDays is for how many days back the logs are there.
const logDays = 36

// dayLog is one planner's log of a day with its mark.
type dayLog struct {
	log  *app.WorkLog
	mark *app.LogMark
}

// logs closes the planner's working days of the last month. missing is the day, counted back in working days, that was
// never closed, late the one that was closed too late; 0 for none.
func (p *planner) logs(missing, late int) []dayLog {
	byDay := map[app.Date][]*app.ServiceRecord{}
	for _, r := range p.records {
		byDay[r.At.Date()] = append(byDay[r.At.Date()], r)
	}
	var out []dayLog
	development := p.shuffled(p.development)
	for day := p.today.AddDays(-logDays); day < p.today; day = day.AddDays(1) {
		if !p.cal.IsWorkday(day) || missing > 0 && day == p.cal.AddWorkdays(p.today, -missing) {
			continue
		}
		l := &app.WorkLog{ID: app.WorkLogID(p.me.ID, day), PersonID: p.me.ID, Date: day, Status: app.LogClosed}
		for _, r := range byDay[day] {
			l.Entries = append(l.Entries, app.EntryOf(*r, p.names[r.CustomerID]))
		}
		l.Figures = p.figures(day, byDay[day])
		l.Development = development[len(out)%len(development)]
		l.PlanDone = p.planned(l)
		next := p.cal.AddWorkdays(day, 1)
		l.Tomorrow = p.tomorrow(next, byDay[next])
		closed := day.Time().Add(time.Duration(17*60+42+p.dice.in(0, 48)) * time.Minute)
		for _, r := range byDay[day] {
			if at := r.RecordedAt.Time(); at.After(closed) {
				closed = at.Add(10 * time.Minute)
			}
		}
		if p.dice.chance(12) { // next morning, before the morning meeting
			closed = next.Time().Add(time.Duration(8*60+5+p.dice.in(0, 40)) * time.Minute)
		}
		if late > 0 && day == p.cal.AddWorkdays(p.today, -late) {
			closed = next.Time().Add(time.Duration(11*60+20+p.dice.in(0, 25)) * time.Minute)
		}
		if closed.After(p.now) {
			closed = day.Time().Add(18*time.Hour + 12*time.Minute)
		}
		if closed.After(p.now) {
			continue
		}
		l.ClosedAt = app.InstantOf(closed)
		out = append(out, dayLog{log: l})
	}
	return out
}

func (p *planner) shuffled(list []string) []string {
	out := slices.Clone(list)
	p.dice.r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// figures counts a day as the program does.
func (p *planner) figures(day app.Date, records []*app.ServiceRecord) app.DayFigures {
	var plain []app.ServiceRecord
	for _, r := range records {
		plain = append(plain, *r)
	}
	f := app.FiguresOf(app.Standing(plain))
	for _, s := range p.surveys {
		if s.SignedAt != 0 && s.SignedAt.Date() == day {
			f.Surveys++
		}
	}
	for _, c := range p.clients {
		if c.card.Prospect && c.card.OpenedOn == day {
			f.Prospects++
		}
	}
	return f
}

// planned says whether the day's plan was carried out.
func (p *planner) planned(l *app.WorkLog) string {
	f, kind := l.Figures, "ok"
	if f.NoShows > 0 || f.Calls < 5 || p.dice.chance(10) {
		kind = "miss"
	}
	var fit []string
	for _, s := range p.planDone[kind] {
		if strings.Contains(s, "爽约") && (f.NoShows > 0) == strings.Contains(s, "无爽约") {
			continue
		}
		if suits(s, l) {
			fit = append(fit, s)
		}
	}
	if len(fit) == 0 {
		fit = p.planDone["quiet"]
	}
	text := one(p.dice, fit)
	return strings.NewReplacer("{calls}", itoa(f.Calls), "{visits}", itoa(f.Visits)).Replace(text)
}

// suits reports whether what a text speaks of happened on the day.
func suits(text string, l *app.WorkLog) bool {
	f := l.Figures
	had := func(outcome string) bool {
		return slices.ContainsFunc(l.Entries, func(e app.LogEntry) bool { return e.Outcome == outcome })
	}
	for word, ok := range map[string]bool{
		"面访": f.Visits > 0, "问卷": f.Surveys > 0, "宽限期": f.Reminded > 0, "没有接": f.Calls > f.Reached, "空号": had(app.OutcomeWrong),
		"投诉": had(app.OutcomeComplaint), "首次电话": had(app.OutcomeAgreed), "电话量足": f.Calls >= 8, "承诺": f.Reached > 4,
		"无人接听": had(app.OutcomeNoAnswer),
	} {
		if strings.Contains(text, word) && !ok {
			return false
		}
	}
	return true
}

// tomorrow plans the next working day: its appointments first, then reminders and calls.
func (p *planner) tomorrow(day app.Date, records []*app.ServiceRecord) []app.PlanItem {
	var out []app.PlanItem
	for _, a := range p.appts {
		if a.At.Date() == day && a.Status != app.AppointmentCancelled {
			out = append(out, app.PlanItem{
				Kind: app.PlanVisit, CustomerID: a.CustomerID, CustomerName: p.names[a.CustomerID], At: a.At.Clock(), Text: a.Purpose,
			})
		}
	}
	slices.SortStableFunc(out, func(a, b app.PlanItem) int { return strings.Compare(a.At, b.At) })
	count := map[string]int{}
	add := func(kind, customer, text string) {
		if count[kind] < 3 && !slices.ContainsFunc(out, func(i app.PlanItem) bool { return i.CustomerID == customer }) {
			count[kind]++
			out = append(out, app.PlanItem{Kind: kind, CustomerID: customer, CustomerName: p.names[customer], Text: text})
		}
	}
	for _, r := range records {
		switch {
		case r.Channel != app.ChannelPhone:
		case r.Stage == app.StagePayment:
			add(app.PlanCollection, r.CustomerID, "提醒交费，确认交费方式")
		case r.Kept != "":
			add(app.PlanService, r.CustomerID, "回复上次约定的事项")
		case r.Stage == app.StageFirstCall:
			add(app.PlanService, r.CustomerID, "首次电话约访")
		case r.Stage == app.StageReturn:
			add(app.PlanService, r.CustomerID, "定期回访")
		}
	}
	for _, d := range p.deeds[day] {
		if len(out) < 6 && day >= p.today && d.stage == app.StagePayment && !d.visit {
			add(app.PlanCollection, d.cl.card.ID, "提醒交费，确认交费方式")
		}
	}
	return out
}
