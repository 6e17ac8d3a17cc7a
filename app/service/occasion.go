package service

import (
	"context"

	"github.com/fangce/fangce/app"
)

// occasion is what a script is wanted for.
type occasion struct {
	card     app.CardView
	policyID string
	stage    string
	channel  string
	meeting  *app.Appointment
}

// script returns the script for an occasion with its place-holders filled; one without steps if there is none.
func (s *Service) script(ctx context.Context, o occasion) (app.Script, error) {
	all, err := s.store.Scripts(ctx)
	if err != nil {
		return app.Script{}, err
	}
	facts := app.ScriptFacts{
		Customer: o.card.Customer, Planner: s.me, Centre: s.centre, Reason: handover(o.card.Cases, o.policyID),
	}
	if p := policyOf(o.card.Policies, o.policyID); p != nil {
		facts.Policy = p.Policy
	}
	if o.meeting != nil {
		facts.At, facts.Place = o.meeting.At, o.meeting.Place
	}
	script, ok := app.PickScript(all, facts.Reason, o.stage, o.channel)
	if !ok {
		return app.Script{Stage: o.stage, Channel: o.channel, Reason: facts.Reason}, nil
	}
	return app.FillScript(script, facts), nil
}

// handover returns the reason for which a policy was handed over, or else the customer's newest case was; cases come
// newest first.
func handover(cases []app.Case, policyID string) string {
	if k := newestCase(cases, policyID); k != nil {
		return k.Reason
	}
	if len(cases) > 0 {
		return cases[0].Reason
	}
	return ""
}

func policyOf(all []app.PolicyView, id string) *app.PolicyView {
	for i := range all {
		if all[i].Policy.ID == id {
			return &all[i]
		}
	}
	return nil
}
