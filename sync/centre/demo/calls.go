package demo

import (
	"time"

	"github.com/fangce/fangce/app"
)

// maxTries is after how many calls without an answer a customer of long ago was reached after all, so that old cases are
// not all late.
const maxTries = 3

func (p *planner) doFirstCall(d *deed, at time.Time) {
	c := d.cl
	if c.card.Prospect {
		p.meetProspect(d, at)
		return
	}
	odds := []share[string]{
		{app.OutcomeAgreed, 58},
		{app.OutcomeNoAnswer, 15},
		{app.OutcomeCallBack, 10},
		{app.OutcomeRefused, 8},
		{app.OutcomeComplaint, 2},
		{app.OutcomeWrong, 2},
	}
	if c.settled && d.tries >= maxTries {
		odds = odds[:1]
	}
	outcome := of(p.dice, odds)
	if c.card.DoNotContact {
		outcome = app.OutcomeRefused
	}
	if outcome == app.OutcomeWrong && c.settled && len(app.UsablePhones(c.card.Phones)) < 2 {
		outcome = app.OutcomeNoAnswer
	}
	r := p.record(d, at, outcome)
	switch outcome {
	case app.OutcomeNoAnswer, app.OutcomeCallBack:
		p.retry(d, r)
	case app.OutcomeWrong:
		p.wrongNumber(d, r)
	case app.OutcomeRefused:
		c.phoned = true
		p.reached(c, r)
		if c.card.DoNotContact {
			p.add(&deed{day: p.soon(app.DateOf(at), 1), stage: app.StageReturn, cl: c, policy: d.policy, other: app.ChannelLetter})
			return
		}
		p.plan(c, at)
	case app.OutcomeComplaint:
		p.reached(c, r)
		p.add(&deed{day: r.PromiseBy.AddDays(3), stage: app.StageFirstCall, cl: c, policy: d.policy, tries: maxTries})
	case app.OutcomeAgreed:
		p.reached(c, r)
		p.agree(d, at, r)
	}
}

// retry calls again when the customer asked for it, or in a day or two.
func (p *planner) retry(d *deed, r *app.ServiceRecord) {
	again := *d
	again.tries++
	again.day = p.soon(r.At.Date(), p.dice.in(1, 2))
	if r.NextOn != "" {
		again.day = r.NextOn
	}
	if again.tries <= 5 {
		p.add(&again)
	}
}

// wrongNumber marks the number on the card and tries another one.
func (p *planner) wrongNumber(d *deed, r *app.ServiceRecord) {
	for i := range d.cl.card.Phones {
		if ph := &d.cl.card.Phones[i]; ph.Number == r.Phone {
			ph.Wrong = true
		}
	}
	p.verify(d.cl, "phones", r.Phone, false, r)
	if len(app.UsablePhones(d.cl.card.Phones)) > 0 {
		p.retry(d, r)
	}
}

// reached notes what the first talk with a customer settles: consent and the number.
func (p *planner) reached(c *client, r *app.ServiceRecord) {
	if c.card.ConsentOn == "" {
		c.card.ConsentOn = r.At.Date()
	}
	if r.Phone != "" && p.dice.chance(60) {
		p.verify(c, "phones", r.Phone, true, r)
	}
}

func (p *planner) verify(c *client, fact, value string, ok bool, r *app.ServiceRecord) {
	p.verified = append(p.verified, &app.Verification{
		ID: p.id("verification"), CustomerID: c.card.ID, Fact: fact, Value: value, OK: ok, How: r.Channel, PersonID: p.me.ID, At: r.RecordedAt,
	})
}

// doConfirm makes the second confirmation before leaving (002 §二.一.3).
func (p *planner) doConfirm(d *deed, at time.Time) {
	if d.appt.Status != app.AppointmentPlanned {
		return
	}
	if p.dice.chance(5) {
		r := p.record(d, at, app.OutcomeCallBack)
		d.appt.Status = app.AppointmentCancelled
		d.appt.Note = "客户临时有事，另约时间。"
		p.meet(d, at, r, d.appt.Purpose)
		return
	}
	r := p.record(d, at, app.OutcomeConfirmed)
	d.appt.ConfirmedAt = r.At
}

// doReturn makes a regular return call, or agrees a return visit.
func (p *planner) doReturn(d *deed, at time.Time) {
	c := d.cl
	visits := map[string]int{"A": 50, "B": 35, "C": 25}[c.card.Grade]
	switch n := p.dice.in(1, 100); {
	case d.tries < maxTries && n <= 12:
		p.retry(d, p.record(d, at, app.OutcomeNoAnswer))
	case d.tries < maxTries && n <= 18 && !d.next:
		p.retry(d, p.record(d, at, app.OutcomeCallBack))
	case !c.phoned && !d.next && p.dice.chance(visits):
		p.agree(d, at, p.record(d, at, app.OutcomeAgreed))
	default:
		r := p.record(d, at, app.OutcomeDone)
		if !d.next {
			p.plan(c, at)
		}
		p.follow(d, r)
	}
}

// doPayment reminds of a premium, asks after one not paid, or tells that it was booked.
func (p *planner) doPayment(d *deed, at time.Time) {
	if d.state == "" && d.due < app.DateOf(at) {
		return // could not be reached in time: what follows asks after the payment
	}
	switch n := p.dice.in(1, 100); {
	case d.tries < maxTries && n <= 13:
		p.retry(d, p.record(d, at, app.OutcomeNoAnswer))
		return
	case d.tries < maxTries && n <= 18 && d.state == "":
		p.retry(d, p.record(d, at, app.OutcomeCallBack))
		return
	}
	r := p.record(d, at, app.OutcomeDone)
	p.follow(d, r)
	if home := map[string]int{"grace": 30, "lapsed": 40, "": 6}[d.state]; d.state != "paid" && !d.cl.phoned && p.dice.chance(home) {
		p.meet(d, at, r, "上门续期服务")
	}
}

// doKeep tells the customer what came of a promise.
func (p *planner) doKeep(d *deed, at time.Time) {
	r := p.record(d, at, app.OutcomeDone)
	r.Kept = d.keeps.ID
}

// follow puts what a record promised or left as next step on the list.
func (p *planner) follow(d *deed, r *app.ServiceRecord) {
	if r.NextOn == "" || r.Outcome == app.OutcomeCallBack {
		return
	}
	p.add(&deed{day: r.NextOn, stage: app.StageReturn, cl: d.cl, policy: d.policy, next: true, tries: maxTries})
}

// plan puts the next return visit of the customer's grade on the list: mostly a few days early, now and then late.
func (p *planner) plan(c *client, last time.Time) {
	due := app.ReturnDue(app.DateOf(last), c.card.Grade)
	day := due.AddDays(-p.dice.in(2, 9))
	if p.dice.chance(3) {
		day = due.AddDays(p.dice.in(1, 6))
	}
	p.add(&deed{day: day, stage: app.StageReturn, cl: c, policy: c.policies[0]})
}

// doOther sends a letter, writes online or sends greetings.
func (p *planner) doOther(d *deed, at time.Time) { p.record(d, at, app.OutcomeDone) }

// meetProspect talks to a prospect for the first time; half of them agree to meet in the next days.
func (p *planner) meetProspect(d *deed, at time.Time) {
	if p.dice.chance(50) {
		p.plans[d] = arrangement{p.slot(p.soon(p.today, p.dice.in(1, 3))), p.place(d.cl)}
		p.agree(d, at, p.record(d, at, app.OutcomeAgreed))
		return
	}
	p.record(d, at, app.OutcomeCallBack)
}
