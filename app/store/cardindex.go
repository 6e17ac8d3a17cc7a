package store

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/fangce/fangce/app"
)

// CardIndex returns the rowids of the cards a query selects, in its order. Filters by status are ranges of the policies'
// boundary days against today; no status is stored. The slice may be shared and must not be changed.
func (s *Store) CardIndex(ctx context.Context, q app.CardQuery) ([]int64, error) {
	// Where the day cannot be noted, as on a full disk, the premiums due stay as of the day before.
	if err := s.turnDay(ctx); err != nil && ctx.Err() != nil {
		return nil, err
	}
	order, err := s.orderOf(ctx, q.Sort)
	if err != nil {
		return nil, err
	}
	set, all, err := s.selected(ctx, q)
	if err != nil || all {
		return order.ids, err
	}
	return order.only(set), nil
}

const searchQuery = "SELECT group_concat(rowid) FROM search WHERE search MATCH ?"

// selected returns the cards of a query's words and filter, or that it selects all.
func (s *Store) selected(ctx context.Context, q app.CardQuery) (set cardSet, all bool, err error) {
	atoms := matchesOf(q.Text)
	if len(atoms) == 0 && strings.TrimSpace(q.Text) != "" {
		return nil, false, nil // nothing but marks: no card has them
	}
	all = true
	narrow := func(key string, queries []selecting) error {
		found, err := s.setOf(ctx, key, queries)
		if all {
			set, all = found, false
		} else {
			set = set.and(found)
		}
		return err
	}
	// The later word is the one being typed; those before it are kept from the last key.
	for _, match := range atoms {
		err := narrow(match, []selecting{{searchQuery, []any{match}}})
		if err != nil {
			return nil, false, err
		}
	}
	if queries := filterOf(q.Filter, s.clock.Today()); queries != nil {
		if err := narrow(filterKey(q.Filter, s.clock.Today()), queries); err != nil {
			return nil, false, err
		}
	}
	return set, all, nil
}

// CardCounts returns how many cards each filter leaves, app.CardsAll among them.
func (s *Store) CardCounts(ctx context.Context) (map[app.CardFilter]int, error) {
	order, err := s.orderOf(ctx, app.SortByName)
	if err != nil {
		return nil, err
	}
	counts := map[app.CardFilter]int{app.CardsAll: len(order.ids)}
	today := s.clock.Today()
	for _, f := range filters {
		set, err := s.setOf(ctx, filterKey(f, today), filterOf(f, today))
		if err != nil {
			return nil, err
		}
		counts[f] = set.count()
	}
	return counts, nil
}

// CardPlace returns the rowid of a customer's line in the list; app.ErrNotFound if there is none.
func (s *Store) CardPlace(ctx context.Context, customerID string) (rid int64, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT rid FROM card_index WHERE id = ?", customerID).Scan(&rid)
	return rid, fail(err)
}

// CardsFound returns which of some customers a search finds, by id.
func (s *Store) CardsFound(ctx context.Context, text string, customerIDs []string) (map[string]bool, error) {
	set, all, err := s.selected(ctx, app.CardQuery{Text: text})
	if err != nil {
		return nil, err
	}
	list, err := json.Marshal(customerIDs)
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	err = s.each(ctx, "SELECT i.id, i.rid FROM json_each(?) j CROSS JOIN card_index i ON i.id = j.value", []any{string(list)},
		func(scan func(...any) error) error {
			var id string
			var rid int64
			err := scan(&id, &rid)
			if all || set.has(rid) {
				found[id] = true
			}
			return err
		})
	return found, err
}

// turnDay brings card_index.next_due up to today. What a day changes are the policies that could be reinstated on one of
// the two days only; after the clock was set back, too.
func (s *Store) turnDay(ctx context.Context) error {
	today := string(s.clock.Today())
	if s.lists.day.Load() == today {
		return nil
	}
	err := s.update(ctx, func(w *session) error {
		day, err := w.setting(settingDay)
		if err != nil || day == today {
			return err
		}
		ids, err := w.ids("SELECT DISTINCT customer_id FROM policies WHERE b_reinstate_end >= ? AND b_reinstate_end < ? AND b_reinstate_end <> ''",
			[]any{min(day, today), max(day, today)})
		if err != nil {
			return err
		}
		for _, id := range ids {
			w.touch(id)
		}
		return w.setSetting(settingDay, today)
	})
	if err == nil {
		s.lists.day.Store(today)
	}
	return err
}
