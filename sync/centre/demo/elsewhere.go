package demo

import (
	"github.com/fangce/fangce/app"
)

// elsewhere are policies of other companies that customers told of.
var elsewhere = []app.OutsidePolicy{
	{Company: "平安健康", Product: "百万医疗保险", Premium: app.Yuan(368), InsuredAmount: app.Yuan(2_000_000)},
	{Company: "太平人寿", Product: "综合意外伤害保险", Premium: app.Yuan(298), InsuredAmount: app.Yuan(500_000)},
	{Company: "泰康人寿", Product: "重大疾病保险", Premium: app.Yuan(4_260), InsuredAmount: app.Yuan(200_000)},
	{Company: "新华保险", Product: "少儿教育年金保险", Premium: app.Yuan(5_000), InsuredAmount: app.Yuan(60_000)},
	{Company: "中国人保", Product: "惠民补充医疗保险", Premium: app.Yuan(99), InsuredAmount: app.Yuan(1_000_000)},
}

// others puts policies of other companies on some of the cards of people with a family.
func (w *world) others(o Options) {
	today := app.DateOf(o.Now)
	for _, p := range w.planners {
		out := part{author: p.me.ID}
		for _, c := range p.clients {
			d := newDice(o.Seed, "elsewhere", c.card.ID)
			if len(c.card.Family) == 0 || c.card.Prospect || !d.chance(25) {
				continue
			}
			for n := range d.in(1, 2) {
				e := elsewhere[d.in(0, len(elsewhere)-1)]
				e.ID, e.CustomerID = app.DerivedID("demo_elsewhere", c.card.ID, string(rune('a'+n))), c.card.ID
				e.Insured = c.card.Family[d.in(0, len(c.card.Family)-1)].Name
				if d.chance(40) {
					e.Insured = c.card.Name
				}
				e.Cover = app.CoverOf(e.Product)
				e.EffectiveOn = today.AddDays(-d.in(40, 1500))
				if e.Cover == app.CoverMedical || e.Cover == app.CoverAccident {
					e.EffectiveOn = today.AddDays(-d.in(30, 340))
					e.EndsOn = e.EffectiveOn.AddMonths(12).AddDays(-1)
				}
				at := min(app.InstantOf(today.AddDays(-d.in(3, 25)).Time()), app.InstantOf(o.Now))
				out.rows = append(out.rows, row{e, p.me.ID, at})
				if n == 0 && d.chance(50) {
					out.rows = append(out.rows, row{reviewed(p, c.card, d, at), p.me.ID, at})
				}
			}
		}
		w.parts = append(w.parts, out)
	}
}

// advised are what was said in policy reviews: the advice, and the customer's wish.
var advised = [][2]string{
	{"先把医疗和意外补上，再考虑其他", "年底发了奖金再定"},
	{"孩子的保障已经不少，先给家里挣钱的人加重大疾病保障", "回去和爱人商量"},
	{"续期账户留足余额，别让现有的保障中断", "同意，会提前转账"},
	{"养老这一块可以慢慢准备，不着急", "想先了解一下养老年金"},
}

// reviewed is a policy review done when those policies were told of.
func reviewed(p *planner, c app.Customer, d dice, at app.Instant) app.PolicyReview {
	said := advised[d.in(0, len(advised)-1)]
	return app.PolicyReview{
		ID: app.DerivedID("demo_review", c.ID), CustomerID: c.ID, PersonID: p.me.ID, At: at, Advice: said[0], Wish: said[1],
		Gaps: []string{c.Name + "：未见意外保障"},
	}
}
