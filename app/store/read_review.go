package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// OutsidePoliciesOf returns the policies of other companies noted on some cards, those that ended too, in the order in which
// they began.
func (s *Store) OutsidePoliciesOf(ctx context.Context, customerIDs []string) ([]app.OutsidePolicy, error) {
	if len(customerIDs) == 0 {
		return nil, nil
	}
	marks, args := in(customerIDs)
	return list[app.OutsidePolicy](ctx, s, "WHERE r.customer_id IN "+marks+" ORDER BY r.effective_on, r.id", args...)
}

// OutsidePolicy returns a policy of another company.
func (s *Store) OutsidePolicy(ctx context.Context, id string) (app.OutsidePolicy, error) {
	return one[app.OutsidePolicy](ctx, s, id)
}

// PolicyReviewsOf returns the reviews of a customer's policies that stand, the newest first.
func (s *Store) PolicyReviewsOf(ctx context.Context, customerID string) ([]app.PolicyReview, error) {
	return list[app.PolicyReview](ctx, s, `WHERE r.customer_id = ? AND r.withdraws = ''
		AND NOT EXISTS (SELECT 1 FROM policy_reviews w WHERE w.withdraws = r.id AND w.withdraws <> '') ORDER BY r.at DESC, r.id DESC`, customerID)
}

// PolicyReview returns a review, or the withdrawal of one.
func (s *Store) PolicyReview(ctx context.Context, id string) (app.PolicyReview, error) {
	return one[app.PolicyReview](ctx, s, id)
}
