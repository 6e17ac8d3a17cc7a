package demo

import (
	"slices"
	"time"

	"github.com/fangce/fangce/app"
)

// leadDays is how long before its month a month's cases are published (product §4).
const leadDays = 15

// settledDays is after how many days the first steps of a case are over, one way or another.
const settledDays = 33

// publication returns the working day on which the cases of a month, 0 the newest published by today and 1 the one before,
// were published, and that month.
func (p *planner) publication(back int) (app.Date, string) {
	month := app.Date(p.today.Month() + "-01").AddMonths(1)
	for {
		day := month.AddDays(-leadDays)
		for !p.cal.IsWorkday(day) {
			day = day.AddDays(-1)
		}
		if day < p.today {
			if back == 0 {
				return day, month.Month()
			}
			back--
		}
		month = month.AddMonths(-1)
	}
}

// handOver gives the planner a customer's cases, published on a day, and plans what product §5 asks of a case. late
// leaves the cases unsigned.
func (p *planner) handOver(c *client, published app.Date, month, reason string, signIn int) {
	d := c.dice
	c.pub, c.reason = published, reason
	c.settled = published < p.today.AddDays(-settledDays)
	if c.settled && len(app.UsablePhones(c.card.Phones)) == 0 {
		c.card.Phones = append(c.card.Phones, app.Phone{Number: "0551-6" + d.digits(7), Kind: app.PhoneLandline, Label: "家"})
	}
	signed := p.cal.AddWorkdays(published, signIn).Time().Add(time.Duration(8*60+35+d.in(0, 45)) * time.Minute)
	sign := signIn >= 0 && signed.Before(p.now)
	for i, pol := range c.policies {
		if pol.Said() == app.StatusTerminated {
			continue // nothing to serve
		}
		k := &app.Case{
			ID: app.CaseID(pol.ID, month, p.me.ID), PolicyID: pol.ID, CustomerID: c.card.ID, PersonID: p.me.ID, Month: month,
			Category: app.CategoryOf(*pol, month), Reason: reason, Rank: int64(d.in(1, 60) + i), PublishedOn: published,
			SignBy: p.cal.AddWorkdays(published, app.SignWorkdays),
		}
		if sign {
			k.SignedAt = app.InstantOf(signed)
		}
		c.cases = append(c.cases, k)
	}
	if !sign {
		return
	}
	day := app.DateOf(signed)
	if opened := max(day, published.AddDays(1)); opened < p.today {
		c.card.OpenedOn = opened
	}
	if checked := p.soon(day, d.in(1, 2)); checked < p.today {
		c.card.CheckedOn = checked
	}
	p.add(&deed{day: p.soon(day, d.in(1, 2)), stage: app.StageFirstCall, cl: c, policy: c.main(published)})
	if c.card.DoNotContact {
		return
	}
	for _, pol := range c.policies {
		p.premiums(c, pol)
	}
	p.greet(c)
}

// main returns the policy a first call is about: the one due next, else the first that is alive.
func (c *client) main(day app.Date) *app.Policy {
	best := c.policies[0]
	rank := func(p *app.Policy) app.Date {
		switch {
		case p.Said() == app.StatusTerminated:
			return "9999-12-31"
		case p.NextDue >= day:
			return p.NextDue
		case p.MaturesOn >= day:
			return p.MaturesOn
		}
		return "9999-01-01"
	}
	for _, p := range c.policies {
		if rank(p) < rank(best) {
			best = p
		}
	}
	return best
}

// premiums plans the calls a policy's due days ask for since the handover.
func (p *planner) premiums(c *client, pol *app.Policy) {
	if pol.Mode == app.ModeSingle || pol.NextDue == "" || pol.InsurerStatus != "" {
		return
	}
	d := c.dice
	reminder := func(due app.Date, chance int) {
		if day := due.AddDays(-d.in(6, 13)); day > c.pub.AddDays(3) && d.chance(chance) {
			p.add(&deed{day: day, stage: app.StagePayment, cl: c, policy: pol, due: due})
		}
	}
	due := pol.NextDue
	if due <= p.today.AddDays(20) {
		reminder(due, 85)
	}
	if due < p.today {
		p.unpaid(c, pol)
	}
	for n := 0; n < 2; n++ { // premiums booked since the handover
		due = due.AddMonths(-months(pol.Frequency))
		if due <= c.pub || due <= pol.EffectiveOn {
			return
		}
		reminder(due, 75)
		if d.chance(25) {
			p.add(&deed{day: due.AddDays(d.in(1, 4)), stage: app.StagePayment, cl: c, policy: pol, due: due, state: "paid"})
		}
	}
}

// unpaid plans the calls after a due day that passed without a payment.
func (p *planner) unpaid(c *client, pol *app.Policy) {
	d, due := c.dice, pol.NextDue
	if late := due.AddDays(d.in(4, 9)); late > c.pub.AddDays(3) {
		p.add(&deed{day: late, stage: app.StagePayment, cl: c, policy: pol, due: due, state: "grace"})
	}
	if late := due.AddDays(d.in(28, 40)); late > c.pub.AddDays(3) && d.chance(75) {
		p.add(&deed{day: late, stage: app.StagePayment, cl: c, policy: pol, due: due, state: "grace"})
	}
	b := pol.Boundaries()
	if b.GraceEnd < p.today && b.ReinstateEnd >= p.today {
		day := max(b.GraceEnd.AddDays(d.in(3, 9)), c.pub.AddDays(d.in(8, 16)))
		p.add(&deed{day: day, stage: app.StagePayment, cl: c, policy: pol, due: due, state: "lapsed"})
	}
}

// greet plans what keeps contact between the visits: a birthday, now and then a letter or a line online.
func (p *planner) greet(c *client) {
	d := c.dice
	born := app.Date(string(p.today[:4]) + string(c.card.BirthDate[4:]))
	if born > p.today {
		born = born.AddMonths(-12)
	}
	if born > c.pub.AddDays(10) && born >= p.today.AddDays(-60) && d.chance(55) {
		p.add(&deed{day: born, stage: app.StageReturn, cl: c, other: app.ChannelGift, state: "birthday"})
	}
	if d.chance(14) {
		day := max(c.pub.AddDays(20), p.today.AddDays(-d.in(0, 60)))
		channel := one(d, []string{app.ChannelOnline, app.ChannelOnline, app.ChannelLetter, app.ChannelGift})
		if !slices.Contains([]app.Date{"", p.today}, day) && day < p.today {
			p.add(&deed{day: day, stage: app.StageReturn, cl: c, other: channel})
		}
	}
}
