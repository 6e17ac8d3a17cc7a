package service

import (
	"context"

	"github.com/fangce/fangce/app"
)

// CardIndex returns the rows of the list of cards that a query selects, in order.
func (s *Service) CardIndex(ctx context.Context, q app.CardQuery) ([]int64, error) {
	return s.store.CardIndex(ctx, q)
}

// CardRows returns the lines of the list of cards for these rows, in their order.
func (s *Service) CardRows(ctx context.Context, rowids []int64) ([]app.CardRow, error) {
	return s.store.CardRows(ctx, rowids)
}

// CardCounts returns how many cards each filter of the list leaves.
func (s *Service) CardCounts(ctx context.Context) (map[app.CardFilter]int, error) {
	return s.store.CardCounts(ctx)
}

// CardPlace returns the row of a customer in the list of cards; app.ErrNotFound if there is none.
func (s *Service) CardPlace(ctx context.Context, customerID string) (int64, error) {
	return s.store.CardPlace(ctx, customerID)
}

// CardsFound returns which of some customers a search finds.
func (s *Service) CardsFound(ctx context.Context, text string, customerIDs []string) (map[string]bool, error) {
	return s.store.CardsFound(ctx, text, customerIDs)
}

// Card returns one service card with everything its room shows. Its first policy is the one to take where nobody chose:
// of the newest case, or else the most urgent. Error: app.ErrNotFound.
func (s *Service) Card(ctx context.Context, id string) (app.CardView, error) {
	c, err := s.store.Customer(ctx, id)
	if err != nil {
		return app.CardView{}, err
	}
	v := app.CardView{Customer: c, Verified: map[string]app.Verification{}}
	required, err := s.store.Required(ctx)
	if err != nil {
		return v, err
	}
	v.Completeness, v.Missing = app.CardCompleteness(c, required)
	if v.Policies, v.Cases, err = s.policyViews(ctx, id); err != nil {
		return v, err
	}
	numbers := map[string]string{}
	policies := make([]app.Policy, 0, len(v.Policies))
	for _, p := range v.Policies {
		numbers[p.Policy.ID] = p.Policy.Number
		policies = append(policies, p.Policy)
	}
	v.Callees = app.Callees(c, inForce(policies), s.clock.Today())
	if v.Records, err = s.recordViews(ctx, id, numbers); err != nil {
		return v, err
	}
	if v.Appointments, err = s.store.AppointmentsOf(ctx, id, app.InstantOf(s.clock.Today().Time())); err != nil {
		return v, err
	}
	checks, err := s.store.VerificationsOf(ctx, id)
	if err != nil {
		return v, err
	}
	for _, f := range checks {
		v.Verified[f.Fact+"="+f.Value] = f
	}
	if v.Kept, err = s.store.KeptOf(ctx, id); err != nil {
		return v, err
	}
	v.Surveys, err = s.store.SurveysOf(ctx, id)
	return v, err
}

// recordViews returns the records of a card with the names of their authors.
func (s *Service) recordViews(ctx context.Context, customerID string, numbers map[string]string) ([]app.RecordView, error) {
	records, err := s.store.RecordsOf(ctx, customerID)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	unsent, err := s.store.UnsentOf(ctx, app.KindServiceRecord.Name)
	if err != nil {
		return nil, err
	}
	names := map[string]string{s.me.ID: s.me.Name}
	out := make([]app.RecordView, 0, len(records))
	for _, r := range records {
		name, err := s.nameOf(ctx, names, r.PersonID)
		if err != nil {
			return nil, err
		}
		out = append(out, app.RecordView{Record: r, Author: name, PolicyNo: numbers[r.PolicyID], Unsent: unsent[r.ID]})
	}
	return out, nil
}

// nameOf returns a member of staff's name, looked up once; "" for somebody this laptop does not know.
func (s *Service) nameOf(ctx context.Context, names map[string]string, personID string) (string, error) {
	if name, ok := names[personID]; ok {
		return name, nil
	}
	p, err := s.store.Person(ctx, personID)
	if err != nil && !notFound(err) {
		return "", err
	}
	names[personID] = p.Name
	return p.Name, nil
}

// inForce leaves out the policies the insurer says have ended: they are no reason to call anybody.
func inForce(policies []app.Policy) []app.Policy {
	var out []app.Policy
	for _, p := range policies {
		if p.Said() != app.StatusTerminated {
			out = append(out, p)
		}
	}
	return out
}
