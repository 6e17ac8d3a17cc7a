package service

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// privacyReads is what the store tells about who got at personal data and what was asked for.
type privacyReads interface {
	Accesses(ctx context.Context, q app.AccessQuery) ([]app.Access, error)
	DataRequests(ctx context.Context, customerID string) ([]app.DataRequest, error)
	RowsAbout(ctx context.Context, k *record.Kind, customerID string) ([]any, error)
	LocalReveals(ctx context.Context) (map[string]string, error)
	DropLocalReveals(ctx context.Context, keys ...string) error
}

// NoteAccess notes that the person of this account had personal data shown in full, copied, printed or exported
// (product §10). It fills in who and when; Count 0 is 1. The note is a record like any other: it travels to the centre,
// and who supervises the person sees it. Note says what it was for and never holds a value.
func (s *Service) NoteAccess(ctx context.Context, a app.Access) error {
	return s.store.Save(ctx, record.Create(s.access(a)))
}

// access completes a note.
func (s *Service) access(a app.Access) app.Access {
	a.ID, a.PersonID = s.newID(), s.me.ID
	if a.At == 0 {
		a.At = s.clock.Now()
	}
	if a.Count == 0 {
		a.Count = 1
	}
	return a
}

// Reveal notes that somebody had a masked fact shown in full (product §10). what names the fact and never its value:
// "customer/<id>", "phones/<customer id>", "attachment/<id>", "kept/<id>" or "refused/…".
func (s *Service) Reveal(ctx context.Context, what string) error {
	a, err := s.revealed(ctx, what)
	if err != nil {
		return err
	}
	return s.NoteAccess(ctx, a)
}

// revealed reads what was revealed.
func (s *Service) revealed(ctx context.Context, what string) (app.Access, error) {
	kind, id, _ := strings.Cut(what, "/")
	a := app.Access{How: app.AccessReveal}
	switch kind {
	case "customer":
		a.What, a.CustomerID = app.AccessCard, id
	case "phones":
		a.What, a.CustomerID = app.AccessPhone, id
	case "attachment":
		a.What = app.AccessAttachment
		found, err := s.store.Attachment(ctx, id)
		if err != nil && !notFound(err) {
			return a, err
		}
		a.CustomerID = found.CustomerID
	case "kept":
		a.What = app.AccessKept
		found, err := s.store.Kept(ctx, id)
		if err != nil && !notFound(err) {
			return a, err
		}
		a.CustomerID = found.CustomerID
	case "refused":
		a.What = app.AccessRefused // the rest may hold a name
	default:
		a.What = kind
	}
	return a, nil
}

// Accesses returns who got at personal data, newest first: by the person of this account, and by those this laptop gets
// the work of, as a supervisor's does.
func (s *Service) Accesses(ctx context.Context, q app.AccessQuery) ([]app.AccessView, error) {
	found, err := s.store.Accesses(ctx, q)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	var ids []string
	for _, a := range found {
		if a.CustomerID != "" && !slices.Contains(ids, a.CustomerID) {
			ids = append(ids, a.CustomerID)
		}
	}
	customers, err := s.store.Names(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := map[string]string{s.me.ID: s.me.Name}
	out := make([]app.AccessView, len(found))
	for i, a := range found {
		name, err := s.nameOf(ctx, names, a.PersonID)
		if err != nil {
			return nil, err
		}
		out[i] = app.AccessView{Access: a, Person: name, Customer: customers[a.CustomerID]}
	}
	return out, nil
}

// MoveReveals makes notes out of what this laptop noted for itself before they travelled. It may be called again.
func (s *Service) MoveReveals(ctx context.Context) error {
	local, err := s.store.LocalReveals(ctx)
	if err != nil || len(local) == 0 {
		return err
	}
	var writes []record.Write
	var keys []string
	for key, value := range local {
		keys = append(keys, key)
		person, what, _ := strings.Cut(value, " ")
		parts := strings.Split(key, "/") // reveal, instant, id
		if len(parts) != 3 || person != s.me.ID {
			continue // of somebody else there is no stream here to lay it in
		}
		at, err := strconv.ParseInt(parts[1], 10, 64)
		if err != nil {
			continue
		}
		if _, err := s.store.Row(ctx, app.KindAccess.Name, parts[2]); err == nil {
			continue // moved before, but not dropped
		} else if !notFound(err) {
			return err
		}
		a, err := s.revealed(ctx, what)
		if err != nil {
			return err
		}
		a = s.access(a)
		a.ID, a.At = parts[2], app.Instant(at)
		writes = append(writes, record.Create(a))
	}
	if err := s.save(ctx, writes); err != nil {
		return err
	}
	return s.store.DropLocalReveals(ctx, keys...)
}
