package service

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

// CallPage returns the first lines of the queue that CallQueue returns, and how many there are in all, without reading the
// cards of the others: n lines, or all where there are no more.
func (s *Service) CallPage(ctx context.Context, filter string, n int) (lines []app.CallItem, total int, err error) {
	ids, reasons, err := s.callReasons(ctx, filter)
	if err != nil {
		return nil, 0, err
	}
	places, err := s.callPlaces(ctx, ids, reasons)
	if err != nil {
		return nil, 0, err
	}
	slices.SortFunc(places, func(a, b *callPlace) int { return app.CallOrder(a.line, b.line) })
	// A line never stands before the place that was worked out without its card: what stands before all places that are left
	// is in order.
	for at := 0; at < len(places); {
		next := min(at+max(n, 1), len(places))
		some := make([]string, 0, next-at)
		for _, p := range places[at:next] {
			some = append(some, p.customerID)
		}
		more, err := s.queueLines(ctx, some, reasons)
		if err != nil {
			return nil, 0, err
		}
		lines = append(lines, more...)
		slices.SortStableFunc(lines, app.CallOrder)
		if at = next; at < len(places) && len(lines) >= n && app.CallOrder(lines[n-1], places[at].line) <= 0 {
			break
		}
	}
	return lines[:min(n, len(lines))], len(ids), nil
}

// callPlace is a line that the true one of a customer does not stand before; it names nobody, so that it stands before all of
// its day.
type callPlace struct {
	customerID string
	line       app.CallItem
}

// callPlaces returns the places of customers.
func (s *Service) callPlaces(ctx context.Context, ids []string, reasons map[string][]wanted) ([]*callPlace, error) {
	var ask []string
	for _, id := range ids {
		if !slices.ContainsFunc(reasons[id], func(w wanted) bool { return w.counted }) && !onlyPremiums(reasons[id]) {
			ask = append(ask, id)
		}
	}
	dues, err := s.store.NextDues(ctx, ask)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	out := make([]*callPlace, 0, len(ids))
	for _, id := range ids {
		place := &callPlace{customerID: id}
		i := &place.line
		due, lapsed := dues[id], app.Date("")
		for _, w := range reasons[id] {
			switch {
			case w.again && w.at != 0 && (i.CallAt == 0 || w.at < i.CallAt):
				i.CallAt = w.at
			case !w.again && w.at != 0 && (i.At == 0 || w.at < i.At):
				i.At = w.at
			}
			of := &due
			if w.lapsed {
				of = &lapsed
			}
			if w.due != "" && (*of == "" || w.due < *of) {
				*of = w.due
			}
		}
		i.Later = i.CallAt != 0 && i.At == 0 && !app.CallDue(i.CallAt, now)
		switch {
		case due != "":
			i.NextDue, i.State = due, app.PolicyState{Status: app.StatusInForce, Until: due}
		case lapsed != "":
			i.NextDue, i.State = lapsed, app.PolicyState{Status: app.StatusLapsed, Until: lapsed}
		}
		out = append(out, place)
	}
	return out, nil
}

// onlyPremiums reports whether all that asks for a call are premiums, whose days are known.
func onlyPremiums(why []wanted) bool {
	return !slices.ContainsFunc(why, func(w wanted) bool { return w.stage != app.StagePayment || w.due == "" })
}
