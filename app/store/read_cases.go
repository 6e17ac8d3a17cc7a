package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// MonthCases returns the cases of a person in a month (2006-01), by rank, with their policies and the names on their cards.
func (s *Store) MonthCases(ctx context.Context, personID, month string) ([]app.CaseWork, error) {
	cases, err := list[app.Case](ctx, s, "WHERE r.person_id = ? AND r.month = ? ORDER BY r.rank, r.id", personID, month)
	if err != nil || len(cases) == 0 {
		return nil, err
	}
	policyIDs, customerIDs := make([]string, len(cases)), make([]string, len(cases))
	for i, c := range cases {
		policyIDs[i], customerIDs[i] = c.PolicyID, c.CustomerID
	}
	policies, err := s.Policies(ctx, policyIDs)
	if err != nil {
		return nil, err
	}
	names, err := s.Names(ctx, customerIDs)
	if err != nil {
		return nil, err
	}
	out := make([]app.CaseWork, len(cases))
	for i, c := range cases {
		out[i] = app.CaseWork{Case: c, Policy: policies[c.PolicyID], Card: app.Customer{ID: c.CustomerID, Name: names[c.CustomerID]}}
	}
	return out, nil
}
