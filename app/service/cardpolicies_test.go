package service_test

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

func TestCardPolicies(t *testing.T) {
	due := map[int]app.Date{
		1: "2027-01-01", // in force
		2: "2025-06-01", // lapsed
		3: "2026-04-10", // due soon
		4: "2026-02-20", // in grace
		5: "2026-02-10", // in grace, nearer its end
		6: "2026-03-25", // due sooner
		7: "2021-01-01", // reinstatement over
		8: "2026-12-01", // in force, due before 1
	}
	for _, x := range []struct {
		name  string
		cases map[int]app.Date // published
		want  []int
	}{
		{"no cases: the most urgent", nil, []int{5, 4, 6, 3, 2, 8, 1, 7}},
		{"the newest case first", map[int]app.Date{8: "2026-03-16", 5: "2026-01-16"}, []int{8, 5, 4, 6, 3, 2, 1, 7}},
		{"several new cases: the most urgent of them", map[int]app.Date{8: "2026-03-16", 6: "2026-03-16", 2: "2026-03-16"}, []int{6, 2, 8, 5, 4, 3, 1, 7}},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := newRoom(t, planner)
			c := apptest.Customer(1, "单雄信")
			rows, n := []any{c}, map[string]int{}
			for i, on := range due {
				p := apptest.Policy(i, c, on)
				n[p.ID] = i
				rows = append(rows, p)
				if published, ok := x.cases[i]; ok {
					k := apptest.Case(p)
					k.PublishedOn = published
					rows = append(rows, k)
				}
			}
			r.seat(rows...)
			card := must[app.CardView](t)(r.Card(ctx, c.ID))
			var got []int
			for _, p := range card.Policies {
				got = append(got, n[p.Policy.ID])
			}
			if !slices.Equal(got, x.want) {
				t.Errorf("the policies stand as %v, want %v", got, x.want)
			}
			// A form prints the card's first policy where nobody chose, so the questionnaire has to be about that one.
			survey := must[app.Survey](t)(r.PrintSurvey(ctx, c.ID, ""))
			if survey.PolicyID != card.Policies[0].Policy.ID {
				t.Errorf("the questionnaire is about %d, the paper about %d", n[survey.PolicyID], got[0])
			}
			if again := must[app.Survey](t)(r.PrintSurvey(ctx, c.ID, survey.PolicyID)); again.FormNo != survey.FormNo {
				t.Errorf("printed again it is %s, not %s", again.FormNo, survey.FormNo)
			}
		})
	}
}

func TestSurveyWithoutPolicy(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	if survey := must[app.Survey](t)(r.PrintSurvey(ctx, c.ID, "")); survey.PolicyID != "" || survey.FormNo == "" {
		t.Errorf("a prospect's questionnaire is %+v", survey)
	}
}
