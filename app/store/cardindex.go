package store

import (
	"context"
	"strings"

	"github.com/fangce/fangce/app"
)

// CardIndex returns the rowids of the cards a query selects, in its order. Filters by status are ranges of the policies'
// boundary days against today; no status is stored.
func (s *Store) CardIndex(ctx context.Context, q app.CardQuery) ([]int64, error) {
	today := s.clock.Today()
	from, where, args := "card_index i", []string{}, []any{}
	if match := matchOf(q.Text); match != "" {
		from = "search f JOIN card_index i ON i.rid = f.rowid"
		where, args = append(where, "search MATCH ?"), append(args, match)
	} else if strings.TrimSpace(q.Text) != "" {
		return nil, nil // nothing but marks: no card has them
	}
	cond, more := filterOf(q.Filter, today)
	if cond != "" {
		where, args = append(where, cond), append(args, more...)
	}
	order := "i.sort_name, i.id"
	switch q.Sort {
	case app.SortByNextDue:
		from += ` LEFT JOIN (SELECT customer_id, min(b_due) AS due FROM policies
			WHERE b_due <> '' AND b_reinstate_end >= ? GROUP BY customer_id) d ON d.customer_id = i.id`
		args = append([]any{string(today)}, args...)
		order = "d.due IS NULL, d.due, " + order
	case app.SortByLastContact:
		order = "i.last_contact, " + order
	case app.SortByCompleteness:
		order = "i.completeness, " + order
	}
	query := "SELECT i.rid FROM " + from
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	var out []int64
	err := s.each(ctx, query+" ORDER BY "+order, args, func(scan func(...any) error) error {
		var rid int64
		err := scan(&rid)
		out = append(out, rid)
		return err
	})
	return out, err
}

// filterOf returns the condition of a filter on card_index i, "" for none. The ranges are those of app.State, which a
// test compares; what matures at the end of its term owes nothing any more.
func filterOf(f app.CardFilter, today app.Date) (string, []any) {
	soon := string(today.AddDays(app.DueSoonDays))
	day := string(today)
	const policies = "i.id IN (SELECT customer_id FROM policies WHERE "
	const owing = " AND b_said = '' AND (b_matures = '' OR b_matures > ?)"
	switch f {
	case app.CardsUnsigned:
		return "i.unsigned > 0", nil
	case app.CardsDueSoon:
		return policies + "b_due BETWEEN ? AND ? AND b_due <> ''" + owing + ")", []any{day, soon, day}
	case app.CardsInGrace:
		return policies + "b_grace_end >= ? AND b_due < ? AND b_due <> ''" + owing + ")", []any{day, day, day}
	case app.CardsLapsed:
		return policies + "b_reinstate_end >= ? AND b_grace_end < ? AND b_due <> ''" + owing +
				" UNION ALL SELECT customer_id FROM policies WHERE b_said = 'lapsed' AND (b_reinstate_end = '' OR b_reinstate_end >= ?))",
			[]any{day, day, day, day}
	case app.CardsMaturing:
		return policies + "b_matures BETWEEN ? AND ? AND b_matures <> '' AND b_said NOT IN ('terminated', 'matured'))", []any{day, soon}
	case app.CardsIncomplete:
		return "i.completeness < 100", nil
	case app.CardsKey:
		return "i.rid IN (SELECT rid FROM customers WHERE key_customer = 1)", nil
	case app.CardsNoContact:
		return "i.records = 0", nil
	case app.CardsProspects:
		return "i.rid IN (SELECT rid FROM customers WHERE prospect = 1)", nil
	}
	return "", nil
}
