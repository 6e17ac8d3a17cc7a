package demo

import (
	"slices"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
)

// agree makes the appointment a call agreed.
func (p *planner) agree(d *deed, at time.Time, r *app.ServiceRecord) {
	purpose := map[string]string{
		app.StageFirstCall: "首次面访，建立服务卡", app.StageNoShow: "爽约后再访", app.StageReturn: "定期回访，保单整理",
	}[d.stage]
	p.meet(d, at, r, purpose)
}

// meet books a visit that a record agreed, with its second confirmation. The record of a call that agreed one already
// names its time (see record), so the slot is taken there.
func (p *planner) meet(d *deed, at time.Time, r *app.ServiceRecord, purpose string) {
	when, place := p.arranged(d, at)
	stage := d.stage
	switch {
	case d.appt != nil:
		stage = visitStage(d.appt, p)
	case stage == app.StageFirstCall:
		stage = app.StageFirstVisit
	}
	a := &app.Appointment{
		ID: p.id("appointment"), CustomerID: d.cl.card.ID, PersonID: p.me.ID, At: app.InstantOf(when), EndAt: app.InstantOf(when.Add(40 * time.Minute)),
		Place: place, Purpose: purpose, Urgency: int64(of(p.dice, []share[int]{{1, 20}, {2, 65}, {3, 15}})),
		RecordID: r.ID, Status: app.AppointmentPlanned,
	}
	if d.cl.reason != "" {
		a.ScriptID = app.ScriptID(d.cl.reason, stage, app.ChannelVisit)
	} else {
		a.Purpose = "准客户首次面谈"
	}
	if d.policy != nil {
		a.PolicyID = d.policy.ID
	}
	r.AppointmentID = a.ID
	p.appts = append(p.appts, a)
	day := app.DateOf(when)
	visit := *d
	visit.day, visit.at, visit.visit, visit.appt, visit.stage, visit.keeps = day, when, true, a, stage, nil
	p.add(&visit)
	if p.dice.chance(92) {
		call := visit
		call.visit, call.stage, call.at = false, app.StageConfirm, when.Add(-time.Duration(p.dice.in(48, 62))*time.Minute)
		p.add(&call)
	}
}

// visitStage returns what an appointment's visit was for.
func visitStage(a *app.Appointment, p *planner) string {
	for _, s := range []string{app.StageFirstVisit, app.StageReturn, app.StagePayment} {
		for _, reason := range []string{app.ReasonOrphan, app.ReasonStripped, app.ReasonNew} {
			if a.ScriptID == app.ScriptID(reason, s, app.ChannelVisit) {
				return s
			}
		}
	}
	return app.StageReturn
}

// place returns where to meet: at home where the address is known.
func (p *planner) place(c *client) string {
	switch n := p.dice.in(1, 100); {
	case len(c.card.Addresses) > 0 && strings.HasSuffix(c.card.Addresses[0].Text, "室") && n <= 70:
		return c.card.Addresses[0].Text
	case c.card.Employer != "" && !strings.Contains(c.card.Employer, "退休") && n <= 88:
		return c.card.Employer
	}
	return one(p.dice, p.branches) + "会客区"
}

// doVisit pays a visit: done, or nobody there.
func (p *planner) doVisit(d *deed, at time.Time) {
	a := d.appt
	if a.Status != app.AppointmentPlanned {
		return
	}
	v := &app.Visit{
		ID: app.VisitID(a.ID), CustomerID: d.cl.card.ID, AppointmentID: a.ID, PersonID: p.me.ID,
		Packed: p.most(app.PackingList, 90), ArrivedAt: app.InstantOf(at.Add(-time.Duration(p.dice.in(3, 8)) * time.Minute)), AgreedEnd: a.EndAt,
	}
	p.visits = append(p.visits, v)
	if d.stage != app.StagePayment && d.tries < maxTries && p.dice.chance(6) {
		v.NoShow = true
		a.Status = app.AppointmentNoShow
		r := p.record(d, at, app.OutcomeNoShow)
		v.LeftAt = app.InstantOf(at.Add(22 * time.Minute))
		p.describe(v, r)
		call := *d
		call.visit, call.stage, call.at, call.tries = false, app.StageNoShow, at.Add(25*time.Minute), maxTries
		if call.at.Before(p.now) {
			p.do(&call, call.at)
		}
		return
	}
	a.Status = app.AppointmentDone
	v.LeftAt = app.InstantOf(at.Add(time.Duration(p.dice.in(29, 41)) * time.Minute))
	v.Steps = p.most(app.VisitSteps, 93)
	if d.stage != app.StageFirstVisit {
		v.Steps = slices.DeleteFunc(v.Steps, func(s string) bool { return s == "survey" })
	}
	r := p.record(d, at, app.OutcomeDone)
	p.describe(v, r)
	if d.stage == app.StageFirstVisit {
		p.reached(d.cl, r)
		p.survey(d, v)
		if len(d.cl.card.Addresses) > 0 && a.Place == d.cl.card.Addresses[0].Text {
			p.verify(d.cl, "addresses", a.Place, true, r)
		}
	}
	if d.stage != app.StagePayment {
		p.plan(d.cl, at)
	}
	p.follow(d, r)
}

// describe copies what the record says of a visit to the visit.
func (p *planner) describe(v *app.Visit, r *app.ServiceRecord) {
	r.VisitID, r.AppointmentID = v.ID, v.AppointmentID
	r.RecordedAt = v.LeftAt + app.Instant(p.dice.in(8, 55)*60000)
	v.RecordID, v.Items = r.ID, r.Items
	v.Content, v.Attitude, v.Answer, v.NextStep, v.NextOn = r.Content, r.Attitude, r.Answer, r.NextStep, r.NextOn
}

// most returns the elements, each left out in a few cases; which ones matter little.
func (p *planner) most(all []string, chance int) []string {
	if p.dice.chance(70) {
		return slices.Clone(all)
	}
	return slices.DeleteFunc(slices.Clone(all), func(string) bool { return !p.dice.chance(chance) })
}
