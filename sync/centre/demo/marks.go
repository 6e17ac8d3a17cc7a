package demo

import (
	"strings"
	"time"

	"github.com/fangce/fangce/app"
)

// mark has the supervisor mark the logs of a planner on the morning after; those of yesterday for some planners only.
func (p *planner) mark(days []dayLog, supervisor string, markYesterday bool) {
	yesterday := p.cal.AddWorkdays(p.today, -1)
	last := map[string]int{}
	for i := range days {
		l := days[i].log
		at := p.cal.AddWorkdays(l.Date, 1).Time().Add(time.Duration(9*60+35+p.dice.in(0, 80)) * time.Minute)
		if closed := l.ClosedAt.Time(); !at.After(closed) {
			at = closed.Add(25 * time.Minute)
		}
		if at.After(p.now) || l.Date == yesterday && !markYesterday || l.Date < yesterday && l.Date > p.today.AddDays(-8) && p.dice.chance(8) {
			continue
		}
		m := &app.LogMark{
			ID: app.LogMarkID(l.ID, supervisor), LogID: l.ID, PersonID: p.me.ID, MarkerID: supervisor, Criteria: p.criteria(l),
			Morning: p.dice.chance(96), Evening: p.dice.chance(93), MarkedAt: app.InstantOf(at),
		}
		for _, n := range m.Criteria {
			m.Score += int64(n)
		}
		m.Comment = p.comment(m, l, last)
		if m.Score < app.LogPassMark {
			m.FollowUp = p.cal.AddWorkdays(app.DateOf(at), 2)
		}
		days[i].mark = m
	}
}

// criteria scores a log by what it holds.
func (p *planner) criteria(l *app.WorkLog) map[string]int {
	f := l.Figures
	out := map[string]int{
		"calls":       min(6, 2+f.Reached/2),
		"visits":      min(6, 3+f.Visits+f.NoShows),
		"prospects":   min(3, 1+f.Prospects+f.Others),
		"collections": min(3, 1+f.Reminded+f.PayWays/2),
		"plan":        min(2, len(l.Tomorrow)/2),
	}
	if p.dice.chance(25) {
		out["calls"] = max(1, out["calls"]-1)
	}
	if p.dice.chance(5) { // a badly kept log
		out["calls"], out["visits"], out["collections"] = 2, min(out["visits"], 3), 1
	}
	for _, c := range app.LogCriteria {
		out[c.Code] = min(out[c.Code], c.Max)
	}
	return out
}

// comment finds words for the score: praise, or what was weakest.
func (p *planner) comment(m *app.LogMark, l *app.WorkLog, last map[string]int) string {
	kind := "high"
	switch {
	case m.Score < app.LogPassMark:
		kind = "low"
	case m.Score < 17:
		kind = "mid"
		weakest := 100
		for _, c := range app.LogCriteria {
			if got := m.Criteria[c.Code] * 100 / c.Max; got < weakest && len(p.comments["mid-"+c.Code]) > 0 {
				kind, weakest = "mid-"+c.Code, got
			}
		}
		if p.dice.chance(20) {
			kind = "mid"
		}
	}
	texts := p.comments[kind]
	if last[kind] == 0 {
		last[kind] = p.dice.in(1, len(texts))
	}
	for range texts {
		last[kind]++
		if text := texts[last[kind]%len(texts)]; suits(text, l) || strings.HasPrefix(kind, "mid-") {
			return text
		}
	}
	return texts[0]
}
