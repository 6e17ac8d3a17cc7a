package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// Appointment returns one appointment; app.ErrNotFound if there is none.
func (s *Store) Appointment(ctx context.Context, id string) (app.Appointment, error) {
	return one[app.Appointment](ctx, s, id)
}

// AppointmentsBetween returns a person's appointments from one moment until before another that were not cancelled, by
// time, the more urgent first.
func (s *Store) AppointmentsBetween(ctx context.Context, personID string, from, to app.Instant) ([]app.Appointment, error) {
	return list[app.Appointment](ctx, s,
		"WHERE r.person_id = ? AND r.at >= ? AND r.at < ? AND r.status <> ? ORDER BY r.at, r.urgency, r.id",
		personID, int64(from), int64(to), app.AppointmentCancelled)
}

// OpenNoShows returns a person's appointments since a moment at which the customer was not there and after which nobody
// spoke to the customer and nothing was agreed.
func (s *Store) OpenNoShows(ctx context.Context, personID string, since app.Instant) ([]app.Appointment, error) {
	return list[app.Appointment](ctx, s, `WHERE r.person_id = ?1 AND r.at >= ?2 AND r.status = 'no_show'
		AND NOT EXISTS (SELECT 1 FROM appointments n WHERE n.customer_id = r.customer_id AND n.at > r.at AND n.status <> 'cancelled')
		AND NOT EXISTS (SELECT 1 FROM service_records d WHERE d.customer_id = r.customer_id AND d.at >= r.at
			AND d.channel IN ('phone', 'visit') AND d.outcome NOT IN ('no_answer', 'wrong', 'no_show', 'call_back')
			AND `+laterStands+`)
		ORDER BY r.at, r.id`, personID, int64(since))
}

// Visit returns one visit; app.ErrNotFound if there is none.
func (s *Store) Visit(ctx context.Context, id string) (app.Visit, error) {
	return one[app.Visit](ctx, s, id)
}

// VisitsOf returns the visits of appointments, by appointment id.
func (s *Store) VisitsOf(ctx context.Context, appointmentIDs []string) (map[string]app.Visit, error) {
	marks, args := in(appointmentIDs)
	found, err := list[app.Visit](ctx, s, "WHERE r.appointment_id IN "+marks, args...)
	out := make(map[string]app.Visit, len(found))
	for _, v := range found {
		out[v.AppointmentID] = v
	}
	return out, err
}
