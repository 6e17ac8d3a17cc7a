package service

import (
	"context"

	"github.com/fangce/fangce/app"
)

// DueDetails fills in what a line says of its customer and policy: of a return visit the grade, of a premium or a maturity
// the amount.
func (s *Service) DueDetails(ctx context.Context, items []app.DueItem) error {
	var customers, policies []string
	for _, i := range items {
		if i.CustomerID != "" && (i.CustomerName == "" || i.Kind == app.DueReturn) {
			customers = append(customers, i.CustomerID)
		}
		if i.PolicyID != "" && namesPolicy(i.Kind) {
			policies = append(policies, i.PolicyID)
		}
	}
	cards, err := s.store.CardBriefs(ctx, customers)
	if err != nil {
		return err
	}
	briefs, err := s.store.PolicyBriefs(ctx, policies)
	if err != nil {
		return err
	}
	for n := range items {
		i := &items[n]
		if c, ok := cards[i.CustomerID]; ok {
			i.CustomerName = c.Name
			if i.Kind == app.DueReturn {
				i.Note = c.Grade
			}
		}
		if p, ok := briefs[i.PolicyID]; ok && namesPolicy(i.Kind) {
			i.PolicyNo, i.Amount = p.Number, p.Premium
			if i.Kind == app.DueMaturity {
				i.Amount = p.MaturityAmount
			}
		}
	}
	return nil
}

// namesPolicy reports whether the work is about a policy's money.
func namesPolicy(kind app.DueKind) bool {
	switch kind {
	case app.DuePremium, app.DueGrace, app.DueLapsed, app.DueMaturity:
		return true
	}
	return false
}
