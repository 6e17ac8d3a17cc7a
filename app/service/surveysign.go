package service

import (
	"context"
	"maps"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// SubmitSurvey stores a questionnaire filled in on the screen together with the customer's signature under it, in one
// commit, and notes it on the visit it belongs to. g holds the signer and the strokes; a signature without strokes stores the
// answers alone, which then wait to be signed. It returns the questionnaire's id. Errors: app.ErrInvalid with the field of the
// item that lacks an answer, strokes or signer; app.ErrNotFound.
func (s *Service) SubmitSurvey(ctx context.Context, a app.SurveyAnswers, g app.Signature) (string, error) {
	if _, err := s.store.Customer(ctx, a.CustomerID); err != nil {
		return "", err
	}
	if item := a.Missing(); item != "" {
		return "", invalid(item, "还有项目没有评分，请补齐")
	}
	policyID, err := s.surveyPolicy(ctx, a.CustomerID, a.PolicyID)
	if err != nil {
		return "", err
	}
	before, err := s.openSurvey(ctx, a.CustomerID, policyID)
	if err != nil {
		return "", err
	}
	v := s.newSurvey(a.CustomerID, policyID)
	if before != nil {
		v = *before
	}
	v.PersonID, v.Comment = s.me.ID, strings.TrimSpace(a.Comment)
	v.Importance, v.Rating = maps.Clone(a.Importance), maps.Clone(a.Rating)
	var writes []record.Write
	if len(g.Strokes) > 0 {
		v.SignedAt = s.clock.Now()
	}
	if before != nil {
		writes = append(writes, record.Change(*before, v))
	} else {
		writes = append(writes, record.Create(v))
	}
	if len(g.Strokes) > 0 {
		g.CustomerID, g.RecordKind, g.RecordID, g.Form = a.CustomerID, app.KindSurvey.Name, v.ID, app.FormSurvey
		if g, err = s.signed(g, app.SignedHash(app.KindSurvey.Name, v.ID, app.KindSurvey.Encode(v))); err != nil {
			return "", err
		}
		writes = append(writes, record.Create(g))
		noted, err := s.surveyNoted(ctx, a)
		if err != nil {
			return "", err
		}
		writes = append(writes, noted...)
	}
	return v.ID, s.save(ctx, writes)
}

// surveyNoted returns the write that notes on an open visit that its questionnaire is signed.
func (s *Service) surveyNoted(ctx context.Context, a app.SurveyAnswers) ([]record.Write, error) {
	if a.VisitID == "" {
		return nil, nil
	}
	v, err := s.store.Visit(ctx, a.VisitID)
	switch {
	case notFound(err):
		return nil, nil
	case err != nil:
		return nil, err
	case v.CustomerID != a.CustomerID || v.SurveySigned || v.RecordID != "":
		return nil, nil
	}
	noted := v
	noted.SurveySigned = true
	return []record.Write{record.Change(v, noted)}, nil
}

// surveyPolicy returns the policy a questionnaire is about: the one asked for, or else the card's first (see Card).
func (s *Service) surveyPolicy(ctx context.Context, customerID, policyID string) (string, error) {
	if policyID != "" {
		return policyID, nil
	}
	policies, _, err := s.policyViews(ctx, customerID)
	if err != nil || len(policies) == 0 {
		return "", err
	}
	return policies[0].Policy.ID, nil
}

// openSurvey returns the newest questionnaire of a customer that is not signed yet and was made today, nil for none: what was
// printed this morning is filled in on the screen after all.
func (s *Service) openSurvey(ctx context.Context, customerID, policyID string) (*app.Survey, error) {
	all, err := s.store.SurveysOf(ctx, customerID)
	if err != nil {
		return nil, err
	}
	for _, v := range all {
		if v.PolicyID == policyID && v.SignedAt == 0 && (v.PrintedAt == 0 || v.PrintedAt.Date() == s.clock.Today()) {
			return &v, nil
		}
	}
	return nil, nil
}
