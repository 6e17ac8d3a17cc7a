package service

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/fangce/fangce/app"
)

// CallCounts returns how many customers the queue holds under each of its filters, as CallQueue would list them.
func (s *Service) CallCounts(ctx context.Context) (map[string]int, error) {
	st, err := s.countSeat(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.wantedCalls(ctx, st)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, filter := range []string{CallsAll, CallsFirst, CallsPremium, CallsReturn} {
		listed := map[string]bool{}
		for _, w := range all {
			if _, known := st.cards[w.customerID]; known && inFilter(filter, w.stage) {
				listed[w.customerID] = true
			}
		}
		counts[filter] = len(listed)
	}
	return counts, nil
}

// countSeat returns of a seat no more than the reasons to call somebody follow from: it is read beside the queue at every
// change.
func (s *Service) countSeat(ctx context.Context) (seat, error) {
	var out seat
	var errs [3]error
	var wg sync.WaitGroup
	wg.Go(func() { out.done, errs[0] = s.sums(ctx) })
	wg.Go(func() { out.cards, errs[1] = s.store.Callable(ctx) })
	wg.Go(func() { out.cases, errs[2] = s.store.CasesPublished(ctx, s.me.ID) })
	wg.Wait()
	out.cases = slices.DeleteFunc(out.cases, func(k app.Case) bool {
		return out.done[k.CustomerID].Reached >= app.InstantOf(k.PublishedOn.Time())
	})
	return out, errors.Join(errs[:]...)
}
