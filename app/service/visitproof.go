package service

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

// visitProofs fills in what proves a visit: the signatures under it and under a questionnaire of its day, and the photos and
// scans hung on it.
func (s *Service) visitProofs(ctx context.Context, sheet *app.VisitSheet) error {
	all, err := s.Signatures(ctx, sheet.Visit.CustomerID)
	if err != nil {
		return err
	}
	day := sheet.Item.Appointment.At.Date()
	sheet.Signatures = slices.DeleteFunc(all, func(g app.SignatureView) bool {
		return g.RecordID != sheet.Visit.ID && (g.Form != app.FormSurvey || g.SignedAt.Date() != day)
	})
	photos, err := s.store.AttachmentsOf(ctx, sheet.Visit.CustomerID)
	sheet.Photos = slices.DeleteFunc(photos, func(a app.AttachmentView) bool {
		return a.RecordID == "" || a.RecordID != sheet.Visit.ID && a.RecordID != sheet.Visit.RecordID
	})
	return err
}
