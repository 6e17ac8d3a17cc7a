package demo

import (
	"github.com/fangce/fangce/app"
)

// looked are notes of who had personal data shown, and a customer who asked about the own data.
func (w *world) looked(o Options) {
	now := app.InstantOf(o.Now)
	for _, p := range w.planners {
		out := part{author: p.me.ID}
		d := newDice(o.Seed, "looked", p.me.StaffNo)
		for n := range 6 {
			c := p.clients[d.in(0, len(p.clients)-1)].card
			at := now - app.Instant(d.in(1, 20))*aDay - app.Instant(d.in(0, 8))*3600_000
			out.rows = append(out.rows, row{app.Access{
				ID: app.DerivedID("demo_access", p.me.ID, string(rune('a'+n))), PersonID: p.me.ID, CustomerID: c.ID, What: app.AccessPhone, How: app.AccessReveal, Count: 1, At: at,
			}, p.me.ID, at})
		}
		c := p.clients[d.in(0, len(p.clients)-1)].card
		at := now - 9*aDay
		out.rows = append(out.rows, row{app.DataRequest{
			ID: app.DerivedID("demo_request", p.me.ID), CustomerID: c.ID, PersonID: p.me.ID, Kind: app.RequestAccess, Channel: app.ChannelVisit,
			ReceivedOn: (at - 2*aDay).Date(), DoneAt: at, Identity: "当面核对身份证", Answer: "已打印本人资料交给客户",
		}, p.me.ID, at})
		w.parts = append(w.parts, out)
	}
}
