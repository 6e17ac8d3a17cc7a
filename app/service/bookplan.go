package service

import (
	"context"
	"fmt"
	"slices"

	"github.com/fangce/fangce/app"
)

// PlanPremiums puts premiums of the contact book into tomorrow's plan of today's log (002 §三.五): to remind of them and
// to confirm how they are paid. Those of a customer whose collection the plan has already are left out. It returns how
// many were added; back takes them out again. Error: app.ErrLogClosed once the day is closed.
func (s *Service) PlanPremiums(ctx context.Context, lines ...app.BookLine) (added int, back func(context.Context) error, err error) {
	today := s.clock.Today()
	id := app.WorkLogID(s.me.ID, today)
	log, err := s.store.WorkLog(ctx, id)
	switch {
	case notFound(err):
		log = app.WorkLog{ID: id, PersonID: s.me.ID, Date: today}
	case err != nil:
		return 0, nil, err
	case log.Status == app.LogClosed:
		return 0, nil, app.Errorf(app.ErrLogClosed, "今天的日志已经提交，请明天再列计划")
	}
	after := log
	after.Tomorrow = slices.Clone(log.Tomorrow)
	var items []app.PlanItem
	for _, l := range lines {
		taken := func(i app.PlanItem) bool {
			return i.Kind == app.PlanCollection && i.CustomerID == l.Policy.CustomerID
		}
		if slices.ContainsFunc(after.Tomorrow, taken) {
			continue
		}
		i := app.PlanItem{
			Kind: app.PlanCollection, CustomerID: l.Policy.CustomerID, CustomerName: l.Name,
			Text: fmt.Sprintf("%s应缴保费%s元，提醒交费、确认交费方式", l.Due.Chinese(), l.Policy.Premium),
		}
		items, after.Tomorrow = append(items, i), append(after.Tomorrow, i)
	}
	if len(items) == 0 {
		return 0, nil, nil
	}
	back = func(ctx context.Context) error {
		now, err := s.store.WorkLog(ctx, id)
		if err != nil {
			return err
		}
		was := now
		was.Tomorrow = slices.DeleteFunc(slices.Clone(now.Tomorrow), func(i app.PlanItem) bool { return slices.Contains(items, i) })
		return s.SaveLog(ctx, now, was)
	}
	return len(items), back, s.SaveLog(ctx, log, after)
}
