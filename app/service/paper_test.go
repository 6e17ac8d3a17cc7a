package service_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// What is printed to be signed is out until its scan comes back; the scan finds its record by the code on the page.
func TestAPrintedFormComesBack(t *testing.T) {
	r := newRoom(t, planner)
	c, other := apptest.Customer(1, "林秀英"), apptest.Customer(2, "秦琼")
	c.CardNo, other.CardNo = "JZ-2026-00317", "JZ-2026-00318"
	r.seat(c, other)
	survey := must[app.Survey](t)(r.PrintSurvey(ctx, c.ID, ""))
	paper := app.Paper{CustomerID: c.ID, Form: app.PaperSurvey, Code: survey.FormNo, RecordKind: "survey", RecordID: survey.ID}
	ok(t, r.NotePrinted(ctx, paper))
	ok(t, r.NotePrinted(ctx, paper)) // once more on paper: one form
	r.clock.Add(time.Second)
	review := app.Paper{CustomerID: other.ID, Form: app.PaperReview, Code: r.PaperCode(app.PaperReview)}
	ok(t, r.NotePrinted(ctx, review))
	if again := r.PaperCode(app.PaperReview); !strings.HasPrefix(review.Code, "BZ2026") || again == review.Code {
		t.Errorf("codes %s and %s", review.Code, again)
	}
	r.clock.Add(72 * time.Hour)
	out := must[[]app.PaperView](t)(r.PapersOut(ctx))
	if len(out) != 2 || out[0].Customer != "林秀英" || out[0].Days != 3 || out[0].PersonID != planner.ID {
		t.Fatalf("out: %+v", out)
	}

	scan := photoBytes(t, 400, 560)
	back, undo, err := r.ReturnPaper(ctx, survey.FormNo, "IMG_0001.jpg", scan)
	ok(t, err)
	if back.Customer != "林秀英" || back.Form != app.PaperSurvey || back.Again || back.Attachment.RecordKind != "survey" || back.Attachment.RecordID != survey.ID {
		t.Errorf("filed %+v", back)
	}
	signed := func() app.Instant { return must[app.CardView](t)(r.Card(ctx, c.ID)).Surveys[0].SignedAt }
	if out := must[[]app.PaperView](t)(r.PapersOut(ctx)); len(out) != 1 || out[0].CustomerID != other.ID || signed() == 0 {
		t.Errorf("still out: %+v, signed at %d", out, signed())
	}
	twice, none, err := r.ReturnPaper(ctx, survey.FormNo, "copy.jpg", scan)
	ok(t, err)
	if !twice.Again || none != nil || len(must[[]app.AttachmentView](t)(r.Attachments(ctx, c.ID))) != 1 {
		t.Errorf("the same picture was stored twice: %+v", twice)
	}
	ok(t, undo(ctx))
	if out := must[[]app.PaperView](t)(r.PapersOut(ctx)); len(out) != 2 || signed() != 0 || len(must[[]app.AttachmentView](t)(r.Attachments(ctx, c.ID))) != 0 {
		t.Errorf("after undo %+v are out, signed at %d", out, signed())
	}

	card, _, err := r.ReturnPaper(ctx, "JZ-2026-00318", "card.jpg", photoBytes(t, 401, 560))
	ok(t, err)
	if card.CustomerID != other.ID || card.Form != "" || card.Attachment.RecordKind != "" {
		t.Errorf("a service card was filed as %+v", card)
	}
	_, _, err = r.ReturnPaper(ctx, "MY20260101-ABCDEF", "x.jpg", scan)
	fails(t, err, app.ErrNotFound, "form_no")
	_, _, err = r.ReturnPaper(ctx, survey.FormNo, "x.jpg", []byte("no picture"))
	fails(t, err, app.ErrInvalid, "file")
	if signed() != 0 {
		t.Error("a picture that cannot be stored signed the questionnaire")
	}
}

func TestAFormIsNotExpectedAnyMore(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "林秀英")
	r.seat(c)
	fails(t, r.NotePrinted(ctx, app.Paper{CustomerID: c.ID, Form: app.PaperReview}), app.ErrInvalid, "form_no")
	ok(t, r.NotePrinted(ctx, app.Paper{CustomerID: c.ID, Form: app.PaperReview, Code: "BZ1"}))
	undo, err := r.VoidPaper(ctx, must[[]app.PaperView](t)(r.PapersOut(ctx))[0].Paper)
	ok(t, err)
	if out := must[[]app.PaperView](t)(r.PapersOut(ctx)); len(out) != 0 {
		t.Errorf("still expected: %+v", out)
	}
	ok(t, undo(ctx))
	// Signed on the screen after all, it is not expected on paper.
	survey := must[app.Survey](t)(r.PrintSurvey(ctx, c.ID, ""))
	ok(t, r.NotePrinted(ctx, app.Paper{CustomerID: c.ID, Form: app.PaperSurvey, Code: survey.FormNo, RecordKind: "survey", RecordID: survey.ID}))
	if n := len(must[[]app.PaperView](t)(r.PapersOut(ctx))); n != 2 {
		t.Fatalf("%d are out, want 2", n)
	}
	must[string](t)(r.SubmitSurvey(ctx, answers(c.ID, 4), drawn("林秀英")))
	if out := must[[]app.PaperView](t)(r.PapersOut(ctx)); len(out) != 1 || out[0].Form != app.PaperReview {
		t.Errorf("out: %+v", out)
	}
}
