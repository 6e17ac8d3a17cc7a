package service

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

// CallSheet returns everything a planner has before the eyes while calling: whom one may call, why one may not call now,
// the card, the policy, and the script for the handover reason and stage with its place-holders filled. Without a policy
// it is the one first in the order of calls; without a stage, what the customer is due for. Error: app.ErrNotFound.
func (s *Service) CallSheet(ctx context.Context, customerID, policyID, stage string) (app.CallSheet, error) {
	card, err := s.Card(ctx, customerID)
	if err != nil {
		return app.CallSheet{}, err
	}
	all, err := s.store.Contacts(ctx, []string{customerID})
	if err != nil {
		return app.CallSheet{}, err
	}
	done := all[customerID]
	if stage == "" {
		stage = s.stageFor(card, done)
	}
	sheet := app.CallSheet{Card: card}
	if stage == app.StageConfirm || stage == app.StageNoShow {
		i := slices.IndexFunc(card.Appointments, func(a app.Appointment) bool { return a.ConfirmedAt == 0 })
		if i < 0 && len(card.Appointments) > 0 {
			i = 0
		}
		if i >= 0 && stage == app.StageConfirm {
			sheet.Appointment = &card.Appointments[i]
			if policyID == "" {
				policyID = sheet.Appointment.PolicyID
			}
		}
	}
	policies := make([]app.Policy, 0, len(card.Policies))
	for _, p := range card.Policies {
		policies = append(policies, p.Policy)
	}
	if policyID == "" {
		policyID = s.firstPolicy(policies)
	}
	sheet.Policy = policyOf(card.Policies, policyID)
	var p app.Policy
	if sheet.Policy != nil {
		p = sheet.Policy.Policy
	}
	sheet.Callees = card.Callees
	sheet.Item = s.callItem(card.Customer, policies, p, done, stage)
	sheet.Item.Reason = handover(card.Cases, policyID)
	if sheet.Appointment != nil {
		sheet.Item.At = sheet.Appointment.At
	}
	sheet.Script, err = s.script(ctx, occasion{
		card: card, policyID: policyID, stage: stage, channel: app.ChannelPhone, meeting: sheet.Appointment,
	})
	return sheet, err
}

// MayCall returns an error with app.ErrDoNotContact if a customer must not be called, or not now (product §5).
func (s *Service) MayCall(ctx context.Context, customerID string) error {
	c, err := s.store.Customer(ctx, customerID)
	if err != nil {
		return err
	}
	policies, err := s.store.PoliciesOf(ctx, customerID)
	if err != nil {
		return err
	}
	switch why := app.CallBlocked(c, app.Callees(c, inForce(policies), s.clock.Today()), s.clock.Now()); why {
	case app.BlockedDoNotContact:
		return app.FieldErrorf(app.ErrDoNotContact, why, "客户要求不要联系")
	case app.BlockedQuietHours:
		return app.FieldErrorf(app.ErrDoNotContact, why, "客户要求 %s 至 %s 不要打电话", c.QuietFrom, c.QuietTo)
	case app.BlockedNoPhone:
		return app.FieldErrorf(app.ErrDoNotContact, why, "没有可以拨打的号码")
	case app.BlockedNoAdult:
		return app.FieldErrorf(app.ErrDoNotContact, why, "只能联系投保人或年满 18 周岁的被保人")
	}
	return nil
}

// callItem returns the line of the call queue for a customer, a policy and a stage.
func (s *Service) callItem(c app.Customer, policies []app.Policy, p app.Policy, done app.Contacts, stage string) app.CallItem {
	callees := app.Callees(c, inForce(policies), s.clock.Today())
	item := app.CallItem{
		CustomerID: c.ID, Name: c.Name, Sex: c.Sex,
		PolicyID: p.ID, PolicyNo: p.Number, Product: p.Product, Premium: p.Premium,
		Stage: stage, Tries: done.Tries, LastCall: done.LastCall,
		Blocked: app.CallBlocked(c, callees, s.clock.Now()),
	}
	if p.ID != "" {
		item.State = app.State(p, s.clock.Today())
		item.NextDue = p.Boundaries().Due
	}
	for _, who := range callees {
		if len(who.Phones) > 0 {
			item.Phone = who.Phones[0].Number
			break
		}
	}
	return item
}

// firstPolicy returns the id of the policy that comes first in the order of calls, "" if there is none.
func (s *Service) firstPolicy(policies []app.Policy) string {
	if len(policies) == 0 {
		return ""
	}
	line := func(p app.Policy) app.CallItem {
		return app.CallItem{PolicyID: p.ID, PolicyNo: p.Number, NextDue: p.Boundaries().Due, State: app.State(p, s.clock.Today())}
	}
	return slices.MinFunc(policies, func(a, b app.Policy) int { return app.CallOrder(line(a), line(b)) }).ID
}

// stageFor returns what a call to a customer is for if nobody said: the confirmation of a meeting at hand, the first
// call, a premium, else a return call.
func (s *Service) stageFor(card app.CardView, done app.Contacts) string {
	today := s.clock.Today()
	if slices.ContainsFunc(card.Appointments, func(a app.Appointment) bool { return app.NeedsConfirm(a, today) }) {
		return app.StageConfirm
	}
	if len(card.Cases) > 0 && done.Reached < app.InstantOf(card.Cases[0].PublishedOn.Time()) || done.Reached == 0 {
		return app.StageFirstCall
	}
	if slices.ContainsFunc(card.Policies, func(p app.PolicyView) bool {
		return p.State.Status == app.StatusDueSoon || p.State.Status == app.StatusInGrace || p.State.Status == app.StatusLapsed
	}) {
		return app.StagePayment
	}
	return app.StageReturn
}
