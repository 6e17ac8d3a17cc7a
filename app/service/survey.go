package service

import (
	"context"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// PrintSurvey records that a questionnaire was printed for a customer and returns it with the number its paper carries.
// Without a policy it is about the card's first (see Card), as the paper is. Printing again on the same day, before it is
// signed, gives the same questionnaire.
func (s *Service) PrintSurvey(ctx context.Context, customerID, policyID string) (app.Survey, error) {
	if _, err := s.store.Customer(ctx, customerID); err != nil {
		return app.Survey{}, err
	}
	policyID, err := s.surveyPolicy(ctx, customerID, policyID)
	if err != nil {
		return app.Survey{}, err
	}
	all, err := s.store.SurveysOf(ctx, customerID)
	if err != nil {
		return app.Survey{}, err
	}
	for _, v := range all {
		if v.PolicyID == policyID && v.SignedAt == 0 && v.PrintedAt.Date() == s.clock.Today() {
			return v, nil
		}
	}
	v := s.newSurvey(customerID, policyID)
	v.PrintedAt = s.clock.Now()
	return v, s.store.Save(ctx, record.Create(v))
}

// newSurvey returns an empty questionnaire. Its number is its day and the random end of its id, so that two laptops
// without a network do not give the same.
func (s *Service) newSurvey(customerID, policyID string) app.Survey {
	id := s.newID()
	day := strings.ReplaceAll(string(s.clock.Today()), "-", "")
	return app.Survey{
		ID: id, CustomerID: customerID, PolicyID: policyID, PersonID: s.me.ID,
		FormNo: "MY" + day + "-" + strings.ToUpper(id[len(id)-6:]),
	}
}

// signSurvey returns the write that notes a signed questionnaire: the newest one printed and not signed, or a new one.
func (s *Service) signSurvey(ctx context.Context, customerID, policyID string, at app.Instant) ([]record.Write, error) {
	all, err := s.store.SurveysOf(ctx, customerID)
	if err != nil {
		return nil, err
	}
	for _, v := range all {
		if v.SignedAt.Date() == at.Date() {
			return nil, nil
		}
		if v.SignedAt == 0 {
			signed := v
			signed.SignedAt, signed.PersonID = at, s.me.ID
			return []record.Write{record.Change(v, signed)}, nil
		}
	}
	v := s.newSurvey(customerID, policyID)
	v.SignedAt = at
	return []record.Write{record.Create(v)}, nil
}
