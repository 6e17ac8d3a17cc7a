package store

import "github.com/fangce/fangce/app"

// filters are all that leave only some cards.
var filters = []app.CardFilter{
	app.CardsUnsigned, app.CardsDueSoon, app.CardsInGrace, app.CardsLapsed, app.CardsMaturing,
	app.CardsIncomplete, app.CardsKey, app.CardsNoContact, app.CardsProspects,
}

func filterKey(f app.CardFilter, today app.Date) string {
	return "filter " + string(f) + " " + string(today)
}

// filterOf returns the queries whose cards a filter leaves, nil for all. The ranges are those of app.State, which a test
// compares; what matures at the end of its term owes nothing any more. Each reads a range of one index.
func filterOf(f app.CardFilter, today app.Date) []selecting {
	soon := string(today.AddDays(app.DueSoonDays))
	day := string(today)
	card := func(where string) []selecting {
		return []selecting{{"SELECT group_concat(rid) FROM card_index WHERE " + where, nil}}
	}
	// CROSS JOIN keeps the planner from going through the cards and looking for their policies.
	policy := func(where string, args ...any) selecting {
		return selecting{"SELECT group_concat(i.rid) FROM policies p CROSS JOIN card_index i ON i.id = p.customer_id WHERE " + where, args}
	}
	const owing = " AND p.b_due <> '' AND p.b_said = '' AND (p.b_matures = '' OR p.b_matures > ?)"
	switch f {
	case app.CardsUnsigned:
		return card("unsigned > 0")
	case app.CardsDueSoon:
		return []selecting{policy("p.b_due BETWEEN ? AND ?"+owing, day, soon, day)}
	case app.CardsInGrace:
		return []selecting{policy("p.b_due < ? AND p.b_grace_end >= ?"+owing, day, day, day)}
	case app.CardsLapsed:
		return []selecting{
			policy("p.b_due < ? AND p.b_grace_end < ? AND p.b_reinstate_end >= ?"+owing, day, day, day, day),
			policy("p.b_said = 'lapsed' AND p.b_said <> '' AND p.b_reinstate_end = ''"),
			policy("p.b_said = 'lapsed' AND p.b_said <> '' AND p.b_reinstate_end >= ?", day),
		}
	case app.CardsMaturing:
		return []selecting{policy("p.b_matures BETWEEN ? AND ? AND p.b_matures <> '' AND p.b_said NOT IN ('terminated', 'matured')", day, soon)}
	case app.CardsIncomplete:
		return card("completeness < 100")
	case app.CardsKey:
		return card("key_customer = 1")
	case app.CardsNoContact:
		return card("records = 0")
	case app.CardsProspects:
		return card("prospect = 1")
	}
	return nil
}
