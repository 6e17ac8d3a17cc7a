package service

import (
	"cmp"
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

// policyViews returns a customer's policies in the order of a card, with the customer's cases, the newest first.
func (s *Service) policyViews(ctx context.Context, customerID string) ([]app.PolicyView, []app.Case, error) {
	policies, err := s.store.PoliciesOf(ctx, customerID)
	if err != nil {
		return nil, nil, err
	}
	cases, err := s.store.CasesOf(ctx, customerID)
	if err != nil {
		return nil, nil, err
	}
	var out []app.PolicyView
	for _, p := range policies {
		out = append(out, app.PolicyView{Policy: p, State: app.State(p, s.clock.Today()), Case: newestCase(cases, p.ID)})
	}
	slices.SortStableFunc(out, func(a, b app.PolicyView) int { return cardOrder(a, b, cases) })
	return out, cases, nil
}

// cardOrder compares two policies of a card. The first of a card is the one that forms and rooms take where nobody chose:
// the policies handed over last stand first, then the most urgent, then the next due.
func cardOrder(a, b app.PolicyView, cases []app.Case) int {
	return cmp.Or(
		cmp.Compare(handedOver(b, cases), handedOver(a, cases)),
		cmp.Compare(a.State.Status.Urgency(), b.State.Status.Urgency()),
		cmp.Compare(nextDue(a), nextDue(b)),
		cmp.Compare(a.Policy.Number, b.Policy.Number),
	)
}

// handedOver returns 1 for a policy of the customer's newest cases, which come together on one day; 0 for any other.
func handedOver(p app.PolicyView, cases []app.Case) int {
	if p.Case != nil && p.Case.PublishedOn == cases[0].PublishedOn {
		return 1
	}
	return 0
}

// nextDue returns the due day of a policy; one without comes after all that have one.
func nextDue(p app.PolicyView) app.Date {
	return cmp.Or(p.Policy.Boundaries().Due, "9999-12-31")
}
