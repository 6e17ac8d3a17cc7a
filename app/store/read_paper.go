package store

import (
	"context"

	"github.com/fangce/fangce/app"
)

// PapersByCode returns the forms printed with a code, the newest first: the same form printed again carries the same.
func (s *Store) PapersByCode(ctx context.Context, code string) ([]app.Paper, error) {
	return list[app.Paper](ctx, s, "WHERE r.form_no = ? ORDER BY r.printed_at DESC, r.id DESC", code)
}

// PapersOut returns the forms a person printed that are to come back and have not: neither as a scan nor by a signature on
// the screen that stands. The oldest first.
func (s *Store) PapersOut(ctx context.Context, personID string) ([]app.Paper, error) {
	return list[app.Paper](ctx, s, `WHERE r.returned_at = 0 AND r.void_at = 0 AND r.person_id = ?
		AND EXISTS (SELECT 1 FROM customers c WHERE c.id = r.customer_id)
		AND NOT EXISTS (SELECT 1 FROM signatures g WHERE g.record_kind = r.record_kind AND g.record_id = r.record_id AND g.withdraws = ''
			AND g.record_id <> '' AND NOT EXISTS (SELECT 1 FROM signatures w WHERE w.withdraws = g.id))
		ORDER BY r.printed_at, r.id`, personID)
}

// SurveysByNumber returns the questionnaires whose paper carries a number.
func (s *Store) SurveysByNumber(ctx context.Context, formNo string) ([]app.Survey, error) {
	return list[app.Survey](ctx, s, "WHERE r.form_no = ? ORDER BY r.printed_at DESC, r.id DESC", formNo)
}

// CustomersByCardNo returns the customers whose service card carries a number.
func (s *Store) CustomersByCardNo(ctx context.Context, cardNo string) ([]app.Customer, error) {
	return list[app.Customer](ctx, s, "WHERE r.card_no = ? ORDER BY r.id", cardNo)
}
