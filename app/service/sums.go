package service

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/fangce/fangce/app"
)

// sums keeps what was done with every customer, so that the Today page and the queue need not read all records anew. It
// follows the store: records that came are added customer by customer; when some have gone, all is counted again.
type sums struct {
	mu   sync.Mutex
	of   map[string]app.Contacts // never changed once handed out
	last int64                   // place of the newest record counted
	n    int64                   // number of records counted
}

// touchedAtOnce is how many customers' records are read anew before it is quicker to read everybody's.
const touchedAtOnce = 200

// sums returns what was done with every customer. The map must not be changed.
func (s *Service) sums(ctx context.Context) (map[string]app.Contacts, error) {
	last, n, err := s.store.RecordsMark(ctx)
	if err != nil {
		return nil, err
	}
	d := &s.done
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.of != nil && d.last == last && d.n == n {
		return d.of, nil
	}
	if d.of != nil && last >= d.last {
		touched, err := s.store.TouchedSince(ctx, d.last)
		if err != nil {
			return nil, err
		}
		added := int64(len(touched))
		slices.Sort(touched)
		touched = slices.Compact(touched)
		if d.n+added == n && len(touched) <= touchedAtOnce {
			fresh, err := s.store.Contacts(ctx, touched)
			if err != nil {
				return nil, err
			}
			of := maps.Clone(d.of)
			for _, id := range touched {
				delete(of, id)
			}
			maps.Copy(of, fresh)
			d.of, d.last, d.n = of, last, n
			return of, nil
		}
	}
	all, err := s.store.Contacts(ctx, nil)
	if err != nil {
		return nil, err
	}
	d.of, d.last, d.n = all, last, n
	return all, nil
}
