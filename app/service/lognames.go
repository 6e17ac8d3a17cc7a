package service

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

// showNames puts the full names of customers into the writer's own view of a log. An entry whose record this laptop does
// not have keeps its masked name.
func (s *Service) showNames(ctx context.Context, v *app.LogView) error {
	v.Log.Entries, v.Additions = slices.Clone(v.Log.Entries), slices.Clone(v.Additions)
	entries := make([]*app.LogEntry, 0, len(v.Log.Entries)+len(v.Additions))
	for i := range v.Log.Entries {
		entries = append(entries, &v.Log.Entries[i])
	}
	for i := range v.Additions {
		if v.Additions[i].Entry.RecordID != "" {
			entries = append(entries, &v.Additions[i].Entry)
		}
	}
	customers := make([]string, len(entries))
	for i, e := range entries {
		r, err := s.store.Record(ctx, e.RecordID)
		if err != nil && !notFound(err) {
			return err
		}
		customers[i] = r.CustomerID
	}
	names, err := s.store.Names(ctx, customers)
	if err != nil {
		return err
	}
	for i, e := range entries {
		if name := names[customers[i]]; name != "" {
			e.Customer = name
		}
	}
	return nil
}

// openVisits returns the visits of a day that were agreed and are neither written down nor cancelled.
func (s *Service) openVisits(ctx context.Context, day app.Date) ([]app.VisitItem, error) {
	all, err := s.Visits(ctx, day)
	return slices.DeleteFunc(all, func(v app.VisitItem) bool { return v.Appointment.Status != app.AppointmentPlanned }), err
}
