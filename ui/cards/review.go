package cards

import (
	"context"

	"github.com/fangce/fangce/ui/review"
)

// Review opens the policy review of the customer in sight.
func (r *Room) Review() {
	if r.deps.Cover == nil || r.card.view.Customer.ID == "" {
		return
	}
	review.Ask(r.reviewing(), review.Want{CustomerID: r.card.view.Customer.ID, Done: r.Refresh})
}

func (r *Room) reviewing() review.Deps {
	return review.Deps{
		Window: r.deps.Window, Clock: r.deps.Clock, Service: r.deps.Service, Drafts: r.deps.Drafts, Async: r.async, Fail: r.deps.Fail,
		Print: func(form, customerID, policyID string) {
			if err := r.deps.Print(context.Background(), form, customerID, policyID); err != nil {
				r.deps.Fail(err)
			}
		},
		Cover: r.deps.Cover, Uncover: r.deps.Uncover,
	}
}
