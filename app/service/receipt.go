package service

import (
	"cmp"
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

// caseOrder is the order of categories in which cases are handed out (002 §一).
var caseOrder = []string{app.CategoryMaturing, app.CategoryRenewal, app.CategoryOld, app.CategoryUnmatured, app.CategoryOther}

// ReceiptList returns the cases of a month (2006-01) that this person signs for (接单签收清单, 002 §四.1), by category and
// importance, with their policies and the names on their cards.
func (s *Service) ReceiptList(ctx context.Context, month string) ([]app.CaseWork, error) {
	if !app.Date(month + "-01").Valid() {
		return nil, invalid("month", "%s 不是有效月份", month)
	}
	all, err := s.store.MonthCases(ctx, s.me.ID, month)
	if err != nil {
		return nil, err
	}
	place := func(c app.Case) int {
		if i := slices.Index(caseOrder, c.Category); i >= 0 {
			return i
		}
		return len(caseOrder)
	}
	slices.SortStableFunc(all, func(a, b app.CaseWork) int { return cmp.Compare(place(a.Case), place(b.Case)) })
	return all, nil
}
