package service

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

func (s *Service) dueConflicts(ctx context.Context, d *dueWork) error {
	open, err := s.store.OpenKept(ctx)
	if err != nil || len(open) == 0 {
		return err
	}
	ids := make([]string, 0, len(open))
	for _, k := range open {
		ids = append(ids, k.CustomerID)
	}
	names, err := s.store.Names(ctx, ids)
	for _, k := range open {
		d.add(app.DueItem{
			Kind: app.DueConflict, CustomerID: k.CustomerID, CustomerName: names[k.CustomerID], RecordID: k.ID,
			By: d.today, Count: 1, Note: k.Field,
		})
	}
	return err
}

// dueMeetings adds appointments not yet ended, those to confirm a second time, and the customers who were not there.
func (s *Service) dueMeetings(ctx context.Context, d *dueWork) error {
	planned, err := s.meetings(ctx, d.today.AddDays(-noShowDays), d.today.AddDays(meetingAheadDays))
	if err != nil {
		return err
	}
	missed, err := s.store.OpenNoShows(ctx, s.me.ID, app.InstantOf(d.today.AddDays(-noShowDays).Time()))
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(planned)+len(missed))
	for _, a := range slices.Concat(planned, missed) {
		ids = append(ids, a.CustomerID)
	}
	names, err := s.store.Names(ctx, ids)
	item := func(kind app.DueKind, a app.Appointment) app.DueItem {
		return app.DueItem{
			Kind: kind, CustomerID: a.CustomerID, CustomerName: names[a.CustomerID], PolicyID: a.PolicyID,
			AppointmentID: a.ID, By: a.At.Date(), At: a.At, Note: a.Purpose,
		}
	}
	for _, a := range planned {
		if app.NeedsConfirm(a, d.today) {
			confirm := item(app.DueConfirm, a)
			if confirm.By > d.today {
				confirm.By, confirm.At = d.today, 0
			}
			d.add(confirm)
		}
		d.add(item(app.DueAppointment, a))
	}
	for _, a := range missed {
		d.add(item(app.DueNoShow, a))
	}
	return err
}

// dueStages adds the open stages of cards (product §5). Cases to sign for are counted by their last day. Of the other
// stages of a customer it adds those that are late or due today, and the next one.
func (s *Service) dueStages(ctx context.Context, d *dueWork) error {
	cases, err := s.openCases(ctx)
	if err != nil {
		return err
	}
	met := map[string]bool{}
	for _, i := range d.items {
		if i.Kind == app.DueAppointment {
			met[i.CustomerID] = true
		}
	}
	type stage struct {
		customer string
		kind     app.DueKind
	}
	sign := map[app.Date]*app.DueItem{}
	open := map[stage]app.DueItem{}
	var order []string
	for _, w := range cases {
		for _, o := range app.OpenStages(w.Case, w.Policy, w.Card, w.Done, s.cal) {
			if o.Kind == app.DueSign {
				countSign(sign, w, o.By)
				continue
			}
			if w.Policy.Said() == app.StatusTerminated ||
				(o.Kind == app.DueFirstCall || o.Kind == app.DueFirstVisit) && w.Card.DoNotContact ||
				o.Kind == app.DueFirstVisit && met[w.Card.ID] {
				continue
			}
			key := stage{w.Card.ID, o.Kind}
			if was, ok := open[key]; ok && was.By <= o.By {
				continue
			}
			open[key] = app.DueItem{
				Kind: o.Kind, CustomerID: w.Card.ID, CustomerName: w.Card.Name, PolicyID: w.Policy.ID,
				PolicyNo: w.Policy.Number, By: o.By, Amount: w.Policy.Premium,
			}
			if len(order) == 0 || order[len(order)-1] != w.Card.ID {
				order = append(order, w.Card.ID)
			}
		}
	}
	for _, i := range sign {
		d.add(*i)
	}
	horizon, seen := d.today.AddDays(stageAheadDays), map[string]bool{}
	for _, id := range order {
		if seen[id] {
			continue
		}
		seen[id] = true
		next := false
		for _, kind := range []app.DueKind{app.DueOpenCard, app.DueData, app.DueFirstCall, app.DueFirstVisit} {
			i, ok := open[stage{id, kind}]
			if ok && (i.By <= d.today || !next && i.By <= horizon) {
				d.add(i)
				next = true
			}
		}
	}
	return nil
}

// countSign counts one more case to sign for by a day.
func countSign(sign map[app.Date]*app.DueItem, w app.CaseWork, by app.Date) {
	i := sign[by]
	if i == nil {
		i = &app.DueItem{
			Kind: app.DueSign, By: by, CustomerID: w.Card.ID, CustomerName: w.Card.Name, PolicyID: w.Policy.ID, PolicyNo: w.Policy.Number,
		}
		sign[by] = i
	}
	i.Count++
}

func (s *Service) duePremiums(ctx context.Context, d *dueWork) error {
	all, err := s.premiums(ctx)
	for _, p := range all {
		i := policyItem(p.DuePolicy)
		switch p.status {
		case app.StatusDueSoon:
			i.Kind, i.By = app.DuePremium, p.Bounds.Due
		case app.StatusInGrace:
			i.Kind, i.By = app.DueGrace, p.Bounds.GraceEnd
		default:
			i.Kind, i.By = app.DueLapsed, p.Bounds.ReinstateEnd
		}
		d.add(i)
	}
	return err
}

// dueMaturities adds policies that mature within 30 days and whose holder has not been spoken to about it.
func (s *Service) dueMaturities(ctx context.Context, d *dueWork) error {
	all, err := s.store.PoliciesMaturing(ctx, d.today, d.today.AddDays(app.DueSoonDays))
	for _, p := range all {
		if p.Spoken.Date() >= p.Bounds.Matures.AddDays(-app.DueSoonDays) {
			continue
		}
		i := policyItem(p)
		i.Kind, i.By = app.DueMaturity, p.Bounds.Matures
		d.add(i)
	}
	return err
}

func policyItem(p app.DuePolicy) app.DueItem {
	return app.DueItem{CustomerID: p.CustomerID, PolicyID: p.ID}
}

// dueRecords adds promises not kept and next steps not taken.
func (s *Service) dueRecords(ctx context.Context, d *dueWork) error {
	promises, next, err := s.store.OpenRecords(ctx, s.me.ID, d.today.AddDays(promiseAheadDays))
	for _, p := range promises {
		i := recordItem(app.DuePromise, p)
		i.By, i.Note = p.PromiseBy, p.Promise
		d.add(i)
	}
	for _, n := range next {
		i := recordItem(app.DueNext, n)
		i.By, i.Note = n.NextOn, n.NextStep
		d.add(i)
	}
	return err
}

func recordItem(kind app.DueKind, r app.ServiceRecord) app.DueItem {
	return app.DueItem{Kind: kind, CustomerID: r.CustomerID, PolicyID: r.PolicyID, RecordID: r.ID}
}

func (s *Service) dueReturns(ctx context.Context, d *dueWork) error {
	met := map[string]bool{}
	for _, i := range d.items {
		switch i.Kind {
		case app.DueAppointment, app.DueFirstCall, app.DueFirstVisit, app.DueNext, app.DueNoShow:
			met[i.CustomerID] = true
		}
	}
	all, err := s.returns(ctx, returnAheadDays)
	for _, r := range all {
		if !met[r.CustomerID] {
			d.add(app.DueItem{Kind: app.DueReturn, CustomerID: r.CustomerID, By: r.By})
		}
	}
	return err
}

// dueLogs adds the days whose log is not closed, as far back as the laptop knows of any work.
func (s *Service) dueLogs(ctx context.Context, d *dueWork) error {
	first, err := s.store.FirstWork(ctx, s.me.ID)
	if err != nil {
		return err
	}
	if first == "" {
		first = d.today
	}
	from := max(first, d.today.AddDays(-logBackDays))
	logs, err := s.store.WorkLogs(ctx, s.me.ID, from, d.today)
	closed := map[app.Date]bool{}
	for _, l := range logs {
		closed[l.Date] = l.Status == app.LogClosed
	}
	for day := from; day <= d.today; day = day.AddDays(1) {
		if !closed[day] && s.cal.IsWorkday(day) {
			due := app.LogDue(day, s.cal)
			d.add(app.DueItem{Kind: app.DueLog, LogID: app.WorkLogID(s.me.ID, day), By: due.Date(), At: due, Note: string(day)})
		}
	}
	return err
}

// dueMarks adds the closed logs of one's direct reports that wait for a mark.
func (s *Service) dueMarks(ctx context.Context, d *dueWork) error {
	logs, err := s.store.UnmarkedLogs(ctx, s.me.ID, d.today.AddDays(-markBackDays))
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, l := range logs {
		name, err := s.nameOf(ctx, names, l.PersonID)
		if err != nil {
			return err
		}
		d.add(app.DueItem{
			Kind: app.DueMark, LogID: l.ID, CustomerName: name, By: app.LogDue(l.Date, s.cal).Date(), Note: string(l.Date),
		})
	}
	return nil
}
