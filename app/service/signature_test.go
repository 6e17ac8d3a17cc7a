package service_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// drawn is a name on a field of 1800 × 600.
func drawn(signer string) app.Signature {
	return app.Signature{
		Signer: signer, Width: 1800, Height: 600,
		Strokes: []app.Stroke{{300, 300, 0, 700, 280, 120, 900, 420, 260}, {600, 120, 400, 580, 520, 700}},
	}
}

func answers(customerID string, n int) app.SurveyAnswers {
	a := app.SurveyAnswers{CustomerID: customerID, Importance: map[string]int{}, Rating: map[string]int{}}
	for _, item := range app.SurveyItems() {
		a.Importance[item.ID], a.Rating[item.ID] = n, n
	}
	return a
}

func TestAVisitIsSignedAndLaterChangesShow(t *testing.T) {
	r := newRoom(t, planner)
	c, other := apptest.Customer(1, "单雄信"), apptest.Customer(2, "秦琼")
	r.seat(c, other)
	id := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: c.ID, At: app.InstantOf(r.clock.At.Add(time.Hour)), Place: "家里"}))
	v := must[app.VisitSheet](t)(r.VisitSheet(ctx, id)).Visit
	r.clock.Add(time.Hour)
	there := v
	there.ArrivedAt, there.Items = app.InstantOf(r.clock.At), []string{app.ItemFacts}
	ok(t, r.SaveVisit(ctx, v, there))

	g := drawn("单雄信")
	g.CustomerID, g.RecordKind, g.RecordID, g.Form = c.ID, "visit", v.ID, app.FormVisit
	slip := g
	slip.Strokes = g.Strokes[:0]
	_, err := r.Sign(ctx, slip)
	fails(t, err, app.ErrInvalid, "strokes")
	nobody := g
	nobody.Signer = " "
	_, err = r.Sign(ctx, nobody)
	fails(t, err, app.ErrInvalid, "signer")
	foreign := g
	foreign.CustomerID = other.ID
	_, err = r.Sign(ctx, foreign)
	fails(t, err, app.ErrForbidden, "")
	signed := must[string](t)(r.Sign(ctx, g))
	all := must[[]app.SignatureView](t)(r.Signatures(ctx, c.ID))
	if sheet := must[app.VisitSheet](t)(r.VisitSheet(ctx, id)); len(sheet.Signatures) != 1 || sheet.Signatures[0].ID != signed {
		t.Errorf("the visit shows %+v", sheet.Signatures)
	}
	if len(all) != 1 || all[0].State != app.SignatureValid || all[0].SignedAt != app.InstantOf(r.clock.At) || all[0].PersonID != planner.ID {
		t.Fatalf("signed: %+v", all)
	}

	there.Content, there.Attitude, there.Answer = "核实保单", "热情", "无疑问"
	must[string](t)(r.FinishVisit(ctx, there))
	if all = must[[]app.SignatureView](t)(r.Signatures(ctx, c.ID)); all[0].State != app.SignatureValid {
		t.Errorf("the end of the visit makes it %q", all[0].State)
	}
	is := must[app.VisitSheet](t)(r.VisitSheet(ctx, id)).Visit
	mended := is
	mended.Items = []string{app.ItemFacts, app.ItemTransfer}
	is.RecordID, mended.RecordID = "", ""
	ok(t, r.SaveVisit(ctx, is, mended))
	if all = must[[]app.SignatureView](t)(r.Signatures(ctx, c.ID)); all[0].State != app.SignatureChanged {
		t.Errorf("another service makes it %q", all[0].State)
	}

	ok(t, r.WithdrawSignature(ctx, signed))
	fails(t, r.WithdrawSignature(ctx, signed), app.ErrConflict, "")
	if all = must[[]app.SignatureView](t)(r.Signatures(ctx, c.ID)); len(all) != 0 {
		t.Errorf("taken back, it is listed: %+v", all)
	}
}

func TestAQuestionnaireIsFilledInAndSignedAtOnce(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	policy := apptest.Policy(1, c, "2026-04-10")
	r.seat(c, policy)
	id := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: c.ID, At: app.InstantOf(r.clock.At), Place: "家里"}))
	v := must[app.VisitSheet](t)(r.VisitSheet(ctx, id)).Visit
	printed := must[app.Survey](t)(r.PrintSurvey(ctx, c.ID, ""))

	a := answers(c.ID, 5)
	a.VisitID, a.Comment = v.ID, " 很好 "
	delete(a.Rating, "claims")
	_, err := r.SubmitSurvey(ctx, a, drawn("单雄信"))
	fails(t, err, app.ErrInvalid, "claims")
	a.Rating["claims"] = 6
	_, err = r.SubmitSurvey(ctx, a, drawn("单雄信"))
	fails(t, err, app.ErrInvalid, "claims")
	a.Rating["claims"] = 1
	fails(t, errOf(r.SubmitSurvey(ctx, a, drawn(""))), app.ErrInvalid, "signer")
	if all := must[app.CardView](t)(r.Card(ctx, c.ID)).Surveys; len(all) != 1 || len(all[0].Rating) != 0 {
		t.Fatalf("what failed left %+v", all)
	}
	survey := must[string](t)(r.SubmitSurvey(ctx, a, drawn("单雄信")))
	all := must[app.CardView](t)(r.Card(ctx, c.ID)).Surveys
	if len(all) != 1 || survey != printed.ID || all[0].SignedAt == 0 || all[0].Rating["claims"] != 1 || all[0].Importance["care"] != 5 || all[0].Comment != "很好" || all[0].PolicyID != policy.ID {
		t.Errorf("signed: %+v", all)
	}
	signs := must[[]app.SignatureView](t)(r.Signatures(ctx, c.ID))
	if len(signs) != 1 || signs[0].State != app.SignatureValid || signs[0].RecordID != survey || signs[0].Form != app.FormSurvey {
		t.Errorf("signature: %+v", signs)
	}
	is := must[app.VisitSheet](t)(r.VisitSheet(ctx, id)).Visit
	if !is.SurveySigned {
		t.Error("the visit does not know of it")
	}
	is.ArrivedAt, is.Content, is.Attitude, is.Answer = app.InstantOf(r.clock.At), "核实保单", "热情", "无疑问"
	must[string](t)(r.FinishVisit(ctx, is))
	if all = must[app.CardView](t)(r.Card(ctx, c.ID)).Surveys; len(all) != 1 {
		t.Errorf("the end of the visit made another: %+v", all)
	}
}

func TestAnswersWithoutASignatureWaitForIt(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	first := must[string](t)(r.SubmitSurvey(ctx, answers(c.ID, 3), app.Signature{}))
	all := must[app.CardView](t)(r.Card(ctx, c.ID)).Surveys
	if len(all) != 1 || all[0].SignedAt != 0 || all[0].Rating["care"] != 3 {
		t.Fatalf("%+v", all)
	}
	if again := must[string](t)(r.SubmitSurvey(ctx, answers(c.ID, 4), drawn("单雄信"))); again != first {
		t.Error("signing makes another questionnaire")
	}
}

func errOf[T any](_ T, err error) error { return err }
