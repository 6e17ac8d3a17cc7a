package demo

import (
	"strings"

	"github.com/fangce/fangce/app"
)

// papers are the forms printed in the last weeks that have not come back yet.
func (w *world) papers(o Options) {
	now := app.InstantOf(o.Now)
	for _, p := range w.planners {
		out := part{author: p.me.ID}
		d := newDice(o.Seed, "papers", p.me.StaffNo)
		put := func(paper app.Paper) {
			paper.ID, paper.PersonID = app.DerivedID("demo_paper", paper.Code), p.me.ID
			out.rows = append(out.rows, row{paper, p.me.ID, paper.PrintedAt})
		}
		for _, s := range p.surveys {
			if s.SignedAt == 0 && s.PrintedAt > now-21*aDay && s.PrintedAt < now {
				put(app.Paper{CustomerID: s.CustomerID, Form: app.PaperSurvey, Code: s.FormNo, RecordKind: app.KindSurvey.Name, RecordID: s.ID, PrintedAt: s.PrintedAt})
			}
		}
		c, at := p.clients[d.in(0, len(p.clients)-1)].card, now-app.Instant(d.in(2, 12))*aDay
		id := app.DerivedID("demo_paper_code", p.me.ID)
		day := at.Date()
		put(app.Paper{CustomerID: c.ID, Form: app.PaperReview, Code: "BZ" + string(day[:4]+day[5:7]+day[8:]) + "-" + strings.ToUpper(id[len(id)-6:]), PrintedAt: at})
		w.parts = append(w.parts, out)
	}
}
