package service_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

func TestAFamilysPoliciesStandTogether(t *testing.T) {
	r := newRoom(t, planner)
	c, wife := apptest.Customer(1, "单雄信"), apptest.Customer(2, "秦怡")
	c.Family = []app.Relative{{Name: "秦怡", Relation: "配偶", CustomerID: wife.ID}, {Name: "单小虎", Relation: "子女", CustomerID: "elsewhere"}}
	own, hers := apptest.Policy(1, c, "2026-12-01"), apptest.Policy(2, wife, "2026-12-05")
	r.seat(c, wife, own, hers)

	id, err := r.SaveOutsidePolicy(ctx, app.OutsidePolicy{CustomerID: c.ID, Company: " 平安 ", Product: "百万医疗险", Insured: "单小虎", Premium: app.Yuan(300)})
	ok(t, err)
	v := must[app.FamilyReview](t)(r.FamilyReview(ctx, c.ID))
	if len(v.Members) != 3 || len(v.Members[0].Policies) != 1 || len(v.Members[1].Policies) != 1 || !v.Members[1].Here || v.Members[2].Here {
		t.Fatalf("the family is %+v", v.Members)
	}
	child := v.Members[2].Policies
	if len(child) != 1 || child[0].OutsideID != id || child[0].Cover != app.CoverMedical || child[0].Company != "平安" {
		t.Errorf("the child has %+v", child)
	}
	ok(t, r.EndOutsidePolicy(ctx, id, true))
	if v = must[app.FamilyReview](t)(r.FamilyReview(ctx, c.ID)); len(v.Members[2].Policies) != 0 || len(v.Members[2].Ended) != 1 {
		t.Errorf("after its end the child has %+v", v.Members[2])
	}
	ok(t, r.EndOutsidePolicy(ctx, id, false))
	if v = must[app.FamilyReview](t)(r.FamilyReview(ctx, c.ID)); len(v.Members[2].Policies) != 1 {
		t.Error("a policy that is there after all stays ended")
	}
}

func TestWhatIsNoPolicyElsewhere(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	for field, o := range map[string]app.OutsidePolicy{
		"product":        {CustomerID: c.ID, Product: " "},
		"cover":          {CustomerID: c.ID, Cover: "luck"},
		"premium":        {CustomerID: c.ID, Product: "意外险", Premium: -1},
		"insured_amount": {CustomerID: c.ID, Product: "意外险", InsuredAmount: -1},
		"effective_on":   {CustomerID: c.ID, Product: "意外险", EffectiveOn: "2026-02-30"},
		"ends_on":        {CustomerID: c.ID, Product: "意外险", EffectiveOn: "2026-02-01", EndsOn: "2026-01-31"},
	} {
		_, err := r.SaveOutsidePolicy(ctx, o)
		fails(t, err, app.ErrInvalid, field)
	}
	_, err := r.SaveOutsidePolicy(ctx, app.OutsidePolicy{CustomerID: "nobody", Product: "意外险"})
	fails(t, err, app.ErrNotFound, "")
}

func TestAReviewIsWrittenOnce(t *testing.T) {
	r := newRoom(t, planner)
	c, other := apptest.Customer(1, "单雄信"), apptest.Customer(2, "秦琼")
	r.seat(c, other)
	review := app.PolicyReview{CustomerID: c.ID, Gaps: []string{"单雄信：医疗"}, Advice: "先补医疗", Wish: "再想想"}

	// Away from a visit it is a record of its own.
	id, recordID, err := r.SaveReview(ctx, review, app.ChannelPhone)
	ok(t, err)
	card := must[app.CardView](t)(r.Card(ctx, c.ID))
	if len(card.Records) != 1 || card.Records[0].Record.ID != recordID || card.Records[0].Record.Content != "为客户家庭整理保单，说明保障缺口：单雄信：医疗。建议：先补医疗。" {
		t.Errorf("the card says %+v", card.Records)
	}
	if last := must[app.FamilyReview](t)(r.FamilyReview(ctx, c.ID)).Last; last == nil || last.ID != id || last.Wish != "再想想" {
		t.Errorf("the last review is %+v", last)
	}
	ok(t, r.WithdrawReview(ctx, id))
	if last := must[app.FamilyReview](t)(r.FamilyReview(ctx, c.ID)).Last; last != nil {
		t.Errorf("a review taken back is still there: %+v", last)
	}

	// During a visit it is one of the items served.
	meeting := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: c.ID, At: app.InstantOf(r.clock.At.Add(time.Hour)), Place: "家里"}))
	visit := must[app.VisitSheet](t)(r.VisitSheet(ctx, meeting)).Visit
	there := visit
	r.clock.Add(time.Hour)
	there.ArrivedAt = app.InstantOf(r.clock.At)
	ok(t, r.SaveVisit(ctx, visit, there))
	review.VisitID = visit.ID
	foreign := review
	foreign.CustomerID = other.ID
	_, _, err = r.SaveReview(ctx, foreign, "")
	fails(t, err, app.ErrForbidden, "")
	_, recordID, err = r.SaveReview(ctx, review, "")
	ok(t, err)
	got := must[app.VisitSheet](t)(r.VisitSheet(ctx, meeting)).Visit
	if recordID != "" || len(got.Items) != 1 || got.Items[0] != app.ItemReview {
		t.Errorf("the visit has %v, record %q", got.Items, recordID)
	}
}
