package demo

import (
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// prospects gives the planner two people who have no policy with us yet.
func (p *planner) prospects() {
	for n := range 2 {
		c := p.client(p.me.StaffNo, prospectNumbers+n)
		c.card.Prospect, c.card.Source, c.card.Grade, c.card.Key, c.card.DoNotContact = true, []string{app.SourceReferral, app.SourceBranch}[n], "", false, false
		c.card.IDNo, c.card.IDType, c.card.CardNo = "", "", ""
		day := p.cal.AddWorkdays(p.today, -p.dice.in(2, 6)-n*3)
		c.card.OpenedOn = day
		if len(app.UsablePhones(c.card.Phones)) > 0 {
			p.add(&deed{day: day, at: day.Time().Add(16*time.Hour + 35*time.Minute), stage: app.StageFirstCall, cl: c, tries: maxTries})
		}
		p.clients = append(p.clients, c)
	}
}

// prospectNumbers keeps the dice of prospects apart from those of customers.
const prospectNumbers = 9000

// conflict leaves one edit that two laptops made of the same field: the value that lost is kept for the planner to settle.
func (p *planner) conflict(c *client) *app.Kept {
	lost := "工作日晚上七点半以后，先发短信"
	if c.card.BestTime == "" {
		c.card.BestTime = p.bestTimes[0]
	}
	return &app.Kept{
		ID: p.id("kept"), Kind: app.KindCustomer.Name, RowID: c.card.ID, CustomerID: c.card.ID, Field: "best_time",
		Value: string(record.Value(lost)), Winner: string(record.Value(c.card.BestTime)), Author: p.me.ID,
		At: app.InstantOf(p.now.Add(-27 * time.Hour)), Status: app.KeptOpen,
	}
}

// correct replaces one record of a closed day by a corrected one, as the planner does who finds a slip: the log of that
// day gets an addition.
func (p *planner) correct(days []dayLog) *app.LogAddition {
	day := p.cal.AddWorkdays(p.today, -4)
	for _, l := range days {
		if l.log.Date != day {
			continue
		}
		for _, r := range p.records {
			if r.At.Date() != day || r.Channel != app.ChannelPhone || r.Outcome != app.OutcomeDone || r.Promise != "" || r.Kept != "" {
				continue
			}
			fixed := *r
			fixed.ID, fixed.Corrects = p.id("record"), r.ID
			fixed.RecordedAt = l.log.ClosedAt + app.Instant(16*time.Hour/time.Millisecond)
			fixed.Answer = strings.TrimSuffix(r.Answer, "。") + "；补记：已提醒客户核对短信里的保单号。"
			p.records = append(p.records, &fixed)
			return &app.LogAddition{
				ID: p.id("log_addition"), LogID: l.log.ID, PersonID: p.me.ID, At: fixed.RecordedAt,
				Text: "更正一条服务记录，补充答复内容。", Entry: app.EntryOf(fixed, p.names[r.CustomerID]),
			}
		}
	}
	return nil
}
