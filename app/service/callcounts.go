package service

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

// CallCounts returns how many customers the queue holds under each of its filters, as CallQueue would list them.
func (s *Service) CallCounts(ctx context.Context) (map[string]int, error) {
	all, err := s.wantedCalls(ctx)
	if err != nil {
		return nil, err
	}
	// A policy, a meeting or a record may be of somebody whose card is not here; everything else was found by the card.
	var ids []string
	all = slices.DeleteFunc(all, func(w wanted) bool { return w.later })
	for _, w := range all {
		if w.stage != app.StageReturn {
			ids = append(ids, w.customerID)
		}
	}
	here, err := s.store.Known(ctx, ids)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, filter := range []string{CallsAll, CallsFirst, CallsPremium, CallsReturn, CallsConfirm} {
		listed := map[string]bool{}
		for _, w := range all {
			if (here[w.customerID] || w.stage == app.StageReturn) && inFilter(filter, w.stage) {
				listed[w.customerID] = true
			}
		}
		counts[filter] = len(listed)
	}
	return counts, nil
}
