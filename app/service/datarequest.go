package service

import (
	"context"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// requestKinds are what can be asked for.
var requestKinds = []string{app.RequestAccess, app.RequestCorrect, app.RequestRestrict, app.RequestExplain}

// DataRequests returns what customers asked for about the own personal data, open ones first, the newest first among each;
// of all customers if the id is "". A request that was taken down before it was dealt with and its answer are one.
func (s *Service) DataRequests(ctx context.Context, customerID string) ([]app.DataRequestView, error) {
	rows, err := s.store.DataRequests(ctx, customerID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	answered := map[string]bool{}
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		if r.DoneAt != 0 {
			answered[requestKey(r)] = true
		}
		ids = append(ids, r.CustomerID)
	}
	customers, err := s.store.Names(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := map[string]string{s.me.ID: s.me.Name}
	var open, closed []app.DataRequestView
	for _, r := range rows {
		if r.DoneAt == 0 && answered[requestKey(r)] {
			continue
		}
		v := app.DataRequestView{DataRequest: r, Customer: customers[r.CustomerID], DueOn: s.cal.AddWorkdays(r.ReceivedOn, app.RequestDays)}
		if v.Person, err = s.nameOf(ctx, names, r.PersonID); err != nil {
			return nil, err
		}
		switch {
		case r.DoneAt == 0 && s.clock.Today() > v.DueOn:
			v.State = app.RequestLate
		case r.DoneAt == 0:
			v.State = app.RequestOpen
		case r.Refused:
			v.State = app.RequestRefused
		default:
			v.State = app.RequestDone
		}
		if r.DoneAt == 0 {
			open = append(open, v)
		} else {
			closed = append(closed, v)
		}
	}
	return append(open, closed...), nil
}

// requestKey is what a request and its answer have in common: rows are written once, so the answer is a row of its own.
func requestKey(r app.DataRequest) string {
	return r.CustomerID + "/" + r.Kind + "/" + string(r.ReceivedOn)
}

// TakeRequest takes down what a customer asked for about the own personal data. DoneAt other than 0 says that it has been
// dealt with at once; the instant itself is filled in here. Errors: app.ErrInvalid with the field, app.ErrNotFound.
func (s *Service) TakeRequest(ctx context.Context, r app.DataRequest) error {
	if _, err := s.store.Customer(ctx, r.CustomerID); err != nil {
		return err
	}
	r, err := s.request(r)
	if err != nil {
		return err
	}
	return s.store.Save(ctx, record.Create(r))
}

func (s *Service) request(r app.DataRequest) (app.DataRequest, error) {
	r.ID, r.PersonID = s.newID(), s.me.ID
	r.Identity, r.Answer = strings.TrimSpace(r.Identity), strings.TrimSpace(r.Answer)
	if r.ReceivedOn == "" {
		r.ReceivedOn = s.clock.Today()
	}
	if r.DoneAt != 0 {
		r.DoneAt = s.clock.Now()
	}
	switch {
	case !slices.Contains(requestKinds, r.Kind):
		return r, invalid("kind", "请选择请求的类别")
	case !r.ReceivedOn.Valid() || r.ReceivedOn > s.clock.Today():
		return r, invalid("received_on", "收到日期不能晚于今天")
	case r.Identity == "":
		return r, invalid("identity", "请写明怎样确认是本人或其代理人")
	case r.Refused && r.Answer == "":
		return r, invalid("answer", "不予办理的，请写明理由")
	case r.DoneAt != 0 && r.Answer == "":
		return r, invalid("answer", "请写明办理结果")
	}
	return r, nil
}

// CorrectData changes facts of a card because the customer asked for it (PIPL art. 46), and keeps the request with its
// answer, both in one commit. Errors: those of SaveCustomer and TakeRequest, app.ErrInvalid if nothing changes.
func (s *Service) CorrectData(ctx context.Context, before, after app.Customer, r app.DataRequest) error {
	if err := checkCustomer(&after, before); err != nil {
		return err
	}
	if len(app.KindCustomer.Diff(before, after)) == 0 {
		return invalid("value", "内容没有变化")
	}
	r.CustomerID, r.Kind, r.DoneAt = before.ID, app.RequestCorrect, 1
	r, err := s.request(r)
	if err != nil {
		return err
	}
	return s.store.Save(ctx, record.Change(before, after), record.Create(r))
}

// RestrictData carries out that a customer takes back the consent to use personal information, or wants it used no further
// (PIPL art. 15, 44): the consent goes, the customer is not contacted any more, and the request is kept with its answer,
// all in one commit. Nothing is deleted: records are kept for ten years (product §10). It returns what undoes it; undoing
// leaves a refused request that says why, as rows are never taken out.
func (s *Service) RestrictData(ctx context.Context, customerID string, r app.DataRequest) (undo func(ctx context.Context) error, err error) {
	before, err := s.store.Customer(ctx, customerID)
	if err != nil {
		return nil, err
	}
	after := before
	after.ConsentOn, after.DoNotContact = "", true
	if len(app.KindCustomer.Diff(before, after)) == 0 {
		return nil, invalid("value", "已经停止使用")
	}
	r.CustomerID, r.Kind, r.DoneAt = customerID, app.RequestRestrict, 1
	if r, err = s.request(r); err != nil {
		return nil, err
	}
	if err := s.store.Save(ctx, record.Change(before, after), record.Create(r)); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return s.unrestrict(ctx, before, r) }, nil
}

// unrestrict brings back what RestrictData changed, and nothing that was changed since.
func (s *Service) unrestrict(ctx context.Context, was app.Customer, r app.DataRequest) error {
	now, err := s.store.Customer(ctx, was.ID)
	if err != nil {
		return err
	}
	after := now
	after.ConsentOn, after.DoNotContact = was.ConsentOn, was.DoNotContact
	r.ID, r.DoneAt = s.newID(), s.clock.Now()
	r.Refused, r.Answer = true, "操作有误，已撤销"
	return s.store.Save(ctx, record.Change(now, after), record.Create(r))
}
