package team

import (
	"context"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// A supervisor sets the month's targets of all people on one page, from last month's if wanted.
func TestTargetsOfTheTeam(t *testing.T) {
	st := newStand(t)
	month := app.DateOf(st.clock.At).Month()
	before := app.Date(month + "-01").AddDays(-1).Month()
	people, err := st.service.TeamTargets(context.Background(), before)
	if err != nil || len(people) < 2 {
		t.Fatalf("the team is %+v, %v", people, err)
	}
	first := people[0].Person
	if _, err := st.service.SetTargets(context.Background(), app.Target{PersonID: first.ID, Month: before, Calls: 200, Surveys: 6}); err != nil {
		t.Fatal(err)
	}
	st.enter()
	st.Rune('g')
	st.settle()
	calls := widgets.Find("team.target.0.calls").(*widgets.Entry)
	calls.SetText("很多")
	widgets.Find("team.target.form.submit").(*widgets.Button).Tapped(nil)
	st.settle()
	if widgets.Find("team.target.form.submit") == nil {
		t.Fatal("a figure nobody can read is taken")
	}
	widgets.Find("team.target.again").(*widgets.Button).Tapped(nil)
	if calls.Value() != "200" {
		t.Fatalf("copied from last month is %q", calls.Value())
	}
	calls.SetText("180")
	widgets.Find("team.target.form.submit").(*widgets.Button).Tapped(nil)
	st.settle()
	now, err := st.service.TeamTargets(context.Background(), month)
	if err != nil || now[0].Target.Calls != 180 || now[0].Target.Surveys != 6 || now[1].Target.ID != "" {
		t.Errorf("set is %+v, %v", now, err)
	}
}
