package service

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// dataOrder is the order in which what is held on somebody is told; kinds it does not name follow by their names.
var dataOrder = []*record.Kind{
	app.KindCustomer, app.KindPolicy, app.KindOutsidePolicy, app.KindServiceRecord, app.KindAppointment, app.KindVisit, app.KindSurvey,
	app.KindPolicyReview, app.KindInvitation, app.KindAttachment, app.KindPaper, app.KindSignature, app.KindVerification, app.KindCase, app.KindDataRequest,
}

// PersonalData brings together everything this laptop holds on a customer: every row of every kind that is about the
// customer, what was changed, and who looked (PIPL art. 45). Bringing it together is not noted; showing, printing or saving
// it is. Error: app.ErrNotFound.
func (s *Service) PersonalData(ctx context.Context, customerID string) (app.PersonalData, error) {
	out := app.PersonalData{At: s.clock.Now(), By: s.me.Name}
	var err error
	if out.Customer, err = s.store.Customer(ctx, customerID); err != nil {
		return out, err
	}
	kinds := slices.Clone(dataOrder)
	for _, k := range record.Kinds() {
		if k.Customer != "" && !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	for _, k := range kinds {
		rows, err := s.store.RowsAbout(ctx, k, customerID)
		if err != nil {
			return out, err
		}
		if len(rows) > 0 {
			out.Groups = append(out.Groups, dataGroup(k, rows))
		}
	}
	history, err := s.CardHistory(ctx, customerID)
	if err != nil {
		return out, err
	}
	out.Changes = history.Changes
	out.Accesses, err = s.Accesses(ctx, app.AccessQuery{CustomerID: customerID})
	return out, err
}

func dataGroup(k *record.Kind, rows []any) app.DataGroup {
	g := app.DataGroup{Kind: k.Name, Rows: make([]app.DataRow, len(rows))}
	for i, v := range rows {
		body := k.Encode(v)
		g.Rows[i].ID = k.ID(v)
		for _, f := range k.Fields {
			if raw, ok := body[f.Name]; ok {
				g.Rows[i].Facts = append(g.Rows[i].Facts, app.DataFact{Field: f.Name, Value: string(raw)})
			}
		}
	}
	return g
}
