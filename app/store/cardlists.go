package store

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"

	"github.com/fangce/fangce/app"
)

// cardLists keeps what the list of cards was read from last: its orders, and which cards words and filters select. All of
// it holds until the next change of any card, is read anew then from indexes, and goes with the store: at the lock nothing
// stays in memory.
type cardLists struct {
	mu      sync.Mutex
	version uint64 // counts the commits that changed cards
	of      uint64 // the version of what is kept
	orders  map[app.CardSort]*cardOrder
	sets    map[string]keptSet // by the search index's expression, or by filter and day
	day     atomic.Value       // string: the day the cards are known to be indexed as of
}

// keptSets is how many selections are kept: some more than one types of a name before looking at the list.
const keptSets = 96

type keptSet struct {
	cardSet
	n int
}

// smallest returns which selection is quickest to make again: what the first letter finds took a hundred times as long.
func (l *cardLists) smallest() (key string) {
	least := 0
	for k, s := range l.sets {
		if key == "" || s.n < least {
			key, least = k, s.n
		}
	}
	return key
}

// changed is told of every commit that touched a card before the commit returns, so that whoever reads after it sees it.
func (l *cardLists) changed() {
	l.mu.Lock()
	l.version++
	l.mu.Unlock()
}

// now counts the commits that changed cards so far.
func (l *cardLists) now() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.version
}

// renew forgets what is older than the last commit. The caller holds the lock.
func (l *cardLists) renew() {
	if l.of != l.version || l.orders == nil {
		l.of, l.orders, l.sets = l.version, map[app.CardSort]*cardOrder{}, map[string]keptSet{}
	}
}

// orderOf returns all cards in an order, read at most once between two changes.
func (s *Store) orderOf(ctx context.Context, sort app.CardSort) (*cardOrder, error) {
	l := &s.lists
	l.mu.Lock()
	l.renew()
	order, version := l.orders[sort], l.version
	l.mu.Unlock()
	if order != nil {
		return order, nil
	}
	ids, err := s.walk(ctx, walksOf(sort))
	if err != nil {
		return nil, err
	}
	order = newCardOrder(ids)
	l.mu.Lock()
	defer l.mu.Unlock()
	if version == l.version { // what was read before a change may lack it
		l.renew()
		l.orders[sort] = order
	}
	return order, nil
}

// walksOf returns the queries that together read all cards in an order, each along an index; rowids break ties.
func walksOf(sort app.CardSort) []string {
	const from = "SELECT group_concat(rid) FROM (SELECT rid FROM card_index "
	switch sort {
	case app.SortByNextDue:
		return []string{
			from + "WHERE next_due > '' ORDER BY next_due, sort_name, rid)",
			from + "WHERE next_due = '' ORDER BY sort_name, rid)",
		}
	case app.SortByLastContact:
		return []string{from + "ORDER BY last_contact, sort_name, rid)"}
	case app.SortByCompleteness:
		return []string{from + "ORDER BY completeness, sort_name, rid)"}
	}
	return []string{from + "ORDER BY sort_name, rid)"}
}

func (s *Store) walk(ctx context.Context, queries []string) ([]int64, error) {
	var ids []int64
	for _, q := range queries {
		err := s.rowids(ctx, q, nil, func(text []byte) {
			for len(text) > 0 {
				rid, rest := nextRowid(text)
				ids = append(ids, rid)
				text = rest
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// rowids reads the one value of a query with group_concat: a row of the driver for each of 100 000 cards would take four
// times as long.
func (s *Store) rowids(ctx context.Context, query string, args []any, take func(text []byte)) error {
	return s.each(ctx, query, args, func(scan func(...any) error) error {
		var text sql.RawBytes
		if err := scan(&text); err != nil {
			return err
		}
		take(text)
		return nil
	})
}

// setOf returns the cards that queries select together, read at most once between two changes.
func (s *Store) setOf(ctx context.Context, key string, queries []selecting) (cardSet, error) {
	l := &s.lists
	l.mu.Lock()
	l.renew()
	have, kept := l.sets[key]
	version := l.version
	l.mu.Unlock()
	if kept {
		return have.cardSet, nil
	}
	set := cardSet{}
	for _, q := range queries {
		if err := s.rowids(ctx, q.query, q.args, set.addList); err != nil {
			return nil, err
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if version == l.version {
		l.renew()
		if len(l.sets) >= keptSets {
			delete(l.sets, l.smallest())
		}
		l.sets[key] = keptSet{set, set.count()}
	}
	return set, nil
}

// selecting is a query that selects cards by group_concat of their rowids.
type selecting struct {
	query string
	args  []any
}
