package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/pdf"
)

// Forms the window can ask for.
const (
	formQuestionnaire = "questionnaire"
	formServiceCard   = "service_card"
)

// paper fills forms with an account's facts.
type paper struct {
	service *service.Service
	viewing *platform.Viewing
	clock   app.Clock
}

// form is what all forms of package pdf are.
type form interface {
	Write(w io.Writer) (pdf.Report, error)
}

// Make fills a form for a customer, and for one policy where it is about one, and puts the PDF where viewers may read
// it until the account is locked. It returns the path of the file.
func (p paper) Make(ctx context.Context, name, customerID, policyID string) (string, error) {
	card, err := p.service.Card(ctx, customerID)
	if err != nil {
		return "", err
	}
	me := p.service.Me()
	sheet := pdf.Sheet{Centre: p.service.Centre(), PrintedBy: me.Name, PrintedAt: p.clock()}
	var f form
	var title string
	switch name {
	case formQuestionnaire:
		survey, err := p.service.PrintSurvey(ctx, customerID, policyID)
		if err != nil {
			return "", err
		}
		sheet.FormNo, sheet.FormID = survey.FormNo, survey.FormNo
		f, title = pdf.QuestionnaireOf(sheet, card, policyID, me, p.clock.Today(), false), "客户服务满意度调查问卷"
	case formServiceCard:
		sheet.FormNo, sheet.FormID = card.Customer.CardNo, card.Customer.CardNo
		f, title = pdf.ServiceCardOf(sheet, card, me), "客户服务卡"
	default:
		return "", fmt.Errorf("no form is called %q", name)
	}
	var b bytes.Buffer
	report, err := f.Write(&b)
	if err != nil {
		return "", err
	}
	for _, g := range report.Missing {
		slog.Warn("a character is in no font", "form", name, "glyph", fmt.Sprintf("U+%04X", g.Rune), "field", g.Field)
	}
	day := strings.ReplaceAll(string(p.clock.Today()), "-", "")
	return p.viewing.Put(fmt.Sprintf("%s-%s-%s.pdf", title, card.Customer.Name, day), b.Bytes())
}
