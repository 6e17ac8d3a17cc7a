package app

import (
	"cmp"
	"slices"
	"time"
)

// Hours between which visits are agreed, and what lies between two of them.
const (
	dayBegins   = 9 * time.Hour
	dayEnds     = 18 * time.Hour
	wayTime     = 30 * time.Minute // from one customer to the next
	visitLength = time.Hour        // of a visit whose end was not agreed
	leastSlot   = time.Hour        // a shorter gap is no time for another visit
	roundTo     = 15 * time.Minute
)

// VisitGroup is a day's visits in one part of town.
type VisitGroup struct {
	Area  string // "" where the addresses do not say
	Items []VisitItem
}

// Slot is time without a visit, the way to and from the neighbours taken off.
type Slot struct{ From, To Instant }

// RouteHint proposes to move a visit next to an earlier one in the same part of town, as otherwise one goes there twice.
type RouteHint struct {
	Item  VisitItem
	After VisitItem
	At    Instant // proposed
}

// NearbyWork is due work with a customer in a part of town where one is that day anyhow.
type NearbyWork struct {
	DueItem
	Area    string
	Address string
}

// DayRoute is a day's way from visit to visit.
type DayRoute struct {
	Date   Date
	Groups []VisitGroup
	Free   []Slot
	Hints  []RouteHint
	Nearby []NearbyWork
}

// endOfVisit returns when a visit ends as agreed.
func endOfVisit(v VisitItem) Instant {
	if a := v.Appointment; a.EndAt > a.At {
		return a.EndAt
	}
	return v.Appointment.At + span(visitLength)
}

func span(d time.Duration) Instant { return Instant(d / time.Millisecond) }

// AreaOfVisit returns the part of town a visit goes to: that of the place agreed, or else of the customer's address.
func AreaOfVisit(v VisitItem) string {
	return cmp.Or(AreaOf(v.Appointment.Place), v.District, AreaOf(v.Address))
}

func byTime(a, b VisitItem) int {
	return cmp.Or(cmp.Compare(a.Appointment.At, b.Appointment.At), cmp.Compare(a.Appointment.Urgency, b.Appointment.Urgency))
}

// GroupVisits groups visits by the part of town: the groups by their first visit, the visits of a group by time and, at the
// same time, by urgency. Those of which nobody knows where come last.
func GroupVisits(items []VisitItem) []VisitGroup {
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, byTime)
	var out []VisitGroup
	for _, v := range sorted {
		area := AreaOfVisit(v)
		i := slices.IndexFunc(out, func(g VisitGroup) bool { return g.Area == area })
		if i < 0 {
			i = len(out)
			out = append(out, VisitGroup{Area: area})
		}
		out[i].Items = append(out[i].Items, v)
	}
	slices.SortStableFunc(out, func(a, b VisitGroup) int { return cmp.Compare(rank(a.Area), rank(b.Area)) })
	return out
}

func rank(area string) int {
	if area == "" {
		return 1
	}
	return 0
}

// busy returns the visits of a day that take time, in order.
func busy(items []VisitItem) []VisitItem {
	out := slices.DeleteFunc(slices.Clone(items), func(v VisitItem) bool {
		return v.Appointment.Status == AppointmentCancelled || v.Appointment.Status == AppointmentNoShow
	})
	slices.SortStableFunc(out, byTime)
	return out
}

// FreeSlots returns when another visit would fit into a day, not before now.
func FreeSlots(day Date, items []VisitItem, now Instant) []Slot {
	from := max(InstantOf(day.Time())+span(dayBegins), up(now))
	end := InstantOf(day.Time()) + span(dayEnds)
	var out []Slot
	add := func(to Instant) {
		if to-from >= span(leastSlot) {
			out = append(out, Slot{from, to})
		}
	}
	for _, v := range busy(items) {
		add(min(v.Appointment.At-span(wayTime), end))
		from = max(from, up(endOfVisit(v)+span(wayTime)))
	}
	add(end)
	return out
}

// up rounds a moment up to the next quarter of an hour.
func up(at Instant) Instant {
	step := span(roundTo)
	return (at + step - 1) / step * step
}

// RouteHints returns the visits that would better follow an earlier one in the same part of town: others lie between them,
// the customer has not confirmed yet, and there is time.
func RouteHints(items []VisitItem, now Instant) []RouteHint {
	all := busy(items)
	var out []RouteHint
	for i, v := range all {
		a, area := v.Appointment, AreaOfVisit(v)
		if area == "" || a.Status != AppointmentPlanned || a.ConfirmedAt != 0 || v.Visit != nil && v.Visit.ArrivedAt != 0 {
			continue
		}
		for j := i - 2; j >= 0; j-- {
			if AreaOfVisit(all[j]) != area || AreaOfVisit(all[i-1]) == area {
				continue
			}
			at := up(endOfVisit(all[j]) + span(wayTime/2)) // it is not far
			next := all[j+1].Appointment.At
			if at > now && at < a.At && at+endOfVisit(v)-a.At+span(wayTime) <= next {
				out = append(out, RouteHint{Item: v, After: all[j], At: at})
			}
			break
		}
	}
	return out
}
