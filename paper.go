package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"path/filepath"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/pdf"
	"github.com/fangce/fangce/ui"
	"github.com/fangce/fangce/ui/preview"
)

// Forms the window can ask for.
const (
	formQuestionnaire = "questionnaire"
	formServiceCard   = "service_card"
	formFamilyReview  = "family_review"
	formPersonalData  = "personal_data"
	formSignedSurvey  = "signed_survey" // filled in on the screen; the id of the questionnaire stands in the place of the policy's
)

// paper fills forms with an account's facts.
type paper struct {
	service *service.Service
	viewing *platform.Viewing
	clock   app.Clock
}

// Make fills a form for a customer, and for one policy where it is about one; or a form about the work of a day or a month.
func (p paper) Make(ctx context.Context, name, customerID, policyID string) (ui.Sheet, error) {
	if fill, ok := p.work()[name]; ok {
		return p.makeWork(ctx, fill, customerID, policyID)
	}
	card, err := p.service.Card(ctx, customerID)
	if err != nil {
		return ui.Sheet{}, err
	}
	me := p.service.Me()
	head := pdf.Sheet{Centre: p.service.Centre(), PrintedBy: me.Name, PrintedAt: p.clock()}
	var f pdf.Form
	title, what := "", app.AccessForm
	out := app.Paper{CustomerID: customerID} // to come back signed, where it has a code
	switch name {
	case formQuestionnaire:
		survey, err := p.service.PrintSurvey(ctx, customerID, policyID)
		if err != nil {
			return ui.Sheet{}, err
		}
		head.FormNo, head.FormID = survey.FormNo, survey.FormNo
		out.Form, out.Code, out.RecordKind, out.RecordID = app.PaperSurvey, survey.FormNo, app.KindSurvey.Name, survey.ID
		f, title = pdf.QuestionnaireOf(head, card, policyID, me, p.clock.Today(), false), "客户服务满意度调查问卷"
	case formSignedSurvey:
		if f, err = p.signedSurvey(ctx, head, card, policyID); err != nil {
			return ui.Sheet{}, err
		}
		title = "客户服务满意度调查问卷"
	case formServiceCard:
		head.FormNo, head.FormID = card.Customer.CardNo, card.Customer.CardNo
		f, title = pdf.ServiceCardOf(head, card, me), "客户服务卡"
	case formFamilyReview:
		review, err := p.service.FamilyReview(ctx, customerID)
		if err != nil {
			return ui.Sheet{}, err
		}
		out.Form, out.Code = app.PaperReview, p.service.PaperCode(app.PaperReview)
		if review.Last != nil {
			out.RecordKind, out.RecordID = app.KindPolicyReview.Name, review.Last.ID
		}
		head.FormNo, head.FormID = out.Code, out.Code
		f, title = pdf.FamilyReviewOf(head, review, review.Last, me), "家庭保单整理"
	case formPersonalData:
		if f, err = p.personal(ctx, head, customerID); err != nil {
			return ui.Sheet{}, err
		}
		title, what = personalTitle, app.AccessAll
	default:
		return ui.Sheet{}, fmt.Errorf("no form is called %q", name)
	}
	var b bytes.Buffer
	report, err := f.Write(&b)
	if err != nil {
		return ui.Sheet{}, err
	}
	note := p.noting(customerID, what, title, out)
	if err := note(ctx, app.AccessReveal); err != nil {
		return ui.Sheet{}, err // a form shows what a card masks
	}
	day := strings.ReplaceAll(string(p.clock.Today()), "-", "")
	return p.sheet(f, b.Bytes(), report, title, note, platform.FileName(fmt.Sprintf("%s-%s-%s.pdf", title, card.Customer.Name, day))), nil
}

// noting returns what notes that a form of a customer is shown, printed or handed out. It is called first: what cannot be
// noted does not leave the program. out is what is expected back signed.
func (p paper) noting(customerID, what, title string, out app.Paper) func(ctx context.Context, how string) error {
	return func(ctx context.Context, how string) error {
		if out.Code != "" && how != app.AccessReveal {
			if err := p.service.NotePrinted(ctx, out); err != nil {
				return err
			}
		}
		return p.service.NoteAccess(ctx, app.Access{CustomerID: customerID, What: what, How: how, Note: title})
	}
}

// sheet is a finished form with what can be done with it.
func (p paper) sheet(f pdf.Form, file []byte, report pdf.Report, title string, note func(ctx context.Context, how string) error, name string) ui.Sheet {
	out := ui.Sheet{Title: title, Cut: report.Cut, Path: filepath.Join(platform.Documents(), name)}
	for _, g := range report.Missing {
		out.Missing = append(out.Missing, fmt.Sprintf("U+%04X（%s）", g.Rune, g.Label))
	}
	out.Pages = func(_ context.Context, dpi float64) ([]image.Image, error) {
		pages, _, err := pdf.Pages(f, dpi)
		return pages, err
	}
	out.SaveAs = func(ctx context.Context, path string) error {
		if err := note(ctx, app.AccessExport); err != nil {
			return err
		}
		return platform.WriteFile(path, file)
	}
	out.Open = func(ctx context.Context) error {
		if err := note(ctx, app.AccessExport); err != nil {
			return err
		}
		path, err := p.viewing.Put(name, file)
		if err != nil {
			return err
		}
		return platform.OpenFile(path)
	}
	out.Print = func(ctx context.Context, job preview.Job) error {
		if err := note(ctx, app.AccessPrint); err != nil {
			return err
		}
		return p.spool(ctx, f, file, name, title, job)
	}
	return out
}
