package service

import (
	"context"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

type reviewReads interface {
	OutsidePoliciesOf(ctx context.Context, customerIDs []string) ([]app.OutsidePolicy, error)
	OutsidePolicy(ctx context.Context, id string) (app.OutsidePolicy, error)
	PolicyReviewsOf(ctx context.Context, customerID string) ([]app.PolicyReview, error)
	PolicyReview(ctx context.Context, id string) (app.PolicyReview, error)
}

// FamilyReview returns the policies of a customer's family as this laptop knows them (保单整理, 002 §二.三.3): those of the
// customer and of relatives whose cards are here too, and what was told of other companies'.
func (s *Service) FamilyReview(ctx context.Context, customerID string) (app.FamilyReview, error) {
	c, err := s.store.Customer(ctx, customerID)
	if err != nil {
		return app.FamilyReview{}, err
	}
	ids := []string{c.ID}
	for _, r := range c.Family {
		if r.CustomerID != "" && !slices.Contains(ids, r.CustomerID) {
			ids = append(ids, r.CustomerID)
		}
	}
	f := app.FamilyFacts{Customer: c, Today: s.clock.Today()}
	if f.Cards, err = s.store.Customers(ctx, ids[1:]); err != nil {
		return app.FamilyReview{}, err
	}
	policies, err := s.store.PoliciesOfAll(ctx, ids)
	if err != nil {
		return app.FamilyReview{}, err
	}
	for _, id := range ids {
		f.Policies = append(f.Policies, policies[id]...)
	}
	if f.Outside, err = s.store.OutsidePoliciesOf(ctx, ids); err != nil {
		return app.FamilyReview{}, err
	}
	v := app.ReviewFamily(f)
	done, err := s.store.PolicyReviewsOf(ctx, customerID)
	if len(done) > 0 {
		v.Last = &done[0]
	}
	return v, err
}

// OutsidePolicy returns a policy of another company, to change it.
func (s *Service) OutsidePolicy(ctx context.Context, id string) (app.OutsidePolicy, error) {
	return s.store.OutsidePolicy(ctx, id)
}

// SaveOutsidePolicy notes a policy of another company on a card, or changes one that has an id, and returns its id. Errors:
// app.ErrInvalid with the field, app.ErrNotFound.
func (s *Service) SaveOutsidePolicy(ctx context.Context, o app.OutsidePolicy) (string, error) {
	o.Company, o.Product, o.Insured = strings.TrimSpace(o.Company), strings.TrimSpace(o.Product), strings.TrimSpace(o.Insured)
	switch {
	case o.Product == "" && o.Cover == "":
		return "", invalid("product", "请填写险种名称，或选择保障类别")
	case o.Cover != "" && !slices.Contains(app.Covers, o.Cover):
		return "", invalid("cover", "没有这个保障类别")
	case o.InsuredAmount < 0:
		return "", invalid("insured_amount", "保额不能是负数")
	case o.Premium < 0:
		return "", invalid("premium", "保费不能是负数")
	case o.EffectiveOn != "" && !o.EffectiveOn.Valid():
		return "", invalid("effective_on", "投保日期不是有效的日期")
	case o.EndsOn != "" && !o.EndsOn.Valid():
		return "", invalid("ends_on", "保障止期不是有效的日期")
	case o.EndsOn != "" && o.EffectiveOn != "" && o.EndsOn < o.EffectiveOn:
		return "", invalid("ends_on", "保障止期早于投保日期")
	}
	if o.Cover == "" {
		o.Cover = app.CoverOf(o.Product)
	}
	if o.ID != "" {
		was, err := s.store.OutsidePolicy(ctx, o.ID)
		if err != nil {
			return "", err
		}
		o.CustomerID = was.CustomerID
		return o.ID, s.store.Save(ctx, record.Change(was, o))
	}
	if _, err := s.store.Customer(ctx, o.CustomerID); err != nil {
		return "", err
	}
	o.ID = s.newID()
	return o.ID, s.store.Save(ctx, record.Create(o))
}

// EndOutsidePolicy notes that a policy of another company is no longer there, or that it still is after all.
func (s *Service) EndOutsidePolicy(ctx context.Context, id string, ended bool) error {
	was, err := s.store.OutsidePolicy(ctx, id)
	if err != nil || was.Ended == ended {
		return err
	}
	now := was
	now.Ended = ended
	return s.store.Save(ctx, record.Change(was, now))
}

// SaveReview writes a policy review down, and the service it was: on the visit it belongs to, which becomes a record when the
// visit is written up, else as a service record of that channel. It returns the ids of the review and of the record, "" for
// none. Errors: app.ErrNotFound; app.ErrInvalid with the field.
func (s *Service) SaveReview(ctx context.Context, r app.PolicyReview, channel string) (id, recordID string, err error) {
	c, err := s.store.Customer(ctx, r.CustomerID)
	if err != nil {
		return "", "", err
	}
	r.ID, r.PersonID, r.At, r.Withdraws = s.newID(), s.me.ID, s.clock.Now(), ""
	r.Advice, r.Wish = strings.TrimSpace(r.Advice), strings.TrimSpace(r.Wish)
	writes := []record.Write{record.Create(r)}
	if r.VisitID != "" {
		visit, err := s.store.Visit(ctx, r.VisitID)
		if err != nil {
			return "", "", err
		}
		if visit.CustomerID != c.ID {
			return "", "", app.Errorf(app.ErrForbidden, "这次面访不属于这位客户")
		}
		if visit.RecordID == "" {
			done := visit
			if !slices.Contains(done.Items, app.ItemReview) {
				done.Items = append(slices.Clone(done.Items), app.ItemReview)
				writes = append(writes, record.Change(visit, done))
			}
			return r.ID, "", s.store.Save(ctx, writes...)
		}
	}
	made := app.ServiceRecord{
		CustomerID: c.ID, VisitID: r.VisitID, Channel: channel, Outcome: app.OutcomeDone, Content: reviewContent(r), Attitude: r.Wish, Items: []string{app.ItemReview},
	}
	if err := s.checkRecord(made); err != nil {
		return "", "", err
	}
	more, made, err := s.land(ctx, made, c.Name, "")
	if err != nil {
		return "", "", err
	}
	return r.ID, made.ID, s.store.Save(ctx, append(writes, more...)...)
}

// reviewContent is what a record says of a review.
func reviewContent(r app.PolicyReview) string {
	text := "为客户家庭整理保单"
	if len(r.Gaps) > 0 {
		text += "，说明保障缺口：" + strings.Join(r.Gaps, "；")
	}
	if r.Advice != "" {
		text += "。建议：" + r.Advice
	}
	return strings.TrimRight(text, "。；") + "。"
}

// WithdrawReview takes a review back. The record or the item of the visit it brought about stays. Errors: app.ErrForbidden if
// somebody else wrote it.
func (s *Service) WithdrawReview(ctx context.Context, id string) error {
	r, err := s.store.PolicyReview(ctx, id)
	if err != nil {
		return err
	}
	if r.PersonID != s.me.ID {
		return app.Errorf(app.ErrForbidden, "只能撤回自己做的保单整理")
	}
	return s.store.Save(ctx, record.Create(app.PolicyReview{ID: s.newID(), CustomerID: r.CustomerID, PersonID: s.me.ID, At: s.clock.Now(), Withdraws: id}))
}
