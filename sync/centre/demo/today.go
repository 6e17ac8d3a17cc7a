package demo

import (
	"slices"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
)

// arrangeToday moves a few of the coming appointments to the rest of this day, whatever day it is, so that a visit can be
// shown: the first of them is confirmed already, the others still need the second confirmation.
func (p *planner) arrangeToday() {
	var coming []*app.Appointment
	for _, a := range p.appts {
		if a.Status == app.AppointmentPlanned {
			coming = append(coming, a)
		}
	}
	slices.SortStableFunc(coming, func(a, b *app.Appointment) int { return int(a.At - b.At) })
	for i, t := range p.sensible() {
		if i < len(coming) {
			p.move(coming[i], t)
		}
	}
	for i, a := range coming {
		if a.At.Time().Before(p.now.Add(20 * time.Minute)) {
			p.move(a, p.slot(p.soon(p.today, 1+i/3)))
		}
	}
	if len(coming) > 0 && coming[0].At.Date() == p.today && coming[0].ConfirmedAt == 0 && minutes(p.now) > callsFrom+30 {
		p.confirm(coming[0])
	}
}

// sensible returns up to three times for visits that are left of the day, at least an hour from now.
func (p *planner) sensible() []time.Time {
	var out []time.Time
	for _, m := range []int{10 * 60, 14*60 + 30, 16 * 60, 19 * 60, 20*60 + 15} {
		t := p.today.Time().Add(time.Duration(m) * time.Minute)
		if t.After(p.now.Add(time.Hour)) && len(out) < 3 {
			out = append(out, t)
		}
	}
	return out
}

// move puts an appointment off and lets the call that agreed it say the new time.
func (p *planner) move(a *app.Appointment, to time.Time) {
	old := a.At.Time()
	a.At, a.EndAt, a.ConfirmedAt = app.InstantOf(to), app.InstantOf(to.Add(40*time.Minute)), 0
	for _, r := range p.records {
		if r.ID == a.RecordID {
			said := r.At.Time()
			r.Answer = strings.Replace(r.Answer, timeText(old, said), timeText(to, said), 1)
			if r.NextOn == app.DateOf(old) {
				r.NextOn = app.DateOf(to)
			}
		}
	}
	p.records = slices.DeleteFunc(p.records, func(r *app.ServiceRecord) bool {
		return r.Stage == app.StageConfirm && r.AppointmentID == a.ID
	})
}

// confirm makes the second confirmation of an appointment a while ago.
func (p *planner) confirm(a *app.Appointment) {
	for _, c := range p.clients {
		if c.card.ID != a.CustomerID {
			continue
		}
		d := &deed{stage: app.StageConfirm, cl: c, appt: a}
		if len(c.policies) > 0 {
			d.policy = c.main(p.today)
		}
		r := p.record(d, p.now.Add(-16*time.Minute), app.OutcomeConfirmed)
		a.ConfirmedAt = r.At
	}
}
