package service

import (
	"cmp"
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

// Filters of the call queue.
const (
	CallsAll     = ""
	CallsFirst   = "first_call"
	CallsPremium = "premium"
	CallsReturn  = "return"
	CallsConfirm = "confirm" // second confirmations only
)

// returnAheadDays is how long before a return visit is due its call appears in the queue.
const returnAheadDays = 7

// wanted is one reason to call a customer.
type wanted struct {
	customerID, policyID, stage, reason string

	at    app.Instant // of the meeting to confirm, or for which a call was agreed
	by    app.Date    // its last day, "" none
	again bool        // a call put off
	later bool        // it calls nobody by itself, but says when: agreed for a time to come, or about a meeting to confirm

	// due is a day that no premium of the customer comes before where counted is true, "" if there is none to come.
	due     app.Date
	counted bool
	lapsed  bool // the policy with that premium has lapsed: it comes after all that are still to be paid
}

// CallQueue returns whom to call, one line a customer: meetings to confirm, then by premium due date (002 §二.一.1),
// premiums already late first.
// Where there are several reasons to call, the line shows the most pressing: a meeting to confirm, a customer who was not
// at home, the first call, a premium, a call promised, a return visit.
func (s *Service) CallQueue(ctx context.Context, filter string) ([]app.CallItem, error) {
	ids, reasons, err := s.callReasons(ctx, filter)
	if err != nil {
		return nil, err
	}
	out, err := s.queueLines(ctx, ids, reasons)
	slices.SortStableFunc(out, app.CallOrder)
	return out, err
}

// callReasons returns the customers of a filter and why each is to be called.
func (s *Service) callReasons(ctx context.Context, filter string) (ids []string, reasons map[string][]wanted, err error) {
	all, err := s.wantedCalls(ctx)
	if err != nil {
		return nil, nil, err
	}
	reasons = map[string][]wanted{}
	var later []wanted
	for _, w := range all {
		if w.later {
			later = append(later, w)
			continue
		}
		if !inFilter(filter, w.stage) {
			continue
		}
		if reasons[w.customerID] == nil {
			ids = append(ids, w.customerID)
		}
		reasons[w.customerID] = append(reasons[w.customerID], w)
	}
	for _, w := range later {
		if reasons[w.customerID] != nil {
			reasons[w.customerID] = append(reasons[w.customerID], w)
		}
	}
	return ids, reasons, nil
}

// queueLines returns the lines of customers in no order; who has no card here has none.
func (s *Service) queueLines(ctx context.Context, ids []string, reasons map[string][]wanted) ([]app.CallItem, error) {
	cards, err := s.store.CallCards(ctx, ids)
	if err != nil {
		return nil, err
	}
	cases, err := s.store.CaseReasons(ctx, s.me.ID, ids)
	if err != nil {
		return nil, err
	}
	out := make([]app.CallItem, 0, len(ids))
	for _, id := range ids {
		c, ok := cards[id]
		if !ok {
			continue
		}
		why := reasons[id]
		for i := range why {
			if why[i].reason == "" {
				why[i].reason = cmp.Or(cases[why[i].policyID], cases[id])
			}
		}
		out = append(out, s.queueLine(c, why))
	}
	return out, nil
}

// queueLine returns a customer's line for the most pressing reason; of its policies the one first in the order of calls.
func (s *Service) queueLine(c app.CallCard, why []wanted) app.CallItem {
	policies := c.Policies
	stage := why[0].stage
	for _, w := range why {
		if !w.later && pressing(w.stage) < pressing(stage) {
			stage = w.stage
		}
	}
	var own []app.Policy
	reason := ""
	for _, w := range why {
		if w.stage != stage {
			continue
		}
		for _, p := range policies {
			if p.ID == w.policyID {
				own = append(own, p)
			}
		}
	}
	if len(own) == 0 {
		own = policies
	}
	var p app.Policy
	if first := s.firstPolicy(own); first != "" {
		p = own[slices.IndexFunc(own, func(q app.Policy) bool { return q.ID == first })]
	}
	for _, w := range why {
		if w.reason != "" && (reason == "" || w.policyID == p.ID) {
			reason = w.reason
		}
	}
	item := s.callItem(c.Customer, policies, p, app.Contacts{LastCall: c.LastCall, Tries: c.Tries}, stage)
	item.Reason, item.Grade, item.Key = reason, c.Customer.Grade, c.Customer.Key
	var work []app.CallWork
	for _, w := range why {
		switch {
		case w.again && w.at != 0 && (item.CallAt == 0 || w.at < item.CallAt):
			item.CallAt = w.at
		case !w.again && w.stage == stage && w.at != 0 && (item.At == 0 || w.at < item.At):
			item.At = w.at
		}
		work = append(work, app.CallWork{Stage: w.stage, By: w.by, At: w.at, Again: w.again})
	}
	now := s.clock.Now()
	item.Later = item.CallAt != 0 && item.At == 0 && !app.CallDue(item.CallAt, now)
	item.Why = app.CallReasons(item, work, c.Customer.BestTime, now)
	return item
}

// wantedCalls returns every reason to call anybody now. Reasons of cases are named for first calls only.
func (s *Service) wantedCalls(ctx context.Context) ([]wanted, error) {
	today := s.clock.Today()
	var out []wanted
	cases, err := s.openCases(ctx)
	if err != nil {
		return nil, err
	}
	for _, w := range cases {
		if w.Done.Reached < app.InstantOf(w.Case.PublishedOn.Time()) && w.Policy.Said() != app.StatusTerminated {
			out = append(out, wanted{
				customerID: w.Case.CustomerID, policyID: w.Case.PolicyID, stage: app.StageFirstCall, reason: w.Case.Reason,
				by: app.DueOf(w.Case, w.Policy, s.cal).FirstCall, due: w.NextDue, counted: true,
			})
		}
	}
	add := func(customerID, policyID, stage string) {
		out = append(out, wanted{customerID: customerID, policyID: policyID, stage: stage})
	}
	premiums, err := s.premiums(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range premiums {
		add(p.CustomerID, p.ID, app.StagePayment)
		last := &out[len(out)-1]
		last.due, last.lapsed = p.Bounds.Due, p.status == app.StatusLapsed
	}
	meetings, err := s.meetings(ctx, today, today.AddDays(1))
	if err != nil {
		return nil, err
	}
	for _, a := range meetings {
		if app.NeedsConfirm(a, today) {
			add(a.CustomerID, a.PolicyID, app.StageConfirm)
			out[len(out)-1].at = a.At
		}
	}
	missed, err := s.store.OpenNoShows(ctx, s.me.ID, app.InstantOf(today.AddDays(-noShowDays).Time()))
	if err != nil {
		return nil, err
	}
	for _, a := range missed {
		add(a.CustomerID, a.PolicyID, app.StageNoShow)
		out[len(out)-1].by = a.At.Date()
	}
	_, next, err := s.store.OpenRecords(ctx, s.me.ID, today.AddDays(putOffDays))
	if err != nil {
		return nil, err
	}
	for _, r := range next {
		if w, ok := callAgain(r, today); ok {
			out = append(out, w)
		}
	}
	returns, err := s.returns(ctx, returnAheadDays)
	for _, r := range returns {
		add(r.CustomerID, "", app.StageReturn)
		last := &out[len(out)-1]
		last.by, last.due, last.counted = r.By, r.NextDue, true
	}
	return out, err
}

// putOffDays is how far ahead a call that was put off holds back what else asks for one.
const putOffDays = 14

// callAgain returns the call that a record's next step asks for, if it is one.
func callAgain(r app.ServiceRecord, today app.Date) (wanted, bool) {
	again := r.Outcome == app.OutcomeCallBack || r.Outcome == app.OutcomeNoAnswer
	w := wanted{customerID: r.CustomerID, policyID: r.PolicyID, stage: r.Stage, by: r.NextOn, again: again}
	if again {
		w.at = app.NextAt(r.NextStep, r.NextOn)
	}
	if r.NextOn > today || r.Stage == app.StageConfirm {
		w.later = true
		return w, r.Channel == app.ChannelPhone && w.at != 0
	}
	return w, r.Channel == app.ChannelPhone
}

func inFilter(filter, stage string) bool {
	switch filter {
	case CallsFirst:
		return stage == app.StageFirstCall
	case CallsPremium:
		return stage == app.StagePayment
	case CallsReturn:
		return stage == app.StageReturn
	case CallsConfirm:
		return stage == app.StageConfirm
	}
	return true
}

func pressing(stage string) int {
	return slices.Index([]string{
		app.StageConfirm, app.StageNoShow, app.StageFirstCall, app.StagePayment, app.StageFirstVisit, app.StageReturn, "",
	}, stage)
}
