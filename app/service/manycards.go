package service

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// ChangeCustomers changes several cards in one commit, and returns how many changed and what takes that back, in one commit
// too: only the fields it changed, and only where nobody has changed them since. A card that has been handed over meanwhile
// is passed over.
func (s *Service) ChangeCustomers(ctx context.Context, ids []string, change func(c *app.Customer)) (n int, undo func(context.Context) error, err error) {
	found, err := s.store.Customers(ctx, ids)
	if err != nil {
		return 0, nil, err
	}
	var writes, back []record.Write
	for _, id := range ids {
		before, ok := found[id]
		if !ok {
			continue
		}
		after := before
		change(&after)
		if err := checkCustomer(&after, before); err != nil {
			return 0, nil, err
		}
		if after.Grade == before.Grade && after.Key == before.Key && after.DoNotContact == before.DoNotContact {
			continue
		}
		writes = append(writes, record.Change(before, after))
		back = append(back, record.Change(after, before))
	}
	if len(writes) == 0 {
		return 0, nil, nil
	}
	if err := s.store.Save(ctx, writes...); err != nil {
		return 0, nil, err
	}
	return len(writes), func(ctx context.Context) error { return s.store.Save(ctx, back...) }, nil
}
