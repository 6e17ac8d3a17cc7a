package service

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

// mostNearby is how many customers nearby are proposed for a day.
const mostNearby = 8

// worthAVisit are the kinds of due work for which one rings a bell, the first being done first.
var worthAVisit = []app.DueKind{
	app.DueFirstVisit, app.DueGrace, app.DueLapsed, app.DueMaturity, app.DuePremium, app.DueReturn, app.DuePromise, app.DueNext,
}

// DayRoute returns a day's way from visit to visit: by parts of town, with free time, and with customers nearby whose due work
// is worth a visit. Only the day's planned visits count; a day gone by has neither free time nor proposals.
func (s *Service) DayRoute(ctx context.Context, day app.Date) (app.DayRoute, error) {
	items, err := s.Visits(ctx, day)
	if err != nil {
		return app.DayRoute{}, err
	}
	route := app.DayRoute{Date: day, Groups: app.GroupVisits(items)}
	if day < s.clock.Today() {
		return route, nil
	}
	now := s.clock.Now()
	route.Free, route.Hints = app.FreeSlots(day, items, now), app.RouteHints(items, now)
	route.Nearby, err = s.nearby(ctx, route.Groups)
	return route, err
}

// nearby returns customers in the parts of town of a day whose due work is worth a visit, late first. Who has an appointment
// to come is not among them, nor who must not be contacted.
func (s *Service) nearby(ctx context.Context, groups []app.VisitGroup) ([]app.NearbyWork, error) {
	areas := map[string]bool{}
	for _, g := range groups {
		if g.Area != "" && slices.ContainsFunc(g.Items, func(v app.VisitItem) bool { return v.Appointment.Status == app.AppointmentPlanned }) {
			areas[g.Area] = true
		}
	}
	if len(areas) == 0 {
		return nil, nil
	}
	due, err := s.dueItems(ctx)
	if err != nil {
		return nil, err
	}
	met := map[string]bool{}
	for _, d := range due {
		met[d.CustomerID] = met[d.CustomerID] || d.Kind == app.DueAppointment
	}
	seen := map[string]bool{}
	due = slices.DeleteFunc(due, func(d app.DueItem) bool {
		if d.CustomerID == "" || seen[d.CustomerID] || met[d.CustomerID] || !slices.Contains(worthAVisit, d.Kind) {
			return true
		}
		seen[d.CustomerID] = true
		return false
	})
	var out []app.NearbyWork
	for some := range slices.Chunk(due, nearbyChunk) {
		if out, err = s.addNearby(ctx, out, some, areas); err != nil || len(out) == mostNearby {
			break
		}
	}
	return out, err
}

// nearbyChunk is how many cards are read at once in search of those nearby.
const nearbyChunk = 200

// addNearby adds the customers of some due work who live in the areas and may be contacted.
func (s *Service) addNearby(ctx context.Context, out []app.NearbyWork, due []app.DueItem, areas map[string]bool) ([]app.NearbyWork, error) {
	ids := make([]string, len(due))
	for i, d := range due {
		ids[i] = d.CustomerID
	}
	cards, err := s.store.Customers(ctx, ids)
	if err != nil {
		return nil, err
	}
	if err := s.DueDetails(ctx, due); err != nil {
		return nil, err
	}
	for _, d := range due {
		c, known := cards[d.CustomerID]
		if !known || c.DoNotContact {
			continue
		}
		for _, ad := range c.Addresses {
			if area := app.AreaOf(ad.Text); !ad.Wrong && areas[area] {
				out = append(out, app.NearbyWork{DueItem: d, Area: area, Address: ad.Text})
				break
			}
		}
		if len(out) == mostNearby {
			break
		}
	}
	return out, nil
}
