package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

// seedsOfKind is how many lines of each kind due work proposes for the next day's plan: what a day holds.
const seedsOfKind = 8

// seeds proposes the plan of the working day after a day from due work: its appointments, premiums to speak of, and other
// service (002 §三.五: 明日拜访、收费、服务). What the plan already has is left out.
func (s *Service) seeds(ctx context.Context, day app.Date, planned []app.PlanItem) ([]app.PlanItem, error) {
	next := s.cal.AddWorkdays(day, 1)
	meetings, err := s.meetings(ctx, next, next)
	if err != nil {
		return nil, err
	}
	due, err := s.dueItems(ctx)
	if err != nil {
		return nil, err
	}
	var out []app.PlanItem
	count := map[string]int{}
	add := func(i app.PlanItem) {
		taken := func(p app.PlanItem) bool {
			return p.Kind == i.Kind && p.CustomerID == i.CustomerID && p.CustomerID != ""
		}
		if count[i.Kind] < seedsOfKind && !slices.ContainsFunc(planned, taken) && !slices.ContainsFunc(out, taken) {
			count[i.Kind]++
			out = append(out, i)
		}
	}
	ids := make([]string, len(meetings))
	for i, a := range meetings {
		ids[i] = a.CustomerID
	}
	names, err := s.store.Names(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, a := range meetings {
		add(app.PlanItem{
			Kind: app.PlanVisit, CustomerID: a.CustomerID, CustomerName: names[a.CustomerID], At: a.At.Clock(),
			Text: strings.Join(nonBlank(a.Purpose, a.Place), "，"),
		})
	}
	var proposed []app.DueItem
	customers := map[string]map[string]bool{} // by kind of plan: some more than are taken, as some are planned already
	for _, i := range due {
		kind, _ := planOf(i, next)
		of := customers[kind]
		if of == nil {
			of = map[string]bool{}
			customers[kind] = of
		}
		if kind != "" && (of[i.CustomerID] || len(of) < seedsOfKind+len(planned)+len(meetings)) {
			of[i.CustomerID] = true
			proposed = append(proposed, i)
		}
	}
	if err := s.DueDetails(ctx, proposed); err != nil {
		return nil, err
	}
	for _, i := range proposed {
		if kind, text := planOf(i, next); kind != "" {
			add(app.PlanItem{Kind: kind, CustomerID: i.CustomerID, CustomerName: i.CustomerName, Text: text})
		}
	}
	slices.SortStableFunc(out, func(a, b app.PlanItem) int { return strings.Compare(planRank(a), planRank(b)) })
	return out, nil
}

func planRank(i app.PlanItem) string {
	return fmt.Sprint(slices.Index([]string{app.PlanVisit, app.PlanCollection, app.PlanService}, i.Kind))
}

// planOf returns the line of a plan that a piece of due work proposes for a day; kind is "" if it is not for that day.
func planOf(i app.DueItem, day app.Date) (kind, text string) {
	switch i.Kind {
	case app.DuePremium:
		return app.PlanCollection, fmt.Sprintf("%s应缴保费%s元，提醒交费、确认交费方式", i.By.Chinese(), i.Amount)
	case app.DueGrace:
		return app.PlanCollection, fmt.Sprintf("宽限期到%s，保费%s元，提醒交费、确认交费方式", i.By.Chinese(), i.Amount)
	case app.DueMaturity:
		return app.PlanService, fmt.Sprintf("%s满期，提醒领取", i.By.Chinese())
	}
	if i.By > day {
		return "", ""
	}
	switch i.Kind {
	case app.DueFirstCall:
		return app.PlanService, "首次电话约访"
	case app.DueFirstVisit:
		return app.PlanVisit, "约定并完成首次面访"
	case app.DueReturn:
		return app.PlanService, "定期回访"
	case app.DueNoShow:
		return app.PlanService, "爽约后再次约访"
	case app.DuePromise:
		return app.PlanService, "答复客户：" + i.Note
	case app.DueNext:
		if !blank(i.Note) {
			return app.PlanService, i.Note
		}
	case app.DueData:
		return app.PlanService, "核对并完善客户资料"
	}
	return "", ""
}

func nonBlank(texts ...string) []string {
	return slices.DeleteFunc(texts, blank)
}
