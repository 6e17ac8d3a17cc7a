package main

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/pdf"
)

// signedSurvey fills in the questionnaire a customer answered on the screen, with the signature under it.
func (p paper) signedSurvey(ctx context.Context, head pdf.Sheet, card app.CardView, id string) (pdf.Form, error) {
	all, err := p.service.Signatures(ctx, card.Customer.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range card.Surveys {
		if s.ID != id {
			continue
		}
		var strokes []app.Stroke
		for _, g := range all {
			if g.RecordID == id {
				strokes = g.Strokes
				break
			}
		}
		head.FormNo, head.FormID = s.FormNo, s.FormNo
		return pdf.SignedQuestionnaireOf(head, card, s, strokes, p.service.Me(), false), nil
	}
	return nil, app.Errorf(app.ErrNotFound, "没有找到这份问卷")
}
