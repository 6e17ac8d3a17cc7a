package service

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/fangce/fangce/app"
)

// preferenceSnoozed holds which due work was put off, and until when, on this laptop.
const preferenceSnoozed = "today/snoozed"

// SnoozeDue puts a piece of due work off until a day, on this laptop only; it comes back by itself. "" brings it back at once.
// Error: app.ErrInvalid where it cannot wait that long, see app.SnoozeUntil.
func (s *Service) SnoozeDue(ctx context.Context, i app.DueItem, until app.Date) error {
	if until != "" && (until <= s.clock.Today() || until > app.SnoozeUntil(i, s.clock.Today())) {
		return invalid("until", "这项工作不能推迟到那一天")
	}
	all, err := s.snoozed(ctx)
	if err != nil {
		return err
	}
	delete(all, i.Key())
	if until != "" {
		all[i.Key()] = until
	}
	raw, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return s.SetPreference(ctx, preferenceSnoozed, string(raw))
}

// snoozed returns the days until which work was put off; days gone by are left out.
func (s *Service) snoozed(ctx context.Context) (map[string]app.Date, error) {
	all := map[string]app.Date{}
	text, err := s.Preference(ctx, preferenceSnoozed)
	if err != nil && !notFound(err) {
		return nil, err
	}
	if text != "" && json.Unmarshal([]byte(text), &all) != nil {
		return map[string]app.Date{}, nil // of another version: what was put off comes back
	}
	for key, until := range all {
		if until <= s.clock.Today() {
			delete(all, key)
		}
	}
	return all, nil
}

// withoutSnoozed takes the work that was put off out of a list, unless it may no longer wait.
func (s *Service) withoutSnoozed(ctx context.Context, items []app.DueItem) (now, later []app.DueItem, err error) {
	all, err := s.snoozed(ctx)
	if err != nil || len(all) == 0 {
		return items, nil, err
	}
	today := s.clock.Today()
	now = slices.DeleteFunc(slices.Clone(items), func(i app.DueItem) bool {
		if until, put := all[i.Key()]; !put || until > app.SnoozeUntil(i, today) {
			return false
		}
		later = append(later, i)
		return true
	})
	return now, later, nil
}
